-- Who shops here, where goods come from, and what we last knew of them.

CREATE TABLE "user" (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    phone_number TEXT,
    wallet_balance BIGINT NOT NULL DEFAULT 0,
    wallet_currency TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    date_joined BIGINT NOT NULL,
    last_login BIGINT
);

CREATE TABLE marketplace (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    api_base_url TEXT NOT NULL,
    api_key_sealed TEXT,
    active BOOLEAN NOT NULL,
    logo TEXT NOT NULL,
    colour_light TEXT NOT NULL,
    colour_dark TEXT NOT NULL,
    rating BIGINT,
    mode TEXT NOT NULL,
    protocol TEXT NOT NULL,
    currency TEXT NOT NULL,
    capabilities TEXT NOT NULL,
    terms TEXT NOT NULL,
    relation_token TEXT NOT NULL UNIQUE
);

-- The offer cache: one row per listing, as the marketplace last told it.
CREATE TABLE product (
    marketplace TEXT NOT NULL REFERENCES marketplace (id),
    external_id TEXT NOT NULL,
    relation_token TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    price BIGINT NOT NULL,
    currency TEXT NOT NULL,
    image_url TEXT,
    product_url TEXT,
    category TEXT,
    available BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    rating BIGINT,
    rating_count BIGINT NOT NULL DEFAULT 0,
    gtin TEXT,
    observed_at BIGINT NOT NULL,
    search_text TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (marketplace, external_id)
);
CREATE INDEX product_of_group ON product (relation_token);
CREATE INDEX product_of_category ON product (category, available, rating_count);

-- The house's own shelves.
CREATE TABLE house_product (
    external_id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    search_text TEXT NOT NULL,
    category TEXT,
    active BOOLEAN NOT NULL
);
CREATE INDEX house_product_of_category ON house_product (category);

CREATE TABLE house_stock (
    variant TEXT NOT NULL PRIMARY KEY,
    product TEXT NOT NULL REFERENCES house_product (external_id),
    on_hand BIGINT NOT NULL CHECK (on_hand >= 0),
    reserved BIGINT NOT NULL DEFAULT 0 CHECK (reserved >= 0 AND reserved <= on_hand)
);
CREATE INDEX house_stock_of_product ON house_stock (product);

-- What is set aside or sold; the reference is the key under which a part is placed.
CREATE TABLE reservation (
    reference TEXT NOT NULL,
    variant TEXT NOT NULL REFERENCES house_stock (variant),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    state TEXT NOT NULL CHECK (state IN ('reserved', 'claimed', 'released')),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (reference, variant)
);
CREATE INDEX reservation_of_variant ON reservation (variant, state);

CREATE TABLE rate_table (
    dated TEXT NOT NULL,
    base TEXT NOT NULL,
    rates TEXT NOT NULL,
    PRIMARY KEY (dated, base)
);

CREATE TABLE ai_prompt (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT REFERENCES "user" (id),
    prompt_text TEXT NOT NULL,
    response_json TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX ai_prompt_of_user ON ai_prompt (user_id, created_at);
