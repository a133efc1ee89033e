# Avis, questions et réponses
reviews-title = { $count ->
    [0] Avis
    [one] Un avis
   *[other] { $count } avis
}
reviews-of = De clients d’Onecart
reviews-none = Personne n’a encore écrit à son sujet.
reviews-none-so = Aucun avis ne correspond. Choisissez d’autres filtres.
reviews-first = Soyez le premier à dire comment il est.
reviews-bought = { $count ->
    [0] Aucun de personnes qui l’ont acheté ici
    [one] Un d’une personne qui l’a acheté ici
   *[other] { $count } de personnes qui l’ont acheté ici
}
reviews-all = Tous les avis
reviews-only-bought = Acheté ici ({ $count })
reviews-only-pictured = Avec images ({ $count })
reviews-filter = Quels avis
reviews-order = Ordre des avis
reviews-pages = Pages d’avis
reviews-by-helpful = Les plus utiles
reviews-by-newest = Les plus récents
reviews-by-best = Le plus d’étoiles
reviews-by-worst = Le moins d’étoiles
review-stars = { $count ->
    [one] { $count } étoile
   *[other] { $count } étoiles
}
review-somebody = Quelqu’un
review-verified = Acheté ici
review-bought-at = Écrit sur l’offre de
review-picture-of = Image de { $name }
review-helped = { $count ->
    [one] Utile à une personne
   *[other] Utile à { $count } personnes
}
review-vote-helpful = Cela m’a aidé
review-vote-report = Signaler
review-vote-counted = Merci, c’est compté.
review-vote-reported = Merci. Quelqu’un va regarder.
review-vote-known = Vous l’avez déjà dit, ou c’est votre propre avis.
review-reply = La boutique répond
ratings-elsewhere = Étoiles sur les places de marché
ratings-elsewhere-why = Données là-bas par leurs propres clients. Elles ne comptent pas dans la moyenne ci-dessus.
# Écrire
review-write = Écrire un avis
review-change = Modifier votre avis
review-you-bought = Vous l’avez acheté ici
review-you-did-not-buy = Nous ne trouvons pas que vous l’ayez acheté ici. Vous pouvez écrire quand même ; une personne lit avant les autres.
field-stars = Étoiles
field-title = En quelques mots
field-text = Texte
field-malformed-text = Dites-en un peu plus, au moins dix lettres
review-text = Comment est-il ?
review-text-hint = Ce qui est bien, ce qui ne l’est pas, et pour qui. Entre 10 et 4000 lettres.
review-send = Envoyer
review-rules = Nous montrons votre prénom et la première lettre de votre nom. Liens, numéros de téléphone et images sont d’abord regardés par une personne.
review-pictures = Images
review-picture-label = Ajouter une image
review-picture-rules = Jusqu’à { $count } images, JPEG, PNG ou WebP, chacune d’au plus 5 Mo. Nous en faisons un nouveau fichier plus petit : lieu et date qu’il contenait disparaissent. Une personne la regarde avant les autres.
review-picture-too-many = Il n’y a plus de place pour une image. Retirez-en une, ou revenez demain.
review-picture-remove = Retirer l’image { $number }
review-withdraw = Retirer
review-see = Voir sur la page du produit
review-is-published = Tout le monde le lit
review-is-waiting = Attend qu’une personne le lise
review-is-refused = Il n’a pas été publié.
review-refused-offensive = Il blesse quelqu’un
review-refused-personal = Il dit de quelqu’un ce qui ne regarde personne
review-refused-advertising = Il vend autre chose
review-refused-off-topic = Il ne parle pas du produit
review-refused-misleading = Il dit ce qui n’est pas
review-refused-copied = C’est l’œuvre de quelqu’un d’autre
review-refused-other = Une autre raison
reviews-mine = Avis et questions
reviews-mine-lead = Ce que vous avez écrit sur des produits, et qui le lit.
reviews-mine-none = Vous n’avez encore rien écrit. La page de chaque produit a une place pour cela.
reviews-mine-reviews = Avis
reviews-mine-questions = Questions
reviews-mine-answers = Réponses
# Questions et réponses
questions-title = { $count ->
    [0] Questions et réponses
    [one] Une question
   *[other] { $count } questions
}
questions-lead = Avec les réponses de la boutique et de personnes qui l’ont acheté
questions-none = Personne n’a encore demandé.
question-ask = Poser une question
question-text = Que voulez-vous savoir ?
question-hint = Entre 10 et 1000 lettres. Une personne la lit avant les autres.
question-send = Demander
question-unanswered = Pas encore de réponse.
question-back = Retour aux questions
answer-give = Répondre
answer-text = Votre réponse
answer-hint = Entre 10 et 1000 lettres.
answer-send = Répondre
answer-by-shop = La boutique
answer-only-buyers = Seules les personnes qui l’ont acheté ici répondent en public, et la boutique.
# Derrière le comptoir
moderation-title = Avis à regarder
moderation-lead = Ce qui attend une personne avant que d’autres le lisent, et ce que quelqu’un a signalé. Chaque décision est notée.
moderation-none = Rien n’attend.
moderation-about = Au sujet de
moderation-picture = Image de l’avis
moderation-publish = Publier
moderation-refuse = Ne pas publier
moderation-why = Pourquoi pas
moderation-note = Note à l’auteur (facultative)
doubt-not-bought = ne l’a pas acheté ici
doubt-pictured = avec images
doubt-link = mène ailleurs
doubt-contact = adresse ou numéro de téléphone
doubt-shouting = en capitales
doubt-repeating = se répète
doubt-reported = signalé
questions-waiting = Questions sans réponse
questions-all-answered = La boutique a répondu à toutes les questions.
answer-as-shop = Répondre au nom de la boutique
answers-of-others = { $count ->
    [one] Un client a répondu
   *[other] { $count } clients ont répondu
}
review-reply-send = Enregistrer la réponse
ratings-title = Produits aimés et faibles
ratings-lead = Ce que les avis publiés disent des produits. Suivez un nom pour lire et répondre.
ratings-weak = Ce qui déçoit
ratings-popular = Ce qui plaît
ratings-badly-elsewhere = Mal notés sur leur place de marché
ratings-none = Il n’y a encore rien à montrer.
ratings-product = Produit
ratings-marketplace = Place de marché
ratings-stars = Étoiles
ratings-poor = Une ou deux étoiles
ratings-sold = Vendus ici
