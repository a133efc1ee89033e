//! A platform that shops at a UCP merchant of a fresh world.

use std::path::PathBuf;

use reqwest::{Method, Response};
use sandbox::{Config, World, start};
use serde_json::{Value, json};

/// A world of its own for one test.
pub struct Shopper {
    pub world: World,
    pub http: reqwest::Client,
    pub merchant: String,
}

impl Shopper {
    pub async fn at(slug: &str) -> Self {
        Self::with(slug, None).await
    }

    pub async fn with(slug: &str, state: Option<PathBuf>) -> Self {
        let config = Config { port_base: 0, stage_seconds: 0, state, ..Config::default() };
        let world = start(config).await.expect("free ports are there");
        let http = reqwest::Client::builder().no_proxy().build().expect("a plain client");
        let merchant = world.url(slug).expect("the merchant is there").to_owned();
        Self { world, http, merchant }
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        key: Option<&str>,
        body: Option<Value>,
    ) -> reqwest::Result<Response> {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.merchant))
            .header("UCP-Agent", "profile=\"https://platform.example/agent\"");
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        let answer = self.send(Method::POST, path, None, Some(body)).await.expect("an answer");
        answer.json().await.expect("an answer in JSON")
    }

    pub async fn get(&self, path: &str) -> Value {
        let answer = self.send(Method::GET, path, None, None).await.expect("an answer");
        answer.json().await.expect("an answer in JSON")
    }

    pub async fn turn(&self, knobs: Value) {
        let put = self.http.put(format!("{}/sandbox/faults", self.merchant)).json(&knobs);
        assert!(put.send().await.expect("an answer").status().is_success());
    }

    /// A variant with plenty of stock.
    pub async fn variant(&self) -> String {
        let found = self.post("/ucp/catalog/search", json!({ "query": "*", "pagination": { "limit": 50 } })).await;
        let products = found["products"].as_array().expect("products").iter();
        let mut variants = products.flat_map(|product| product["variants"].as_array().expect("variants"));
        let plenty = variants.find(|variant| variant["availability"]["quantity"].as_u64() > Some(20));
        plenty.expect("something is in stock")["id"].as_str().expect("an id").to_owned()
    }

    /// An open checkout over one piece, ready to be completed.
    pub async fn checkout(&self, reference: &str) -> Value {
        self.checkout_of(&self.variant().await, 1, reference).await
    }

    pub async fn checkout_of(&self, variant: &str, quantity: u32, reference: &str) -> Value {
        let body = json!({
            "line_items": [{ "item": { "id": variant }, "quantity": quantity }],
            "buyer": { "email": "ada@example.org" },
            "attribution": { "order_reference": reference },
            "fulfillment": { "methods": [{
                "type": "shipping",
                "destinations": [{ "id": "home", "street_address": "Rua 1", "address_locality": "Lisboa", "address_country": "PT" }],
                "selected_destination_id": "home",
                "groups": [{ "selected_option_id": "standard" }],
            }] },
        });
        self.post("/ucp/checkout-sessions", body).await
    }

    pub async fn complete(&self, checkout: &Value, key: &str, token: &str) -> reqwest::Result<Response> {
        let path = format!("/ucp/checkout-sessions/{}/complete", checkout["id"].as_str().expect("an id"));
        self.send(Method::POST, &path, Some(key), Some(payment(token))).await
    }

    pub async fn completed(&self, checkout: &Value, key: &str, token: &str) -> Value {
        let answer = self.complete(checkout, key, token).await.expect("an answer");
        answer.json().await.expect("an answer in JSON")
    }

    pub async fn journal(&self, kind: &str) -> Vec<Value> {
        let entries = self.get("/sandbox/journal").await;
        let entries = entries.as_array().expect("a list").iter();
        entries.filter(|entry| entry["kind"] == kind).cloned().collect()
    }
}

pub fn payment(token: &str) -> Value {
    json!({ "payment": { "instruments": [{
        "id": "card", "handler_id": "practice_pay", "type": "card", "credential": { "type": "token", "token": token },
    }] } })
}

/// The message with this code.
pub fn message<'a>(answer: &'a Value, code: &str) -> Option<&'a Value> {
    answer["messages"].as_array()?.iter().find(|message| message["code"] == code)
}

pub fn total(answer: &Value) -> i64 {
    let totals = answer["totals"].as_array().expect("totals");
    totals.last().expect("a total")["amount"].as_i64().expect("an amount")
}
