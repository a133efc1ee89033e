-- What was saved so far becomes the list of the hearts.
INSERT INTO wishlist (id, visitor, name, hearts, created_at, updated_at)
SELECT lower(hex(randomblob(16))), u.visitor, NULL, TRUE, MIN(s.saved_at), MAX(s.saved_at)
FROM saved_product s JOIN "user" u ON u.id = s.user_id WHERE u.visitor IS NOT NULL GROUP BY u.visitor;

INSERT INTO wishlist_item (list, marketplace, product, quantity, note, saved_at)
SELECT w.id, s.marketplace, s.product, 1, '', s.saved_at
FROM saved_product s JOIN "user" u ON u.id = s.user_id JOIN wishlist w ON w.visitor = u.visitor AND w.hearts;

-- The table stays for a process of yesterday that may still run; only what moved is gone from it.
DELETE FROM saved_product WHERE user_id IN (SELECT id FROM "user" WHERE visitor IS NOT NULL);
