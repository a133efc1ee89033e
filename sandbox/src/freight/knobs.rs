//! The knobs only a carrier has: addresses that it refuses, forged messages, how late a late one is.
//!
//! Everything else, also lost answers and whether messages come once, twice, never or late, is turned at `/sandbox/faults`.

use std::sync::{Arc, RwLock};

use axum::Router;
use axum::extract::{Json, State};
use axum::http::StatusCode;
use axum::routing::get;
use serde::{Deserialize, Serialize};

/// The longest a message can be late: ten minutes.
const LATEST_MS: u64 = 600_000;

/// A carrier's own knobs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Knobs {
    /// Every recipient's postcode is refused.
    pub refuse_addresses: bool,
    /// So many messages are signed with a secret that is not the carrier's.
    pub forge_next: u32,
    /// How late a late message is.
    pub late_ms: u64,
}

impl Default for Knobs {
    fn default() -> Self {
        Self { refuse_addresses: false, forge_next: 0, late_ms: 20_000 }
    }
}

/// A carrier's own knobs, shared by all its handlers.
#[derive(Clone, Debug, Default)]
pub struct Panel(Arc<RwLock<Knobs>>);

impl Panel {
    /// The knobs as they stand.
    #[must_use]
    pub fn knobs(&self) -> Knobs {
        self.0.read().expect("no writer panics").clone()
    }

    /// Turns the knobs.
    pub fn set(&self, knobs: Knobs) {
        *self.0.write().expect("no writer panics") = knobs;
    }

    /// Whether this message is to be forged; uses up one of `forge_next`.
    #[must_use]
    pub fn forges(&self) -> bool {
        let mut knobs = self.0.write().expect("no writer panics");
        let some = knobs.forge_next > 0;
        knobs.forge_next = knobs.forge_next.saturating_sub(1);
        some
    }

    /// `GET`, `PUT` and `DELETE /sandbox/carrier`.
    pub fn routes(&self) -> Router {
        Router::new().route("/sandbox/carrier", get(read).put(turn).delete(heal)).with_state(self.clone())
    }
}

async fn read(State(panel): State<Panel>) -> Json<Knobs> {
    Json(panel.knobs())
}

async fn turn(State(panel): State<Panel>, Json(knobs): Json<Knobs>) -> Result<Json<Knobs>, (StatusCode, &'static str)> {
    if knobs.late_ms > LATEST_MS {
        return Err((StatusCode::UNPROCESSABLE_ENTITY, "late_ms is at most 600000"));
    }
    panel.set(knobs.clone());
    Ok(Json(knobs))
}

async fn heal(State(panel): State<Panel>) -> Json<Knobs> {
    panel.set(Knobs::default());
    Json(Knobs::default())
}
