//! A marketplace that speaks WooCommerce's Store API under `/wp-json/wc/store/v1`: products, guest carts, checkout.
//!
//! A guest is known by the `Cart-Token` header. Carts live in memory; placed orders in the marketplace's book.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use serde_json::Value;

use crate::market::Market;
use crate::vendure::shelf::Shelf;

mod cart;
mod cart_routes;
mod cart_view;
mod checkout;
mod input;
mod money;
mod order;
mod product;
mod product_routes;
mod refusal;
mod token;

#[cfg(test)]
mod tests;

use cart::Cart;
use refusal::Refusal;

/// How many carts are kept; the oldest make room.
const MOST_CARTS: usize = 50_000;

/// The first order number.
const FIRST_NUMBER: u64 = 1_001;

/// The store as all its handlers share it.
#[derive(Debug)]
struct Store {
    shelf: Shelf,
    carts: Mutex<Carts>,
}

type Shared = Arc<Store>;

#[derive(Debug, Default)]
struct Carts {
    by_id: HashMap<String, Cart>,
    oldest: VecDeque<String>,
    next_number: u64,
}

/// Whose cart a request is about.
struct Visit {
    cart: String,
}

impl Store {
    fn carts(&self) -> MutexGuard<'_, Carts> {
        self.carts.lock().expect("no writer panics")
    }

    /// The cart of the request's token, or a new one.
    fn visit(&self, headers: &HeaderMap) -> Visit {
        if let Ok(visit) = self.visit_with_token(headers) {
            return visit;
        }
        Visit { cart: format!("t_{}", uuid::Uuid::new_v4().simple()) }
    }

    /// The cart of the request's token.
    fn visit_with_token(&self, headers: &HeaderMap) -> Result<Visit, Refusal> {
        let sent = headers.get("cart-token").and_then(|value| value.to_str().ok());
        let missing = || {
            let message = "Missing the Nonce header. This endpoint requires a valid nonce.";
            Refusal::new(401, "woocommerce_rest_missing_nonce", message)
        };
        sent.and_then(token::read).map(|cart| Visit { cart }).ok_or_else(missing)
    }

    /// Works on the cart of a visit; nobody else does meanwhile.
    fn with<T>(&self, visit: &Visit, work: impl FnOnce(&mut Cart) -> T) -> T {
        let mut carts = self.carts();
        if !carts.by_id.contains_key(&visit.cart) {
            carts.oldest.push_back(visit.cart.clone());
            if carts.oldest.len() > MOST_CARTS
                && let Some(oldest) = carts.oldest.pop_front()
            {
                carts.by_id.remove(&oldest);
            }
        }
        work(carts.by_id.entry(visit.cart.clone()).or_default())
    }

    /// A number no order had before.
    fn next_number(&self) -> u64 {
        let mut carts = self.carts();
        carts.next_number += 1;
        carts.next_number
    }

    /// The order with this number and key, where a cart is still to become it.
    fn draft(&self, id: &str, key: &str) -> Option<Value> {
        let carts = self.carts();
        let wanted = (id.parse().ok()?, key.to_owned());
        let cart = carts.by_id.values().find(|cart| cart.draft.as_ref() == Some(&wanted))?;
        Some(order::unplaced(self, cart, wanted.0))
    }

    /// An answer that also carries the cart's token.
    fn reply(&self, visit: &Visit, status: StatusCode, body: Value) -> Response {
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        if let Ok(token) = HeaderValue::from_str(&token::issue(&visit.cart)) {
            headers.insert("cart-token", token);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

/// The protocol's own routes.
pub fn router(market: Arc<Market>) -> Router {
    let numbers = market.orders.all();
    let last = numbers.iter().filter_map(|order| order.session.as_ref()?.parse::<u64>().ok()).max();
    let carts = Carts { next_number: last.unwrap_or(FIRST_NUMBER - 1), ..Carts::default() };
    let store = Store { shelf: Shelf::new(market), carts: Mutex::new(carts) };
    let api = Router::new()
        .route("/products", get(product_routes::list))
        .route("/products/categories", get(product_routes::categories))
        .route("/products/{id}", get(product_routes::one))
        .route("/cart", get(cart_routes::show))
        .route("/cart/items", get(cart_routes::items).delete(cart_routes::empty))
        .route("/cart/add-item", post(cart_routes::add))
        .route("/cart/update-item", post(cart_routes::update))
        .route("/cart/remove-item", post(cart_routes::remove))
        .route("/cart/apply-coupon", post(cart_routes::apply_coupon))
        .route("/cart/remove-coupon", post(cart_routes::remove_coupon))
        .route("/cart/update-customer", post(cart_routes::customer))
        .route("/cart/select-shipping-rate", post(cart_routes::select_rate))
        .route("/checkout", get(checkout::show).post(checkout::place))
        .route("/order/{id}", get(order::show))
        .fallback(no_route);
    Router::new().nest("/wp-json/wc/store/v1", api).with_state(Arc::new(store))
}

async fn no_route() -> Refusal {
    Refusal::new(404, "rest_no_route", "No route was found matching the URL and request method.")
}
