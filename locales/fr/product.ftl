# La page d’un produit, à côté de son prix et de ses offres
picture-closer = Regarder l’image { $number } de près
film-number = Film { $number }
product-read-reviews = { $count ->
    [0] Aucun avis pour l’instant
    [one] Un avis
   *[other] { $count } avis
}
product-order-within = Pour cela, commandez dans les { $hours } h { $minutes } min, jusqu’à { $moment }.
unit-price-kg = { $amount } le kg
unit-price-100g = { $amount } les 100 g
unit-price-l = { $amount } le litre
unit-price-100ml = { $amount } les 100 ml
share = En parler
share-mail = Par e-mail
share-whatsapp = WhatsApp
share-telegram = Telegram
share-address = L’adresse de cette page
sizes-title = Comment les tailles sont mesurées
sizes-how = En centimètres, mesurés sur le corps. Entre deux tailles, prenez la plus grande pour une coupe ample.
sizes-size = Taille
sizes-chest = Poitrine
sizes-waist = Tour de taille
sizes-eu = UE
sizes-uk = R.-U.
sizes-foot = Pied
percent = { $percent } %
product-out-of-stock = En rupture de stock
