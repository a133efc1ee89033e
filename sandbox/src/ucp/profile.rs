//! The merchant's business profile at `/.well-known/ucp`, and sample platform profiles to be tried against it.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use serde_json::{Map, Value, json};

use super::Merchant;

/// What the merchant can do, each with the capability it extends.
pub const CAPABILITIES: &[(&str, Option<&str>)] = &[
    ("dev.ucp.shopping.checkout", None),
    ("dev.ucp.shopping.cart", None),
    ("dev.ucp.shopping.catalog.search", None),
    ("dev.ucp.shopping.catalog.lookup", None),
    ("dev.ucp.shopping.order", None),
    ("dev.ucp.shopping.fulfillment", Some("dev.ucp.shopping.checkout")),
    ("dev.ucp.shopping.discount", Some("dev.ucp.shopping.checkout")),
];

/// The payment handler's reverse-domain name; nothing behind it moves money.
pub const HANDLER: &str = "com.example.practice_pay";
/// The handler's id, as instruments name it.
pub const HANDLER_ID: &str = "practice_pay";

/// The public half of the key that conformance runs sign with.
const CONFORMANCE_KEY: &str = include_str!("../../conformance/platform-key.json");

impl Merchant {
    /// The payment handlers of profile and envelopes.
    #[must_use]
    pub fn payment_handlers(&self) -> Value {
        json!({ HANDLER: [{
            "id": HANDLER_ID,
            "version": self.dialect.date(),
            "spec": "https://example.com/practice-pay",
            "schema": "https://example.com/practice-pay/schema.json",
            "available_instruments": [{ "type": "card" }],
            "config": { "environment": "practice" },
        }] })
    }

    fn profile(&self) -> Value {
        let date = self.dialect.date();
        let capabilities: Map<String, Value> = CAPABILITIES
            .iter()
            .map(|(name, parent)| {
                let file = name.trim_start_matches("dev.ucp.shopping.").replace('.', "_");
                let mut entry = json!({
                    "version": date,
                    "spec": format!("https://ucp.dev/{date}/specification/{file}"),
                    "schema": format!("https://ucp.dev/{date}/schemas/shopping/{file}.json"),
                });
                if let Some(parent) = parent {
                    entry["extends"] = json!(parent);
                }
                ((*name).to_owned(), json!([entry]))
            })
            .collect();
        json!({
            "ucp": {
                "version": date,
                "services": { "dev.ucp.shopping": [{
                    "version": date,
                    "transport": "rest",
                    "endpoint": format!("{}/ucp", self.market.server.base_url),
                    "spec": format!("https://ucp.dev/{date}/specification/overview"),
                    "schema": format!("https://ucp.dev/{date}/services/shopping/rest.openapi.json"),
                }] },
                "capabilities": capabilities,
                "payment_handlers": self.payment_handlers(),
            },
            self.dialect.keys_field(): [self.signer.jwk()],
            "merchant": {
                "name": self.market.server.name,
                "description": self.market.server.about,
                "logo_url": format!("{}/logo.svg", self.market.server.base_url),
                "currency": self.market.currency,
            },
        })
    }
}

/// `GET /.well-known/ucp` and `GET /sandbox/platforms/{kind}`.
pub fn routes() -> Router<Arc<Merchant>> {
    Router::new().route("/.well-known/ucp", get(well_known)).route("/sandbox/platforms/{kind}", get(platform))
}

async fn well_known(State(merchant): State<Arc<Merchant>>) -> Response {
    ([(header::CACHE_CONTROL, "public, max-age=300")], Json(merchant.profile())).into_response()
}

/// Platform profiles as platforms might have them: fine, too new, without a common capability, or no profile at all.
async fn platform(State(merchant): State<Arc<Merchant>>, Path(kind): Path<String>) -> Response {
    let date = merchant.dialect.date();
    let with = |version: &str, names: &[&str]| {
        let capabilities: Map<String, Value> =
            names.iter().map(|name| ((*name).to_owned(), json!([{ "version": version }]))).collect();
        let keys: Value = serde_json::from_str(CONFORMANCE_KEY).unwrap_or_default();
        let ucp = json!({ "version": version, "services": {}, "capabilities": capabilities, "payment_handlers": {} });
        Json(json!({ "ucp": ucp, "keys": keys, "signing_keys": keys }))
    };
    let all: Vec<&str> = CAPABILITIES.iter().map(|(name, _)| *name).collect();
    match kind.as_str() {
        "good" => with(date, &all).into_response(),
        "too-new" => with("2099-01-01", &all).into_response(),
        "incompatible" => with(date, &["com.example.knitting"]).into_response(),
        "malformed" => "this is no profile".into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
