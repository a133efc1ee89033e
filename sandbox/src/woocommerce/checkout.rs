//! The routes under `/checkout`: a cart becomes an order.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::cart::{Cart, rate_id};
use super::cart_routes::take_addresses;
use super::cart_view::{self, PAYMENT_METHODS};
use super::input::Input;
use super::order;
use super::refusal::Refusal;
use super::{Shared, Store};
use crate::market::Draft;
use crate::orders::Order;

/// `GET /checkout`: the order this cart is to become, so that it can be found again if a reply gets lost.
pub async fn show(State(store): State<Shared>, headers: HeaderMap) -> Result<Response, Refusal> {
    let visit = store.visit_with_token(&headers)?;
    let number = store.next_number();
    let body = store.with(&visit, |cart| {
        if cart.lines.is_empty() {
            return Err(empty());
        }
        let (id, key) = cart.draft.get_or_insert_with(|| (number, new_key())).clone();
        Ok(checkout(id, &key, "checkout-draft", "", cart, json!(null)))
    })?;
    Ok(store.reply(&visit, StatusCode::OK, body))
}

fn empty() -> Refusal {
    Refusal::new(400, "woocommerce_rest_cart_empty", "Cannot create order from empty cart.")
}

fn new_key() -> String {
    format!("wc_order_{}", &uuid::Uuid::new_v4().simple().to_string()[..13])
}

fn checkout(id: u64, key: &str, status: &str, note: &str, cart: &Cart, payment: Value) -> Value {
    json!({
        "order_id": id,
        "status": status,
        "order_key": key,
        "order_number": id.to_string(),
        "customer_note": note,
        "customer_id": 0,
        "billing_address": cart_view::billing(&cart.billing),
        "shipping_address": cart_view::address(&cart.shipping),
        "payment_method": payment["method"].as_str().unwrap_or_default(),
        "payment_result": payment["result"],
        "additional_fields": {},
        "extensions": {},
    })
}

/// `POST /checkout`: places the order and empties the cart.
pub async fn place(State(store): State<Shared>, headers: HeaderMap, input: Input) -> Result<Response, Refusal> {
    let visit = store.visit_with_token(&headers)?;
    let number = store.next_number();
    let body = store.with(&visit, |cart| {
        if cart.lines.is_empty() {
            return Err(empty());
        }
        if input.object("billing_address")?.is_none() {
            return Err(Refusal::missing("billing_address"));
        }
        take_addresses(cart, &input)?;
        let method = payment_method(&input)?;
        complete(cart)?;
        if let Some(short) = cart.shortage(&store.shelf) {
            return Err(Refusal::conflict(short.code, short.message, cart_view::cart(&store, cart)));
        }
        expected(&store, cart, &input)?;
        let note = input.text("customer_note").unwrap_or_default();
        if note.len() > 2_000 {
            return Err(Refusal::invalid("customer_note", "customer_note is too long."));
        }
        let (id, key) = cart.draft.clone().unwrap_or_else(|| (number, new_key()));
        let placed = book(&store, cart, id, &key, &method, &note)?;
        let status = order::status(&placed);
        let received = format!("{}/checkout/order-received/{id}/?key={key}", store.shelf.market.server.base_url);
        let result = json!({ "payment_status": "success", "payment_details": [], "redirect_url": received });
        let body = checkout(id, &key, status, &note, cart, json!({ "method": method, "result": result }));
        *cart = Cart { billing: cart.billing.clone(), shipping: cart.shipping.clone(), ..Cart::default() };
        Ok(body)
    })?;
    let response = store.reply(&visit, StatusCode::OK, body);
    Ok(store.shelf.market.server.faults.reply_or_lose(response).await)
}

fn payment_method(input: &Input) -> Result<String, Refusal> {
    let method = input.text("payment_method").filter(|method| !method.is_empty());
    let missing =
        || Refusal::new(400, "woocommerce_rest_checkout_missing_payment_method", "No payment method provided.");
    let method = method.ok_or_else(missing)?;
    if PAYMENT_METHODS.contains(&method.as_str()) {
        return Ok(method);
    }
    let message = format!("The {method} payment gateway is not available.");
    Err(Refusal::new(400, "woocommerce_rest_checkout_payment_method_disabled", message))
}

/// Says no to a cart that lacks something an order needs.
fn complete(cart: &Cart) -> Result<(), Refusal> {
    let lacks = |name: &str, what: &str, map: &serde_json::Map<String, Value>| {
        let empty = map.get(name).and_then(Value::as_str).unwrap_or_default().is_empty();
        let message = format!("There was a problem with the provided {what} address: {name} is required");
        if empty { Err(Refusal::new(400, "woocommerce_rest_invalid_address", message)) } else { Ok(()) }
    };
    for name in ["first_name", "last_name", "address_1", "city", "country"] {
        lacks(name, "shipping", &cart.shipping)?;
    }
    for name in ["first_name", "last_name", "address_1", "city", "country", "email"] {
        lacks(name, "billing", &cart.billing)?;
    }
    Ok(())
}

/// Says no, with the fresh cart, when the shopper agreed to another total.
fn expected(store: &Store, cart: &Cart, input: &Input) -> Result<(), Refusal> {
    let Some(expected) = input.text("expected_total") else {
        return Ok(());
    };
    let total = cart.sums(&store.shelf).total.gross;
    if expected.trim().parse() == Ok(total) {
        return Ok(());
    }
    let message = "The cart total has changed since you last viewed it. Please review the new total.";
    Err(Refusal::conflict("woocommerce_rest_checkout_total_mismatch", message, cart_view::cart(store, cart)))
}

fn book(store: &Store, cart: &Cart, id: u64, key: &str, method: &str, note: &str) -> Result<Order, Refusal> {
    let shelf = &store.shelf;
    let sums = cart.sums(shelf);
    let rate = cart.shipping_option(shelf).map(|(place, option)| (rate_id(place), option.id.clone()));
    let (rate, option) = rate.ok_or_else(|| {
        Refusal::new(400, "woocommerce_rest_invalid_shipping_option", "Sorry, this order requires a shipping option.")
    })?;
    let mut totals = cart_view::totals(store, &sums);
    totals["subtotal"] = totals["total_items"].clone();
    totals["total_refund"] = json!("0");
    let shown = json!({
        "id": id,
        "coupons": cart_view::coupons(store, cart, &sums),
        "shipping_address": cart_view::address(&cart.shipping),
        "billing_address": cart_view::billing(&cart.billing),
        "items": cart_view::items(store, cart, &sums),
        "needs_payment": false,
        "needs_shipping": true,
        "totals": totals,
        "errors": [],
        "payment_requirements": ["products"],
    });
    let draft = Draft {
        reference: reference(note),
        session: Some(id.to_string()),
        lines: cart.order_lines(shelf),
        amounts: sums.amounts,
        recipient: cart.recipient(),
        shipping_option: option,
        payment: method.to_owned(),
        detail: json!({ "order": shown, "key": key, "rate": rate, "customer_note": note }),
    };
    shelf.market.place(draft).map_err(|short| {
        let message =
            format!("Not enough units of product {} are available in stock to fulfil this order.", short.external_id);
        Refusal::new(403, "woocommerce_product_not_enough_stock", message)
    })
}

/// The client's own reference out of the customer's note: its last word.
fn reference(note: &str) -> Option<String> {
    let word = note.split_whitespace().next_back()?;
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    (!word.is_empty() && word.len() <= 200).then(|| word.to_owned())
}
