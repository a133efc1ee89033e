//! The knobs only a payment gateway has: how late a late webhook is, and whether the next cards are declined.
//!
//! Everything else, also whether webhooks come once, twice, never or late, is turned at `/sandbox/faults`.

use std::sync::{Arc, RwLock};

use axum::Router;
use axum::extract::{Json, State};
use axum::http::StatusCode;
use axum::routing::get;
use serde::{Deserialize, Serialize};

/// The longest a webhook can be late: ten minutes.
const LATEST_MS: u64 = 600_000;

/// The gateway's own knobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Knobs {
    /// How late a late webhook is.
    pub late_ms: u64,
    /// So many card payments are declined, whatever the card.
    pub decline_next: u32,
}

impl Default for Knobs {
    fn default() -> Self {
        Self { late_ms: 20_000, decline_next: 0 }
    }
}

/// The gateway's own knobs, shared by all its handlers.
#[derive(Clone, Debug, Default)]
pub struct Panel(Arc<RwLock<Knobs>>);

impl Panel {
    /// The knobs as they stand.
    pub fn knobs(&self) -> Knobs {
        *self.0.read().expect("no writer panics")
    }

    fn set(&self, knobs: Knobs) -> Json<Knobs> {
        *self.0.write().expect("no writer panics") = knobs;
        Json(knobs)
    }

    /// Whether this card payment is to be declined; uses up one of `decline_next`.
    pub fn declines(&self) -> bool {
        let mut knobs = self.0.write().expect("no writer panics");
        let some = knobs.decline_next > 0;
        knobs.decline_next = knobs.decline_next.saturating_sub(1);
        some
    }

    /// `GET`, `PUT` and `DELETE /sandbox/gateway`.
    pub fn routes(&self) -> Router {
        Router::new().route("/sandbox/gateway", get(read).put(turn).delete(heal)).with_state(self.clone())
    }
}

async fn read(State(panel): State<Panel>) -> Json<Knobs> {
    Json(panel.knobs())
}

async fn turn(State(panel): State<Panel>, Json(knobs): Json<Knobs>) -> Result<Json<Knobs>, (StatusCode, &'static str)> {
    if knobs.late_ms > LATEST_MS {
        return Err((StatusCode::UNPROCESSABLE_ENTITY, "late_ms is at most 600000"));
    }
    Ok(panel.set(knobs))
}

async fn heal(State(panel): State<Panel>) -> Json<Knobs> {
    panel.set(Knobs::default())
}
