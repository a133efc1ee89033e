-- Pictures that people gave us, made anew from what they sent; and what everybody is to be told.

-- How many an account gave on one day.
CREATE TABLE upload_count (
    user_id TEXT NOT NULL REFERENCES "user" (id),
    -- Days since 1970-01-01.
    day BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (user_id, day)
);

-- What happened to the shop that people must know of.
CREATE TABLE notice (
    id TEXT NOT NULL PRIMARY KEY,
    -- What happened, by language, as JSON.
    texts TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- When it was taken back.
    ended_at BIGINT
);
CREATE INDEX notice_by_end ON notice (ended_at, created_at);
