//! What a platform may rely on at both UCP merchants.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::client::{Shopper, message, payment, total};

#[tokio::test]
async fn both_merchants_publish_a_profile_of_their_own_release() {
    for (slug, release, keys) in [("harbor", "2026-08-25", "keys"), ("kitemart", "2026-04-08", "signing_keys")] {
        let shopper = Shopper::at(slug).await;
        let profile = shopper.get("/.well-known/ucp").await;
        assert_eq!(profile["ucp"]["version"], release);
        assert_eq!(profile[keys][0]["crv"], "P-256");
        let endpoint = &profile["ucp"]["services"]["dev.ucp.shopping"][0]["endpoint"];
        assert_eq!(*endpoint, format!("{}/ucp", shopper.merchant));
        shopper.world.stop().await;
    }
}

#[tokio::test]
async fn a_request_without_a_platform_is_refused() {
    let shopper = Shopper::at("harbor").await;
    let bare = shopper.http.post(format!("{}/ucp/carts", shopper.merchant)).json(&json!({}));
    let answer = bare.send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    let body: serde_json::Value = answer.json().await.expect("JSON");
    assert_eq!(body["code"], "invalid_profile_url");
}

#[tokio::test]
async fn totals_add_up_with_codes_shipping_and_tax() {
    for slug in ["harbor", "kitemart"] {
        let shopper = Shopper::at(slug).await;
        let card = format!("{slug}-gift-card-25");
        let checkout = shopper
            .post(
                "/ucp/checkout-sessions",
                json!({
                    "line_items": [{ "item": { "id": card }, "quantity": 2 }],
                    "discounts": { "codes": ["save10", "GIFT5", "NOT-A-CODE"] },
                }),
            )
            .await;
        let totals = checkout["totals"].as_array().expect("totals");
        let parts: i64 = totals[..totals.len() - 1].iter().filter_map(|part| part["amount"].as_i64()).sum();
        assert_eq!(parts, total(&checkout));
        assert_eq!(checkout["discounts"]["applied"].as_array().map(Vec::len), Some(2));
        assert!(message(&checkout, "discount_code_invalid").is_some());
        assert_eq!(checkout["status"], "ready_for_complete");
    }
}

#[tokio::test]
async fn the_same_key_orders_once_and_another_body_is_a_conflict() {
    let shopper = Shopper::at("harbor").await;
    let checkout = shopper.checkout("ONE-1").await;
    let first = shopper.completed(&checkout, "key-1", "success_token").await;
    let again = shopper.completed(&checkout, "key-1", "success_token").await;
    assert_eq!(first["status"], "completed");
    assert_eq!(first["order"], again["order"]);
    let other = shopper.complete(&checkout, "key-1", "success_again").await.expect("an answer");
    assert_eq!(other.status(), StatusCode::CONFLICT);
    let fresh = shopper.complete(&checkout, "key-2", "success_token").await.expect("an answer");
    assert_eq!(fresh.status(), StatusCode::CONFLICT);
    let placed = shopper.journal("order_placed").await;
    assert_eq!(placed.len(), 1);
    assert_eq!(placed[0]["reference"], "ONE-1");
    assert_eq!(placed[0]["amount_minor"], total(&first));
}

#[tokio::test]
async fn an_order_whose_answer_got_lost_is_found_by_its_session() {
    let shopper = Shopper::at("kitemart").await;
    let checkout = shopper.checkout("ONE-2").await;
    shopper.turn(json!({ "lose_reply_next": 1 })).await;
    assert!(shopper.complete(&checkout, "key", "success_token").await.is_err());
    let path = format!("/ucp/checkout-sessions/{}", checkout["id"].as_str().expect("an id"));
    let found = shopper.get(&path).await;
    assert_eq!(found["status"], "completed");
    let again = shopper.completed(&checkout, "key", "success_token").await;
    assert_eq!(again["order"], found["order"]);
    assert_eq!(shopper.journal("order_placed").await.len(), 1);
}

