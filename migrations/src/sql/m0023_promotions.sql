-- What the shop takes off carts by itself: who may have it, when, on what and how much stand in the terms.
CREATE TABLE promotion (
    id TEXT NOT NULL PRIMARY KEY,
    -- The terms as JSON, as they were begun; they never change.
    terms TEXT NOT NULL,
    valid_from BIGINT,
    valid_until BIGINT,
    created_at BIGINT NOT NULL,
    -- When a person ended it.
    ended_at BIGINT
);
CREATE INDEX promotion_in_force ON promotion (created_at) WHERE ended_at IS NULL;

-- What each promotion took off an order when it was agreed to.
CREATE TABLE promotion_use (
    order_number TEXT NOT NULL REFERENCES "order" (number),
    promotion TEXT NOT NULL REFERENCES promotion (id),
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (order_number, promotion)
);
