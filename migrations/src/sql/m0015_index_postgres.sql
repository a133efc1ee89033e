-- For shops that search with the database alone.
CREATE INDEX product_words ON product USING gin (to_tsvector('simple', search_text || ' ' || description));
