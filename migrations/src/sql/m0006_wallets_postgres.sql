-- A top-up belongs to no order; a transaction that may come twice has a key.
ALTER TABLE ledger_transaction ALTER COLUMN order_number DROP NOT NULL;
ALTER TABLE ledger_transaction ADD COLUMN IF NOT EXISTS key TEXT UNIQUE;
