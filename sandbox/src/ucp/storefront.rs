//! The merchant's own pages for people: enough of a shop that every link in the protocol leads somewhere.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;

use crate::catalogue::picture_url;
use crate::pages::{escape, money, page};

use super::Merchant;

type Us = State<Arc<Merchant>>;

/// Product, order, hand-off and policy pages.
pub fn routes() -> Router<Arc<Merchant>> {
    Router::new()
        .route("/product/{id}", get(product))
        .route("/order/{id}", get(order))
        .route("/checkout/{id}", get(hand_off))
        .route("/cart/{id}", get(hand_off))
        .route("/terms", get(policy))
        .route("/privacy", get(policy))
        .route("/returns", get(policy))
}

async fn product(State(us): Us, Path(id): Path<String>) -> Result<Html<String>, StatusCode> {
    let listing = us.market.listing(&id).ok_or(StatusCode::NOT_FOUND)?;
    let title = escape(&listing.title);
    let picture = listing.pictures.first().map_or_else(String::new, |picture| {
        let url = picture_url(&us.market.server.base_url, &picture.stem, 320);
        format!("<p><img src=\"{url}\" alt=\"{}\" width=\"320\" height=\"320\"></p>", escape(&picture.alt))
    });
    let price = money(us.market.server.faults.price(listing.price_minor), &us.market.currency);
    let body = format!("<h1>{title}</h1>{picture}<p>{price}</p><p>{}</p>", escape(listing.description));
    Ok(page(&listing.title, &body))
}

async fn order(State(us): Us, Path(id): Path<String>) -> Result<Html<String>, StatusCode> {
    let order = us.market.orders.get(&id).ok_or(StatusCode::NOT_FOUND)?;
    let line = |line: &crate::orders::OrderLine| format!("<li>{} × {}</li>", line.quantity, escape(&line.title));
    let lines: String = order.lines.iter().map(line).collect();
    let title = format!("Order {}", super::orders::label(&id));
    Ok(page(&title, &format!("<h1>{title}</h1><p>It is {}.</p><ul>{lines}</ul>", order.stage.as_str())))
}

async fn hand_off(State(us): Us) -> Html<String> {
    let name = escape(us.market.server.name);
    page(us.market.server.name, &format!("<h1>{name}</h1><p>Here you would go on at the merchant's own checkout.</p>"))
}

async fn policy(State(us): Us) -> Html<String> {
    let name = escape(us.market.server.name);
    page(
        us.market.server.name,
        &format!("<h1>{name}</h1><p>A practice shop has no small print: nothing is sold here.</p>"),
    )
}
