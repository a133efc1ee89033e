//! Who we are to UCP merchants: the profile that every request of ours points to.

use axum::{Json, Router, http::header, routing::get};
use serde_json::{Map, Value, json};

/// The release that every merchant we know understands; newer ones read it too.
const VERSION: &str = "2026-04-08";

/// What we make use of.
const CAPABILITIES: [&str; 6] = ["catalog.search", "catalog.lookup", "cart", "checkout", "fulfillment", "order"];

/// `GET /.well-known/ucp`.
pub fn router(public_url: &str) -> Router {
    let profile = profile(public_url);
    let cacheable = [(header::CACHE_CONTROL, "public, max-age=300")];
    Router::new().route("/.well-known/ucp", get(|| async move { (cacheable, Json(profile)) }))
}

fn profile(public_url: &str) -> Value {
    let capability = |name: &str| (format!("dev.ucp.shopping.{name}"), json!([{ "version": VERSION }]));
    let capabilities: Map<String, Value> = CAPABILITIES.into_iter().map(capability).collect();
    json!({
        "ucp": {
            "version": VERSION,
            "services": { "dev.ucp.shopping": [{ "version": VERSION, "transport": "rest", "endpoint": public_url }] },
            "capabilities": capabilities,
            "payment_handlers": {},
        },
        "keys": [],
        "signing_keys": [],
    })
}
