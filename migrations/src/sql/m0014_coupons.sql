-- Coupons: what they take off, how often they may be used, and who uses them. Amounts are of one currency.

CREATE TABLE coupon (
    code TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('points', 'amount')),
    -- Basis points of the goods, for the kind `points`.
    points BIGINT NOT NULL DEFAULT 0 CHECK (points BETWEEN 0 AND 10000),
    -- What is taken off, or the most that the points may come to.
    amount BIGINT CHECK (amount > 0),
    currency TEXT NOT NULL,
    smallest_cart BIGINT CHECK (smallest_cart > 0),
    valid_from BIGINT NOT NULL,
    valid_until BIGINT,
    most_uses BIGINT CHECK (most_uses > 0),
    most_each BIGINT CHECK (most_each > 0),
    -- How many orders use it.
    uses BIGINT NOT NULL DEFAULT 0 CHECK (uses >= 0),
    created_at BIGINT NOT NULL
);

-- One row per order that used one; released when nothing of the order was bought.
CREATE TABLE coupon_use (
    order_number TEXT NOT NULL PRIMARY KEY REFERENCES "order" (number),
    code TEXT NOT NULL REFERENCES coupon (code),
    visitor TEXT NOT NULL,
    -- The SHA-256 digest of the address for mails.
    mail TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('claimed', 'released')),
    created_at BIGINT NOT NULL,
    released_at BIGINT
);
CREATE INDEX coupon_use_of_visitor ON coupon_use (code, visitor);
CREATE INDEX coupon_use_of_mail ON coupon_use (code, mail);

-- How many orders of a visitor, and of an address for mails, use it.
CREATE TABLE coupon_shopper (
    code TEXT NOT NULL REFERENCES coupon (code),
    shopper TEXT NOT NULL,
    uses BIGINT NOT NULL CHECK (uses >= 0),
    PRIMARY KEY (code, shopper)
);

-- What a coupon took off each part.
ALTER TABLE marketplace_order ADD COLUMN discount BIGINT NOT NULL DEFAULT 0;
