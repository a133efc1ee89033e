-- Invoices, credit notes and receipts, as they were issued, and how far each series of their numbers has come.

-- The last number of each issuer, kind and year. It is taken in the transaction that writes the paper.
CREATE TABLE paper_series (
    issuer TEXT NOT NULL,
    kind TEXT NOT NULL,
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (issuer, kind, year)
);

CREATE TABLE paper (
    issuer TEXT NOT NULL,
    kind TEXT NOT NULL,
    year BIGINT NOT NULL,
    serial BIGINT NOT NULL,
    order_number TEXT NOT NULL REFERENCES "order" (number),
    part BIGINT NOT NULL,
    -- The refund it is about; empty where it charges.
    refund TEXT NOT NULL,
    total BIGINT NOT NULL,
    currency TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (issuer, kind, year, serial),
    UNIQUE (order_number, part, refund)
);
