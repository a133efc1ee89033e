-- Ways to pay that a gateway keeps for an account. Nothing was ever written here before this step.
-- `token` is what the gateway calls its page until the shopper has agreed there, and then its sealed token.
ALTER TABLE saved_payment_method DROP COLUMN customer;
ALTER TABLE saved_payment_method DROP COLUMN brand;
ALTER TABLE saved_payment_method DROP COLUMN last_digits;
ALTER TABLE saved_payment_method DROP COLUMN expires;
-- What its owner knows it by.
ALTER TABLE saved_payment_method ADD COLUMN label TEXT NOT NULL DEFAULT '';
-- When the gateway kept it; NULL before.
ALTER TABLE saved_payment_method ADD COLUMN kept_at BIGINT;

-- The saved method that an order is paid with; NULL where its shopper pays on a page.
ALTER TABLE payment ADD COLUMN saved_method TEXT;
