//! A carrier in DHL's shapes: the MyDHL API for rates and shipments under `/mydhlapi`, and the Unified Tracking API under
//! `/track`.

mod express;
mod view;

use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::freight::Depot;
use crate::freight::rates::Service;
use crate::market::Server;
use crate::memory::Remembered;

/// The client of the MyDHL API.
pub const USERNAME: &str = "onecart-dhl";
/// Its password.
pub const PASSWORD: &str = "dhl-practice-password";
/// The key of the tracking API.
pub const TRACKING_KEY: &str = "dhl-practice-key";
/// The account that pays.
pub const ACCOUNT: &str = "950455439";

/// What it offers.
const SERVICES: [Service; 2] = [
    Service { code: "N", name: "EXPRESS DOMESTIC", base_minor: 1_450, half_kilogram_minor: 110, days: 1 },
    Service { code: "P", name: "EXPRESS WORLDWIDE", base_minor: 1_650, half_kilogram_minor: 130, days: 1 },
];

/// A refusal in DHL's form.
struct Refusal {
    status: StatusCode,
    title: &'static str,
    detail: String,
    more: Vec<String>,
}

impl Refusal {
    fn bad(detail: &str, more: Vec<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, title: "Bad request", detail: detail.to_owned(), more }
    }

    fn not_found(title: &'static str, detail: &str) -> Self {
        Self { status: StatusCode::NOT_FOUND, title, detail: detail.to_owned(), more: Vec::new() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body = json!({
            "instance": "/expressapi",
            "title": self.title,
            "detail": self.detail,
            "status": self.status.as_u16().to_string(),
        });
        if !self.more.is_empty() {
            body["additionalDetails"] = json!(self.more);
        }
        (self.status, Json(body)).into_response()
    }
}

/// Its routes beside the knobs of its depot, and the depot for the world's clock.
pub fn open(server: Server, remembered: &[Remembered]) -> (Depot, Router) {
    let depot = Depot::new(server, None, remembered);
    let express = Router::new()
        .route("/mydhlapi/rates", post(express::rates))
        .route("/mydhlapi/shipments", post(express::ship))
        .route("/mydhlapi/tracking", get(express::by_reference))
        .layer(from_fn(check));
    let router = express.route("/track/shipments", get(track)).with_state(depot.clone()).merge(depot.routes());
    (depot, router)
}

/// Lets only the holder of the password through.
async fn check(request: Request, next: Next) -> Response {
    let sent = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let pair = sent.and_then(|value| value.strip_prefix("Basic ")).and_then(|pair| STANDARD.decode(pair).ok());
    if pair.as_deref() == Some(format!("{USERNAME}:{PASSWORD}").as_bytes()) {
        return next.run(request).await;
    }
    let body = json!({ "title": "Unauthorized", "detail": "Invalid Credentials", "status": "401" });
    (StatusCode::UNAUTHORIZED, Json(body)).into_response()
}

#[derive(Deserialize)]
struct Asked {
    #[serde(rename = "trackingNumber", default)]
    number: String,
}

/// `GET /track/shipments`
async fn track(
    State(depot): State<Depot>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    if headers.get("dhl-api-key").is_none_or(|key| key.as_bytes() != TRACKING_KEY.as_bytes()) {
        let detail = "Unauthorized for given resource.".to_owned();
        return Err(Refusal { status: StatusCode::UNAUTHORIZED, title: "Unauthorized", detail, more: Vec::new() });
    }
    let book = depot.book();
    let known = book.find(&asked.number).filter(|shipment| !shipment.is_cancelled);
    let none = || Refusal::not_found("No result found", "No shipment with given tracking number found.");
    known.map(|shipment| Json(view::tracking(shipment))).ok_or_else(none)
}