#[tokio::test]
async fn a_declined_payment_can_be_tried_again_and_a_slow_one_arrives() {
    let shopper = Shopper::at("harbor").await;
    let checkout = shopper.checkout("ONE-3").await;
    let declined = shopper.completed(&checkout, "a", "fail_token").await;
    assert_eq!(declined["status"], "ready_for_complete");
    assert_eq!(message(&declined, "payment_failed").map(|message| &message["severity"]), Some(&json!("recoverable")));
    let slow = shopper.completed(&checkout, "b", "slow_token").await;
    assert_eq!(slow["status"], "complete_in_progress");
    assert!(slow.get("order").is_none());
    for _ in 0..40 {
        if !shopper.journal("order_placed").await.is_empty() {
            let path = format!("/ucp/checkout-sessions/{}", checkout["id"].as_str().expect("an id"));
            assert_eq!(shopper.get(&path).await["status"], "completed");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the slow payment never arrived");
}

#[tokio::test]
async fn a_changed_price_must_be_seen_before_it_is_paid() {
    let shopper = Shopper::at("harbor").await;
    let checkout = shopper.checkout("ONE-4").await;
    shopper.turn(json!({ "price_change_percent": 10 })).await;
    let stopped = shopper.completed(&checkout, "a", "success_token").await;
    assert_eq!(stopped["status"], "ready_for_complete");
    assert!(message(&stopped, "price_changed").is_some());
    assert!(total(&stopped) > total(&checkout));
    let paid = shopper.completed(&checkout, "b", "success_token").await;
    assert_eq!(paid["status"], "completed");
    assert_eq!(total(&paid), total(&stopped));
}

#[tokio::test]
async fn what_cannot_be_had_or_reached_is_said_in_messages() {
    let shopper = Shopper::at("harbor").await;
    let variant = shopper.variant().await;
    let unknown = json!({ "line_items": [{ "item": { "id": "nothing" }, "quantity": 1 }] });
    let answer = shopper.post("/ucp/checkout-sessions", unknown).await;
    assert_eq!(answer["ucp"]["status"], "error");
    assert!(message(&answer, "item_unavailable").is_some());
    let greedy = shopper.checkout_of(&variant, 900_000, "ONE-5").await;
    assert_eq!(greedy["status"], "incomplete");
    assert!(message(&greedy, "out_of_stock").is_some());
    let homeless = json!({ "line_items": [{ "item": { "id": variant }, "quantity": 1 }] });
    let answer = shopper.post("/ucp/checkout-sessions", homeless).await;
    assert!(message(&answer, "fulfillment_required").is_some());
    let polar = json!({
        "line_items": [{ "item": { "id": variant }, "quantity": 1 }],
        "fulfillment": { "methods": [{ "type": "shipping", "destinations": [{ "address_country": "AQ" }] }] },
    });
    assert!(message(&shopper.post("/ucp/checkout-sessions", polar).await, "address_undeliverable").is_some());
}

#[tokio::test]
async fn broken_requests_get_a_reason_and_never_a_crash() {
    let shopper = Shopper::at("kitemart").await;
    let bodies = [
        json!(null),
        json!([]),
        json!({ "line_items": "x" }),
        json!({ "line_items": [] }),
        json!({ "line_items": [{ "item": { "id": "" }, "quantity": 1 }] }),
        json!({ "line_items": [{ "item": { "id": "a" }, "quantity": 0 }] }),
        json!({ "line_items": [{ "item": { "id": "a" }, "quantity": -4 }] }),
        json!({ "line_items": [{ "item": { "id": "a" }, "quantity": 1.5 }] }),
        json!({ "line_items": [{ "item": { "id": "a" }, "quantity": 9e18 }] }),
    ];
    for body in bodies {
        for path in ["/ucp/checkout-sessions", "/ucp/carts"] {
            let answer = shopper.send(Method::POST, path, None, Some(body.clone())).await.expect("an answer");
            assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{body}");
            let said: serde_json::Value = answer.json().await.expect("JSON");
            assert!(said["content"].is_string());
        }
    }
    let nobody =
        shopper.send(Method::POST, "/ucp/checkout-sessions/none/complete", None, Some(payment("success_token")));
    let said: serde_json::Value = nobody.await.expect("an answer").json().await.expect("JSON");
    assert_eq!(said["messages"][0]["code"], "not_found");
}

#[tokio::test]
async fn a_catalogue_is_paged_to_its_end_without_repeats() {
    let shopper = Shopper::at("harbor").await;
    let (mut seen, mut cursor) = (std::collections::BTreeSet::new(), None::<String>);
    loop {
        let body = json!({ "query": "*", "pagination": { "limit": 40, "cursor": cursor } });
        let page = shopper.post("/ucp/catalog/search", body).await;
        for product in page["products"].as_array().expect("products") {
            assert!(seen.insert(product["id"].to_string()), "{} came twice", product["id"]);
        }
        cursor = page["pagination"]["cursor"].as_str().map(str::to_owned);
        if cursor.is_none() {
            assert_eq!(page["pagination"]["total_count"], seen.len());
            return;
        }
    }
}
