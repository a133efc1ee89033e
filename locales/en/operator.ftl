# Behind the counter: what the operator reads.
operator-pages = Operator's pages
operator-sign-out = Sign out
operator-sign-in = Behind the counter
operator-key = Operator's key
operator-key-where = These pages are for whoever runs the shop. The key stands in the configuration, or in the file that the shop names when it starts.
operator-key-wrong = This key does not fit.
operator-open = Open
operator-overview = Overview
operator-alerts = Alerts
operator-books = Comparison
operator-ledger = Ledger
operator-jobs = Jobs
operator-alerts-open = Open alerts
operator-people = Orders that need a person
operator-never = Not yet
operator-balances = Balances
operator-balances-not = The books do not balance
operator-balances-why = Debits equal credits in every currency and in every transaction.
operator-jobs-waiting = Waiting jobs
operator-jobs-dead = Jobs given up
operator-invariants = What must always hold
operator-invariants-hold = Everything that must hold of the books holds.
operator-invariants-broken = This does not hold:
operator-well = All is well
operator-unwell = Needs a look
operator-alerts-none = Nobody is called for anything.
operator-alerts-settled = Settled before
operator-settled = Settled
operator-settle = Mark as settled
operator-running = The comparison is still running; look again in a moment.
operator-findings-none = Our books and theirs agree.
operator-compare = Compare now
operator-findings = Differences
operator-unanswered = No answer from { $names }; compared next time.
operator-state-raised = Needs a person
operator-state-repaired = Put right
operator-state-settled = Settled
operator-replay-all = Try all again
operator-replay = Try again
operator-jobs-none-dead = No job was given up.
operator-jobs-none = No job waits.
operator-job-mail = Mail
operator-job-given-up = given up
operator-job-next = next
operator-currency = Currency
operator-debit = Debit
operator-credit = Credit
operator-account = Account
operator-balance = Balance
operator-trial = Trial balance
operator-accounts = Accounts
operator-ledger-none = There are no entries yet.
operator-when = When
operator-why = Why
operator-order = Order
operator-amount = Amount
operator-account-payable = Owed to { $name }
operator-account-wallet = Wallet { $id }
operator-account-held = Held of wallet { $id }
operator-account-gateway = At the payment gateway
operator-account-shoppers = Owed by shoppers
operator-account-exchange = Exchange
operator-account-losses = Losses
operator-account-refunds = Refunds
operator-ours = Our books:
operator-theirs = Theirs:
operator-kind-charge-without-order = Money without an order
operator-kind-order-without-charge = An order without its money
operator-kind-wrong-amount = Another amount
operator-kind-duplicate-charge = Paid twice
operator-kind-payment-unheard = A payment nobody told us of
operator-kind-capture-missing = A capture missing in our books
operator-kind-hold-left-over = A hold left over
operator-kind-refund-mismatch = Refunds differ
operator-kind-top-up-missing = A top-up that no wallet has
operator-kind-order-thought-refused = An order there that we hold refused
operator-kind-order-missing = An order missing at its marketplace
operator-kind-duplicate-order = Two orders for one part
operator-kind-stuck-order = An order without work to go on
operator-kind-nobody-called = An order for which nobody was called
operator-stuck-PartInDoubt = Nobody can tell whether a marketplace has the order
operator-stuck-CancelRefused = A marketplace does not cancel
operator-stuck-Payment = The payment gateway does not do what it has to
operator-stuck-WrongAmount = Another amount was paid than asked
operator-stuck-Surplus = A second payment cannot be given back
operator-stuck-Refund = A refund cannot be made
operator-standing-unknown = no such order
operator-standing-awaited = awaited
operator-standing-abandoned = abandoned
operator-standing-authorised = authorised
operator-standing-capturing = being captured
operator-standing-captured = captured
operator-standing-releasing = being released
operator-standing-released = released
operator-standing-returning = being given back
operator-standing-returned = given back
operator-standing-refunded = refunded
operator-standing-paid-otherwise = paid by another payment
operator-standing-open = not paid
operator-standing-held = held
operator-standing-free = set free
operator-standing-missing = not there
operator-standing-placed = placed
operator-standing-refused = refused
operator-standing-cancelled = cancelled
operator-standing-placing = placing
operator-standing-undoing = undoing
operator-standing-settling = settling
operator-standing-no-work = no work waits
operator-standing-no-alert = no alert
operator-reason-part-placed = Part placed
operator-reason-part-cancelled = Part cancelled
operator-reason-part-stranded = Part stranded
operator-reason-part-withdrawn = Part withdrawn
operator-reason-captured = Captured
operator-reason-held = Held
operator-reason-released = Released
operator-reason-refunded = Refunded
operator-reason-second-payment = Second payment
operator-reason-second-payment-returned = Second payment given back
operator-reason-topped-up = Topped up
operator-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
operator-payments = { $count ->
    [one] { $count } payment
   *[other] { $count } payments
}
operator-orders = { $count ->
    [one] { $count } order
   *[other] { $count } orders
}
operator-parts = { $count ->
    [one] { $count } part
   *[other] { $count } parts
}
operator-times = { $count ->
    [one] met once
   *[other] met { $count } times
}
operator-job-tries = { $count ->
    [one] { $count } try
   *[other] { $count } tries
}
operator-account-promotions = Coupons, paid by us
operator-account-fees = Gateway fees
operator-account-withheld = Kept by the gateway
promotions-title = Promotions
promotions-text = What the shop takes off carts by itself. It bears what that costs; marketplaces are paid in full.
promotions-none = Nothing is taken off at the moment.
promotions-new = Begin a promotion
promotions-ended = Over
promotions-end = End it
promotions-name = Name that shoppers read
promotions-kind = What it does
promotions-kind-percent = Percent off the goods
promotions-kind-amount = An amount off the goods
promotions-kind-delivery = Free delivery
promotions-size = How much (percent, or an amount in euros)
promotions-seller = On whose goods
promotions-anyone = Everybody’s
promotions-house = Our own
promotions-least = Only from this amount of these goods (euros, may be empty)
promotions-from = First day (empty: at once)
promotions-until = Last day (empty: until it is ended)
promotions-begin = Begin
promotions-percent-off = { $percent } % off the goods
promotions-amount-off = { $amount } off the goods
promotions-from-amount = from { $amount }
promotions-always = Until it is ended
promotions-since = From { $day }
promotions-between = { $from } to { $until }
promotions-ended-on = Ended on { $day }
promotions-wrong-name = Give it a name of at most 120 letters.
promotions-wrong-size = A whole percentage from 1 to 100, or an amount above nothing.
promotions-wrong-least = An amount above nothing, such as 50.
promotions-wrong-from = This is no day.
promotions-wrong-until = The last day must not be over, nor before the first.
promotions-wrong-count = There are as many promotions as there can be. End one first.
promotions-last = To { $day }
promotions-group = For whom
promotions-everybody = Everybody
promotions-for-group = only for { $group }
promotions-group-gone = a group that was removed
promotions-wrong-group = This group is not there any more.
groups-title = Customer groups
groups-text = A promotion can be for a group alone, so that its members have prices of their own. Only who is signed in counts as a member.
groups-none = There is no group yet.
groups-new = Make a group
groups-name = Name (customers do not see it)
groups-make = Make it
groups-change = Change this group
groups-rename = Save the name
groups-remove = Remove this group
groups-promotions = Promotions for it: { $names }
groups-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
groups-nobody = Nobody is shown here.
groups-all = All groups
groups-who = E-mail address or username of a customer
groups-add = Add
groups-take-out = Take out
groups-since = in it since { $day }
groups-wrong-name = Give it a name of at most 60 letters.
groups-wrong-name-taken = Another group has this name.
groups-wrong-full = There are as many groups as there can be. Remove one first.
groups-wrong-in-use = A promotion that is not over is for this group. End it, then the group can be removed.
groups-wrong-gone = This group is not there any more.
groups-wrong-nobody = Nobody has an account with this address or name.
groups-wrong-already = They are in this group already.
groups-wrong-too-many = They are in as many groups as somebody can be.
