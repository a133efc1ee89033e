# La commande.
checkout-title = Commander
checkout-secure = Paiement sécurisé
checkout-back-to-cart = Retour au panier
checkout-details = Adresse
checkout-delivery = Livraison
checkout-review = Vérifier et payer
checkout-edit = Modifier
checkout-to-delivery = Continuer vers la livraison
checkout-to-review = Interroger toutes les places de marché et vérifier
checkout-details-why = Votre adresse est transmise aux places de marché qui vous envoient quelque chose, et à personne d’autre.
checkout-delivery-why = Ensuite, chaque place de marché donne son prix, son stock, sa livraison et ses taxes du moment.
checkout-nothing-to-deliver = Rien dans votre panier ne peut être livré pour l’instant.
checkout-one-way = Livré de la façon habituelle.
checkout-problems = { $count ->
    [one] Un champ est à revoir
   *[other] { $count } champs sont à revoir
}
checkout-payment-failed = Le paiement n’a pas abouti. Rien n’a été débité ; tout ce que vous avez saisi est encore là.
checkout-changed = Quelque chose a changé pendant que vous alliez payer.
checkout-changed-text = Rien n’a été débité. Regardez encore une fois, s’il vous plaît.
checkout-paying = Une page de paiement est ouverte pour la commande { $number }. « Payer » y ramène.
checkout-paying-look = Voir la commande
checkout-delivery-parcels = { $count ->
    [one] Livraison, { $count } colis
   *[other] Livraison, { $count } colis
}
checkout-tax-added = Taxes en plus
checkout-pay = Payer { $amount }
checkout-held-until = Ces prix sont tenus jusqu’à { $time }. Ensuite nous les redemandons et vous montrons ce qui a changé.
checkout-estimate = Selon les conditions publiées. Les places de marché sont interrogées avant le paiement.

field-email = Adresse électronique
field-name = Nom complet
field-street = Rue et numéro
field-extra = Appartement, étage, bâtiment
field-postcode = Code postal
field-city = Ville
field-country = Pays
field-phone = Téléphone
field-optional = Peut rester vide
field-missing = À remplir, s’il vous plaît
field-too-long = C’est trop long
field-not-served = Nous n’y livrons pas
field-malformed-email = Cela ne ressemble pas à une adresse électronique
field-malformed-name = Cela ne ressemble pas à un nom
field-malformed-street = Cela ne ressemble pas à une rue
field-malformed-extra = C’est illisible
field-malformed-postcode = Cela ne ressemble pas à un code postal
field-malformed-city = Cela ne ressemble pas à une ville
field-malformed-country = Choisissez un pays, s’il vous plaît
field-malformed-phone = Cela ne ressemble pas à un numéro de téléphone

review-ask-again = Redemander à toutes les places de marché
review-nothing = Aucune place de marché ne peut prendre sa part pour l’instant ; il n’y a donc rien à payer.
review-changes = { $count ->
    [one] Une chose a changé depuis votre dernier regard
   *[other] { $count } choses ont changé depuis votre dernier regard
}
review-price-up = { $title } coûte plus maintenant :
review-price-down = { $title } coûte moins maintenant :
review-total-changed = la livraison ou les taxes ont changé :
review-stock-left = { $title } : il n’en reste que { $count }.
review-stock-gone = { $title } est épuisé.
review-undeliverable = ne livre pas à votre adresse.
review-part-missing = Sa part est laissée de côté et n’est pas débitée.
review-delivery = Livraison
review-own-amount = Dans sa devise
review-rate = { $rate }, { $day }
review-consent = Vous commandez chez { $sellers } et acceptez de payer { $total }. Cette somme est réservée maintenant ; seul ce qu’une place de marché confirme est débité, le reste est libéré. Vous pouvez vous rétracter dans les 14 jours après la livraison.
method-legend = Votre moyen de paiement
method-card = Par carte
method-card-why = Sur la page sécurisée du service de paiement.
method-paypal = Avec PayPal
method-paypal-why = Vous passez par sa page, puis revenez ici.
method-saved-why = Payé tout de suite, sans passer par sa page.
method-alipay = Avec Alipay
method-alipay-why = Vous passez par sa page, puis revenez ici.
method-down = { $name } ne répond pas pour le moment. Choisissez un autre moyen de paiement.
method-wallet = Avec votre portefeuille
method-wallet-why = Il contient { $amount }. La commande est payée aussitôt, sans autre page.
method-wallet-short = Votre portefeuille contient { $amount } ; il manque { $short } pour cette commande.
method-wallet-top-up = Alimenter le portefeuille
policy-legend = Si une place de marché ne peut pas livrer sa part
policy-keep_rest = Garder le reste
policy-keep_rest-why = La part manquante n’est jamais débitée.
policy-next_best = Prendre l’offre suivante
policy-next_best-why = Nous l’achetons à la meilleure offre suivante, tant que le tout reste dans ce que vous permettez ci-dessous.
policy-all_or_nothing = Tout ou rien
policy-all_or_nothing-why = Rien n’est acheté et rien n’est débité.
tolerance-legend = Si les prix bougent pendant la commande
tolerance-none = Me demander pour chaque centime
tolerance-up-to = Accepter jusqu’à { $percent } % de plus, { $amount } au maximum
review-coupon-gone = Le code promo { $code } ne retire plus rien.
review-promotion-less = { $name } déduit moins maintenant :
