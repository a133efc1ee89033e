//! The cart's page: the island, given the cart as it stands.

use leptos::prelude::*;

use crate::{
    components::{
        absence_note::problem_note,
        cart_screen::cart_screen,
        frame::{At, answer, framed},
        product_rows::row_beside_cart,
    },
    islands::cart::page::cart_page,
    look::Look,
    pages::{
        head::title,
        keeping::{aside::put_aside, recent::recent_row},
    },
    problem::ApiError,
    ssr::{keep_private, parameter, shop, tell_count},
};

/// The cart.
#[component]
pub fn Cart() -> impl IntoView {
    let look = Look::here();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        keep_private();
        let view = shop.cart(mine.visit()).await?;
        tell_count(view.cart.count());
        let (line, variant) = (parameter("line"), parameter("variant"));
        let known = view
            .cart
            .lines
            .iter()
            .any(|known| known.product.to_string() == line && known.variant.to_string() == variant);
        let trouble = ApiError::of_address().filter(|_| known).map(|problem| [line, variant, problem.message]);
        let (aside, recent) = (put_aside(&mine).await, recent_row(&mine).await);
        let beside = row_beside_cart(&mine, &view.cart);
        let note = if trouble.is_none() { problem_note() } else { ().into_any() };
        Ok(view! {
            {title(mine.t("cart-title"))}
            <div class="page notes">{note}</div>
            {cart_page(cart_screen(&mine, view), trouble)}
            {beside}
            {aside}
            {recent}
        }
        .into_any())
    });
    framed(&look, At::Cart, "", main)
}
