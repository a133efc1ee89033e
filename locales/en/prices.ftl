# True cost, price history, deals, and better ways to fill a cart.
cost-made-of = What this is made of
cost-part = Part
cost-amount = Amount
cost-source = From
cost-age = Age
cost-sure = How sure
cost-not-known = not known
cost-age-none = standing
cost-stale = may be out of date
cost-part-item = Price
cost-part-delivery = Delivery
cost-part-tax = Tax on top
cost-part-exchange = Exchange fee
cost-part-coupon = Coupon
cost-part-duty = Customs duty
cost-part-import-tax = Import tax
cost-source-listing = the marketplace’s listing
cost-source-terms = its published terms
cost-source-rates = exchange rates of the day
cost-source-coupon = your coupon
cost-source-customs = our table of borders
cost-source-nobody = nobody told us
cost-sure-told = told
cost-sure-published = published
cost-sure-estimated = estimate
cost-sure-unknown = unknown
cost-age-now = just now
cost-age-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
cost-age-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
cost-age-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
cost-without = without { $parts }, which we do not know
cost-on-arrival = of which about { $amount } is paid on arrival
cost-plus-on-arrival = plus about { $amount } on arrival
offers-why-known = The lowest of which everything is known; of others a part is missing.
offers-why-none-known = The lowest by what is known; a part is missing of each.

prices-in-cart = Is now a good time?
prices-title = Price history
prices-since = Watched since { $day }
prices-method-link = How we work this out
prices-chart = From { $from } to { $to } the best total was between { $low } and { $high }; now it is { $now }.
prices-terms = The best total of all offers; the dashed line is the offer of this page. Past prices are reckoned with today’s delivery terms and rates.
prices-too-new = We have not watched this price for long enough to draw it.
prices-as-table = As a table
prices-from-day = From
prices-best = Best total
prices-fake = A doubtful reduction.
prices-doubt-not-lower = { $marketplace } says it was { $amount } before. In the 30 days before, it cost no more than now.
prices-doubt-overstated = { $marketplace } says it was { $amount } before. In the 30 days before, it cost more than now, but by less than half of what is claimed.
prices-doubt-raised-before = { $marketplace } says it was { $amount } before. The price was raised first: now it costs what it usually did.
prices-doubt-standing = { $marketplace } has said for months that it was { $amount } before. That is no reduction any more.
prices-claim-holds = { $marketplace } says it was { $amount } before, and what we saw agrees.
prices-claim-unknown = { $marketplace } says it was { $amount } before. We have not watched it for long enough to say.
prices-lowest-before = Lowest price in the 30 days before the reduction: { $amount }, without delivery.
prices-no-advice = No advice: the price is known on { $known } days, and we say nothing with fewer than { $needed }.
prices-advice-low = Low.
prices-advice-usual = As usual.
prices-advice-high = High.
prices-rests-on = On { $points } known days it was cheaper on { $cheaper }; usually it costs { $usual }, at its lowest { $lowest }.
prices-chance = Of { $times } times that it was this high, it fell by a twentieth within 30 days on { $fell }.
prices-uncertain = What it does next, nobody knows.

deals-title = Real deals
deals-lead = At least a tenth below what they usually cost, by prices we saw ourselves, and the best offer of all.
deals-none = No real deals right now
deals-none-why = A deal needs a price that we have watched for two months and that fell well below its usual level. We would rather show none than one that is not.
deals-below = { $percent } % below its usual { $usual }

method-title = How totals and prices are worked out
method-lead = Every rule we apply to prices, with its numbers. Nobody can pay to change them.
method-history = What we write down
method-history-seen = We write down what we see ourselves when we ask marketplaces, and what an operator takes in from a record. We never fill in what we did not see.
method-history-change = There is one entry for each change of an offer’s price. A price counts as standing for two days after we last saw it.
method-history-kept = Changes are kept for 400 days, at most 500 for each offer.
method-history-total = A chart of the last { $back } days shows the best total of all offers of the same thing, reckoned with today’s delivery terms and rates.
method-before = The lowest price before a reduction
method-before-reading = The earlier price of a reduction is the lowest of the { $before } days before it, as article 6a of directive 98/6/EC has it.
method-before-known = Where fewer than { $known } of these days are known, we name none.
method-claims = Doubtful reductions
method-claims-claim = We look at reductions that a seller claims by naming an old price at least 2 % above the price.
method-claims-not-lower = Doubtful: in the { $before } days before, it cost no more than 2 % above the price of now.
method-claims-overstated = Doubtful: the lowest price of these days was above the price of now, but by less than half of the claimed saving.
method-claims-raised-before = Doubtful: the price of now is the middle of the { $back } days before, so it was raised before it was reduced. That needs { $points } known days.
method-claims-standing = Doubtful: the old price has been named for more than { $longest } days, or for as long as we know it and never asked.
method-claims-unknown = With too little known we say so, and neither accuse nor praise.
method-advice = Whether now is a good time
method-advice-least = We say nothing with fewer than { $points } known days among the last { $back }.
method-advice-low = Low: cheaper on a tenth of the known days at most, and 5 % or more below the middle of them.
method-advice-high = High: cheaper on half of the known days or more, and 5 % or more above the middle of them.
method-advice-chance = How often such a price fell soon is counted, and told only where it happened three times or more.
method-advice-never = We do not foretell prices.
method-deals = Real deals
method-deals-below = A deal fell within 30 days, is 10 % or more below the middle of at least { $points } known days, and is below everything of the { $before } days before it fell.
method-deals-best = It is the best total among all offers of the same thing.
method-deals-honest = Its seller claims nothing that we find doubtful.
method-cost = True cost
method-cost-parts = The total is price, delivery, tax on top, exchange, coupon, customs duty and import tax. Each part says where it is from, how old it is and how sure.
method-cost-border = Goods that cross a border on their way to your country may cost duty and import tax on arrival, unless the marketplace pays them. We estimate both from the table below.
method-cost-missing = What is not known is named as missing and never taken for nothing.
method-cost-stale = A listing older than a day, rates older than four days and a table older than a year are marked as possibly out of date.
method-cost-order = Offers are ordered by true cost: what is known in full first, then by total. Nothing else counts.
method-borders = What borders cost
method-borders-lead = As we last went through it on { $day }. Duties are averages of a country’s tariff on goods that are no food, so yours may differ.
method-country = Country
method-tax = Import tax
method-duty = Customs duty
method-free-up-to = { $tax }, nothing up to { $limit }
method-up-to = Up to { $limit }: { $each } for each thing; above: { $above }

better-cost = Save { $amount }
better-parcels = { $now } parcels instead of { $before }
better-arrival = All of it by { $day } instead of { $before }
better-same = The same things from other marketplaces.
better-total = Then it comes to { $amount }.
better-less = That is { $amount } less.
better-more = That is { $amount } more.
better-there = All of it is there by { $day }.
better-exact = We went through every way; none is better.
better-bound = There are too many ways to go through all; none costs less than { $amount }.
better-to = to
better-do = Rearrange my cart
better-done = Your cart was rearranged.
better-undo = Put it back as it was
cart-until-least = Spend { $amount } more here: this marketplace takes no smaller orders.
cart-border-row = Expected at the border, paid on arrival (estimate)
cart-border-unknown = Duty or import tax may come on top for some parcels. We do not know how much.
