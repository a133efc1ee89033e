# Ce qu’on garde pour un autre jour : listes, comparaison, produits vus, recherches, alertes.
keeping-lists = Vos listes
keeping-else = Ce que vous gardez aussi
keeping-guest = Gardé dans ce navigateur. Connectez-vous pour retrouver vos listes partout ; rien n’en est perdu.
keeping-things = { $count ->
    [one] { $count } produit
   *[other] { $count } produits
}
keeping-wanted = { $count ->
    [one] { $count } souhaité
   *[other] { $count } souhaités
}
keeping-list-empty = Rien sur cette liste pour l’instant.
keeping-new-list = Nouvelle liste
keeping-new-list-do = Créer la liste
keeping-manage = Renommer ou supprimer
keeping-delete = Supprimer cette liste
keeping-delete-what = Tout ce qu’elle contient part avec elle.
field-list_name = Nom de la nouvelle liste
field-new_name = Nom de cette liste
field-malformed-list_name = Utilisez d’autres lettres
field-malformed-new_name = Utilisez d’autres lettres
keeping-private = Vous seul voyez cette liste.
keeping-share = Partager par un lien
keeping-shared = Quiconque a ce lien peut voir la liste, sans savoir à qui elle est.
keeping-link = Lien vers cette liste
keeping-see-shared = La voir comme eux
keeping-unshare = Ne plus partager
keeping-shared-list = Une liste de souhaits
keeping-shared-lead = Quelqu’un a partagé cette liste avec vous. Prix et stock sont tels que nous les connaissions en dernier.
keeping-to-cart = Mettre au panier
keeping-to-cart-this = Mettre au panier : { $title }
keeping-add-this = Ajouter au panier : { $title }
keeping-tell-me = Me prévenir
keeping-change-this = Modifier { $title }
keeping-on-list = Sur la liste
keeping-how-many = Combien
keeping-note = Note
keeping-compare = Comparer
keeping-compare-do = Comparer
keeping-compare-this = Comparer { $title }
keeping-compare-lead = Jusqu’à { $most } produits côte à côte. Ce qui les distingue est marqué.
keeping-compare-none = Rien à comparer pour l’instant. Un produit et sa carte ont un bouton qui le met ici.
keeping-compare-full = Quatre produits au plus. Retirez-en un pour en ajouter un autre.
keeping-compare-gone = Un de ces produits n’est plus connu et a été laissé de côté.
keeping-compare-differences = { $count ->
    [0] Rien de ce que nous savons ne les distingue.
    [one] Ils diffèrent sur { $count } ligne.
   *[other] Ils diffèrent sur { $count } lignes.
}
keeping-compare-only = Ne montrer que les différences
keeping-compare-all = Tout montrer
keeping-compare-table = Comparaison, défile sur le côté
keeping-compare-clear = Tout retirer
keeping-compare-remove = Retirer de la comparaison : { $title }
keeping-compare-chosen = { $count ->
    [one] Comparer { $count } produit
   *[other] Comparer { $count } produits
}
keeping-differs = diffère
keeping-not-told = non précisé
keeping-row-total = Total, livraison et taxes comprises
keeping-row-price = Prix
keeping-row-marketplace = Place de marché
keeping-row-stock = Stock
keeping-row-delivery = Livraison
keeping-row-returns = Retours
keeping-row-rating = Note
keeping-row-brand = Marque
keeping-row-category = Catégorie
keeping-recent = Vus récemment
keeping-recent-lead = Vous seul voyez ceci. Oublier un produit ici oublie que vous l’avez regardé.
keeping-recent-none = Vous n’avez encore rien regardé.
keeping-recent-off = Ce que vous regardez n’est pas retenu, car vous ne l’avez pas accepté. Rien n’est gardé dans ce navigateur non plus.
keeping-recent-forget = Retirer de ce que j’ai regardé : { $title }
keeping-aside = Mis de côté
keeping-aside-lead = Ne compte pas dans le total.
keeping-aside-forget = Retirer { $title } de ce qui est mis de côté
keeping-searches = Recherches gardées
keeping-searches-lead = Nous cherchons de nouveau chaque heure et comptons ce qui est nouveau.
keeping-searches-none = Aucune recherche gardée. Une page de résultats a un bouton qui la garde.
keeping-searches-new = { $count ->
    [one] { $count } nouveau
   *[other] { $count } nouveaux
}
keeping-searches-past = Ce que vous avez cherché
keeping-search-save = Garder cette recherche
keeping-search-from = à partir de { $amount }
keeping-search-to = jusqu’à { $amount }
keeping-alerts = Alertes
keeping-alerts-lead = Ce que nous vous disons par e-mail, une fois par changement.
keeping-alerts-none = Aucune alerte. La page d’un produit a un bouton qui en crée une.
keeping-alert-sent = Nous vous avons envoyé un e-mail. L’alerte compte dès que vous y confirmez que l’adresse est la vôtre.
keeping-alert-mails-off = Les e-mails sur les produits gardés sont désactivés ; vous ne voyez les changements qu’ici.
keeping-alert-unconfirmed = Attend votre e-mail
keeping-alert-until = jusqu’au { $day }
keeping-alert-of-stock = quand on peut de nouveau l’acheter
keeping-alert-of-price = quand il revient à moins de { $amount }
keeping-alert-of-target = quand il revient à { $amount } ou moins
keeping-alert-stop = Arrêter l’alerte
keeping-alert-stop-this = Arrêter l’alerte sur { $title }
keeping-alert-stop-do = L’arrêter
keeping-alert-stopped = L’alerte est arrêtée. Elle n’enverra plus d’e-mails.
keeping-alert-confirm = Confirmez votre alerte
keeping-alert-confirm-do = Oui, prévenez-moi
keeping-alert-confirmed = Confirmé. Nous écrivons quand cela change, une fois par changement.
keeping-alert-over = Ce lien ne fonctionne plus : l’alerte est terminée.
keeping-alert-new = Me prévenir
keeping-alert-now = Il revient maintenant à { $amount }, livraison et taxes comprises.
keeping-alert-now-out = Épuisé. Il revenait en dernier à { $amount }, livraison et taxes comprises.
keeping-alert-when = Me prévenir quand
keeping-alert-price = il devient moins cher
keeping-alert-stock = on peut de nouveau l’acheter
field-target = À ce total ou moins
field-malformed-target = Un montant comme 12,50
keeping-alert-target-hint = Livraison et taxes comprises, en { $currency }. Laissé vide, tout prix nettement plus bas compte.
keeping-alert-guest = Nous y demandons d’abord si l’adresse est la vôtre. Avec un compte, aucune adresse n’est nécessaire.
keeping-alert-set = Créer l’alerte
keeping-alert-what = Elle vit 90 jours et envoie un e-mail par changement. Chaque e-mail a un lien qui l’arrête.
keeping-tell-cheaper = Me prévenir s’il devient moins cher
keeping-tell-back = Me prévenir de son retour
choices-cookie-compare = Comparaison
choices-cookie-compare-why = Quels produits vous comparez. Posé quand vous en choisissez un ; ce n’est gardé nulle part ailleurs.
