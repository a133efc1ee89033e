-- A top-up belongs to no order; a transaction that may come twice has a key. The tables are made anew for it.
DROP TRIGGER ledger_transaction_stays;
DROP TRIGGER ledger_transaction_never_goes;
DROP TRIGGER ledger_entry_stays;
DROP TRIGGER ledger_entry_never_goes;

CREATE TABLE ledger_transaction_anew (
    id TEXT NOT NULL PRIMARY KEY,
    order_number TEXT REFERENCES "order" (number),
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    key TEXT UNIQUE
);
INSERT INTO ledger_transaction_anew (id, order_number, reason, created_at)
SELECT id, order_number, reason, created_at FROM ledger_transaction;

CREATE TABLE ledger_entry_anew (
    transaction_id TEXT NOT NULL REFERENCES ledger_transaction_anew (id),
    position BIGINT NOT NULL,
    account TEXT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (transaction_id, position)
);
INSERT INTO ledger_entry_anew SELECT transaction_id, position, account, amount, currency FROM ledger_entry;

DROP TABLE ledger_entry;
DROP TABLE ledger_transaction;
ALTER TABLE ledger_transaction_anew RENAME TO ledger_transaction;
ALTER TABLE ledger_entry_anew RENAME TO ledger_entry;
CREATE INDEX ledger_transaction_of_order ON ledger_transaction (order_number);
CREATE INDEX ledger_entry_of_account ON ledger_entry (account, currency);

CREATE TRIGGER ledger_transaction_stays BEFORE UPDATE ON ledger_transaction
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_transaction_never_goes BEFORE DELETE ON ledger_transaction
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_never_goes BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
