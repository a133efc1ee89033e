-- Who works behind the counter, what programs may do, and what was done: roles, invitations, keys, the audit log.

-- Roles that people made; the shop knows its own by heart.
CREATE TABLE role (
    word TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE role_permission (
    role TEXT NOT NULL REFERENCES role (word),
    permission TEXT NOT NULL,
    PRIMARY KEY (role, permission)
);

CREATE INDEX user_of_role ON "user" (role);

CREATE TABLE invitation (
    id TEXT NOT NULL PRIMARY KEY,
    -- The SHA-256 digest of the secret in the mail; the secret itself is never kept.
    digest TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    -- By whom, as the audit log names them.
    invited_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    accepted_at BIGINT,
    withdrawn_at BIGINT
);
CREATE INDEX invitation_of_email ON invitation (email);
CREATE INDEX invitation_by_age ON invitation (created_at);

-- Keys for programs. The secret is shown once; only its digest is kept.
CREATE TABLE api_key (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    -- The key that this one took the place of works on until then.
    former_digest TEXT UNIQUE,
    former_until BIGINT,
    -- What it may do, as a list of permissions.
    permissions TEXT NOT NULL,
    made_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    rotated_at BIGINT,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    withdrawn_at BIGINT
);

-- What was done, by whom: a chain in which each row carries the digest of all before it. It only grows.
CREATE TABLE audit_entry (
    -- 1, 2, 3 and so on, without a gap.
    number BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    -- Kind and pseudonym, such as account:4f…; the pseudonym leads to nobody once the account is erased.
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- How it was before and after, as JSON, where that says something.
    was TEXT,
    became TEXT,
    -- The SHA-256 digest over the row before and this one.
    digest TEXT NOT NULL
);
CREATE INDEX audit_entry_of_actor ON audit_entry (actor, number);
CREATE INDEX audit_entry_of_subject ON audit_entry (subject, number);
CREATE INDEX audit_entry_of_action ON audit_entry (action, number);

-- How far the chain had come, signed, once a day and also kept outside the database.
CREATE TABLE audit_head (
    number BIGINT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,
    at BIGINT NOT NULL,
    signature TEXT NOT NULL
);
