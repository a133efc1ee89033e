-- What always holds. Each question finds breaches; no rows means that it holds.
-- A saga at rest is one in the phase `done`; every other one has work in the outbox, waits for its shopper, or has an alert.

-- name: debits equal credits in every transaction and currency
SELECT transaction_id, currency FROM ledger_entry
GROUP BY transaction_id, currency HAVING SUM(amount) <> 0;

-- name: a transaction has entries
SELECT id FROM ledger_transaction
WHERE NOT EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = ledger_transaction.id);

-- name: what was captured is what was confirmed
SELECT payment.order_number FROM payment
JOIN saga ON saga.order_number = payment.order_number
WHERE saga.phase = 'done' AND payment.captured <> COALESCE((
    SELECT SUM(part.shown_total) FROM marketplace_order AS part
    WHERE part.order_number = payment.order_number AND part.state IN ('placed', 'withdrawn')
), 0);

-- name: no more is refunded of a part than was paid for it
SELECT refund.order_number, refund.part FROM refund
JOIN marketplace_order AS part ON part.order_number = refund.order_number AND part.part = refund.part
WHERE refund.state <> 'refused'
GROUP BY refund.order_number, refund.part, part.shown_total HAVING SUM(refund.amount) > part.shown_total;

-- name: no more is refunded of an order than was captured
SELECT refund.order_number FROM refund
JOIN payment ON payment.order_number = refund.order_number
WHERE refund.state <> 'refused'
GROUP BY refund.order_number, payment.captured HAVING SUM(refund.amount) > payment.captured;

-- name: a payment shows what was refunded of it
SELECT payment.order_number FROM payment
WHERE payment.refunded <> COALESCE((
    SELECT SUM(refund.amount) FROM refund
    WHERE refund.order_number = payment.order_number AND refund.state = 'refunded'
), 0);

-- name: a refund and a second payment are on their way until they are answered
SELECT refund.order_number, 'refund:' || refund.id AS waits FROM refund
WHERE refund.state = 'asked' AND NOT EXISTS (
    SELECT 1 FROM effect
    WHERE effect.key = refund.order_number || ':refund:' || refund.id AND effect.done_at IS NULL
)
UNION ALL
SELECT surplus_payment.order_number, 'return:' || surplus_payment.reference AS waits FROM surplus_payment
WHERE surplus_payment.state = 'returning' AND NOT EXISTS (
    SELECT 1 FROM effect
    WHERE effect.key = surplus_payment.order_number || ':return:' || surplus_payment.reference
      AND effect.done_at IS NULL
);

-- name: a wallet has what the ledger says
SELECT balance.wallet, balance.currency FROM wallet_balance AS balance
WHERE balance.available <> -COALESCE((
    SELECT SUM(entry.amount) FROM ledger_entry AS entry
    WHERE entry.account = 'wallet:' || balance.wallet AND entry.currency = balance.currency
), 0) OR balance.held <> -COALESCE((
    SELECT SUM(entry.amount) FROM ledger_entry AS entry
    WHERE entry.account = 'held:' || balance.wallet AND entry.currency = balance.currency
), 0);

-- name: every entry of a wallet is in its balance
SELECT entry.account, entry.currency FROM ledger_entry AS entry
WHERE (entry.account LIKE 'wallet:%' AND NOT EXISTS (
    SELECT 1 FROM wallet_balance AS balance
    WHERE balance.wallet = SUBSTR(entry.account, 8) AND balance.currency = entry.currency
)) OR (entry.account LIKE 'held:%' AND NOT EXISTS (
    SELECT 1 FROM wallet_balance AS balance
    WHERE balance.wallet = SUBSTR(entry.account, 6) AND balance.currency = entry.currency
));

-- name: no wallet is below zero
SELECT wallet, currency FROM wallet_balance WHERE available < 0 OR held < 0;

-- name: a wallet holds what its open holds add up to
SELECT balance.wallet, balance.currency FROM wallet_balance AS balance
WHERE balance.held <> COALESCE((
    SELECT SUM(hold.amount) FROM wallet_hold AS hold
    WHERE hold.wallet = balance.wallet AND hold.currency = balance.currency AND hold.state = 'pending'
), 0);

-- name: at rest every hold is resolved, with what was captured
SELECT hold.order_number FROM wallet_hold AS hold
JOIN saga ON saga.order_number = hold.order_number
JOIN payment ON payment.order_number = hold.order_number
WHERE saga.phase = 'done' AND (hold.state = 'pending' OR hold.taken <> payment.captured);

