-- The same product across marketplaces: what listings are looked for by, which groups became one, which pairs people
-- decide about, and what shoppers said. A listing is named as `marketplace:id`.

-- What a listing says that is held against others, as a digest, and the digest that was last held against them.
ALTER TABLE product ADD COLUMN told TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN matched TEXT NOT NULL DEFAULT '';
CREATE INDEX product_to_match ON product (observed_at) WHERE told <> matched;

-- Two listings without a key in common are never held against each other.
CREATE TABLE match_key (
    key TEXT NOT NULL,
    listing TEXT NOT NULL,
    PRIMARY KEY (key, listing)
);
CREATE INDEX match_key_of_listing ON match_key (listing);

-- A group that became part of an older one: whoever holds its token is led on. The kept token is never in the first column.
CREATE TABLE relation_forward (
    token TEXT NOT NULL PRIMARY KEY,
    kept TEXT NOT NULL,
    since BIGINT NOT NULL
);
CREATE INDEX relation_forward_to ON relation_forward (kept);

-- A pair of listings, the lesser name first: how sure we are, why, and what became of it.
CREATE TABLE match_pair (
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    -- In thousandths.
    confidence BIGINT NOT NULL CHECK (confidence BETWEEN 0 AND 1000),
    reasons TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('doubtful', 'matched', 'split', 'same', 'apart')),
    -- How many who have nothing to do with each other said that it is not one thing.
    votes BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    decided_at BIGINT,
    PRIMARY KEY (one, other)
);
CREATE INDEX match_pair_other ON match_pair (other);
CREATE INDEX match_pair_state ON match_pair (state, votes, confidence);

-- Somebody looked at one listing and said that another one is something else.
CREATE TABLE match_vote (
    visitor TEXT NOT NULL,
    shown TEXT NOT NULL,
    other TEXT NOT NULL,
    -- A keyed digest of the household that asked, so that one household counts once.
    household TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (visitor, shown, other)
);
CREATE INDEX match_vote_pair ON match_vote (shown, other);
