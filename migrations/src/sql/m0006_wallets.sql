-- Wallets, refunds, payments that nobody asked for, and what became of each consent.

CREATE TABLE wallet (
    id TEXT NOT NULL PRIMARY KEY,
    visitor TEXT UNIQUE,
    user_id TEXT UNIQUE REFERENCES "user" (id),
    created_at BIGINT NOT NULL,
    CHECK (visitor IS NOT NULL OR user_id IS NOT NULL)
);

-- The ledger's sums of the accounts `wallet:ID` and `held:ID`, kept beside it.
CREATE TABLE wallet_balance (
    wallet TEXT NOT NULL REFERENCES wallet (id),
    currency TEXT NOT NULL,
    available BIGINT NOT NULL CHECK (available >= 0),
    held BIGINT NOT NULL CHECK (held >= 0),
    PRIMARY KEY (wallet, currency)
);

-- Each hold is posted (with what was taken of it) or voided once.
CREATE TABLE wallet_hold (
    order_number TEXT NOT NULL PRIMARY KEY REFERENCES "order" (number),
    wallet TEXT NOT NULL REFERENCES wallet (id),
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    taken BIGINT NOT NULL DEFAULT 0 CHECK (taken >= 0 AND taken <= amount),
    state TEXT NOT NULL CHECK (state IN ('pending', 'posted', 'voided')),
    created_at BIGINT NOT NULL,
    resolved_at BIGINT
);
CREATE INDEX wallet_hold_of_wallet ON wallet_hold (wallet, state);

CREATE TABLE top_up (
    id TEXT NOT NULL PRIMARY KEY,
    wallet TEXT NOT NULL REFERENCES wallet (id),
    gateway TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    session TEXT,
    page_url TEXT,
    reference TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'credited', 'expired')),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (gateway, session)
);
CREATE INDEX top_up_open ON top_up (created_at) WHERE state = 'open';
CREATE INDEX top_up_of_wallet ON top_up (wallet, created_at);

CREATE TABLE refund (
    order_number TEXT NOT NULL,
    id TEXT NOT NULL,
    part BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'refunded', 'refused')),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (order_number, id),
    FOREIGN KEY (order_number, part) REFERENCES marketplace_order (order_number, part)
);

CREATE TABLE surplus_payment (
    order_number TEXT NOT NULL REFERENCES "order" (number),
    reference TEXT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('returning', 'returned', 'stuck')),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (order_number, reference)
);

-- The idempotency of "place order": one living order per consent of a visitor.
CREATE TABLE consent (
    visitor TEXT NOT NULL,
    validation TEXT NOT NULL,
    order_number TEXT NOT NULL REFERENCES "order" (number),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (visitor, validation)
);
