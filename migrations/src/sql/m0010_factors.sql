-- Second factors and other ways in, and what is under way to prove one.

CREATE TABLE totp (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
    -- Sealed.
    secret TEXT NOT NULL,
    -- NULL until a first code showed that the app has the secret.
    confirmed_at BIGINT,
    -- The step of the last code that was taken: neither it nor an earlier one is taken again.
    last_step BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE TABLE backup_code (
    user_id TEXT NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    -- Keyed with the shop's secret.
    hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (user_id, hash)
);

-- Wrong answers in a row, and until when no answer is looked at.
CREATE TABLE factor_miss (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
    misses BIGINT NOT NULL,
    wait_until BIGINT NOT NULL
);

CREATE TABLE passkey (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    credential_id TEXT NOT NULL UNIQUE,
    -- The public key with its counter.
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkey_of_user ON passkey (user_id, created_at);

CREATE TABLE external_identity (
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    PRIMARY KEY (provider, subject)
);
CREATE INDEX external_identity_of_user ON external_identity (user_id, provider);

-- What somebody has begun and comes back to: once, soon, and with the value that only their browser holds.
CREATE TABLE ceremony (
    -- The SHA-256 of that value.
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    user_id TEXT REFERENCES "user" (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX ceremony_by_end ON ceremony (expires_at);
CREATE INDEX ceremony_of_user ON ceremony (user_id);

CREATE TABLE phone_code (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    phone_number TEXT NOT NULL,
    -- Keyed with the shop's secret.
    hash TEXT NOT NULL,
    -- The text message, sealed until it is handed over.
    message TEXT,
    tries BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX phone_code_of_user ON phone_code (user_id, created_at);
CREATE INDEX phone_code_of_number ON phone_code (phone_number, created_at);