-- name: a credited top-up is in the ledger
SELECT top_up.id FROM top_up
WHERE top_up.state = 'credited' AND NOT EXISTS (
    SELECT 1 FROM ledger_transaction WHERE ledger_transaction.key = 'top-up:' || top_up.reference
);

-- name: of each consent one order lives
SELECT "order".number FROM "order"
JOIN consent ON consent.visitor = "order".visitor AND consent.validation = "order".validation_token
WHERE "order".number <> consent.order_number AND "order".phase IN ('awaiting_payment', 'placing', 'undoing');

-- name: nothing is held at rest
SELECT payment.order_number FROM payment
JOIN saga ON saga.order_number = payment.order_number
WHERE saga.phase = 'done' AND payment.held <> payment.captured + payment.released;

-- name: no more is captured than was agreed to, and no more refunded than captured
SELECT order_number FROM payment
WHERE captured > amount OR captured > held OR refunded > captured;

-- name: parts are paid in the currency of their order
SELECT part.order_number, part.part FROM marketplace_order AS part
JOIN "order" ON "order".number = part.order_number
WHERE part.shown_currency <> "order".currency;

-- name: the ledger took what the gateway or the wallet paid
SELECT payment.order_number FROM payment
WHERE payment.captured - payment.refunded <> COALESCE((
    SELECT SUM(entry.amount) FROM ledger_entry AS entry
    JOIN ledger_transaction ON ledger_transaction.id = entry.transaction_id
    WHERE ledger_transaction.order_number = payment.order_number
      AND (entry.account = 'gateway' OR entry.account LIKE 'wallet:%' OR entry.account LIKE 'held:%')
), 0);

-- name: at rest no shopper owes anything
SELECT ledger_transaction.order_number FROM ledger_entry AS entry
JOIN ledger_transaction ON ledger_transaction.id = entry.transaction_id
JOIN saga ON saga.order_number = ledger_transaction.order_number
WHERE saga.phase = 'done' AND entry.account = 'shoppers'
GROUP BY ledger_transaction.order_number, entry.currency HAVING SUM(entry.amount) <> 0;

-- name: marketplaces are owed exactly what they confirmed
SELECT part.order_number, part.marketplace FROM marketplace_order AS part
WHERE part.state <> 'cancelling'
GROUP BY part.order_number, part.marketplace, part.own_currency
HAVING SUM(CASE WHEN part.state IN ('placed', 'stranded') THEN part.own_total ELSE 0 END) + COALESCE((
    SELECT SUM(entry.amount) FROM ledger_entry AS entry
    JOIN ledger_transaction ON ledger_transaction.id = entry.transaction_id
    WHERE ledger_transaction.order_number = part.order_number
      -- By the order: the account of a marketplace has the entries of all orders.
      AND entry.account || '' = 'payable:' || part.marketplace AND entry.currency = part.own_currency
), 0) <> 0
AND NOT EXISTS (
    SELECT 1 FROM marketplace_order AS other
    WHERE other.order_number = part.order_number AND other.marketplace = part.marketplace AND other.state = 'cancelling'
);

-- name: a coupon is used by no more orders than may
SELECT code FROM coupon WHERE most_uses IS NOT NULL AND uses > most_uses;

-- name: a coupon counts the orders that use it
SELECT coupon.code FROM coupon
WHERE coupon.uses <> (
    SELECT COUNT(*) FROM coupon_use WHERE coupon_use.code = coupon.code AND coupon_use.state = 'claimed'
);

-- name: no shopper uses a coupon more often than one may
SELECT shopper.code, shopper.shopper FROM coupon_shopper AS shopper
JOIN coupon ON coupon.code = shopper.code
WHERE shopper.uses > COALESCE(coupon.most_each, shopper.uses) OR shopper.uses <> (
    SELECT COUNT(*) FROM coupon_use
    WHERE shopper.shopper LIKE 'visitor:%' AND coupon_use.code = shopper.code
      AND coupon_use.visitor = SUBSTR(shopper.shopper, 9) AND coupon_use.state = 'claimed'
) + (
    SELECT COUNT(*) FROM coupon_use
    WHERE shopper.shopper LIKE 'mail:%' AND coupon_use.code = shopper.code
      AND coupon_use.mail = SUBSTR(shopper.shopper, 6) AND coupon_use.state = 'claimed'
);

-- name: a coupon of which nothing was bought is free again, one of which something was bought is not
SELECT coupon_use.order_number FROM coupon_use
JOIN saga ON saga.order_number = coupon_use.order_number
WHERE saga.phase = 'done' AND (coupon_use.state = 'claimed') <> EXISTS (
    SELECT 1 FROM marketplace_order AS part
    WHERE part.order_number = coupon_use.order_number AND part.state = 'placed'
);

