//! The knobs of a marketplace's orders: look at them, move them on, follow a parcel.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use axum::routing::{get, post};
use serde::Deserialize;

use crate::market::Market;
use crate::orders::{CannotMove, Order, Stage};

/// `GET /sandbox/orders`, `GET /sandbox/orders/{id}`, `POST /sandbox/orders/{id}/advance`, `GET /sandbox/tracking/{number}`.
pub fn routes(market: Arc<Market>) -> Router {
    Router::new()
        .route("/sandbox/orders", get(list))
        .route("/sandbox/orders/{id}", get(one))
        .route("/sandbox/orders/{id}/advance", post(advance))
        .route("/sandbox/tracking/{number}", get(tracking))
        .with_state(market)
}

async fn list(State(market): State<Arc<Market>>) -> Json<Vec<Order>> {
    Json(market.orders.all())
}

async fn one(State(market): State<Arc<Market>>, Path(id): Path<String>) -> Result<Json<Order>, StatusCode> {
    market.orders.get(&id).map(Json).ok_or(StatusCode::NOT_FOUND)
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    #[serde(default)]
    to: Option<Stage>,
}

async fn advance(
    State(market): State<Arc<Market>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Json<Order>, (StatusCode, String)> {
    let wish: Wish = if body.is_empty() {
        Wish::default()
    } else {
        serde_json::from_slice(&body).map_err(|error| (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()))?
    };
    let moved = match wish.to {
        Some(Stage::Cancelled) => market.cancel(&id),
        to => market.orders.advance(&id, to),
    };
    moved.map(Json).map_err(|problem| match problem {
        CannotMove::Unknown => (StatusCode::NOT_FOUND, format!("there is no order {id}")),
        CannotMove::From(stage) => (StatusCode::CONFLICT, format!("the order is {} already", stage.as_str())),
    })
}

async fn tracking(State(market): State<Arc<Market>>, Path(number): Path<String>) -> Result<String, StatusCode> {
    let order = market.orders.by_tracking_number(&number).ok_or(StatusCode::NOT_FOUND)?;
    let steps: Vec<String> =
        order.events.iter().map(|event| format!("{} {}", event.at_ms, event.stage.as_str())).collect();
    Ok(format!("Practice Parcel {number}\n{}\n", steps.join("\n")))
}
