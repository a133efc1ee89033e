-- Mails on their way out, and what a person has to look at.

CREATE TABLE message (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    language TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    -- NULL when no further try is made.
    next_at BIGINT,
    lease_until BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX message_due ON message (next_at) WHERE sent_at IS NULL;

CREATE TABLE alert (
    id TEXT NOT NULL PRIMARY KEY,
    order_number TEXT REFERENCES "order" (number),
    about TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    resolved_at BIGINT
);
CREATE INDEX alert_of_order ON alert (order_number);
CREATE INDEX alert_open ON alert (created_at) WHERE resolved_at IS NULL;
