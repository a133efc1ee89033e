//! A carrier in FedEx's shape: tokens, rate quotes, shipments with labels, tracking, and the messages of its webhook.

mod auth;
mod ship;
mod track;
mod view;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{post, put};
use serde_json::{Value, json};

use crate::freight::Depot;
use crate::freight::notify::Voice;
use crate::freight::rates::Service;
use crate::market::Server;
use crate::memory::Remembered;

use auth::Tokens;

/// The client of the only project.
pub const CLIENT_ID: &str = "onecart-fedex";
/// Its secret.
pub const CLIENT_SECRET: &str = "fedex-practice-secret";
/// The account that pays.
pub const ACCOUNT: &str = "740561073";
/// The security token of the webhook project.
pub const WEBHOOK_SECRET: &str = "fedex-practice-token";

/// What it offers.
const SERVICES: [Service; 3] = [
    Service { code: "FEDEX_GROUND", name: "FedEx Ground®", base_minor: 690, half_kilogram_minor: 60, days: 4 },
    Service {
        code: "FEDEX_INTERNATIONAL_ECONOMY",
        name: "FedEx International Economy®",
        base_minor: 1_090,
        half_kilogram_minor: 90,
        days: 3,
    },
    Service {
        code: "FEDEX_INTERNATIONAL_PRIORITY",
        name: "FedEx International Priority®",
        base_minor: 1_890,
        half_kilogram_minor: 150,
        days: 1,
    },
];

/// The carrier as all its handlers share it.
#[derive(Clone, Debug)]
struct Fedex {
    depot: Depot,
    tokens: Arc<Tokens>,
}

/// A refusal in FedEx's form.
struct Refusal(StatusCode, &'static str, String);

impl Refusal {
    fn bad(code: &'static str, message: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, code, message.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(status, code, message) = self;
        let id = uuid::Uuid::new_v4().to_string();
        (status, Json(json!({ "transactionId": id, "errors": [{ "code": code, "message": message }] }))).into_response()
    }
}

/// An answer in FedEx's form.
fn told(output: Value) -> Json<Value> {
    Json(json!({ "transactionId": uuid::Uuid::new_v4().to_string(), "output": output }))
}

/// Its routes beside the knobs of its depot, and the depot for the world's clock.
pub fn open(server: Server, remembered: &[Remembered]) -> (Depot, Router) {
    let voice = Voice {
        path: "/webhooks/carriers/fedex",
        header: "fdx-signature",
        secret: WEBHOOK_SECRET,
        write: auth::base64,
        body: |_, shipment| view::tracking(std::slice::from_ref(shipment)),
    };
    let depot = Depot::new(server, Some(voice), remembered);
    let fedex = Fedex { depot: depot.clone(), tokens: Arc::default() };
    let guarded = Router::new()
        .route("/rate/v1/rates/quotes", post(ship::rates))
        .route("/ship/v1/shipments", post(ship::ship))
        .route("/ship/v1/shipments/cancel", put(ship::cancel))
        .route("/track/v1/trackingnumbers", post(track::numbers))
        .route("/track/v1/referencenumbers", post(track::references))
        .layer(from_fn_with_state(fedex.clone(), auth::check));
    let router = guarded.route("/oauth/token", post(auth::token)).with_state(fedex).merge(depot.routes());
    (depot, router)
}
