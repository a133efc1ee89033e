-- Staff that sees the shop as a customer sees it.

-- The account of whoever opened the session in the customer's place; NULL where its owner did.
ALTER TABLE session ADD COLUMN acting_by TEXT REFERENCES "user" (id);
