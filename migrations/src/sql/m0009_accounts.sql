-- Accounts: who somebody is to the shop, where they are signed in, and what happened to their account.

-- The visitor that carts, orders, wallets and consents of the account are kept under.
ALTER TABLE "user" ADD COLUMN visitor TEXT;
ALTER TABLE "user" ADD COLUMN email_verified_at BIGINT;
ALTER TABLE "user" ADD COLUMN phone_verified_at BIGINT;
ALTER TABLE "user" ADD COLUMN locale TEXT NOT NULL DEFAULT 'en';
ALTER TABLE "user" ADD COLUMN role TEXT NOT NULL DEFAULT 'customer';
ALTER TABLE "user" ADD COLUMN suspended_at BIGINT;
ALTER TABLE "user" ADD COLUMN erased_at BIGINT;
-- An empty password_hash is an account that has no password.
ALTER TABLE "user" ADD COLUMN password_changed_at BIGINT;
-- Whether the password is one that only does beside a second factor.
ALTER TABLE "user" ADD COLUMN password_short BOOLEAN NOT NULL DEFAULT FALSE;
-- The name that logs know the account by.
ALTER TABLE "user" ADD COLUMN pseudonym TEXT;
CREATE UNIQUE INDEX user_of_visitor ON "user" (visitor);
CREATE UNIQUE INDEX user_of_pseudonym ON "user" (pseudonym);

CREATE TABLE session (
    -- The SHA-256 digest of what the cookie holds; the id itself is never kept.
    digest TEXT NOT NULL PRIMARY KEY,
    -- The name it has in lists; opens nothing.
    key TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL REFERENCES "user" (id),
    -- How it was opened: password, link, passkey and so on.
    method TEXT NOT NULL,
    -- Whether a second factor was shown.
    strong BOOLEAN NOT NULL,
    -- The digest of the browser's device cookie.
    device TEXT NOT NULL,
    -- Browser and system in words, such as "Firefox, Linux".
    agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    -- For how many milliseconds it may rest unused.
    idle BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);
CREATE INDEX session_of_user ON session (user_id, seen_at);
CREATE INDEX session_by_end ON session (ends_at);

-- Links in mails and half-open sign-ins: secrets that work once and not for long. Only their digests are kept.
CREATE TABLE account_token (
    digest TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    -- NULL while there is no account yet.
    user_id TEXT REFERENCES "user" (id),
    email TEXT NOT NULL,
    -- The device that asked for it.
    device TEXT NOT NULL,
    -- What else it stands for, as JSON.
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    -- When it was replaced by another before anybody used it.
    voided_at BIGINT
);
CREATE INDEX account_token_of_user ON account_token (user_id, kind);
CREATE INDEX account_token_of_email ON account_token (email, kind, created_at);
CREATE INDEX account_token_by_end ON account_token (expires_at);

-- Browsers in which somebody signed in before.
CREATE TABLE known_device (
    user_id TEXT NOT NULL REFERENCES "user" (id),
    device TEXT NOT NULL,
    first_seen_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, device)
);

-- Failures in a row, per account and per account and device. The name is a keyed digest, so that it tells nobody who it is.
CREATE TABLE throttle (
    name TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);
CREATE INDEX throttle_by_age ON throttle (last_at);

CREATE TABLE security_event (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES "user" (id),
    kind TEXT NOT NULL,
    agent TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX security_event_of_user ON security_event (user_id, at);
