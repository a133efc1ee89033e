-- What somebody keeps for another day: lists, lines put aside, searches, and alerts about products. All of it belongs to a
-- visitor, so that guests have it too; an account owns a visitor.

CREATE TABLE wishlist (
    id TEXT NOT NULL PRIMARY KEY,
    visitor TEXT NOT NULL,
    -- NULL for the list of the hearts until it is given a name.
    name TEXT,
    -- Whether hearts save into it.
    hearts BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- Since when whoever has its link may look at it, and the digest of what stands in the link; NULL while it is private.
    shared_at BIGINT,
    share_digest TEXT UNIQUE
);
CREATE INDEX wishlist_of_visitor ON wishlist (visitor, created_at);
CREATE INDEX wishlist_by_age ON wishlist (updated_at);
CREATE UNIQUE INDEX wishlist_of_hearts ON wishlist (visitor) WHERE hearts;

CREATE TABLE wishlist_item (
    list TEXT NOT NULL REFERENCES wishlist (id) ON DELETE CASCADE,
    marketplace TEXT NOT NULL REFERENCES marketplace (id),
    product TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    note TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (list, marketplace, product)
);
CREATE INDEX wishlist_item_by_age ON wishlist_item (list, saved_at);

-- Lines put aside under the cart.
CREATE TABLE later_line (
    visitor TEXT NOT NULL,
    marketplace TEXT NOT NULL REFERENCES marketplace (id),
    product TEXT NOT NULL,
    variant TEXT NOT NULL,
    relation_token TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    kept_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (visitor, marketplace, product, variant)
);
CREATE INDEX later_line_by_age ON later_line (kept_at);

CREATE TABLE saved_search (
    id TEXT NOT NULL PRIMARY KEY,
    visitor TEXT NOT NULL,
    -- The names and values of its address as a list, and the currency of the amounts in them.
    question TEXT NOT NULL,
    currency TEXT NOT NULL,
    -- The relation tokens that were found so far, and those among them that are new since its owner looked, as lists.
    known TEXT NOT NULL,
    fresh TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    checked_at BIGINT NOT NULL,
    UNIQUE (visitor, question, currency)
);
CREATE INDEX saved_search_due ON saved_search (checked_at);
CREATE INDEX saved_search_by_age ON saved_search (saved_at);

CREATE TABLE product_alert (
    id TEXT NOT NULL PRIMARY KEY,
    visitor TEXT NOT NULL,
    -- NULL for guests, who are reached at the address.
    user_id TEXT REFERENCES "user" (id),
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('price', 'stock')),
    marketplace TEXT NOT NULL REFERENCES marketplace (id),
    product TEXT NOT NULL,
    currency TEXT NOT NULL,
    -- Totals with delivery and tax in minor units of the currency: at which a mail is worth it, and which one the next is compared with.
    target BIGINT,
    reference BIGINT NOT NULL,
    available BOOLEAN NOT NULL,
    -- How many mails went out.
    told BIGINT NOT NULL DEFAULT 0,
    -- NULL until a guest's address is confirmed.
    confirmed_at BIGINT,
    created_at BIGINT NOT NULL,
    checked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    UNIQUE (visitor, email, kind, marketplace, product)
);
CREATE INDEX product_alert_due ON product_alert (checked_at) WHERE confirmed_at IS NOT NULL;
CREATE INDEX product_alert_of_user ON product_alert (user_id);
CREATE INDEX product_alert_by_age ON product_alert (created_at);
