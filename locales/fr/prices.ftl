# Coût réel, historique des prix, bonnes affaires, et meilleures façons de remplir un panier.
cost-made-of = De quoi ce total est fait
cost-part = Partie
cost-amount = Montant
cost-source = Source
cost-age = Âge
cost-sure = Certitude
cost-not-known = inconnu
cost-age-none = permanent
cost-stale = peut-être dépassé
cost-part-item = Prix
cost-part-delivery = Livraison
cost-part-tax = Taxe en sus
cost-part-exchange = Frais de change
cost-part-coupon = Bon de réduction
cost-part-duty = Droits de douane
cost-part-import-tax = Taxe à l’importation
cost-source-listing = l’annonce de la place de marché
cost-source-terms = ses conditions publiées
cost-source-rates = taux de change du jour
cost-source-coupon = votre bon
cost-source-customs = notre tableau des frontières
cost-source-nobody = personne ne nous l’a dit
cost-sure-told = annoncé
cost-sure-published = publié
cost-sure-estimated = estimation
cost-sure-unknown = inconnu
cost-age-now = à l’instant
cost-age-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
cost-age-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
cost-age-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
cost-without = sans { $parts }, que nous ne connaissons pas
cost-on-arrival = dont environ { $amount } à payer à l’arrivée
cost-plus-on-arrival = plus environ { $amount } à l’arrivée
offers-why-known = La plus basse dont tout est connu ; pour d’autres, il manque une partie.
offers-why-none-known = La plus basse d’après ce qui est connu ; il manque une partie à chacune.

prices-in-cart = Est-ce le bon moment ?
prices-title = Historique des prix
prices-since = Suivi depuis le { $day }
prices-method-link = Comment nous calculons
prices-chart = Du { $from } au { $to }, le meilleur total était entre { $low } et { $high } ; il est maintenant de { $now }.
prices-terms = Le meilleur total de toutes les offres ; la ligne pointillée est l’offre de cette page. Les prix passés sont calculés avec les conditions de livraison et les taux d’aujourd’hui.
prices-too-new = Nous ne suivons pas ce prix depuis assez longtemps pour le dessiner.
prices-as-table = En tableau
prices-from-day = À partir du
prices-best = Meilleur total
prices-fake = Une réduction douteuse.
prices-doubt-not-lower = { $marketplace } dit que le prix était de { $amount }. Dans les 30 jours précédents, il n’était pas plus élevé que maintenant.
prices-doubt-overstated = { $marketplace } dit que le prix était de { $amount }. Dans les 30 jours précédents, il était plus élevé que maintenant, mais de moins de la moitié de ce qui est annoncé.
prices-doubt-raised-before = { $marketplace } dit que le prix était de { $amount }. Il a d’abord été relevé : il est maintenant à son niveau habituel.
prices-doubt-standing = { $marketplace } dit depuis des mois que le prix était de { $amount }. Ce n’est plus une réduction.
prices-claim-holds = { $marketplace } dit que le prix était de { $amount }, et ce que nous avons vu le confirme.
prices-claim-unknown = { $marketplace } dit que le prix était de { $amount }. Nous ne le suivons pas depuis assez longtemps pour en juger.
prices-lowest-before = Prix le plus bas des 30 jours précédant la réduction : { $amount }, hors livraison.
prices-no-advice = Pas de conseil : le prix est connu pour { $known } jours, et nous ne disons rien en dessous de { $needed }.
prices-advice-low = Bas.
prices-advice-usual = Habituel.
prices-advice-high = Élevé.
prices-rests-on = Sur { $points } jours connus, il était moins cher { $cheaper } jours ; d’habitude il coûte { $usual }, au plus bas { $lowest }.
prices-chance = Sur { $times } fois où il était aussi élevé, il a baissé d’un vingtième en 30 jours { $fell } fois.
prices-uncertain = Ce qu’il fera ensuite, personne ne le sait.

deals-title = De vraies bonnes affaires
deals-lead = Au moins un dixième sous leur prix habituel, d’après les prix que nous avons vus nous-mêmes, et la meilleure offre de toutes.
deals-none = Pas de vraie bonne affaire en ce moment
deals-none-why = Il faut un prix que nous suivons depuis deux mois et qui est tombé nettement sous son niveau habituel. Nous préférons n’en montrer aucune plutôt qu’une fausse.
deals-below = { $percent } % sous son prix habituel de { $usual }

