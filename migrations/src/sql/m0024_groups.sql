-- Groups of customers, and who is in them: promotions can be for a group alone.
CREATE TABLE customer_group (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE customer_group_member (
    group_id TEXT NOT NULL REFERENCES customer_group (id),
    user_id TEXT NOT NULL REFERENCES "user" (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX customer_group_member_of_user ON customer_group_member (user_id);
