# Page de bienvenue, accueil, recherche, produit, places de marché.
welcome-title = Toutes les places de marché, un seul panier
welcome-every = Toutes les places de marché.
welcome-one = Un seul panier.
welcome-lead = Cherchez sur { $count ->
    [one] { $count } place de marché
   *[other] { $count } places de marché
} à la fois, voyez ce que chaque offre coûte vraiment à votre porte et payez le tout en une fois.
welcome-popular = Recherches populaires
welcome-try-1 = desk lamp
welcome-try-2 = headphones
welcome-try-3 = backpack
welcome-merge = Les offres de plusieurs places de marché se rejoignent dans une commande de { $total }
welcome-one-order = Une commande, un paiement
welcome-same = Le même article, { $count ->
    [one] { $count } prix
   *[other] { $count } prix
}. L’étiquette la plus basse ne fait pas toujours le total le plus bas.
welcome-delivery-and-tax = Livraison chez vous et taxes
welcome-low-tag = { $marketplace } en demande { $less } de moins, puis la livraison et les taxes ajoutent { $added }. Nous faisons ce calcul pour chaque offre avant de vous la montrer.
welcome-every-sum = Prix, livraison et taxes : nous faisons ce calcul pour chaque offre avant de vous la montrer.
welcome-compare = Comparer les offres
welcome-how = Comment se passe une commande
welcome-step-1 = 1. Chercher une fois
welcome-step-1-text = Toutes les places de marché sont interrogées au même instant. Celle qui ne répond pas en 0,8 seconde est nommée, pas cachée.
welcome-step-2 = 2. Payer une fois
welcome-step-2-text = Une seule autorisation pour le total. Seul ce qu’une place de marché a confirmé est débité, le reste est libéré.
welcome-step-3 = 3. Suivre une commande
welcome-step-3-text = Un numéro et un seul fil pour tous les colis, quel que soit l’expéditeur.

home-heading = À voir aujourd’hui
home-compared = Vendus par plusieurs, comparés pour vous
home-compared-why = C’est le total à votre porte qui compte, pas l’étiquette
home-more = À découvrir aussi

search-results-for = Résultats pour « { $text } »
search-everything = Tout le catalogue
search-what = Que cherchez-vous ?
search-nothing-asked = Écrivez-le ci-dessus ou commencez par une catégorie. Toutes les places de marché sont interrogées à la fois.
search-description = { $what } : les prix de toutes les places de marché, livraison et taxes comprises, côte à côte.
search-asking = Nous interrogeons les places de marché…
search-who-answered = Qui a répondu
search-products = { $count ->
    [one] { $count } produit
   *[other] { $count } produits
}
search-groups = { $count ->
    [one] dans { $count } groupe : le même article n’apparaît qu’une fois
   *[other] dans { $count } groupes : le même article n’apparaît qu’une fois
}
search-none = Aucun résultat
search-none-text = Aucune place de marché n’a d’article sous ces mots. Essayez moins de mots, d’autres mots ou une catégorie.
search-none-filtered = Rien ne correspond à tous les filtres choisis.
search-none-answered = Aucune place de marché n’a répondu. Réessayez dans un instant.
search-ignored = Non compris et laissé de côté : { $what }.
sort-label = Trier
sort-do = Trier
sort-best = Les plus pertinents
sort-total = Total le plus bas
sort-total-down = Total le plus haut
sort-rating = Les mieux notés
filters = Filtres
filters-open = Filtrer
filters-show = Voir les résultats
filters-clear = Effacer les filtres
filters-active = Filtres actifs
filter-marketplace = Place de marché
filter-total = Total à votre porte
filter-from = De
filter-to = Jusqu’à
filter-from-amount = À partir de { $amount }
filter-to-amount = Jusqu’à { $amount }
filter-rated = Note
filter-rated-up = { $stars } et plus
filter-in_stock = Stock
filter-in-stock-only = En stock seulement
filter-category = Catégorie
filter-any = Toutes
filter-sort = Tri
filter-page = Page
filter-remove = Retirer { $filter }

