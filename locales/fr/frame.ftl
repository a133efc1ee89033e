# Ce qui entoure chaque page.
skip-to-content = Aller au contenu
nav-home = Accueil
nav-for-you = Pour vous
nav-cart = Panier
nav-lists = Favoris
nav-orders = Commandes
nav-wallet = Portefeuille
nav-stores = Places de marché
nav-categories = Catégories
nav-main = Navigation principale
breadcrumb = Fil d’Ariane
footer-shop = Boutique
footer-all = Tout le catalogue
footer-categories = Toutes les catégories
footer-your-orders = Vos commandes
footer-how = Comment ça marche
search = Rechercher
search-shop = Recherche dans la boutique
search-start = Lancer une recherche
search-all = Rechercher sur toutes les places de marché
search-marketplaces = Rechercher sur { $count ->
    [one] { $count } place de marché
   *[other] { $count } places de marché
}
search-instead = Le rechercher
suggestions = Suggestions
suggestions-goods = Produits
suggestions-found = { $count ->
    [one] { $count } suggestion
   *[other] { $count } suggestions
}
preference-country = Livrer en
preference-language = Langue
preference-currency = Devise
preference-theme = Clair ou sombre
theme-system = Comme votre appareil
theme-light = Clair
theme-dark = Sombre
save = Enregistrer
see-all = Tout voir
ask-again = Redemander
pages = Pages
page-number = Page { $page }
page-previous = Précédente
page-next = Suivante
list-comma = ,{" "}
list-and = { $before } et { $last }
sold-out = Épuisé
in-stock = En stock
only-left = { $count ->
    [one] Plus que { $count } exemplaire
   *[other] Plus que { $count } exemplaires
}
free = offerte
rating-none = Pas encore noté
rating-rated = Noté
rating-of-5 = sur 5
from-marketplaces = { $count ->
    [one] sur { $count } place de marché
   *[other] sur { $count } places de marché
}
contains-free-delivery = livraison offerte, taxes comprises
contains-delivery = dont { $amount } de livraison, taxes comprises
moment = { $day }, { $time }
arrives = Arrive { $day }
arrives-by = Arrive au plus tard { $day }
expected = Prévu { $day }
days-range = { $from ->
    [0] aujourd’hui
   *[other] de { $from } à { $to } jours
}
days = { $count ->
    [0] aujourd’hui
    [one] { $count } jour
   *[other] { $count } jours
}
return-days = { $count ->
    [0] aucun
    [one] { $count } jour
   *[other] { $count } jours
}
quantity = Quantité
quantity-less = Un de moins
quantity-more = Un de plus
quantity-update = Modifier la quantité
add-to-cart = Ajouter au panier
to-pay = À payer
pieces = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
no-connection = La boutique est injoignable pour l’instant. Rien n’a été modifié.
