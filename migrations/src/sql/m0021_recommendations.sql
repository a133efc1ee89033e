-- What somebody does not want suggested, what is reported as counterfeit, and what may not be sold here.

-- Only of those who agreed that what they do is remembered; gone with their no.
CREATE TABLE unwanted_suggestion (
    visitor TEXT NOT NULL,
    -- A product as MARKETPLACE:ID.
    product TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (visitor, product)
);
CREATE INDEX unwanted_suggestion_by_age ON unwanted_suggestion (at);

CREATE TABLE counterfeit_report (
    id TEXT NOT NULL PRIMARY KEY,
    visitor TEXT NOT NULL,
    marketplace TEXT NOT NULL REFERENCES marketplace (id),
    -- Empty where it is about the marketplace as a whole.
    product TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('fake', 'dangerous', 'misdescribed', 'forbidden', 'other')),
    words TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- When a person saw to it.
    settled_at BIGINT
);
CREATE INDEX counterfeit_report_open ON counterfeit_report (at) WHERE settled_at IS NULL;
CREATE INDEX counterfeit_report_of_visitor ON counterfeit_report (visitor, at);
CREATE INDEX counterfeit_report_by_age ON counterfeit_report (at);

-- What is blocked reads as disabled: it is in no list, and its page says that it is out of stock.
CREATE TABLE blocked_goods (
    marketplace TEXT NOT NULL REFERENCES marketplace (id),
    -- Empty where everything of the marketplace is blocked.
    product TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (marketplace, product)
);