-- name: coupons cost us exactly what they took off what was bought
SELECT part.order_number FROM marketplace_order AS part
WHERE NOT EXISTS (
    SELECT 1 FROM marketplace_order AS other
    WHERE other.order_number = part.order_number AND other.state = 'cancelling'
)
GROUP BY part.order_number
HAVING SUM(CASE WHEN part.state = 'placed' THEN part.discount ELSE 0 END) <> COALESCE((
    SELECT SUM(entry.amount) FROM ledger_entry AS entry
    JOIN ledger_transaction ON ledger_transaction.id = entry.transaction_id
    -- By the order: the account has the entries of all orders.
    WHERE ledger_transaction.order_number = part.order_number AND entry.account || '' = 'promotions'
), 0);

-- name: a part has no more taken off than its order's coupon and promotions take off
SELECT part.order_number FROM marketplace_order AS part
WHERE part.discount > 0 AND part.discount > COALESCE((
    SELECT coupon_use.amount FROM coupon_use WHERE coupon_use.order_number = part.order_number
), 0) + COALESCE((
    SELECT SUM(promotion_use.amount) FROM promotion_use WHERE promotion_use.order_number = part.order_number
), 0);

-- name: a placed part has an order at its marketplace
SELECT order_number, part FROM marketplace_order
WHERE state = 'placed' AND marketplace_order_ids = '[]';

-- name: no order of a marketplace belongs to two parts
SELECT marketplace, marketplace_order_ids FROM marketplace_order
WHERE marketplace_order_ids <> '[]'
GROUP BY marketplace, marketplace_order_ids HAVING COUNT(*) > 1;

-- name: papers are numbered without a gap
SELECT paper_series.kind FROM paper_series
LEFT JOIN paper ON paper.issuer = paper_series.issuer AND paper.kind = paper_series.kind AND paper.year = paper_series.year
GROUP BY paper_series.issuer, paper_series.kind, paper_series.year, paper_series.last
HAVING COUNT(paper.serial) > 0 AND (
    MAX(paper.serial) <> paper_series.last OR MAX(paper.serial) - MIN(paper.serial) + 1 <> COUNT(paper.serial)
);

-- name: papers charge no more than was taken, and give back no more than was given back
SELECT paid.order_number FROM payment AS paid
JOIN paper ON paper.order_number = paid.order_number
GROUP BY paid.order_number, paid.captured, paid.refunded
HAVING SUM(CASE WHEN paper.refund = '' THEN paper.total ELSE 0 END) > paid.captured
    OR SUM(CASE WHEN paper.refund = '' THEN 0 ELSE paper.total END) > paid.refunded;

-- name: stock is never promised twice
SELECT variant FROM house_stock
WHERE on_hand < 0 OR reserved < 0 OR reserved > on_hand
   OR reserved <> COALESCE((
       SELECT SUM(quantity) FROM reservation
       WHERE reservation.variant = house_stock.variant AND reservation.state = 'reserved'
   ), 0);

-- name: every accepted checkout goes on until it ends
SELECT saga.order_number FROM saga
WHERE saga.phase IN ('placing', 'undoing', 'settling') AND NOT EXISTS (
    SELECT 1 FROM effect WHERE effect.order_number = saga.order_number AND effect.done_at IS NULL
);

-- name: a checkout that needs a person has called one
SELECT saga.order_number FROM saga
WHERE saga.phase = 'needs_human'
  AND NOT EXISTS (SELECT 1 FROM alert WHERE alert.order_number = saga.order_number)
  AND NOT EXISTS (
      SELECT 1 FROM effect
      WHERE effect.order_number = saga.order_number AND effect.kind = 'alert' AND effect.done_at IS NULL
  );

-- name: an order shows the phase of its saga
SELECT "order".number FROM "order"
LEFT JOIN saga ON saga.order_number = "order".number
WHERE saga.phase IS NULL OR saga.phase <> "order".phase;

-- name: an order's items are of the marketplace of their part
SELECT item.order_number, item.part, item.position FROM order_item AS item
JOIN marketplace_order AS part ON part.order_number = item.order_number AND part.part = item.part
WHERE part.marketplace <> item.marketplace;

-- name: no work is left over when an order is at rest
SELECT effect.id FROM effect
JOIN saga ON saga.order_number = effect.order_number
WHERE saga.phase = 'done' AND effect.done_at IS NULL AND effect.kind NOT IN (
    'confirm', 'alert', 'refund', 'return_surplus', 'tell_refunded', 'tell_returned'
);
