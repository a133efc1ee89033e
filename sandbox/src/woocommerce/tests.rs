use axum::body::{Body, to_bytes};
use axum::http::Request;
use serde_json::json;
use tower::ServiceExt;

use super::*;
use crate::faults::Knobs;
use crate::gateway::page::tests::market;
use crate::orders::Stage;

struct Client {
    market: Arc<Market>,
    router: Router,
    token: Option<String>,
}

impl Client {
    fn new() -> Self {
        let market = market("baobab");
        Self { router: router(market.clone()), market, token: None }
    }

    async fn call(&mut self, method: &str, path: &str, body: Value) -> (StatusCode, Value, HeaderMap) {
        let mut request = Request::builder().method(method).uri(format!("/wp-json/wc/store/v1{path}"));
        if let Some(token) = &self.token {
            request = request.header("cart-token", token);
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let request = request.header("content-type", "application/json").body(body).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        if let Some(token) = headers.get("cart-token") {
            self.token = Some(token.to_str().unwrap().to_owned());
        }
        let body = to_bytes(response.into_body(), 1 << 23).await.unwrap_or_default();
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null), headers)
    }

    async fn get(&mut self, path: &str) -> Value {
        self.call("GET", path, Value::Null).await.1
    }

    async fn post(&mut self, path: &str, body: Value) -> (StatusCode, Value) {
        let (status, body, _) = self.call("POST", path, body).await;
        (status, body)
    }

    /// A cart with two pieces, ready to be ordered.
    async fn ready(&mut self) -> Value {
        self.get("/cart").await;
        let id = product::number(&self.market.listings[0].variants[0].id);
        self.post("/cart/add-item", json!({ "id": id, "quantity": 2 })).await;
        self.post("/cart/update-customer", json!({ "billing_address": address() })).await;
        self.post("/cart/select-shipping-rate", json!({ "package_id": 0, "rate_id": "flat_rate:2" })).await.1
    }

    fn checkout(total: &Value) -> Value {
        json!({ "billing_address": address(), "shipping_address": address(), "payment_method": "cod",
            "customer_note": "Onecart order OC-9", "expected_total": total })
    }
}

fn address() -> Value {
    json!({ "first_name": "Amira", "last_name": "Haddad", "address_1": "Rue 1", "city": "Tunis", "postcode": "1000",
        "country": "TN", "email": "amira@example.org", "phone": "+216123456" })
}

#[tokio::test]
async fn products_are_searched_filtered_and_counted() {
    let mut guest = Client::new();
    let (status, page, headers) = guest.call("GET", "/products?per_page=5&orderby=price&order=asc", Value::Null).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["x-wp-total"].to_str().unwrap(), guest.market.listings.len().to_string());
    let price = |product: &Value| product["prices"]["price"].as_str().unwrap().parse::<i64>().unwrap();
    assert!(page.as_array().unwrap().is_sorted_by_key(price));
    assert_eq!((page.as_array().unwrap().len(), &page[0]["prices"]["currency_minor_unit"]), (5, &3.into()));
    let gtin =
        |product: &Value| product["attributes"].as_array().unwrap().iter().any(|attribute| attribute["name"] == "GTIN");
    assert!(page.as_array().unwrap().iter().all(gtin));
    let limit = price(&page[2]);
    let cheap = guest.get(&format!("/products?max_price={limit}&per_page=100")).await;
    assert!(cheap.as_array().unwrap().iter().all(|product| price(product) <= limit));
    let (status, refused, _) = guest.call("GET", "/products?per_page=101", Value::Null).await;
    assert_eq!((status, &refused["code"]), (StatusCode::BAD_REQUEST, &"rest_invalid_param".into()));
    assert_eq!(guest.get("/products/999999999").await["code"], "woocommerce_rest_product_invalid_id");
}

#[tokio::test]
async fn a_variable_product_is_bought_by_its_variation() {
    let mut guest = Client::new();
    let listing = guest.market.listings.iter().find(|listing| listing.variants.len() > 1).unwrap().clone();
    let parent = guest.get(&format!("/products/{}", listing.external_id)).await;
    assert_eq!(parent["type"], "variable");
    let variation = parent["variations"][1]["id"].clone();
    assert_eq!(guest.get(&format!("/products/{variation}")).await["parent"], parent["id"]);
    guest.get("/cart").await;
    let (_, refused) = guest.post("/cart/add-item", json!({ "id": parent["id"], "quantity": 1 })).await;
    assert_eq!(refused["code"], "woocommerce_rest_missing_variation_data");
    let (status, cart) = guest.post("/cart/add-item", json!({ "id": variation, "quantity": 1 })).await;
    assert_eq!((status, &cart["items"][0]["id"]), (StatusCode::CREATED, &variation));
}

#[tokio::test]
async fn a_guest_orders_and_follows_the_order() {
    let mut guest = Client::new();
    let cart = guest.ready().await;
    let total = cart["totals"]["total_price"].clone();
    let number = |name: &str| cart["totals"][name].as_str().unwrap().parse::<i64>().unwrap();
    assert_eq!(number("total_items") + number("total_shipping") + number("total_tax"), number("total_price"));
    let (status, placed) = guest.post("/checkout", Client::checkout(&total)).await;
    assert_eq!((status, &placed["status"]), (StatusCode::OK, &"processing".into()), "{placed}");
    assert_eq!(placed["payment_result"]["payment_status"], "success");
    let order = guest.market.orders.by_reference("OC-9").unwrap();
    assert_eq!(order.amounts.total_minor, number("total_price"));
    assert_eq!(guest.get("/cart").await["items"], json!([]));
    assert_eq!(guest.post("/checkout", Client::checkout(&total)).await.1["code"], "woocommerce_rest_cart_empty");

    let path = format!("/order/{}?key={}&billing_email=", placed["order_id"], placed["order_key"].as_str().unwrap());
    assert_eq!(guest.get(&format!("{path}amira@example.org")).await["totals"]["total_price"], total);
    assert_eq!(guest.get(&format!("{path}other@example.org")).await["code"], "woocommerce_rest_invalid_billing_email");
    assert_eq!(guest.get("/order/1?key=x").await["code"], "woocommerce_rest_invalid_order");
    guest.market.orders.advance(&order.id, Some(Stage::Delivered)).unwrap();
    assert_eq!(guest.get(&format!("{path}amira@example.org")).await["status"], "completed");
}

#[tokio::test]
async fn another_total_is_a_conflict_with_the_fresh_cart() {
    let mut guest = Client::new();
    let cart = guest.ready().await;
    let total = cart["totals"]["total_price"].clone();
    guest.market.server.faults.set(Knobs { price_change_percent: 10, ..Knobs::default() });
    let (status, refused) = guest.post("/checkout", Client::checkout(&total)).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &"woocommerce_rest_checkout_total_mismatch".into()));
    let fresh = refused["data"]["cart"]["totals"]["total_price"].clone();
    assert_ne!(fresh, total);
    assert_eq!(guest.post("/checkout", Client::checkout(&fresh)).await.0, StatusCode::OK);
}

#[tokio::test]
async fn stock_is_checked_when_added_and_again_when_ordered() {
    let mut guest = Client::new();
    guest.get("/cart").await;
    let variant = guest.market.listings[0].variants[0].clone();
    let id = product::number(&variant.id);
    let (_, refused) = guest.post("/cart/add-item", json!({ "id": id, "quantity": variant.stock + 1 })).await;
    assert_eq!(refused["code"], "woocommerce_rest_product_partially_out_of_stock");
    let cart = guest.ready().await;
    guest.market.server.faults.set(Knobs { sold_out: vec![variant.id.clone()], ..Knobs::default() });
    let (status, refused) = guest.post("/checkout", Client::checkout(&cart["totals"]["total_price"])).await;
    assert_eq!((status, &refused["code"]), (StatusCode::CONFLICT, &"woocommerce_rest_product_out_of_stock".into()));
    assert!(refused["data"]["cart"]["errors"][0]["code"].is_string());
}

#[tokio::test]
async fn an_order_whose_reply_got_lost_is_found_by_its_draft() {
    let mut guest = Client::new();
    let cart = guest.ready().await;
    let draft = guest.get("/checkout").await;
    assert_eq!(draft["status"], "checkout-draft");
    let path = format!(
        "/order/{}?key={}&billing_email=amira@example.org",
        draft["order_id"],
        draft["order_key"].as_str().unwrap()
    );
    assert_eq!(guest.get(&path).await["status"], "checkout-draft");
    guest.market.server.faults.set(Knobs { lose_reply_next: 1, ..Knobs::default() });
    assert_eq!(guest.post("/checkout", Client::checkout(&cart["totals"]["total_price"])).await.1, Value::Null);
    assert_eq!(guest.get(&path).await["status"], "processing");
}

#[tokio::test]
async fn what_is_missing_or_malformed_is_named() {
    let mut guest = Client::new();
    assert_eq!(guest.post("/cart/add-item", json!({ "id": 1 })).await.1["code"], "woocommerce_rest_missing_nonce");
    guest.ready().await;
    for (change, code) in [
        (json!({ "payment_method": "" }), "woocommerce_rest_checkout_missing_payment_method"),
        (json!({ "payment_method": "stripe" }), "woocommerce_rest_checkout_payment_method_disabled"),
        (json!({ "billing_address": null }), "rest_missing_callback_param"),
        (json!({ "billing_address": { "country": "Tunisia" } }), "rest_invalid_param"),
        (json!({ "billing_address": { "email": "" } }), "woocommerce_rest_invalid_address"),
    ] {
        let mut body = Client::checkout(&Value::Null);
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        assert_eq!(guest.post("/checkout", body).await.1["code"], code);
    }
    assert_eq!(
        guest.post("/cart/remove-item", json!({ "key": "x" })).await.1["code"],
        "woocommerce_rest_cart_invalid_key"
    );
    assert_eq!(guest.get("/nothing").await["code"], "rest_no_route");
}
