-- Orders, their parts at the marketplaces, and how the goods travel.

CREATE TABLE "order" (
    number TEXT NOT NULL PRIMARY KEY,
    visitor TEXT NOT NULL,
    user_id TEXT REFERENCES "user" (id),
    -- The SHA-256 digest of the guest's token; the token itself is never kept.
    authentication_token TEXT NOT NULL,
    validation_token TEXT NOT NULL,
    relation_token TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    details TEXT NOT NULL,
    locale TEXT NOT NULL,
    total_amount BIGINT NOT NULL CHECK (total_amount >= 0),
    currency TEXT NOT NULL,
    status TEXT NOT NULL,
    policy TEXT NOT NULL,
    phase TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX order_of_visitor ON "order" (visitor, created_at);
CREATE INDEX order_of_user ON "order" (user_id, created_at);

CREATE TABLE marketplace_order (
    order_number TEXT NOT NULL REFERENCES "order" (number),
    part BIGINT NOT NULL,
    marketplace TEXT NOT NULL REFERENCES marketplace (id),
    state TEXT NOT NULL,
    refusal TEXT,
    marketplace_order_ids TEXT NOT NULL,
    handle TEXT,
    session TEXT NOT NULL,
    request TEXT NOT NULL,
    own TEXT NOT NULL,
    own_total BIGINT NOT NULL,
    own_currency TEXT NOT NULL,
    shown TEXT NOT NULL,
    shown_total BIGINT NOT NULL,
    shown_currency TEXT NOT NULL,
    rate TEXT NOT NULL,
    progress TEXT,
    delivery_title TEXT NOT NULL,
    arrives_by BIGINT,
    shipments TEXT NOT NULL,
    next_poll_at BIGINT,
    PRIMARY KEY (order_number, part)
);
CREATE INDEX marketplace_order_to_poll ON marketplace_order (next_poll_at) WHERE next_poll_at IS NOT NULL;
CREATE INDEX marketplace_order_of_marketplace ON marketplace_order (marketplace, state);

CREATE TABLE order_item (
    order_number TEXT NOT NULL,
    part BIGINT NOT NULL,
    position BIGINT NOT NULL,
    marketplace TEXT NOT NULL,
    product TEXT NOT NULL,
    variant TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    -- What one cost when it was bought.
    price BIGINT NOT NULL,
    currency TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (order_number, part, position),
    FOREIGN KEY (order_number, part) REFERENCES marketplace_order (order_number, part)
);
CREATE INDEX order_item_of_product ON order_item (marketplace, product);

CREATE TABLE tracking_event (
    order_number TEXT NOT NULL,
    part BIGINT NOT NULL,
    external_id TEXT NOT NULL,
    progress TEXT NOT NULL,
    at BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (order_number, part, external_id),
    FOREIGN KEY (order_number, part) REFERENCES marketplace_order (order_number, part)
);
