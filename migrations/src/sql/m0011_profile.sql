-- What people tell us of themselves, what they agreed to, and what we may remember of them.

CREATE TABLE address (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES "user" (id),
    name TEXT NOT NULL,
    street TEXT NOT NULL,
    extra TEXT NOT NULL,
    postcode TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    phone TEXT NOT NULL,
    chosen BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX address_of_user ON address (user_id, created_at);
-- At most one address is the one that is offered first.
CREATE UNIQUE INDEX address_chosen ON address (user_id) WHERE chosen;

-- How somebody wants to see the shop, on every device. NULL where nothing was chosen.
CREATE TABLE preference (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES "user" (id),
    language TEXT,
    currency TEXT,
    country TEXT,
    theme TEXT,
    delivery TEXT NOT NULL CHECK (delivery IN ('cheapest', 'fastest')),
    -- Sizes in words, such as "M" and "42", as a list.
    sizes TEXT NOT NULL,
    keeps_searches BOOLEAN NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Marketplaces that somebody prefers or does not want to see.
CREATE TABLE marketplace_preference (
    user_id TEXT NOT NULL REFERENCES "user" (id),
    marketplace TEXT NOT NULL REFERENCES marketplace (id),
    stance TEXT NOT NULL CHECK (stance IN ('preferred', 'hidden')),
    PRIMARY KEY (user_id, marketplace)
);

CREATE TABLE past_search (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES "user" (id),
    text TEXT NOT NULL,
    times BIGINT NOT NULL,
    searched_at BIGINT NOT NULL,
    UNIQUE (user_id, text)
);
CREATE INDEX past_search_of_user ON past_search (user_id, searched_at);
CREATE INDEX past_search_by_age ON past_search (searched_at);

CREATE TABLE saved_product (
    user_id TEXT NOT NULL REFERENCES "user" (id),
    marketplace TEXT NOT NULL REFERENCES marketplace (id),
    product TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, marketplace, product)
);
CREATE INDEX saved_product_by_age ON saved_product (user_id, saved_at);

-- Which mails and texts somebody wants. What is not here is as it is from the start.
CREATE TABLE notification_preference (
    user_id TEXT NOT NULL REFERENCES "user" (id),
    topic TEXT NOT NULL,
    channel TEXT NOT NULL,
    wanted BOOLEAN NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, topic, channel)
);

-- Every yes and every no with the text it was said to; the newest of a purpose counts.
CREATE TABLE consent_given (
    id TEXT NOT NULL PRIMARY KEY,
    visitor TEXT NOT NULL,
    purpose TEXT NOT NULL,
    given BOOLEAN NOT NULL,
    text_version TEXT NOT NULL,
    language TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX consent_given_of_visitor ON consent_given (visitor, purpose, at);
CREATE INDEX consent_given_by_age ON consent_given (at);

-- What somebody looked at, searched for, put into the cart and bought; only of those who agreed.
CREATE TABLE behaviour_event (
    id TEXT NOT NULL PRIMARY KEY,
    visitor TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('view', 'search', 'add', 'buy')),
    -- A product as MARKETPLACE:ID, or the words of a search.
    about TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX behaviour_event_of_visitor ON behaviour_event (visitor, at);
CREATE INDEX behaviour_event_by_age ON behaviour_event (at);

-- A way to pay as the gateway keeps it; no number of a card ever comes here.
CREATE TABLE saved_payment_method (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES "user" (id),
    gateway TEXT NOT NULL,
    customer TEXT NOT NULL,
    token TEXT NOT NULL,
    brand TEXT NOT NULL,
    last_digits TEXT NOT NULL,
    expires TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (gateway, token)
);
CREATE INDEX saved_payment_method_of_user ON saved_payment_method (user_id, created_at);

-- Who asked to be erased, and from when on it is done.
CREATE TABLE erasure (
    user_id TEXT NOT NULL PRIMARY KEY REFERENCES "user" (id),
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL
);
CREATE INDEX erasure_due ON erasure (due_at);
