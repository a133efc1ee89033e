# Derrière le comptoir : ce que lit l’exploitant.
operator-pages = Pages de l’exploitant
operator-sign-out = Se déconnecter
operator-sign-in = Derrière le comptoir
operator-key = Clé de l’exploitant
operator-key-where = Ces pages sont réservées à qui tient la boutique. La clé se trouve dans la configuration, ou dans le fichier que la boutique indique à son démarrage.
operator-key-wrong = Cette clé ne convient pas.
operator-open = Ouvrir
operator-overview = Vue d’ensemble
operator-alerts = Alertes
operator-books = Rapprochement
operator-ledger = Grand livre
operator-jobs = Tâches
operator-alerts-open = Alertes ouvertes
operator-people = Commandes à traiter à la main
operator-never = Pas encore
operator-balances = Équilibré
operator-balances-not = Les comptes ne sont pas équilibrés
operator-balances-why = Débits et crédits sont égaux dans chaque devise et dans chaque écriture.
operator-jobs-waiting = Tâches en attente
operator-jobs-dead = Tâches abandonnées
operator-invariants = Ce qui doit toujours être vrai
operator-invariants-hold = Tout ce qui doit être vrai des comptes l’est.
operator-invariants-broken = Ceci n’est pas vrai :
operator-well = Tout va bien
operator-unwell = À regarder
operator-alerts-none = Personne n’est appelé.
operator-alerts-settled = Réglées auparavant
operator-settled = Réglée
operator-settle = Marquer comme réglée
operator-running = Le rapprochement est en cours ; revenez dans un instant.
operator-findings-none = Nos comptes et les leurs concordent.
operator-compare = Rapprocher maintenant
operator-findings = Écarts
operator-unanswered = Pas de réponse de { $names } ; comparaison la prochaine fois.
operator-state-raised = À traiter à la main
operator-state-repaired = Corrigé
operator-state-settled = Réglé
operator-replay-all = Tout réessayer
operator-replay = Réessayer
operator-jobs-none-dead = Aucune tâche n’a été abandonnée.
operator-jobs-none = Aucune tâche n’attend.
operator-job-mail = E-mail
operator-job-given-up = abandonnée
operator-job-next = prochain essai
operator-currency = Devise
operator-debit = Débit
operator-credit = Crédit
operator-account = Compte
operator-balance = Solde
operator-trial = Balance générale
operator-accounts = Comptes
operator-ledger-none = Il n’y a pas encore d’écritures.
operator-when = Quand
operator-why = Motif
operator-order = Commande
operator-amount = Montant
operator-account-payable = Dû à { $name }
operator-account-wallet = Portefeuille { $id }
operator-account-held = Retenu du portefeuille { $id }
operator-account-gateway = Chez le prestataire de paiement
operator-account-shoppers = Dû par les clients
operator-account-exchange = Change
operator-account-losses = Pertes
operator-account-refunds = Remboursements
operator-ours = Chez nous :
operator-theirs = Chez eux :
operator-kind-charge-without-order = De l’argent sans commande
operator-kind-order-without-charge = Une commande sans son argent
operator-kind-wrong-amount = Un autre montant
operator-kind-duplicate-charge = Payée deux fois
operator-kind-payment-unheard = Un paiement dont personne ne nous a parlé
operator-kind-capture-missing = Un prélèvement absent de nos comptes
operator-kind-hold-left-over = Une autorisation restée ouverte
operator-kind-refund-mismatch = Remboursements différents
operator-kind-top-up-missing = Une recharge absente du portefeuille
operator-kind-order-thought-refused = Une commande chez eux que nous croyons refusée
operator-kind-order-missing = Une commande absente chez le marchand
operator-kind-duplicate-order = Deux commandes pour une partie
operator-kind-stuck-order = Une commande sans suite prévue
operator-kind-nobody-called = Une commande pour laquelle personne n’a été appelé
operator-stuck-PartInDoubt = Nul ne sait si un marchand a la commande
operator-stuck-CancelRefused = Un marchand n’annule pas
operator-stuck-Payment = Le prestataire de paiement ne fait pas ce qu’il doit
operator-stuck-WrongAmount = Un autre montant que demandé a été payé
operator-stuck-Surplus = Un second paiement ne peut être rendu
operator-stuck-Refund = Un remboursement ne peut être fait
operator-standing-unknown = commande inconnue
operator-standing-awaited = attendu
operator-standing-abandoned = abandonné
operator-standing-authorised = autorisé
operator-standing-capturing = prélèvement en cours
operator-standing-captured = prélevé
operator-standing-releasing = libération en cours
operator-standing-released = libéré
operator-standing-returning = restitution en cours
operator-standing-returned = rendu
operator-standing-refunded = remboursé
operator-standing-paid-otherwise = payée par un autre paiement
operator-standing-open = non payé
operator-standing-held = retenu
operator-standing-free = libre
operator-standing-missing = absent
operator-standing-placed = passée
operator-standing-refused = refusée
operator-standing-cancelled = annulée
operator-standing-placing = passage en cours
operator-standing-undoing = annulation en cours
operator-standing-settling = règlement en cours
operator-standing-no-work = aucun travail en attente
operator-standing-no-alert = aucune alerte
operator-reason-part-placed = Partie passée
operator-reason-part-cancelled = Partie annulée
operator-reason-part-stranded = Partie échouée
operator-reason-part-withdrawn = Partie retirée
operator-reason-captured = Prélevé
operator-reason-held = Retenu
operator-reason-released = Libéré
operator-reason-refunded = Remboursé
operator-reason-second-payment = Second paiement
operator-reason-second-payment-returned = Second paiement rendu
operator-reason-topped-up = Rechargé
operator-rows = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
operator-payments = { $count ->
    [one] { $count } paiement
   *[other] { $count } paiements
}
operator-orders = { $count ->
    [one] { $count } commande
   *[other] { $count } commandes
}
operator-parts = { $count ->
    [one] { $count } partie
   *[other] { $count } parties
}
operator-times = { $count ->
    [one] vu { $count } fois
   *[other] vu { $count } fois
}
operator-job-tries = { $count ->
    [one] { $count } essai
   *[other] { $count } essais
}
operator-account-promotions = Codes promo, à notre charge
operator-account-fees = Frais de paiement
operator-account-withheld = Retenu par le prestataire
promotions-title = Promotions
promotions-text = Ce que la boutique déduit d’elle-même des paniers. Elle en supporte le coût ; les vendeurs sont payés en entier.
promotions-none = Rien n’est déduit en ce moment.
promotions-new = Lancer une promotion
promotions-ended = Terminées
promotions-end = Terminer
promotions-name = Nom que lisent les clients
promotions-kind = Effet
promotions-kind-percent = Pourcentage sur les articles
promotions-kind-amount = Montant sur les articles
promotions-kind-delivery = Livraison offerte
promotions-size = Combien (pour cent, ou un montant en euros)
promotions-seller = Sur les articles de
promotions-anyone = Tous les vendeurs
promotions-house = Notre boutique
promotions-least = Seulement à partir de ce montant (euros, facultatif)
promotions-from = Premier jour (vide : tout de suite)
promotions-until = Dernier jour (vide : jusqu’à l’arrêt)
promotions-begin = Lancer
promotions-percent-off = { $percent } % sur les articles
promotions-amount-off = { $amount } sur les articles
promotions-from-amount = à partir de { $amount }
promotions-always = Jusqu’à l’arrêt
promotions-since = À partir du { $day }
promotions-between = Du { $from } au { $until }
promotions-ended-on = Terminée le { $day }
promotions-wrong-name = Donnez un nom de 120 lettres au plus.
promotions-wrong-size = Un pourcentage entier de 1 à 100, ou un montant positif.
promotions-wrong-least = Un montant positif, par exemple 50.
promotions-wrong-from = Ce n’est pas une date.
promotions-wrong-until = Le dernier jour ne peut être passé ni précéder le premier.
promotions-wrong-count = Il y a autant de promotions que possible. Terminez-en une d’abord.
promotions-last = Jusqu’au { $day }
promotions-group = Pour qui
promotions-everybody = Tout le monde
promotions-for-group = seulement pour { $group }
promotions-group-gone = un groupe supprimé
promotions-wrong-group = Ce groupe n’existe plus.
groups-title = Groupes de clients
groups-text = Une promotion peut ne valoir que pour un groupe : ses membres ont ainsi leurs propres prix. Seuls les clients connectés comptent comme membres.
groups-none = Il n’y a pas encore de groupe.
groups-new = Créer un groupe
groups-name = Nom (les clients ne le voient pas)
groups-make = Créer
groups-change = Modifier ce groupe
groups-rename = Enregistrer le nom
groups-remove = Supprimer ce groupe
groups-promotions = Promotions pour ce groupe : { $names }
groups-members = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
groups-nobody = Personne à afficher ici.
groups-all = Tous les groupes
groups-who = Adresse e-mail ou identifiant d’un client
groups-add = Ajouter
groups-take-out = Retirer
groups-since = membre depuis le { $day }
groups-wrong-name = Donnez un nom de 60 lettres au plus.
groups-wrong-name-taken = Un autre groupe porte ce nom.
groups-wrong-full = Il y a autant de groupes que possible. Supprimez-en un d’abord.
groups-wrong-in-use = Une promotion qui n’est pas terminée vaut pour ce groupe. Terminez-la, puis le groupe pourra être supprimé.
groups-wrong-gone = Ce groupe n’existe plus.
groups-wrong-nobody = Aucun compte n’a cette adresse ou cet identifiant.
groups-wrong-already = Ce client est déjà dans ce groupe.
groups-wrong-too-many = Ce client est déjà dans autant de groupes que possible.
