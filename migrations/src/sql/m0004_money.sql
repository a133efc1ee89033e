-- The money path: payments, sagas with their outbox and inbox, and the ledger.

CREATE TABLE payment (
    order_number TEXT NOT NULL PRIMARY KEY REFERENCES "order" (number),
    gateway TEXT NOT NULL,
    session TEXT,
    page_url TEXT,
    reference TEXT,
    status TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount >= 0),
    held BIGINT NOT NULL DEFAULT 0 CHECK (held >= 0),
    captured BIGINT NOT NULL DEFAULT 0 CHECK (captured >= 0 AND captured <= held),
    released BIGINT NOT NULL DEFAULT 0 CHECK (released >= 0 AND captured + released <= held),
    refunded BIGINT NOT NULL DEFAULT 0 CHECK (refunded >= 0 AND refunded <= captured),
    currency TEXT NOT NULL,
    method TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (gateway, session),
    UNIQUE (gateway, reference)
);

CREATE TABLE saga (
    order_number TEXT NOT NULL PRIMARY KEY REFERENCES "order" (number),
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    phase TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX saga_of_phase ON saga (phase, updated_at);

-- The outbox: what is to be carried out, once per key.
CREATE TABLE effect (
    id TEXT NOT NULL PRIMARY KEY,
    order_number TEXT NOT NULL REFERENCES "order" (number),
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL,
    lease_owner TEXT,
    lease_until BIGINT NOT NULL DEFAULT 0,
    fence BIGINT NOT NULL DEFAULT 0,
    done_at BIGINT
);
CREATE INDEX effect_due ON effect (next_at) WHERE done_at IS NULL;
CREATE INDEX effect_of_order ON effect (order_number);

CREATE TABLE inbox (
    provider TEXT NOT NULL,
    event_id TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    handled_at BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (provider, event_id)
);
CREATE INDEX inbox_unhandled ON inbox (received_at) WHERE handled_at IS NULL;

CREATE TABLE ledger_transaction (
    id TEXT NOT NULL PRIMARY KEY,
    order_number TEXT NOT NULL REFERENCES "order" (number),
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX ledger_transaction_of_order ON ledger_transaction (order_number);

-- Above zero is a debit, below zero a credit.
CREATE TABLE ledger_entry (
    transaction_id TEXT NOT NULL REFERENCES ledger_transaction (id),
    position BIGINT NOT NULL,
    account TEXT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (transaction_id, position)
);
CREATE INDEX ledger_entry_of_account ON ledger_entry (account, currency);
