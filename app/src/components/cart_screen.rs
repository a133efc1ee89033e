//! The cart with all words its islands need.

use domain::cart::CartView;

use crate::{
    i18n::plural,
    look::Look,
    texts::{CartScreen, CartTexts},
};

/// The cart as its page and its drawer show it.
pub fn cart_screen(look: &Look, view: CartView) -> CartScreen {
    CartScreen { view, texts: cart_texts(look), today: look.today() }
}

/// The words, with `{name}` where the browser puts a value.
pub fn cart_texts(look: &Look) -> CartTexts {
    let text = |key: &str| look.t(key).into_owned();
    let amount = |key: &str| look.with(key, &[("amount", "{amount}".into())]);
    CartTexts {
        locale: look.locale(),
        cart: text("cart-title"),
        comma: text("list-comma"),
        count: plural(look.locale(), "cart-count"),
        from: plural(look.locale(), "from-marketplaces"),
        close: text("cart-close"),
        quantity: text("quantity"),
        less: text("quantity-less"),
        more: text("quantity-more"),
        update: text("quantity-update"),
        remove: text("cart-remove"),
        later: text("cart-later"),
        removed: look.with("cart-removed", &[("title", "{title}".into())]),
        undo: text("cart-undo"),
        view_cart: text("cart-view"),
        check_out: text("cart-check-out"),
        total: text("cart-total"),
        total_with: text("cart-total-with"),
        from_marketplace: look.with("cart-from-marketplace", &[("marketplace", "{marketplace}".into())]),
        delivery: amount("cart-delivery"),
        delivery_free: text("cart-delivery-free"),
        until_free: amount("cart-until-free"),
        arrives: look.with("arrives", &[("day", "{day}".into())]),
        each: amount("cart-each"),
        in_stock: text("in-stock"),
        only_left: plural(look.locale(), "only-left"),
        sold_out: text("sold-out"),
        sold_out_note: text("cart-sold-out-note"),
        price_changed: look.with("cart-price-changed", &[("before", "{before}".into()), ("now", "{now}".into())]),
        delivery_row: text("cart-delivery-row"),
        tax_row: text("cart-tax-row"),
        to_pay: text("to-pay"),
        asked_again: text("cart-asked-again"),
        differs: amount("cart-differs"),
        no_total: text("cart-no-total"),
        empty_title: text("cart-empty-title"),
        empty_text: text("cart-empty-text"),
        empty_link: text("cart-empty-link"),
        no_connection: text("no-connection"),
        coupon: text("coupon-code"),
        coupon_apply: text("coupon-apply"),
        coupon_remove: text("coupon-remove"),
        coupon_row: look.with("coupon-row", &[("code", "{code}".into())]),
        coupon_counts: look.with("coupon-counts", &[("code", "{code}".into()), ("amount", "{amount}".into())]),
        coupon_unknown: text("coupon-unknown"),
        coupon_not_yet: text("coupon-not-yet"),
        coupon_expired: text("coupon-expired"),
        coupon_used_up: text("coupon-used-up"),
        coupon_used_by_you: text("coupon-used-by-you"),
        coupon_too_small: amount("coupon-too-small"),
        better_cost: amount("better-cost"),
        better_parcels: look.with("better-parcels", &[("now", "{now}".into()), ("before", "{before}".into())]),
        better_arrival: look.with("better-arrival", &[("day", "{day}".into()), ("before", "{before}".into())]),
        better_same: text("better-same"),
        better_total: amount("better-total"),
        better_less: amount("better-less"),
        better_more: amount("better-more"),
        better_there: look.with("better-there", &[("day", "{day}".into())]),
        better_exact: text("better-exact"),
        better_bound: amount("better-bound"),
        better_to: text("better-to"),
        better_do: text("better-do"),
        better_done: text("better-done"),
        better_undo: text("better-undo"),
        border_row: text("cart-border-row"),
        border_unknown: text("cart-border-unknown"),
        until_least: amount("cart-until-least"),
    }
}
