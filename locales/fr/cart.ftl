# Le panier, sur sa page et dans son volet.
cart-title = Votre panier
cart-count = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
cart-close = Fermer le panier
cart-remove = Retirer
cart-later = Mettre de côté
cart-removed = { $title } a été retiré.
cart-undo = Annuler
cart-view = Voir le panier
cart-check-out = Commander
cart-total = Total
cart-total-with = Total avec livraison et taxes
cart-from-marketplace = De { $marketplace }
cart-delivery = Livraison { $amount }.
cart-delivery-free = Livraison offerte.
cart-until-free = Encore { $amount } ici pour la livraison offerte.
cart-each = { $amount } l’unité
cart-sold-out-note = Épuisé depuis que vous l’avez ajouté. Il ne compte pas dans le total.
cart-price-changed = Il coûtait { $before } quand vous l’avez ajouté et coûte { $now } maintenant.
cart-delivery-row = Livraison, comprise ci-dessus
cart-tax-row = Taxes comprises
cart-asked-again = Chaque prix est redemandé avant le paiement, et tout changement vous est montré d’abord.
cart-differs = La boutique calcule un total de { $amount } ; c’est lui qui compte.
cart-no-total = Le total ne peut pas être calculé pour l’instant.
cart-empty-title = Votre panier est vide
cart-empty-text = Tout ce que vous ajoutez, d’où que cela vienne, se retrouve ici avec un seul total.
cart-empty-link = Commencer à chercher
coupon-code = Code promo
coupon-apply = Appliquer
coupon-remove = Retirer le code promo
coupon-row = Code promo { $code }
coupon-counts = Le code promo { $code } retire { $amount }.
coupon-unknown = Ce code n’existe pas. Vérifiez les lettres.
coupon-not-yet = Ce code n’est pas encore valable.
coupon-expired = Ce code n’est plus valable.
coupon-used-up = Ce code a déjà servi autant de fois qu’il le peut.
coupon-used-by-you = Vous avez utilisé ce code autant de fois qu’il est permis.
coupon-too-small = Ce code est valable à partir de { $amount } d’articles.
