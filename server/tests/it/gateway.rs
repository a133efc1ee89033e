//! The gateway as a test looks at it from outside: over its API and its hosted page, never past them.

use std::time::Duration;

use domain::{ids::OrderNumber, money::Money};
use reqwest::{Client, redirect::Policy};
use serde_json::Value;

use crate::test_shop::TestShop;

/// The card that is approved.
pub const GOOD_CARD: &str = "4242424242424242";

/// The card of a bank that asks first.
pub const ASKING_CARD: &str = "4000002500003155";

/// The card that is declined.
pub const BAD_CARD: &str = "4000000000000002";

/// How long a message may be under way before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

fn client() -> Client {
    let _ = connectors::http::Client::new(connectors::http::Reach::Anywhere);
    Client::builder().redirect(Policy::none()).build().expect("a client")
}

fn gateway(shop: &TestShop) -> &str {
    shop.world.url("gateway").expect("a gateway")
}

/// Opens a page of its own for an order, as a second tool of the operator would; gives its address.
pub async fn second_page(shop: &TestShop, order: &OrderNumber, amount: Money, capture: &str) -> String {
    let minor = amount.minor.to_string();
    let currency = amount.currency.code().to_lowercase();
    let form = [
        ("mode", "payment"),
        ("client_reference_id", order.as_str()),
        ("payment_intent_data[capture_method]", capture),
        ("payment_intent_data[metadata][order]", order.as_str()),
        ("line_items[0][quantity]", "1"),
        ("line_items[0][price_data][currency]", &currency),
        ("line_items[0][price_data][unit_amount]", &minor),
        ("line_items[0][price_data][product_data][name]", "The same once more"),
        ("success_url", "http://127.0.0.1:9/paid"),
    ];
    let url = format!("{}/v1/checkout/sessions", gateway(shop));
    let asked = client().post(url).bearer_auth(sandbox::gateway::SECRET_KEY).form(&form).send();
    let session: Value = asked.await.expect("the gateway").json().await.expect("a session");
    session["url"].as_str().unwrap_or_else(|| panic!("no page: {session}")).to_owned()
}

/// What the gateway's own books say of an order's payments: status and what was taken and not given back of each.
pub async fn payments_of(shop: &TestShop, reference: &str) -> Vec<(String, i64)> {
    let kind = if reference.starts_with("TU-") { "top_up" } else { "order" };
    let query = format!("metadata['{kind}']:'{reference}'");
    let found = get(shop, "payment_intents/search", &[("query", &query)]).await;
    let mut payments = Vec::new();
    for intent in found["data"].as_array().expect("a list") {
        let id = intent["id"].as_str().expect("an id");
        let refunds = get(shop, "refunds", &[("payment_intent", id)]).await;
        let given_back: i64 =
            refunds["data"].as_array().expect("a list").iter().filter_map(|refund| refund["amount"].as_i64()).sum();
        let kept = intent["amount_received"].as_i64().expect("an amount") - given_back;
        payments.push((intent["status"].as_str().expect("a status").to_owned(), kept));
    }
    payments.sort();
    payments
}

async fn get(shop: &TestShop, path: &str, query: &[(&str, &str)]) -> Value {
    let url = format!("{}/v1/{path}", gateway(shop));
    let asked = client().get(url).bearer_auth(sandbox::gateway::SECRET_KEY).query(query).send();
    asked.await.expect("the gateway").json().await.expect("an object")
}

/// Answers the bank's question; gives the status and where it leads.
pub async fn answer_the_bank(page: &str, answer: &str) -> (u16, String) {
    let sent = client().post(format!("{page}/challenge")).form(&[("answer", answer)]).send();
    told(sent.await.expect("the bank"))
}

/// Opens an address as a browser does that follows no redirection.
pub async fn look_at(url: &str) -> (u16, String) {
    told(client().get(url).send().await.expect("an answer"))
}

fn told(answer: reqwest::Response) -> (u16, String) {
    let leads = answer.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    (answer.status().as_u16(), leads)
}

/// How the gateway sends its messages: `once`, `twice`, `never` or `late`.
pub async fn messages_come(shop: &TestShop, how: &str) {
    turn(shop, &serde_json::json!({ "webhooks": how })).await;
}

/// The next calls of one path are carried out, and their answers lost.
pub async fn lose_answers(shop: &TestShop, path: &str, count: u32) {
    turn(shop, &serde_json::json!({ "lose_reply_next": count, "paths": [path] })).await;
}

async fn turn(shop: &TestShop, knobs: &Value) {
    let url = format!("{}/sandbox/faults", gateway(shop));
    let turned = client().put(url).json(knobs).send().await.expect("the gateway's knobs");
    assert!(turned.status().is_success(), "{}", turned.status());
}

/// All mails that were sent, as text.
pub async fn mails(shop: &TestShop) -> String {
    shop.shop.work_jobs().await.expect("the mails are sent");
    let url = format!("{}/messages.json", shop.world.url("mail").expect("a mail catcher"));
    client().get(url).send().await.expect("the mail catcher").text().await.expect("its messages")
}

/// Carries out what is due, again and again, until something is so.
pub async fn until<F: AsyncFn() -> bool>(shop: &TestShop, what: &str, is_so: F) {
    let begun = tokio::time::Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < PATIENCE, "{what} does not come about");
        shop.shop.carry_out("test").await.expect("effects");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
}
