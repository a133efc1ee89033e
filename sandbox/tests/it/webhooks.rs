//! Merchants tell a platform about its orders, signed with the key of their profile.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Json;
use axum::routing::{get, post};
use sandbox::ucp::signatures::{Received, verify};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::client::{Shopper, payment};

type Deliveries = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// A platform with a profile and an ear for webhooks, deaf to the first one.
async fn platform() -> (String, Deliveries) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let order = json!([{ "version": "2026-04-08", "config": { "webhook_url": format!("{url}/orders?from=test") } }]);
    let profile = json!({ "ucp": { "version": "2026-04-08", "capabilities": {
        "dev.ucp.shopping.checkout": [{ "version": "2026-04-08" }],
        "dev.ucp.shopping.order": order,
    } } });
    let deliveries = Deliveries::default();
    let router = Router::new()
        .route("/profile.json", get(move || std::future::ready(Json(profile.clone()))))
        .route("/orders", post(hear))
        .with_state(deliveries.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, deliveries)
}

async fn hear(State(deliveries): State<Deliveries>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let mut deliveries = deliveries.lock().expect("no test panics in here");
    deliveries.push((headers, body));
    if deliveries.len() == 1 { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK }
}

#[tokio::test]
async fn a_platform_hears_of_its_order_until_it_says_thank_you() {
    let shopper = Shopper::at("harbor").await;
    let (platform, deliveries) = platform().await;
    let send = |path: String, body: Value| {
        let request = shopper.http.post(format!("{}{path}", shopper.merchant));
        request.header("UCP-Agent", format!("profile=\"{platform}/profile.json\"")).json(&body).send()
    };
    let card = json!({ "line_items": [{ "item": { "id": "harbor-gift-card-25" }, "quantity": 1 }] });
    let opened: Value =
        send("/ucp/checkout-sessions".into(), card).await.expect("an answer").json().await.expect("JSON");
    // What the platform cannot do is not spoken of.
    assert!(opened["ucp"]["capabilities"].get("dev.ucp.shopping.discount").is_none());
    let path = format!("/ucp/checkout-sessions/{}/complete", opened["id"].as_str().expect("an id"));
    let done: Value = send(path, payment("success_token")).await.expect("an answer").json().await.expect("JSON");
    for _ in 0..50 {
        if deliveries.lock().expect("no test panics in here").len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let heard = deliveries.lock().expect("no test panics in here").clone();
    assert_eq!(heard.len(), 2, "the failed delivery is repeated");
    assert_eq!(heard[0].0["webhook-id"], heard[1].0["webhook-id"]);
    let profile = shopper.get("/.well-known/ucp").await;
    let keys = profile["keys"].as_array().expect("keys");
    for (headers, body) in &heard {
        let component = |name: &str| match name {
            "@method" => Some("POST".to_owned()),
            "@authority" => Some(platform.trim_start_matches("http://").to_owned()),
            "@path" => Some("/orders".to_owned()),
            "@query" => Some("?from=test".to_owned()),
            name => headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned),
        };
        assert_eq!(verify(&Received { component: &component, body, keys }), Ok(()));
        let order: Value = serde_json::from_slice(body).expect("JSON");
        assert_eq!(order["id"], done["order"]["id"]);
        assert_eq!(order["checkout_id"], done["id"]);
    }
}
