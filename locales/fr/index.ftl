# Trouver par les mots : ce qui a été compris, et ce dont s'occupe l'équipe.
search-read-as = Résultats pour
search-word-by-word = Chercher mot pour mot
search-partly = Rien ne contient tous ces mots. Voici ce qui en contient une partie.
search-did-you-mean = Ceci aidera peut-être :
suggestions-searches = Recherches
suggestions-own = Vous l'avez déjà cherché
words-title = Mots cherchés
words-days = Ce qui a été cherché ces { $count ->
    [one] { $count } dernier jour.
   *[other] { $count } derniers jours.
 }
words-indexed = { $count ->
    [one] { $count } annonce peut être trouvée.
   *[other] { $count } annonces peuvent être trouvées.
 }
words-empty = Cherché en vain
words-empty-text = Ce sont souvent d'autres mots pour des choses vendues ici. Apprenez à la boutique ce qu'ils veulent dire.
words-top = Le plus cherché
words-asked = { $count ->
    [one] { $count } recherche
   *[other] { $count } recherches
 }
words-in-vain = { $count ->
    [one] { $count } sans résultat
   *[other] { $count } sans résultat
 }
words-none = Rien pour l'instant.
words-teach = Apprendre
words-same = Mots de même sens
words-no-sets = La boutique connaît les mots d'origine. Ajoutez les vôtres ici.
words-new = Nouveaux mots de même sens
words-hint = Des mots séparés par des virgules, dans toute langue : sofa, couch, canapé. Après > viennent des mots qui n'en désignent qu'une partie : bois > chêne, noyer.
words-wrong = Il faut au moins deux mots différents, et 500 lettres au plus.
words-add = Ajouter
words-remove = Retirer
