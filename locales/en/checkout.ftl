# The checkout.
checkout-title = Checkout
checkout-secure = Secure checkout
checkout-back-to-cart = Back to the cart
checkout-details = Address
checkout-delivery = Delivery
checkout-review = Review and pay
checkout-edit = Edit
checkout-to-delivery = Continue to delivery
checkout-to-review = Ask all marketplaces and review
checkout-details-why = Your address goes to the marketplaces that send you something, and to nobody else.
checkout-delivery-why = Next, every marketplace is asked for its price, stock, delivery and tax of this moment.
checkout-nothing-to-deliver = Nothing in your cart can be delivered right now.
checkout-one-way = Delivered in the usual way.
checkout-problems = { $count ->
    [one] One field needs another look
   *[other] { $count } fields need another look
}
checkout-payment-failed = The payment did not come about. Nothing was charged; everything you entered is still here.
checkout-changed = Something changed while you were on your way to pay.
checkout-changed-text = Nothing was charged. Please look at it once more.
checkout-paying = A payment page is open for order { $number }. “Pay” leads back to it.
checkout-paying-look = Look at the order
checkout-delivery-parcels = { $count ->
    [one] Delivery, { $count } parcel
   *[other] Delivery, { $count } parcels
}
checkout-tax-added = Tax on top
checkout-pay = Pay { $amount }
checkout-held-until = These prices hold until { $time }. After that we ask again and show you what changed.
checkout-estimate = By the published terms. The marketplaces are asked before you pay.

field-email = E-mail
field-name = Full name
field-street = Street and number
field-extra = Flat, floor, building
field-postcode = Postcode
field-city = Town
field-country = Country
field-phone = Telephone
field-optional = May stay empty
field-missing = Please fill this in
field-too-long = This is too long
field-not-served = We do not deliver there
field-malformed-email = This does not look like an e-mail address
field-malformed-name = This does not look like a name
field-malformed-street = This does not look like a street
field-malformed-extra = This cannot be read
field-malformed-postcode = This does not look like a postcode
field-malformed-city = This does not look like a town
field-malformed-country = Please choose a country
field-malformed-phone = This does not look like a telephone number

review-ask-again = Ask all marketplaces again
review-nothing = None of the marketplaces can take its part right now, so there is nothing to pay.
review-changes = { $count ->
    [one] One thing changed since you last saw it
   *[other] { $count } things changed since you last saw them
}
review-price-up = { $title } costs more now:
review-price-down = { $title } costs less now:
review-total-changed = delivery or tax came out differently:
review-stock-left = of { $title }, only { $count } left.
review-stock-gone = { $title } is sold out.
review-undeliverable = does not deliver to your address.
review-part-missing = Its part is left out and not charged.
review-delivery = Delivery
review-own-amount = In its currency
review-rate = { $rate }, { $day }
review-consent = You order from { $sellers } and agree to pay { $total }. That amount is held now; only what a marketplace confirms is taken, the rest is released. You can withdraw within 14 days of delivery.
method-legend = How you pay
method-card = By card
method-card-why = On the secure page of the payment service.
method-paypal = With PayPal
method-paypal-why = You are led to its page and back.
method-saved-why = Paid at once, without its page.
method-alipay = With Alipay
method-alipay-why = You are led to its page and back.
method-down = { $name } does not answer just now. Choose another way to pay.
method-wallet = From your wallet
method-wallet-why = { $amount } is in it. The order is paid at once, without another page.
method-wallet-short = Your wallet has { $amount }; for this order { $short } is missing.
method-wallet-top-up = Pay into your wallet
policy-legend = If a marketplace cannot deliver its part
policy-keep_rest = Keep the rest
policy-keep_rest-why = The missing part is never charged.
policy-next_best = Take the next best
policy-next_best-why = We buy it from the next best offer, as long as the whole stays within what you allow below.
policy-all_or_nothing = All or nothing
policy-all_or_nothing-why = Nothing is bought and nothing is charged.
tolerance-legend = If prices move while we order
tolerance-none = Ask me about every cent
tolerance-up-to = Accept up to { $percent } % more, { $amount } at most
review-coupon-gone = Coupon { $code } takes nothing off any more.
review-promotion-less = { $name } takes off less now:
