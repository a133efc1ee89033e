//! What the practice PayPal refuses, as the real one does.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::*;
use crate::gateway::page::tests::server;

async fn call(router: &Router, request: Request<Body>) -> (StatusCode, Value) {
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

async fn signed_in(router: &Router) -> String {
    use base64::Engine as _;
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}"));
    let request = Request::post("/v1/oauth2/token").header("authorization", format!("Basic {pair}"));
    let (_, granted) = call(router, request.body(Body::from("grant_type=client_credentials")).unwrap()).await;
    granted["access_token"].as_str().unwrap().to_owned()
}

async fn post(router: &Router, token: &str, path: &str, key: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::post(path)
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .header("paypal-request-id", key);
    call(router, request.body(Body::from(body.to_string())).unwrap()).await
}

fn wish(currency: &str, value: &str) -> Value {
    json!({ "intent": "AUTHORIZE", "purchase_units": [{ "custom_id": "OC-1",
        "amount": { "currency_code": currency, "value": value } }] })
}

#[tokio::test]
async fn decimals_are_refused_where_paypal_has_none() {
    let router = router(server("paypal"), &[]);
    let token = signed_in(&router).await;
    for (currency, value, issue) in [
        ("JPY", "12.00", "DECIMALS_NOT_SUPPORTED"),
        ("HUF", "12.50", "DECIMALS_NOT_SUPPORTED"),
        ("TWD", "1.0", "DECIMALS_NOT_SUPPORTED"),
        ("EUR", "1.005", "DECIMAL_PRECISION"),
        ("KWD", "1.000", "CURRENCY_NOT_SUPPORTED"),
        ("EUR", "0.00", "CANNOT_BE_ZERO_OR_NEGATIVE"),
    ] {
        let (status, said) = post(&router, &token, "/v2/checkout/orders", currency, &wish(currency, value)).await;
        assert_eq!(
            (status, &said["details"][0]["issue"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &issue.into()),
            "{currency}"
        );
    }
    let (status, order) = post(&router, &token, "/v2/checkout/orders", "huf", &wish("HUF", "1250")).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(order["purchase_units"][0]["amount"]["value"], "1250");
}

#[tokio::test]
async fn a_hold_over_several_units_is_refused_and_a_stranger_hears_nothing() {
    let router = router(server("paypal"), &[]);
    let token = signed_in(&router).await;
    let mut two = wish("EUR", "1.00");
    let unit = two["purchase_units"][0].clone();
    two["purchase_units"].as_array_mut().unwrap().push(unit);
    let (_, said) = post(&router, &token, "/v2/checkout/orders", "k", &two).await;
    assert_eq!(said["details"][0]["issue"], "UNSUPPORTED_INTENT");
    let (status, _) = post(&router, "A21AAguess", "/v2/checkout/orders", "k", &wish("EUR", "1.00")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_same_request_id_makes_one_order() {
    let router = router(server("paypal"), &[]);
    let token = signed_in(&router).await;
    let (_, first) = post(&router, &token, "/v2/checkout/orders", "k1", &wish("EUR", "5.00")).await;
    let (_, again) = post(&router, &token, "/v2/checkout/orders", "k1", &wish("EUR", "5.00")).await;
    let (_, other) = post(&router, &token, "/v2/checkout/orders", "k2", &wish("EUR", "5.00")).await;
    assert_eq!(first["id"], again["id"]);
    assert_ne!(first["id"], other["id"]);
}
