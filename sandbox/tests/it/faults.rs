//! Every knob does what it says, and only that.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::client::Shopper;

async fn profile(shopper: &Shopper) -> reqwest::Result<reqwest::Response> {
    shopper.http.get(format!("{}/.well-known/ucp", shopper.merchant)).timeout(Duration::from_millis(700)).send().await
}

#[tokio::test]
async fn transport_knobs_spoil_every_answer_until_they_are_turned_back() {
    let shopper = Shopper::at("harbor").await;
    shopper.turn(json!({ "error_status": 503 })).await;
    assert_eq!(profile(&shopper).await.expect("an answer").status(), 503);
    shopper.turn(json!({ "error_rate_percent": 100 })).await;
    assert_eq!(profile(&shopper).await.expect("an answer").status(), 500);
    shopper.turn(json!({ "garbage": true })).await;
    assert!(profile(&shopper).await.expect("an answer").json::<Value>().await.is_err());
    shopper.turn(json!({ "oversize": true })).await;
    let large = profile(&shopper).await.expect("an answer").bytes().await.expect("a body");
    assert!(large.len() > 3 << 20);
    shopper.turn(json!({ "hang": true })).await;
    assert!(profile(&shopper).await.expect_err("nothing comes").is_timeout());
    shopper.turn(json!({ "latency_ms": 200 })).await;
    let before = Instant::now();
    assert_eq!(profile(&shopper).await.expect("an answer").status(), 200);
    assert!(before.elapsed() >= Duration::from_millis(200));
    shopper.turn(json!({ "error_status": 500, "paths": ["/ucp/carts"] })).await;
    assert_eq!(profile(&shopper).await.expect("an answer").status(), 200);
    let healed = shopper.http.delete(format!("{}/sandbox/faults", shopper.merchant)).send().await;
    assert_eq!(healed.expect("an answer").status(), 200);
    assert_eq!(shopper.get("/sandbox/faults").await["error_status"], Value::Null);
    shopper.world.stop().await;
}

#[tokio::test]
async fn knobs_that_do_not_exist_or_make_no_sense_are_refused() {
    let shopper = Shopper::at("harbor").await;
    for knobs in [json!({ "explode": true }), json!({ "error_status": 7 }), json!({ "error_rate_percent": 101 })] {
        let put = shopper.http.put(format!("{}/sandbox/faults", shopper.merchant)).json(&knobs).send().await;
        assert_eq!(put.expect("an answer").status(), 422, "{knobs}");
    }
}

#[tokio::test]
async fn refused_orders_leave_a_trace_and_cost_no_stock() {
    let shopper = Shopper::at("harbor").await;
    let variant = shopper.variant().await;
    let checkout = shopper.checkout_of(&variant, 2, "ONE-1").await;
    let left = shopper.world.markets[0].left(&variant);
    shopper.turn(json!({ "refuse_orders_next": 1 })).await;
    let refused = shopper.completed(&checkout, "a", "success_token").await;
    assert_eq!(refused["status"], "incomplete");
    assert_eq!(shopper.journal("order_refused").await[0]["reference"], "ONE-1");
    assert_eq!(shopper.world.markets[0].left(&variant), left);
    let taken = shopper.completed(&checkout, "b", "success_token").await;
    assert_eq!(taken["status"], "completed");
    assert_eq!(shopper.world.markets[0].left(&variant), left - 2);
}

#[tokio::test]
async fn sold_out_products_show_no_stock() {
    let shopper = Shopper::at("kitemart").await;
    let variant = shopper.variant().await;
    shopper.turn(json!({ "sold_out": [variant] })).await;
    let product = shopper.post("/ucp/catalog/product", json!({ "id": variant })).await;
    assert_eq!(product["product"]["variants"][0]["availability"]["available"], false);
    let answer = shopper.send(Method::DELETE, "/sandbox/journal", None, None).await.expect("an answer");
    assert_eq!(answer.status(), 204);
}
