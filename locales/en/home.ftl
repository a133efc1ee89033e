# What is suggested, rows beside things, the page of a marketplace, reports of counterfeits.

foryou-title = For you
foryou-lead = From what you looked at, searched for and bought here
foryou-choices = Change or withdraw
foryou-why = Why this
foryou-why-one = Why this: { $title }
foryou-because-view = Because you looked at
foryou-because-add = Because you put into your cart
foryou-because-buy = Because you bought
foryou-because-search = Because you searched for
foryou-because-wanted = Because many people want it at the moment. Nothing you did led to it.
foryou-forget = Forget this
foryou-forget-one = Forget this: { $title }
foryou-forgotten = Forgotten. It counts no more in what you see here.

rows-together = Bought together
rows-together-why = By people who put both into their cart
rows-goes-with = Goes well with it
rows-goes-with-why = Liked things of categories that belong with it
rows-step-up = A step up
rows-step-up-why = Dearer and better rated in the same category
rows-similar = Similar things
rows-similar-why = By title, maker and details
rows-also-looked = Also looked at
rows-also-looked-why = By at least three people who looked at this

store-rating-of = as its own shoppers rate it; it counts for nothing below
store-off-text = Nothing can be bought here at the moment.
store-blocked = Blocked
store-blocked-text = After reports, nothing of this marketplace is sold here.
store-hidden = You hide this marketplace
store-hidden-text = Its goods are left out of your searches. Your preferences can change that.
store-trust = Does it keep its word?
store-quoted = Took the order at the price it quoted
store-delivered = Delivered by the promised day
store-refunded = Money was back in time
store-together = All promises together
store-share = { $share } %
store-kept = { $kept } of { $of }
store-not-enough = Not enough seen yet
store-seen = { $count ->
    [0] nothing seen so far
    [one] seen once
   *[other] seen { $count } times
}
store-refund-hours = { $count ->
    [0] Half of all refunds took less than an hour.
    [one] Half of all refunds took at most one hour.
   *[other] Half of all refunds took at most { $count } hours.
}
store-refund-days = { $count ->
    [one] Half of all refunds took at most one day.
   *[other] Half of all refunds took at most { $count } days.
}
store-trust-how = Counted from orders made here in the last year: the price quoted against the price charged, the promised day against the day of arrival, and refunds within { $days } days. Below { $least } observations no share is told. Reviews and ratings cannot move these numbers.
store-terms = Terms
store-tax = Tax
store-tax-included = { $percent } %, in its prices
store-tax-added = { $percent } %, on top of its prices
store-goods = What it sells
store-search = Search and filter
store-none = We know of nothing that it sells right now.
store-report = Report this marketplace

report-this = Report a counterfeit
report-title = Report a product
report-title-store = Report a marketplace
report-lead = Tell us what is wrong. A person reads every report. You need no account for it.
report-reason = What is wrong?
report-reason-fake = It bears a name that is not its maker's
report-reason-dangerous = It is dangerous
report-reason-misdescribed = It is not what it is described as
report-reason-forbidden = It may not be sold at all
report-reason-other = Something else, as I describe
report-words = In your own words
report-kept = What you write is kept for a year, and read only by those who deal with it.
report-send = Send the report
report-sent = Thank you. Somebody will look at it.
report-back = Back
field-malformed-report-reason = Please choose one of these

reports-page = Reports
reports-title = Reports of counterfeits
reports-text = What is blocked is in no list and cannot be bought; its page says that it is out of stock.
reports-none = No report waits.
reports-settled = Reports that were seen to
reports-settled-at = Seen to
reports-settle = Seen to
reports-block = Block this
reports-block-store = Block the marketplace
reports-unblock = Let it be sold again
reports-blocked = Blocked
reports-blocked-since = Blocked since
reports-is-blocked = Blocked
reports-whole-store = the whole marketplace
staff-may-goods-block = Read reports of counterfeits, and block goods
