-- What the index beside the database is filled from, and what is known of searches as such.

-- The index reads on from where it was.
CREATE INDEX product_by_time ON product (observed_at, marketplace, external_id);

-- Words that mean the same, as a list.
CREATE TABLE synonym (
    id TEXT NOT NULL PRIMARY KEY,
    words TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- How often something was searched for on a day, and how often nothing was found. Nobody's: no visitor, no time of day.
CREATE TABLE search_term (
    -- When the day began.
    day BIGINT NOT NULL,
    text TEXT NOT NULL,
    asked BIGINT NOT NULL,
    empty BIGINT NOT NULL,
    -- How many product groups the last search found.
    found BIGINT NOT NULL,
    PRIMARY KEY (day, text)
);
CREATE INDEX search_term_by_text ON search_term (text, day);
