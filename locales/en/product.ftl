# A product's page beside its price and offers
picture-closer = Look closely at picture { $number }
film-number = Film { $number }
product-read-reviews = { $count ->
    [0] No reviews yet
    [one] One review
   *[other] { $count } reviews
}
product-order-within = Order within { $hours } h { $minutes } min for that, until { $moment }.
unit-price-kg = { $amount } per kg
unit-price-100g = { $amount } per 100 g
unit-price-l = { $amount } per litre
unit-price-100ml = { $amount } per 100 ml
share = Tell others
share-mail = By e-mail
share-whatsapp = WhatsApp
share-telegram = Telegram
share-address = The address of this page
sizes-title = How sizes are measured
sizes-how = In centimetres, measured on the body. Between two sizes, take the larger one for a loose fit.
sizes-size = Size
sizes-chest = Chest
sizes-waist = Waist
sizes-eu = EU
sizes-uk = UK
sizes-foot = Foot
percent = { $percent } %
product-out-of-stock = Out of stock