method-title = Comment les totaux et les prix sont calculés
method-lead = Toutes les règles que nous appliquons aux prix, avec leurs chiffres. Personne ne peut payer pour les changer.
method-history = Ce que nous notons
method-history-seen = Nous notons ce que nous voyons nous-mêmes en interrogeant les places de marché, et ce qu’un exploitant reprend d’un relevé. Nous ne comblons jamais ce que nous n’avons pas vu.
method-history-change = Il y a une entrée pour chaque changement de prix d’une offre. Un prix est tenu pour valable deux jours après que nous l’avons vu pour la dernière fois.
method-history-kept = Les changements sont gardés 400 jours, au plus 500 par offre.
method-history-total = Le graphique des { $back } derniers jours montre le meilleur total de toutes les offres de la même chose, avec les conditions de livraison et les taux d’aujourd’hui.
method-before = Le prix le plus bas avant une réduction
method-before-reading = Le prix antérieur d’une réduction est le plus bas des { $before } jours qui la précèdent, comme le veut l’article 6 bis de la directive 98/6/CE.
method-before-known = Si moins de { $known } de ces jours sont connus, nous n’en nommons aucun.
method-claims = Réductions douteuses
method-claims-claim = Nous examinons les réductions qu’un vendeur annonce en nommant un ancien prix au moins 2 % au-dessus du prix.
method-claims-not-lower = Douteuse : dans les { $before } jours précédents, le prix ne dépassait pas de plus de 2 % celui de maintenant.
method-claims-overstated = Douteuse : le prix le plus bas de ces jours était au-dessus de celui de maintenant, mais de moins de la moitié de l’économie annoncée.
method-claims-raised-before = Douteuse : le prix de maintenant est le milieu des { $back } jours précédents ; il a donc été relevé avant d’être réduit. Il faut pour cela { $points } jours connus.
method-claims-standing = Douteuse : l’ancien prix est nommé depuis plus de { $longest } jours, ou depuis que nous le connaissons sans avoir jamais été demandé.
method-claims-unknown = Quand trop peu est connu, nous le disons, sans accuser ni louer.
method-advice = Si c’est le bon moment
method-advice-least = Nous ne disons rien avec moins de { $points } jours connus parmi les { $back } derniers.
method-advice-low = Bas : moins cher sur un dixième des jours connus au plus, et 5 % ou plus sous leur milieu.
method-advice-high = Élevé : moins cher sur la moitié des jours connus ou plus, et 5 % ou plus au-dessus de leur milieu.
method-advice-chance = Combien de fois un tel prix a baissé peu après est compté, et dit seulement à partir de trois fois.
method-advice-never = Nous ne prédisons pas les prix.
method-deals = De vraies bonnes affaires
method-deals-below = Le prix a baissé dans les 30 derniers jours, est 10 % ou plus sous le milieu d’au moins { $points } jours connus, et sous tout ce qu’il était dans les { $before } jours avant sa baisse.
method-deals-best = C’est le meilleur total parmi toutes les offres de la même chose.
method-deals-honest = Son vendeur n’annonce rien que nous jugions douteux.
method-cost = Coût réel
method-cost-parts = Le total est fait du prix, de la livraison, de la taxe en sus, du change, du bon, des droits de douane et de la taxe à l’importation. Chaque partie dit d’où elle vient, son âge et sa certitude.
method-cost-border = Ce qui passe une frontière sur le chemin de votre pays peut coûter des droits et une taxe à l’arrivée, sauf si la place de marché les paie. Nous estimons les deux d’après le tableau ci-dessous.
method-cost-missing = Ce qui n’est pas connu est nommé comme manquant, et n’est jamais compté pour rien.
method-cost-stale = Une annonce de plus d’un jour, des taux de plus de quatre jours et un tableau de plus d’un an sont marqués comme peut-être dépassés.
method-cost-order = Les offres sont rangées par coût réel : d’abord ce qui est entièrement connu, puis par total. Rien d’autre ne compte.
method-borders = Ce que coûtent les frontières
method-borders-lead = Tel que nous l’avons revu le { $day }. Les droits sont des moyennes du tarif d’un pays pour ce qui n’est pas alimentaire ; les vôtres peuvent différer.
method-country = Pays
method-tax = Taxe à l’importation
method-duty = Droits de douane
method-free-up-to = { $tax }, rien jusqu’à { $limit }
method-up-to = Jusqu’à { $limit } : { $each } par article ; au-delà : { $above }

better-cost = Économisez { $amount }
better-parcels = { $now } colis au lieu de { $before }
better-arrival = Tout d’ici le { $day } au lieu du { $before }
better-same = Les mêmes choses, d’autres places de marché.
better-total = Le total serait de { $amount }.
better-less = C’est { $amount } de moins.
better-more = C’est { $amount } de plus.
better-there = Tout arrive d’ici le { $day }.
better-exact = Nous avons examiné toutes les façons ; aucune n’est meilleure.
better-bound = Il y a trop de façons pour les examiner toutes ; aucune ne coûte moins de { $amount }.
better-to = vers
better-do = Réorganiser mon panier
better-done = Votre panier a été réorganisé.
better-undo = Le remettre comme avant
cart-until-least = Ajoutez { $amount } ici : cette place de marché ne prend pas de commande plus petite.
cart-border-row = Attendu à la frontière, payé à l’arrivée (estimation)
cart-border-unknown = Des droits ou une taxe à l’importation peuvent s’ajouter pour certains colis. Nous ne savons pas combien.
