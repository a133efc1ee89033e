-- What prices were. One row for each change of an offer's price; the newest says until when it was seen to stand.

CREATE TABLE price_seen (
    marketplace TEXT NOT NULL,
    external_id TEXT NOT NULL,
    -- When the price was first seen, and when last.
    seen_at BIGINT NOT NULL,
    seen_until BIGINT NOT NULL,
    price BIGINT NOT NULL,
    currency TEXT NOT NULL,
    -- What the seller said that it cost before.
    list_price BIGINT,
    -- The price before this one, in the same currency.
    fell_from BIGINT,
    PRIMARY KEY (marketplace, external_id, seen_at)
);
CREATE INDEX price_seen_fallen ON price_seen (seen_at) WHERE fell_from IS NOT NULL;

-- A cart as it was before the optimiser changed it, to be put back for as long as nothing else changes it.
CREATE TABLE cart_before (
    visitor TEXT NOT NULL PRIMARY KEY,
    -- The version that the change made.
    version BIGINT NOT NULL,
    lines TEXT NOT NULL,
    delivery TEXT NOT NULL,
    kept_at BIGINT NOT NULL
);