absence-too-slow = { $marketplace } n’a pas répondu à temps.
absence-too-slow-short = trop lent
absence-failing = { $marketplace } est injoignable pour l’instant.
absence-failing-short = injoignable
absence-unintelligible = { $marketplace } a donné une réponse illisible.
absence-unintelligible-short = réponse illisible
absence-busy = { $marketplace } est surchargé pour l’instant.
absence-busy-short = surchargé
absence-switched-off = { $marketplace } est désactivé aujourd’hui.
absence-switched-off-short = désactivé
absence-not-supported = { $marketplace } ne répond pas à cette question.
absence-not-supported-short = ne peut pas répondre
absence-offers-missing = Ses offres peuvent manquer ici ou ne plus être à jour.
absence-several = { $count ->
    [one] { $count } place de marché n’a pas répondu.
   *[other] { $count } places de marché n’ont pas répondu.
}

pictures = Photos
picture-number = Photo { $number }
product-description = { $total } à votre porte, chez { $marketplace }.
product-list-price = Prix conseillé { $amount }
product-contains = { $goods } + { $delivery } de livraison.
product-contains-free = { $goods }, livraison offerte.
product-tax-included = Taxes comprises dans le prix.
product-tax-added = Plus { $amount } de taxes.
product-variant = Choix :
product-elsewhere = Voir qui d’autre l’a
product-continue = Continuer chez { $marketplace }
product-continue-why = { $marketplace } ne vend que sur sa propre page. Vous y payez ; l’article ne peut pas rejoindre votre panier ici.
product-no-way = Cet article ne peut pas être acheté pour l’instant.
product-sold-by = Vendu et expédié par
product-other-offers = { $count ->
    [one] { $count } autre offre
   *[other] { $count } autres offres
}
product-arrives-by = Arrive au plus tard { $day } ({ $option })
product-returns = { $count ->
    [0] Les retours ne sont pas acceptés.
    [one] Vous avez { $count } jour pour le renvoyer.
   *[other] Vous avez { $count } jours pour le renvoyer.
}
product-you-pay-us = Vous payez Onecart une seule fois. { $marketplace } est payé quand il confirme.
product-you-pay-them = Vous payez { $marketplace } sur sa propre page.
product-details = Détails
product-what = Ce que c’est
product-measures = Mesures et matériaux
product-delivery = Livraison et retours
product-delivery-to = Vers : { $country }
product-delivery-how = Chaque place de marché envoie son propre colis ; votre commande les montre tous ensemble.
offers-title = { $count ->
    [one] Le même article sur { $count } place de marché
   *[other] Le même article sur { $count } places de marché
}
offers-to = Livraison : { $country }
offers-by = Ordonner les offres par
offers-by-total = Total
offers-by-arrival = Arrive en premier
offers-by-returns = Retours
offers-by-rating = Note du vendeur
offers-best = Meilleur total
offers-why-only = Le seul à l’avoir en stock.
offers-why-tag = Le plus bas à votre porte. { $marketplace } demande { $less } de moins, mais la livraison et les taxes ajoutent { $added }.
offers-why-next = Le plus bas à votre porte. Le suivant, { $marketplace }, coûte { $more } de plus.
offers-why-equal = Le plus bas à votre porte ; le suivant coûte autant.
offer-seller = Vendeur
offer-price = Prix
offer-delivery = Livraison
offer-tax = Taxes
offer-tax-in-price = comprises
offer-total = Total
offer-arrives = Arrivée
offer-returns = Retours
offer-from = chez { $marketplace }
offer-look = Voir
offer-continue = Acheter là-bas

stores-title = Les places de marché
stores-meet = Les découvrir
stores-lead = { $count ->
    [one] { $count } boutique, un panier. Elle garde ses prix, son stock et ses retours ; vous gardez une seule commande.
   *[other] { $count } boutiques, un panier. Chacune garde ses prix, son stock et ses retours ; vous gardez une seule commande.
}
stores-off = Désactivée
stores-listings = Articles
stores-delivery = Livraison
stores-free = Livraison offerte
stores-free-from = à partir de { $amount }
stores-returns = Retours
stores-you-pay = Vous payez
stores-pay-agent = Onecart, en son nom
stores-pay-reseller = Onecart
stores-pay-hand-off = Là-bas, sur sa page
stores-browse = Parcourir
stores-browse-one = Parcourir { $marketplace }
