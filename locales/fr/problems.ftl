# Ce qui n’a pas marché, et ce que l’on peut faire.
problem-invalid = Ce qui nous a été envoyé n’a pas de sens. Vérifiez et réessayez, s’il vous plaît.
problem-quantity = La quantité doit être comprise entre 1 et 999.
problem-not-found = Cela n’existe plus.
problem-out-of-stock = C’est épuisé.
problem-only-left = { $count ->
    [one] Il n’en reste que { $count }.
   *[other] Il n’en reste que { $count }.
}
problem-hand-off-only = Cette place de marché ne vend que sur sa propre page.
problem-cart-full = Le panier contient au plus 50 produits différents.
problem-cart-empty = Votre panier est vide.
problem-conflict = Quelque chose a changé entre-temps. Regardez encore une fois, s’il vous plaît.
problem-wallet-short = Votre portefeuille ne suffit pas. Alimentez-le ou payez par carte.
problem-not-offered = Cette commande ne peut pas être payée ainsi. Choisissez un autre moyen.
problem-unavailable = Une place de marché ou le service de paiement ne répond pas pour l’instant. Réessayez dans un instant.
problem-internal = Une erreur s’est produite de notre côté. Rien n’a été modifié ; réessayez, s’il vous plaît.
not-found-title = Cette page n’existe pas
not-found-text = L’adresse contient peut-être une erreur, ou une place de marché a retiré le produit. Ce qui a été commandé reste dans vos commandes.
not-found-orders = Vos commandes
trouble-title = Une erreur s’est produite
trouble-text = C’est notre faute, et c’est noté. Rien n’est perdu : votre panier et vos commandes sont intacts.
trouble-again = Réessayer
trouble-home = Vers l’accueil
unavailable-title = Pas de réponse pour l’instant
unavailable-text = Un service dont cette page a besoin ne répond pas. Réessayez dans un instant.
problem-sign-in-required = Connectez-vous d’abord, s’il vous plaît.
problem-forbidden = Vous n’y êtes pas autorisé.
problem-gone = Ce lien ne fonctionne plus. Demandez-en un nouveau.
problem-too-many = Trop d’essais. Attendez un instant, s’il vous plaît.
