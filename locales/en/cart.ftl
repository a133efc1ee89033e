# The cart, on its page and in its drawer.
cart-title = Your cart
cart-count = { $count ->
    [one] { $count } thing
   *[other] { $count } things
}
cart-close = Close the cart
cart-remove = Remove
cart-later = Save for later
cart-removed = { $title } was removed.
cart-undo = Undo
cart-view = View cart
cart-check-out = Check out
cart-total = Total
cart-total-with = Total with delivery and tax
cart-from-marketplace = From { $marketplace }
cart-delivery = Delivery { $amount }.
cart-delivery-free = Delivery is free.
cart-until-free = Spend { $amount } more here for free delivery.
cart-each = { $amount } each
cart-sold-out-note = Sold out since you added it. It is not part of the total.
cart-price-changed = It was { $before } when you added it and is { $now } now.
cart-delivery-row = Delivery, included above
cart-tax-row = Tax, included
cart-asked-again = Every price is asked again before you pay, and you see any change first.
cart-differs = The shop works the total out as { $amount }; that is what counts.
cart-no-total = The total cannot be worked out right now.
cart-empty-title = Nothing in your cart yet
cart-empty-text = Whatever you add from any marketplace meets here, with one total.
cart-empty-link = Start looking
coupon-code = Coupon code
coupon-apply = Apply
coupon-remove = Remove the coupon
coupon-row = Coupon { $code }
coupon-counts = Coupon { $code } takes { $amount } off.
coupon-unknown = There is no such code. Please check the letters.
coupon-not-yet = This code does not count yet.
coupon-expired = This code has expired.
coupon-used-up = This code has been used as often as it may be.
coupon-used-by-you = You have used this code as often as one may.
coupon-too-small = This code counts from { $amount } of goods.
