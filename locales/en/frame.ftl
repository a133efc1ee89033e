# What stands around every page.
skip-to-content = Skip to content
nav-home = Home
nav-for-you = For you
nav-cart = Cart
nav-lists = Saved
nav-orders = Orders
nav-wallet = Wallet
nav-stores = Marketplaces
nav-categories = Categories
nav-main = Main
breadcrumb = Breadcrumb
footer-shop = Shop
footer-all = Everything
footer-categories = All categories
footer-your-orders = Your orders
footer-how = How it works
search = Search
search-shop = Shop search
search-start = Start a search
search-all = Search all marketplaces
search-marketplaces = Search { $count ->
    [one] { $count } marketplace
   *[other] { $count } marketplaces
}
search-instead = Search for it instead
suggestions = Suggestions
suggestions-goods = Products
suggestions-found = { $count ->
    [one] { $count } suggestion
   *[other] { $count } suggestions
}
preference-country = Deliver to
preference-language = Language
preference-currency = Currency
preference-theme = Light or dark
theme-system = As your device
theme-light = Light
theme-dark = Dark
save = Save
see-all = See all
ask-again = Ask again
pages = Pages
page-number = Page { $page }
page-previous = Previous
page-next = Next
list-comma = ,{" "}
list-and = { $before } and { $last }
sold-out = Sold out
in-stock = In stock
only-left = Only { $count } left
free = free
rating-none = Not rated yet
rating-rated = Rated
rating-of-5 = of 5
from-marketplaces = { $count ->
    [one] from { $count } marketplace
   *[other] from { $count } marketplaces
}
contains-free-delivery = with free delivery and tax
contains-delivery = with { $amount } delivery and tax
moment = { $day }, { $time }
arrives = Arrives { $day }
arrives-by = Arrives by { $day }
expected = Expected { $day }
days-range = { $from ->
    [0] today
   *[other] { $from } to { $to } days
}
days = { $count ->
    [0] today
    [one] { $count } day
   *[other] { $count } days
}
return-days = { $count ->
    [0] none
    [one] { $count } day
   *[other] { $count } days
}
quantity = Quantity
quantity-less = One less
quantity-more = One more
quantity-update = Change the quantity
add-to-cart = Add to cart
to-pay = To pay
pieces = { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
no-connection = The shop cannot be reached right now. Nothing was changed.
