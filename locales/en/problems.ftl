# What went wrong, and what a person can do.
problem-invalid = Something sent to us makes no sense. Please check it and try again.
problem-quantity = The quantity must be between 1 and 999.
problem-not-found = This is no longer there.
problem-out-of-stock = This is sold out.
problem-only-left = { $count ->
    [one] Only { $count } is left.
   *[other] Only { $count } are left.
}
problem-hand-off-only = This marketplace sells on its own page only.
problem-cart-full = The cart holds at most 50 different products.
problem-cart-empty = There is nothing in your cart.
problem-conflict = Something changed in the meantime. Please look again.
problem-wallet-short = Your wallet does not hold enough for this. Pay into it, or pay by card.
problem-not-offered = This order cannot be paid in that way. Choose another one.
problem-unavailable = A marketplace or the payment service does not answer right now. Please try again in a moment.
problem-internal = Something went wrong on our side. Nothing was changed; please try again.
not-found-title = This page is not here
not-found-text = The address may be mistyped, or a marketplace has taken the product away. What was ordered is still in your orders.
not-found-orders = Your orders
trouble-title = Something went wrong
trouble-text = It is our fault, and it has been written down. Nothing was lost: your cart and your orders are as they were.
trouble-again = Try again
trouble-home = To the home page
unavailable-title = No answer right now
unavailable-text = Somebody we need for this page does not answer. Please try again in a moment.
problem-sign-in-required = Sign in first, please.
problem-forbidden = You may not do that.
problem-gone = This link does not work any more. Ask for a new one.
problem-too-many = That was tried too often. Wait a moment, please.
