//! The cart's page: the island, given the cart as it stands.

use domain::{cart::Cart as CartContent, visit::ProductPage};
use leptos::prelude::*;
use services::prices::CartAdvice;

use crate::{
    components::{
        absence_note::problem_note,
        cart_screen::cart_screen,
        frame::{At, answer, framed},
        price_history::advice_note,
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
        let timing = timing(&mine, &view.cart);
        let beside = row_beside_cart(&mine, &view.cart);
        let note = if trouble.is_none() { problem_note() } else { ().into_any() };
        Ok(view! {
            {title(mine.t("cart-title"))}
            <div class="page notes">{note}</div>
            {cart_page(cart_screen(&mine, view), trouble)}
            {timing}
            {beside}
            {aside}
            {recent}
        }
        .into_any())
    });
    framed(&look, At::Cart, "", main)
}

/// Whether now is a good time to buy what stands in the cart; nothing where too little is known of every price in it.
fn timing(look: &Look, cart: &CartContent) -> AnyView {
    if cart.lines.is_empty() {
        return ().into_any();
    }
    let (shop, look, cart) = (shop(), look.clone(), cart.clone());
    Suspend::new(async move {
        // A cart is whole without it.
        let found = shop.cart_advice(look.visit(), &cart).await.unwrap_or_default();
        let rows: Vec<AnyView> = found.iter().map(|line| advised(&look, line)).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="page keeping account below" id="timing" aria-labelledby="timing-title">
                    <div class="section-head">
                        <h2 id="timing-title">{look.t("prices-in-cart")}</h2>
                        <a class="link" href="/method/prices">{look.t("prices-method-link")}</a>
                    </div>
                    <ul class="lines">{rows}</ul>
                </section>
            }
        })
    })
    .into_any()
}

fn advised(look: &Look, line: &CartAdvice) -> AnyView {
    let address = format!("{}#prices", ProductPage::address(&line.offer));
    view! {
        <li>
            <div class="grow">
                <p><a class="link" dir="auto" href=address>{line.title.clone()}</a></p>
                {advice_note(look, &line.advice, line.currency)}
            </div>
        </li>
    }
    .into_any()
}
