# La même chose d’une place de marché à l’autre : pourquoi, avec quelle certitude, et ce qu’on en dit.

same-thing-title = La même chose
same-thing-why = Pourquoi ces offres sont la même chose
same-thing-text = Les offres sont réunies quand nous sommes assez sûrs qu’il s’agit d’une seule chose. Dites-nous où nous nous trompons : cela compte tout de suite pour vous.
same-thing-sure = Sûr à { $percent } %
same-thing-decided = Vérifié par une personne
same-thing-for = Pour :
same-thing-against = Contre :
same-thing-not = Pas la même chose
same-thing-of = l’offre de { $marketplace }
same-thing-told = Vous avez dit que l’offre de { $marketplace } est autre chose.
same-thing-look = La voir
same-thing-back = Revenir dessus

pairs-page = Paires
pairs-text = Quelles offres sont une seule chose. Votre décision reste, quoi qu’en pense plus tard le rapprochement.
pairs-none = Aucune paire n’attend de décision.
pairs-split = Séparées par les clients
pairs-split-text = Tant de clients ont objecté que ce sont deux choses jusqu’à votre décision.
pairs-contested = Des clients objectent
pairs-contested-text = Encore montrées comme une seule chose.
pairs-doubtful = Douteuses
pairs-doubtful-text = Montrées comme deux choses.
pairs-votes = { $count ->
    [one] { $count } client objecte
   *[other] { $count } clients objectent
    }
pairs-merge = La même chose
pairs-keep-apart = Garder séparées

choices-cookie-apart = apart
choices-cookie-apart-why = Vous avez dit que deux offres ne sont pas la même chose ; les pages sont alors faites pour vous seul.

match-identical = décrits avec les mêmes mots
match-same-gtin = le même code article
match-same-brand = la même marque
match-same-mark = le même numéro de modèle
match-same-names = le même nom de modèle
match-same-title = des titres équivalents
match-same-words = un titre contient l’autre
match-same-kind = le même type d’article
match-same-colour = la même couleur
match-same-amount = la même capacité ou taille
match-same-count = autant de pièces
match-same-details = les mêmes caractéristiques
match-near-price = à peu près le même prix
match-other-gtin = un autre code article
match-other-brand = une autre marque
match-lacking-brand = un seul nomme la marque
match-other-mark = d’autres numéros de modèle
match-neighbour-mark = le numéro d’un modèle voisin
match-lacking-mark = un seul donne un numéro
match-other-grade = un autre modèle de la gamme
match-other-names = d’autres noms
match-extra-words = l’un en dit un peu plus
match-other-word = un mot à la place d’un autre
match-more-words = un mot de plus, et sinon la même chose
match-no-names = aucun nom à comparer
match-other-kind = un autre type d’article
match-accessory = l’un est peut-être un accessoire
match-bundle = l’un contient davantage
match-other-colour = une autre couleur
match-other-condition = l’un n’est pas neuf
match-other-size = une autre taille
match-other-edition = une autre édition
match-other-year = une autre année
match-other-details = des caractéristiques différentes
match-other-amount = une autre capacité ou contenance
match-other-measure = une autre mesure
match-other-count = un autre nombre de pièces
match-other-pack = un autre nombre dans le lot
match-far-price = des prix très éloignés
