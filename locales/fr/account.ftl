# S’inscrire, se connecter, et ce qui va avec.
account-nav = Compte
account-sign-in-title = Se connecter
account-sign-in-lead = Votre panier vous suit.
account-sign-in-button = Se connecter
account-sign-up-title = Créer un compte
account-sign-up-lead = Vos commandes, vos adresses et votre panier, sur tous vos appareils.
account-sign-up-button = Créer un compte
account-sign-up-new = Nouveau ici ?
account-sign-up-known = Vous avez déjà un compte ?
account-guest = Vous pouvez aussi acheter sans compte.
account-forgot = Oublié ?
account-by-link = M’envoyer plutôt un lien
account-field-email = E-mail
account-field-username = Nom d’utilisateur (facultatif)
account-field-login = E-mail ou nom d’utilisateur
account-field-password = Mot de passe
account-field-new-password = Nouveau mot de passe
account-field-current-password = Mot de passe actuel
account-field-number = Numéro de commande
account-hint-username = Minuscules, chiffres, points et tirets ; il sert aussi à se connecter
account-hint-password = { $count ->
    [one] Au moins { $count } caractère. Quelques mots font très bien l’affaire.
   *[other] Au moins { $count } caractères. Quelques mots font très bien l’affaire.
}
account-show-password = Un gestionnaire de mots de passe ou plusieurs mots sans rapport, c’est le mieux ; majuscules et symboles ne sont pas nécessaires.
account-wrong-missing = Veuillez remplir ce champ.
account-wrong-too-long = C’est trop long.
account-wrong-malformed = Cela ne semble pas correct.
account-wrong-malformed-email = Ce n’est pas une adresse e-mail. Elle ressemble à nom@example.org.
account-wrong-malformed-username = De 3 à 32 minuscules, chiffres, points ou tirets, avec une lettre ou un chiffre aux deux bouts.
account-wrong-malformed-number = Un numéro de commande ressemble à OC-7K3M-9Q2D.
account-wrong-too-short = { $count ->
    [one] Au moins { $count } caractère, s’il vous plaît.
   *[other] Au moins { $count } caractères, s’il vous plaît.
}
account-wrong-common = Ce mot de passe figure sur des listes de mots de passe volés. Choisissez-en un autre.
account-wrong-weak = C’est facile à deviner. Ajoutez un ou deux mots sans rapport.
account-wrong-needs-upper = Ajoutez une majuscule.
account-wrong-needs-lower = Ajoutez une minuscule.
account-wrong-needs-digit = Ajoutez un chiffre.
account-wrong-needs-symbol = Ajoutez un caractère qui n’est ni lettre ni chiffre.
account-wrong-refused = Ce n’est pas le bon.
account-wrong-refused-login = L’e-mail, le nom d’utilisateur ou le mot de passe n’est pas le bon. Si vous venez de vous inscrire, ouvrez d’abord le lien reçu par e-mail.
account-wrong-same = C’est déjà le vôtre.
account-why-wait = { $count ->
    [one] Trop d’essais. Attendez { $count } seconde, ou faites-vous envoyer un lien.
   *[other] Trop d’essais. Attendez { $count } secondes, ou faites-vous envoyer un lien.
}
account-why-link = Ce lien a déjà servi, ou il est trop vieux. Demandez-en un nouveau ci-dessous.
account-why-later = Beaucoup de monde se connecte en ce moment, ou quelque chose est lent de notre côté. Réessayez dans un instant.
account-why-suspended = Ce compte est suspendu. Écrivez-nous si vous ne savez pas pourquoi.
account-why-taken = Cette commande appartient à un autre compte.
account-sent-title = Regardez vos e-mails
account-sent-sign-up = Si l’adresse est juste, un e-mail avec un lien est en route. Votre compte s’ouvre quand vous le suivez, dans la journée. D’ici là, vous pouvez acheter sans compte.
account-sent-magic = S’il existe un compte à cette adresse, un e-mail avec un lien est en route. Le lien fonctionne pendant un quart d’heure.
account-sent-reset = S’il existe un compte à cette adresse, un e-mail avec un lien est en route. Le lien fonctionne pendant une heure.
account-sent-email = Nous avons envoyé un lien à votre ancienne adresse et un à la nouvelle. L’adresse change quand les deux ont été ouverts, dans la journée.
account-sent-order = Si cette commande existe, un e-mail avec un lien est en route vers l’adresse utilisée pour la passer.
account-sent-nothing = Rien après quelques minutes ? Regardez parmi les indésirables, ou redemandez.
account-sent-on = Continuer mes achats
account-verify-title = Confirmez votre adresse
account-verify-lead = { $email } est-elle à vous ? Votre compte s’ouvre alors, et vous êtes connecté.
account-verify-password = Vous avez ouvert le lien dans un autre navigateur que celui de l’inscription. Tapez le mot de passe choisi là-bas.
account-verify-button = Ouvrir mon compte
account-verify-again = S’inscrire à nouveau
account-change-lead = Acceptez-vous { $email } comme adresse de votre compte ?
account-change-button = Oui, j’accepte
account-change-half = Merci. L’adresse change quand le lien de l’autre e-mail est ouvert aussi.
account-change-whole = C’est fait. Votre compte a sa nouvelle adresse.
account-magic-title = Se connecter par e-mail
account-magic-lead = Nous vous envoyons un lien ; ouvrez-le ici et vous êtes connecté, sans mot de passe.
account-magic-send = M’envoyer un lien
account-magic-use = Vous allez vous connecter en tant que { $email }.
account-magic-button = Se connecter
account-reset-title = Choisir un nouveau mot de passe
account-reset-lead = Donnez l’adresse de votre compte. Nous vous envoyons un lien pour choisir un nouveau mot de passe.
account-reset-send = M’envoyer un lien
account-reset-use = Le nouveau mot de passe pour { $email }. Toutes les sessions se ferment ; un second facteur reste et sera demandé.
account-reset-button = Enregistrer le mot de passe
account-again-title = C’est toujours vous ?
account-again-lead = Avant un changement important, montrez que c’est bien vous. Vous êtes connecté en tant que { $email }.
account-again-button = Continuer
account-again-no-password = Votre compte n’a pas de mot de passe. Reconnectez-vous par un lien, ou comme la dernière fois.
account-password-title = Changer de mot de passe
account-password-lead = Toutes vos autres sessions se ferment. Celle-ci continue.
account-password-button = Changer le mot de passe
account-email-title = Changer d’adresse
account-email-lead = Votre adresse est { $email }. Nous y envoyons un lien, et un autre à la nouvelle ; les deux doivent être ouverts.
account-email-button = Envoyer les liens
account-claim-text = Cette commande a été passée sans compte. Ajoutez-la au vôtre pour la voir sur tous vos appareils.
account-claim-button = Ajouter à mon compte
account-claim-done = La commande est maintenant dans votre compte.
account-claim-sign-in = Se connecter pour ajouter cette commande à votre compte
account-find-title = Retrouver une commande
account-find-lead = Achetée sans compte, ou sur un autre appareil ? Nous envoyons le lien à l’adresse utilisée pour la commande.
account-find-button = M’envoyer le lien
account-find-link = Retrouver une commande passée sans compte
account-done-password = Votre mot de passe a changé. Toutes les autres sessions sont fermées.
proof-wait = { $count ->
    [one] Beaucoup de ces formulaires sont venus de votre réseau sans le petit calcul que les navigateurs font pour nous. Attendez { $count } seconde et renvoyez-le, ou autorisez JavaScript pour cette page ; il n’y a alors rien à attendre.
   *[other] Beaucoup de ces formulaires sont venus de votre réseau sans le petit calcul que les navigateurs font pour nous. Attendez { $count } secondes et renvoyez-le, ou autorisez JavaScript pour cette page ; il n’y a alors rien à attendre.
}
account-strength = Solidité du mot de passe
account-strength-2 = Suffisant avec votre second facteur.
account-strength-3 = Solide.
account-strength-4 = Très solide.
