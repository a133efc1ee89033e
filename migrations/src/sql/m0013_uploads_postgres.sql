CREATE TABLE upload (
    -- 128 random bits; the picture's address is made of nothing else.
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES "user" (id),
    -- What it is for; one of each.
    kind TEXT NOT NULL,
    content_type TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (user_id, kind)
);
