//! The knobs only payment providers have. Everything else (down, slow, lost replies, whether messages come once, twice,
//! never or late) is turned at `/sandbox/faults`.

use std::sync::{Arc, RwLock};

use axum::Router;
use axum::extract::{Json, State};
use axum::http::StatusCode;
use axum::routing::get;
use serde::{Deserialize, Serialize};

/// The longest a message can be late: ten minutes.
const LATEST_MS: u64 = 600_000;

/// A provider's own knobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Knobs {
    /// How late a late message is.
    pub late_ms: u64,
    /// So many payments are declined by the bank.
    pub decline_next: u32,
    /// So many payments with a saved method have to be confirmed by the buyer first.
    pub challenge_next: u32,
    /// So many calls go well before any gets lost.
    pub spare_next: u32,
    /// So many calls get lost on their way here: not done, and not answered.
    pub lose_request_next: u32,
    /// Before every message comes one that somebody else signed.
    pub forge_messages: bool,
    /// Buyers who paid are not led back to the shop.
    pub never_returns: bool,
    /// What is taken does not settle, so nothing can be given back of it yet (Braintree).
    pub unsettled: bool,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            late_ms: 20_000,
            decline_next: 0,
            challenge_next: 0,
            spare_next: 0,
            lose_request_next: 0,
            forge_messages: false,
            never_returns: false,
            unsettled: false,
        }
    }
}

/// A provider's own knobs, shared by all its handlers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Panel(Arc<RwLock<Knobs>>);

impl Panel {
    /// The knobs as they stand.
    pub(crate) fn knobs(&self) -> Knobs {
        *self.0.read().expect("no writer panics")
    }

    /// Turns the knobs.
    pub(crate) fn set(&self, knobs: Knobs) -> Json<Knobs> {
        *self.0.write().expect("no writer panics") = knobs;
        Json(knobs)
    }

    fn use_up(&self, counter: fn(&mut Knobs) -> &mut u32) -> bool {
        let mut knobs = self.0.write().expect("no writer panics");
        let left = counter(&mut knobs);
        let some = *left > 0;
        *left = left.saturating_sub(1);
        some
    }

    /// Whether this payment is to be declined.
    pub(crate) fn declines(&self) -> bool {
        self.use_up(|knobs| &mut knobs.decline_next)
    }

    /// Whether this payment has to be confirmed first.
    pub(crate) fn challenges(&self) -> bool {
        self.use_up(|knobs| &mut knobs.challenge_next)
    }

    /// Whether this call goes well, whatever is to get lost.
    pub(crate) fn spares(&self) -> bool {
        self.use_up(|knobs| &mut knobs.spare_next)
    }

    /// Whether this call gets lost on its way.
    pub(crate) fn loses_request(&self) -> bool {
        self.use_up(|knobs| &mut knobs.lose_request_next)
    }

    /// `GET`, `PUT` and `DELETE /sandbox/gateway`.
    pub(crate) fn routes(&self) -> Router {
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
