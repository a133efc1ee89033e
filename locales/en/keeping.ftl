# What somebody keeps for another day: lists, comparing, what was looked at, searches, alerts.
keeping-lists = Your lists
keeping-else = What else you keep
keeping-guest = Kept in this browser. Sign in to have your lists everywhere; nothing of them is lost.
keeping-things = { $count ->
    [one] { $count } product
   *[other] { $count } products
}
keeping-wanted = { $count ->
    [one] { $count } wanted
   *[other] { $count } wanted
}
keeping-list-empty = Nothing on this list yet.
keeping-new-list = New list
keeping-new-list-do = Make the list
keeping-manage = Rename or delete
keeping-delete = Delete this list
keeping-delete-what = Everything on it goes with it.
field-list_name = Name of the new list
field-new_name = Name of this list
field-malformed-list_name = Please use other letters
field-malformed-new_name = Please use other letters
keeping-private = Only you see this list.
keeping-share = Share by a link
keeping-shared = Whoever has this link can look at the list. They do not see whose it is.
keeping-link = Link to this list
keeping-see-shared = See it as they do
keeping-unshare = Stop sharing
keeping-shared-list = A list of wishes
keeping-shared-lead = Somebody shared this list with you. Prices and stock are as we last knew them.
keeping-to-cart = Move to cart
keeping-to-cart-this = Move to cart: { $title }
keeping-add-this = Add to cart: { $title }
keeping-tell-me = Tell me when
keeping-change-this = Change { $title }
keeping-on-list = On the list
keeping-how-many = How many
keeping-note = Note
keeping-compare = Compare
keeping-compare-do = Compare
keeping-compare-this = Compare { $title }
keeping-compare-lead = Up to { $most } products side by side. What tells them apart is marked.
keeping-compare-none = Nothing to compare yet. A product and its card have a button that puts it here.
keeping-compare-full = Four products are the most. Take one out to add another.
keeping-compare-gone = One of these products is not known any more and was left out.
keeping-compare-differences = { $count ->
    [0] They differ in nothing that we know.
    [one] They differ in { $count } row.
   *[other] They differ in { $count } rows.
}
keeping-compare-only = Show only what differs
keeping-compare-all = Show everything
keeping-compare-table = Comparison, scrolls sideways
keeping-compare-clear = Take all out
keeping-compare-remove = Remove from the comparison: { $title }
keeping-compare-chosen = { $count ->
    [one] Compare { $count } product
   *[other] Compare { $count } products
}
keeping-differs = differs
keeping-not-told = not told
keeping-row-total = Total with delivery and tax
keeping-row-price = Price
keeping-row-marketplace = Marketplace
keeping-row-stock = Stock
keeping-row-delivery = Delivery
keeping-row-returns = Returns
keeping-row-rating = Rating
keeping-row-brand = Brand
keeping-row-category = Category
keeping-recent = Recently viewed
keeping-recent-lead = Only you see this. Forgetting a product here forgets that you looked at it.
keeping-recent-none = You have not looked at anything yet.
keeping-recent-off = What you look at is not remembered, because you did not agree to it. Nothing is kept in this browser either.
keeping-recent-forget = Remove from what I looked at: { $title }
keeping-aside = Saved for later
keeping-aside-lead = Not part of the total.
keeping-aside-forget = Remove { $title } from what is saved for later
keeping-searches = Saved searches
keeping-searches-lead = We look again every hour and count what is new.
keeping-searches-none = No search saved yet. A page of results has a button that saves it.
keeping-searches-new = { $count ->
    [one] { $count } new
   *[other] { $count } new
}
keeping-searches-past = What you searched for
keeping-search-save = Save this search
keeping-search-from = from { $amount }
keeping-search-to = up to { $amount }
keeping-alerts = Alerts
keeping-alerts-lead = What we tell you of by mail, once per change.
keeping-alerts-none = No alerts. A product’s page has a button that sets one.
keeping-alert-sent = We have sent you a mail. The alert counts when you confirm there that the address is yours.
keeping-alert-mails-off = Mails about saved products are switched off, so you see changes only here.
keeping-alert-unconfirmed = Waits for your mail
keeping-alert-until = until { $day }
keeping-alert-of-stock = when it can be bought again
keeping-alert-of-price = when it comes to less than { $amount }
keeping-alert-of-target = when it comes to { $amount } or less
keeping-alert-stop = End the alert
keeping-alert-stop-this = End the alert about { $title }
keeping-alert-stop-do = End it
keeping-alert-stopped = The alert has ended. No more mails come from it.
keeping-alert-confirm = Confirm your alert
keeping-alert-confirm-do = Yes, tell me
keeping-alert-confirmed = Confirmed. We write when it changes, once per change.
keeping-alert-over = This link does not work any more: the alert has ended.
keeping-alert-new = Tell me when
keeping-alert-now = It comes to { $amount } with delivery and tax now.
keeping-alert-now-out = Out of stock. It last came to { $amount } with delivery and tax.
keeping-alert-when = Tell me when
keeping-alert-price = it gets cheaper
keeping-alert-stock = it can be bought again
field-target = At this total or less
field-malformed-target = An amount such as 12.50
keeping-alert-target-hint = With delivery and tax, in { $currency }. Left empty, anything noticeably cheaper counts.
keeping-alert-guest = We ask there first whether the address is yours. With an account no address is needed.
keeping-alert-set = Set the alert
keeping-alert-what = It lives for 90 days and sends one mail per change. Every mail has a link that ends it.
keeping-tell-cheaper = Tell me when it gets cheaper
keeping-tell-back = Tell me when it is back
choices-cookie-compare = Comparison
choices-cookie-compare-why = Which products you compare. Set when you choose one; it is kept nowhere else.
