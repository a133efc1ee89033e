# Landing, home, search, product, marketplaces.
welcome-title = Every marketplace, one cart
welcome-every = Every marketplace.
welcome-one = One cart.
welcome-lead = Search { $count ->
    [one] { $count } marketplace
   *[other] { $count } marketplaces
} at once, see what each really costs at your door, and pay for everything together.
welcome-popular = Popular searches
welcome-try-1 = desk lamp
welcome-try-2 = headphones
welcome-try-3 = backpack
welcome-merge = Offers from several marketplaces join in one order for { $total }
welcome-one-order = One order, one payment
welcome-same = Same thing, { $count ->
    [one] { $count } price
   *[other] { $count } prices
}. The lowest price tag is not always the lowest total.
welcome-delivery-and-tax = Delivery to you and tax
welcome-low-tag = { $marketplace } asks { $less } less for it, then delivery and tax add { $added }. We do that sum for every offer before you see it.
welcome-every-sum = Price, delivery and tax: we do that sum for every offer before you see it.
welcome-compare = Compare the offers
welcome-how = How an order works
welcome-step-1 = 1. Search once
welcome-step-1-text = All marketplaces are asked at the same moment. Who does not answer in 0.8 seconds is named, not hidden.
welcome-step-2 = 2. Pay once
welcome-step-2-text = One authorisation for the total. Only what a marketplace has confirmed is taken, the rest is released.
welcome-step-3 = 3. Follow one order
welcome-step-3-text = One number and one timeline over all parcels, whoever sends them.

home-heading = Worth a look today
home-compared = Sold by several, compared for you
home-compared-why = The total at your door decides, not the tag
home-more = More to discover

search-results-for = Results for “{ $text }”
search-everything = Everything
search-what = What are you looking for?
search-nothing-asked = Type it above, or start with a category. Every marketplace is asked at once.
search-description = { $what }: prices with delivery and tax from all marketplaces, side by side.
search-asking = Asking the marketplaces…
search-who-answered = Who answered
search-products = { $count ->
    [one] { $count } product
   *[other] { $count } products
}
search-groups = { $count ->
    [one] in { $count } group, so the same thing shows once
   *[other] in { $count } groups, so the same thing shows once
}
search-none = Nothing found
search-none-text = No marketplace has anything under these words. Try fewer or other words, or look through a category.
search-none-filtered = Nothing fits all the filters you chose.
search-none-answered = No marketplace answered just now. Please try again in a moment.
search-ignored = Not understood and left out: { $what }.
sort-label = Sort
sort-do = Sort
sort-best = Best match
sort-total = Lowest total
sort-total-down = Highest total
sort-rating = Best rated
filters = Filters
filters-open = Filter
filters-show = Show results
filters-clear = Clear filters
filters-active = Filters in force
filter-marketplace = Marketplace
filter-total = Total at your door
filter-from = From
filter-to = Up to
filter-from-amount = From { $amount }
filter-to-amount = Up to { $amount }
filter-rated = Rated
filter-rated-up = { $stars } and up
filter-in_stock = Stock
filter-in-stock-only = In stock only
filter-category = Category
filter-any = Any
filter-sort = Sort
filter-page = Page
filter-remove = Remove { $filter }

absence-too-slow = { $marketplace } did not answer in time.
absence-too-slow-short = too slow
absence-failing = { $marketplace } cannot be reached right now.
absence-failing-short = not reachable
absence-unintelligible = { $marketplace } gave an answer we could not read.
absence-unintelligible-short = unreadable answer
absence-busy = { $marketplace } has too much to do right now.
absence-busy-short = busy
absence-switched-off = { $marketplace } is switched off today.
absence-switched-off-short = switched off
absence-not-supported = { $marketplace } cannot be asked this.
absence-not-supported-short = cannot be asked
absence-offers-missing = Its offers may be missing or out of date here.
absence-several = { $count ->
    [one] { $count } marketplace did not answer.
   *[other] { $count } marketplaces did not answer.
}

pictures = Pictures
picture-number = Picture { $number }
product-description = { $total } at your door from { $marketplace }.
product-list-price = List price { $amount }
product-contains = { $goods } + { $delivery } delivery.
product-contains-free = { $goods } with free delivery.
product-tax-included = Tax is in the price.
product-tax-added = With { $amount } tax on top.
product-variant = Chosen:
product-elsewhere = See who else has it
product-continue = Continue at { $marketplace }
product-continue-why = { $marketplace } sells on its own page only. You pay there; it cannot be part of your cart here.
product-no-way = It cannot be bought right now.
product-sold-by = Sold and sent by
product-other-offers = { $count ->
    [one] { $count } other offer
   *[other] { $count } other offers
}
product-arrives-by = Arrives by { $day } ({ $option })
product-returns = { $count ->
    [0] It cannot be sent back.
    [one] You can send it back for { $count } day.
   *[other] You can send it back for { $count } days.
}
product-you-pay-us = You pay Onecart once. { $marketplace } is paid when it confirms.
product-you-pay-them = You pay { $marketplace } on its own page.
product-details = Details
product-what = What it is
product-measures = Measures and materials
product-delivery = Delivery and returns
product-delivery-to = To { $country }
product-delivery-how = Each marketplace sends its own parcel; your order shows all of them together.
offers-title = { $count ->
    [one] The same thing at { $count } marketplace
   *[other] The same thing at { $count } marketplaces
}
offers-to = Delivered to { $country }
offers-by = Order the offers by
offers-by-total = Total
offers-by-arrival = Arrives first
offers-by-returns = Returns
offers-by-rating = Seller rating
offers-best = Best total
offers-why-only = The only one that has it in stock.
offers-why-tag = Lowest at your door. { $marketplace } asks { $less } less, but delivery and tax add { $added }.
offers-why-next = Lowest at your door. The next one, { $marketplace }, costs { $more } more.
offers-why-equal = Lowest at your door; the next one costs the same.
offer-seller = Seller
offer-price = Price
offer-delivery = Delivery
offer-tax = Tax
offer-tax-in-price = in price
offer-total = Total
offer-arrives = Arrives
offer-returns = Returns
offer-from = from { $marketplace }
offer-look = Look at it
offer-continue = Buy there

stores-title = The marketplaces
stores-meet = Meet them
stores-lead = { $count ->
    [one] { $count } shop, one cart. It keeps its own prices, stock and returns; you keep one order.
   *[other] { $count } shops, one cart. Each keeps its own prices, stock and returns; you keep one order.
}
stores-off = Switched off
stores-listings = Listings
stores-delivery = Delivery
stores-free = Free delivery
stores-free-from = from { $amount }
stores-returns = Returns
stores-you-pay = You pay
stores-pay-agent = Onecart, on its behalf
stores-pay-reseller = Onecart
stores-pay-hand-off = There, on its own page
stores-browse = Browse
stores-browse-one = Browse { $marketplace }
