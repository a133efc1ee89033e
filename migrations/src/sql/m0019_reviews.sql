-- What shoppers say of goods, and what the shop adds to a listing by itself. All of it belongs to a listing; where it is read
-- follows from the product group that the listing is part of at that moment.

CREATE TABLE review (
    id TEXT NOT NULL PRIMARY KEY,
    -- Nobody where it came with the goods.
    user_id TEXT REFERENCES "user" (id),
    marketplace TEXT NOT NULL,
    product TEXT NOT NULL,
    -- What its author is called in public.
    author TEXT NOT NULL,
    stars BIGINT NOT NULL CHECK (stars BETWEEN 1 AND 5),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    -- Whether its author had bought the thing here when it was last looked at.
    bought BOOLEAN NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('waiting', 'published', 'refused')),
    -- Why a person should look at it: words with blanks between them.
    doubts TEXT NOT NULL,
    -- Why it was refused, and what the moderator wrote to its author.
    refusal TEXT,
    note TEXT NOT NULL,
    -- What the shop says to it.
    reply TEXT,
    replied_at BIGINT,
    written_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (user_id, marketplace, product)
);
CREATE INDEX review_of_product ON review (marketplace, product, standing);
CREATE INDEX review_by_standing ON review (standing, changed_at);

CREATE TABLE review_picture (
    review TEXT NOT NULL REFERENCES review (id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (review, place)
);

-- Who was helped by a review, or says that a person should look at it; once each.
CREATE TABLE review_vote (
    review TEXT NOT NULL REFERENCES review (id) ON DELETE CASCADE,
    visitor TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('helpful', 'report')),
    at BIGINT NOT NULL,
    PRIMARY KEY (review, kind, visitor)
);
CREATE INDEX review_vote_of_visitor ON review_vote (visitor);

CREATE TABLE question (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT REFERENCES "user" (id),
    marketplace TEXT NOT NULL,
    product TEXT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('waiting', 'published', 'refused')),
    doubts TEXT NOT NULL,
    refusal TEXT,
    note TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX question_of_product ON question (marketplace, product, standing);
CREATE INDEX question_by_standing ON question (standing, changed_at);
CREATE INDEX question_of_user ON question (user_id);

CREATE TABLE answer (
    id TEXT NOT NULL PRIMARY KEY,
    question TEXT NOT NULL REFERENCES question (id) ON DELETE CASCADE,
    -- Nobody where the shop answered.
    user_id TEXT REFERENCES "user" (id),
    by_shop BOOLEAN NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('waiting', 'published', 'refused')),
    doubts TEXT NOT NULL,
    refusal TEXT,
    note TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX answer_of_question ON answer (question, standing);
CREATE INDEX answer_by_standing ON answer (standing, changed_at);
CREATE INDEX answer_of_user ON answer (user_id);

-- A short film of a listing, beside its pictures.
CREATE TABLE product_film (
    marketplace TEXT NOT NULL,
    product TEXT NOT NULL,
    address TEXT NOT NULL,
    -- The picture that stands there until it plays.
    poster TEXT NOT NULL,
    -- What it shows.
    alt TEXT NOT NULL,
    PRIMARY KEY (marketplace, product, address)
);

-- Until when an order leaves a marketplace on the same day, in minutes of the day in UTC.
CREATE TABLE cut_off (
    marketplace TEXT NOT NULL PRIMARY KEY REFERENCES marketplace (id),
    minutes BIGINT NOT NULL CHECK (minutes BETWEEN 0 AND 1439)
);
