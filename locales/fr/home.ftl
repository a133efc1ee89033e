# Ce qui est suggéré, les rangées à côté des choses, la page d'une place de marché, les signalements de contrefaçons.

foryou-title = Pour vous
foryou-lead = D'après ce que vous avez regardé, cherché et acheté ici
foryou-choices = Changer ou retirer
foryou-why = Pourquoi ceci
foryou-why-one = Pourquoi ceci : { $title }
foryou-because-view = Parce que vous avez regardé
foryou-because-add = Parce que vous avez mis au panier
foryou-because-buy = Parce que vous avez acheté
foryou-because-search = Parce que vous avez cherché
foryou-because-wanted = Parce que beaucoup le veulent en ce moment. Rien de ce que vous avez fait n'y a mené.
foryou-forget = Oublier ceci
foryou-forget-one = Oublier ceci : { $title }
foryou-forgotten = Oublié. Cela ne compte plus dans ce que vous voyez ici.

rows-together = Achetés ensemble
rows-together-why = Par ceux qui ont mis les deux au panier
rows-goes-with = Va bien avec
rows-goes-with-why = Des choses appréciées de catégories qui vont ensemble
rows-step-up = Un cran au-dessus
rows-step-up-why = Plus cher et mieux noté dans la même catégorie
rows-similar = Choses semblables
rows-similar-why = Par le titre, la marque et les détails
rows-also-looked = Aussi regardé
rows-also-looked-why = Par au moins trois personnes qui ont regardé ceci

store-rating-of = selon ses propres clients ; cela ne compte pas ci-dessous
store-off-text = On ne peut rien y acheter pour le moment.
store-blocked = Bloquée
store-blocked-text = À la suite de signalements, rien de cette place de marché n'est vendu ici.
store-hidden = Vous masquez cette place de marché
store-hidden-text = Ses articles sont absents de vos recherches. Vos préférences peuvent changer cela.
store-trust = Tient-elle parole ?
store-quoted = A pris la commande au prix annoncé
store-delivered = Livré au jour promis
store-refunded = Argent rendu à temps
store-together = Toutes les promesses ensemble
store-share = { $share } %
store-kept = { $kept } sur { $of }
store-not-enough = Pas encore assez vu
store-seen = { $count ->
    [0] rien vu jusqu'ici
    [one] vu une fois
   *[other] vu { $count } fois
}
store-refund-hours = { $count ->
    [0] La moitié des remboursements a pris moins d'une heure.
    [one] La moitié des remboursements a pris au plus une heure.
   *[other] La moitié des remboursements a pris au plus { $count } heures.
}
store-refund-days = { $count ->
    [one] La moitié des remboursements a pris au plus un jour.
   *[other] La moitié des remboursements a pris au plus { $count } jours.
}
store-trust-how = Compté sur les commandes faites ici au cours de la dernière année : le prix annoncé face au prix payé, le jour promis face au jour d'arrivée, et les remboursements sous { $days } jours. En dessous de { $least } observations, aucune part n'est donnée. Les avis et les notes ne peuvent pas changer ces chiffres.
store-terms = Conditions
store-tax = Taxe
store-tax-included = { $percent } %, comprise dans ses prix
store-tax-added = { $percent } %, en plus de ses prix
store-goods = Ce qu'elle vend
store-search = Chercher et filtrer
store-none = Nous ne lui connaissons aucun article en ce moment.
store-report = Signaler cette place de marché

report-this = Signaler une contrefaçon
report-title = Signaler un article
report-title-store = Signaler une place de marché
report-lead = Dites-nous ce qui ne va pas. Une personne lit chaque signalement. Il ne faut pas de compte pour cela.
report-reason = Qu'est-ce qui ne va pas ?
report-reason-fake = Il porte un nom qui n'est pas celui de son fabricant
report-reason-dangerous = Il est dangereux
report-reason-misdescribed = Il n'est pas ce qui est décrit
report-reason-forbidden = Il ne devrait pas être vendu du tout
report-reason-other = Autre chose, que je décris
report-words = Avec vos mots
report-kept = Ce que vous écrivez est gardé un an, et lu seulement par ceux qui s'en occupent.
report-send = Envoyer le signalement
report-sent = Merci. Quelqu'un va regarder.
report-back = Retour
field-malformed-report-reason = Choisissez l'une de ces raisons

reports-page = Signalements
reports-title = Signalements de contrefaçons
reports-text = Ce qui est bloqué n'est dans aucune liste et ne peut être acheté ; sa page le dit épuisé.
reports-none = Aucun signalement n'attend.
reports-settled = Signalements déjà vus
reports-settled-at = Vu
reports-settle = Vu
reports-block = Bloquer ceci
reports-block-store = Bloquer la place de marché
reports-unblock = Autoriser de nouveau la vente
reports-blocked = Bloqués
reports-blocked-since = Bloqué depuis
reports-is-blocked = Bloqué
reports-whole-store = toute la place de marché
staff-may-goods-block = Lire les signalements de contrefaçons et bloquer des articles
