-- What always holds. Each question finds breaches; no rows means that it holds.
-- A saga at rest is one in the phase `done`; every other one has work in the outbox, waits for its shopper, or has an alert.

-- name: debits equal credits in every transaction and currency
SELECT transaction_id, currency FROM ledger_entry
GROUP BY transaction_id, currency HAVING SUM(amount) <> 0;

-- name: a transaction has entries
SELECT id FROM ledger_transaction
WHERE NOT EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = ledger_transaction.id);

-- name: what was captured is what was confirmed plus what was refunded
SELECT payment.order_number FROM payment
JOIN saga ON saga.order_number = payment.order_number
WHERE saga.phase = 'done' AND payment.captured <> payment.refunded + COALESCE((
    SELECT SUM(part.shown_total) FROM marketplace_order AS part
    WHERE part.order_number = payment.order_number AND part.state = 'placed'
), 0);

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

-- name: the ledger took what the gateway captured
SELECT payment.order_number FROM payment
WHERE payment.captured - payment.refunded <> COALESCE((
    SELECT SUM(entry.amount) FROM ledger_entry AS entry
    JOIN ledger_transaction ON ledger_transaction.id = entry.transaction_id
    WHERE ledger_transaction.order_number = payment.order_number AND entry.account = 'gateway'
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
      AND entry.account = 'payable:' || part.marketplace AND entry.currency = part.own_currency
), 0) <> 0
AND NOT EXISTS (
    SELECT 1 FROM marketplace_order AS other
    WHERE other.order_number = part.order_number AND other.marketplace = part.marketplace AND other.state = 'cancelling'
);

-- name: a placed part has an order at its marketplace
SELECT order_number, part FROM marketplace_order
WHERE state = 'placed' AND marketplace_order_ids = '[]';

-- name: no order of a marketplace belongs to two parts
SELECT marketplace, marketplace_order_ids FROM marketplace_order
WHERE marketplace_order_ids <> '[]'
GROUP BY marketplace, marketplace_order_ids HAVING COUNT(*) > 1;

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
WHERE saga.phase = 'done' AND effect.done_at IS NULL AND effect.kind NOT IN ('confirm', 'alert');
