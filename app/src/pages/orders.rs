//! The visitor's orders, the newest first.

use domain::order::OrderSummary;
use leptos::prelude::*;

use crate::{
    components::{
        empty_state::{empty_state, way_on},
        frame::{At, answer, framed},
        marketplace::marketplace_of,
        order_parts::status_badge,
    },
    icons::{FORWARD, MEETING, turning_icon},
    look::Look,
    pages::head::title,
    picture::{Frame, square},
    ssr::{keep_private, shop},
};

/// The orders.
#[component]
pub fn Orders() -> impl IntoView {
    let look = Look::here();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        keep_private();
        let orders = shop.orders(mine.visit()).await?;
        Ok(content(&mine, &orders))
    });
    framed(&look, At::Orders, "", main)
}

fn content(look: &Look, orders: &[OrderSummary]) -> AnyView {
    if orders.is_empty() {
        let way = way_on("/", look.t("cart-empty-link").into_owned());
        let (head, text) = (look.t("orders-empty-title").into_owned(), look.t("orders-empty-text").into_owned());
        return view! { {title(look.t("orders-title"))}<div class="page">{empty_state(MEETING, head, text, way)}</div> }.into_any();
    }
    let rows: Vec<AnyView> = orders.iter().map(|order| row(look, order)).collect();
    view! {
        {title(look.t("orders-title"))}
        <div class="page stack gap-6">
            <div class="stack gap-2"><h1>{look.t("orders-title")}</h1><p class="soft">{look.t("orders-lead")}</p></div>
            <ul class="order-list">{rows}</ul>
        </div>
    }
    .into_any()
}

fn row(look: &Look, order: &OrderSummary) -> AnyView {
    let sellers: Vec<AnyView> = order.marketplaces.iter().map(|id| marketplace_of(look, id)).collect();
    view! {
        <li class="order-row">
            <div class="picture">{square(order.picture.as_ref(), "", Frame::SMALL)}</div>
            <div class="stack gap-1">
                <h2 class="row tight">
                    <a href=format!("/order/{}", order.number)>{look.with("order-number", &[("number", order.number.to_string().into())])}</a>
                    {status_badge(look, order.status)}
                </h2>
                <p class="soft fine">{look.moment(order.created_at)}" · "{look.count("cart-count", order.item_count)}</p>
                <p class="row tight fine">{sellers}</p>
            </div>
            <b class="amount">{look.money(order.total)}</b>
            {turning_icon(FORWARD)}
        </li>
    }
    .into_any()
}
