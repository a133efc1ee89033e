//! `GET /order/{id}`: an order as its buyer sees it, before and after it is placed.

use axum::extract::{Json, Path, State};
use serde_json::{Value, json};

use super::cart::Cart;
use super::cart_view;
use super::input::Input;
use super::refusal::Refusal;
use super::{Shared, Store};
use crate::orders::{Order, Stage};

/// The status of the API. There is no word for goods on their way: they are processed until they are delivered.
pub fn status(order: &Order) -> &'static str {
    match order.stage {
        Stage::Placed if order.payment == "bacs" => "on-hold",
        Stage::Placed | Stage::Processing | Stage::Shipped | Stage::InTransit | Stage::OutForDelivery => "processing",
        Stage::Delivered => "completed",
        Stage::Cancelled => "cancelled",
    }
}

/// `GET /order/{id}?key=…&billing_email=…`
pub async fn show(State(store): State<Shared>, Path(id): Path<String>, input: Input) -> Result<Json<Value>, Refusal> {
    let invalid = || Refusal::new(401, "woocommerce_rest_invalid_order", "Invalid order ID or key provided.");
    let key = input.text("key").ok_or_else(invalid)?;
    let found = store.shelf.market.orders.by_session(&id).filter(|order| order.detail["key"] == key.as_str());
    let (mut shown, status) = match found {
        Some(order) => (order.detail["order"].clone(), status(&order)),
        None => (store.draft(&id, &key).ok_or_else(invalid)?, "checkout-draft"),
    };
    let email = input.text("billing_email").unwrap_or_default();
    let known = shown["billing_address"]["email"].as_str().unwrap_or_default();
    if !email.eq_ignore_ascii_case(known) {
        return Err(Refusal::new(401, "woocommerce_rest_invalid_billing_email", "Invalid billing email provided."));
    }
    shown["status"] = json!(status);
    Ok(Json(shown))
}

/// What is known of an order that is not placed yet.
pub fn unplaced(store: &Store, cart: &Cart, id: u64) -> Value {
    let sums = cart.sums(&store.shelf);
    json!({
        "id": id,
        "coupons": [],
        "shipping_address": cart_view::address(&cart.shipping),
        "billing_address": cart_view::billing(&cart.billing),
        "items": cart_view::items(store, cart, &sums),
        "needs_payment": true,
        "needs_shipping": true,
        "totals": cart_view::totals(store, &sums),
        "errors": [],
        "payment_requirements": ["products"],
    })
}
