//! The life of an order, and what a restarted world still knows.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::client::Shopper;

async fn advance(shopper: &Shopper, id: &str, to: &str) -> reqwest::Response {
    let url = format!("{}/sandbox/orders/{id}/advance", shopper.merchant);
    shopper.http.post(url).json(&json!({ "to": to })).send().await.expect("an answer")
}

async fn ordered(shopper: &Shopper) -> (Value, String) {
    let checkout = shopper.checkout("ONE-1").await;
    let done = shopper.completed(&checkout, "key", "success_token").await;
    let id = done["order"]["id"].as_str().expect("an order").to_owned();
    (done, id)
}

#[tokio::test]
async fn an_order_travels_with_a_tracking_number_and_cannot_go_back() {
    let shopper = Shopper::at("harbor").await;
    let (_, id) = ordered(&shopper).await;
    assert_eq!(advance(&shopper, &id, "delivered").await.status(), 200);
    let order = shopper.get(&format!("/ucp/orders/{id}")).await;
    let events = order["fulfillment"]["events"].as_array().expect("events");
    let kinds: Vec<&str> = events.iter().filter_map(|event| event["type"].as_str()).collect();
    assert_eq!(kinds, ["processing", "shipped", "in_transit", "out_for_delivery", "delivered"]);
    assert!(events[1]["tracking_number"].is_string());
    assert_eq!(order["line_items"][0]["status"], "fulfilled");
    assert_eq!(advance(&shopper, &id, "shipped").await.status(), 409);
    assert_eq!(advance(&shopper, &id, "cancelled").await.status(), 409);
    assert_eq!(advance(&shopper, "nobody", "shipped").await.status(), 404);
    assert_eq!(advance(&shopper, &id, "the moon").await.status(), 422);
}

#[tokio::test]
async fn a_cancelled_order_gives_its_goods_back() {
    let shopper = Shopper::at("harbor").await;
    let variant = shopper.variant().await;
    let before = shopper.world.markets[0].left(&variant);
    let (_, id) = ordered(&shopper).await;
    assert_eq!(shopper.world.markets[0].left(&variant), before - 1);
    assert_eq!(advance(&shopper, &id, "cancelled").await.status(), 200);
    assert_eq!(shopper.world.markets[0].left(&variant), before);
    let order = shopper.get(&format!("/ucp/orders/{id}")).await;
    assert_eq!(order["adjustments"][0]["type"], "cancellation");
    assert_eq!(order["line_items"][0]["status"], "removed");
}

#[tokio::test]
async fn a_restarted_world_still_knows_its_orders() {
    let state = Scratch::new();
    let shopper = Shopper::with("kitemart", Some(state.0.clone())).await;
    let variant = shopper.variant().await;
    let (done, id) = ordered(&shopper).await;
    let left = shopper.world.markets[1].left(&variant);
    let key = shopper.get("/.well-known/ucp").await["signing_keys"][0].clone();
    shopper.world.stop().await;

    let shopper = Shopper::with("kitemart", Some(state.0.clone())).await;
    let path = format!("/ucp/checkout-sessions/{}", done["id"].as_str().expect("an id"));
    assert_eq!(shopper.get(&path).await, done);
    let again = shopper.completed(&done, "key", "success_token").await;
    assert_eq!(again["order"]["id"], *id);
    assert_eq!(shopper.get(&format!("/ucp/orders/{id}")).await["id"], *id);
    assert_eq!(shopper.journal("order_placed").await.len(), 1);
    assert_eq!(shopper.world.markets[1].left(&variant), left);
    assert_eq!(shopper.get("/.well-known/ucp").await["signing_keys"][0], key);
}

/// A directory that goes when the test does.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("practice-world-{}", uuid::Uuid::new_v4())))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left over lies in the system's own scratch directory.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
