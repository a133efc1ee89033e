-- Carts and checkouts in progress.

CREATE TABLE cart (
    visitor TEXT NOT NULL PRIMARY KEY,
    user_id TEXT REFERENCES "user" (id),
    version BIGINT NOT NULL,
    currency TEXT,
    removed TEXT,
    updated_at BIGINT NOT NULL
);
CREATE INDEX cart_by_age ON cart (updated_at);

CREATE TABLE cart_item (
    visitor TEXT NOT NULL REFERENCES cart (visitor) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    marketplace TEXT NOT NULL REFERENCES marketplace (id),
    product TEXT NOT NULL,
    variant TEXT NOT NULL,
    relation_token TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    added_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (visitor, position),
    UNIQUE (visitor, marketplace, product, variant)
);

CREATE TABLE checkout (
    visitor TEXT NOT NULL PRIMARY KEY,
    draft TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX checkout_by_age ON checkout (updated_at);
