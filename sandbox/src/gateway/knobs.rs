//! The gateway's own knobs beside those every server has: how webhooks travel, and whether the next cards are declined.

use std::sync::{Arc, RwLock};

use axum::Router;
use axum::extract::{Json, State};
use axum::http::StatusCode;
use axum::routing::get;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::faults::{Faults, Knobs as Transport};

/// How often, or whether, the shop hears of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Webhook {
    /// Once, as it should be.
    #[default]
    Once,
    /// Twice, with the same event id.
    Twice,
    /// Not at all.
    Never,
    /// Once, `late_ms` later.
    Late,
}

/// The knobs only a payment gateway has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Knobs {
    /// How webhooks travel.
    pub webhook: Webhook,
    /// How late a late webhook is.
    pub late_ms: u64,
    /// So many card payments are declined, whatever the card.
    pub decline_next: u32,
}

impl Default for Knobs {
    fn default() -> Self {
        Self { webhook: Webhook::Once, late_ms: 5_000, decline_next: 0 }
    }
}

const OWN: [&str; 3] = ["webhook", "late_ms", "decline_next"];

/// The gateway's knobs and the common ones behind one address.
#[derive(Clone, Debug)]
pub struct Panel {
    own: Arc<RwLock<Knobs>>,
    transport: Faults,
}

impl Panel {
    /// A panel over the server's common knobs.
    pub fn new(transport: Faults) -> Self {
        Self { own: Arc::default(), transport }
    }

    /// The gateway's own knobs as they stand.
    pub fn own(&self) -> Knobs {
        *self.own.read().expect("no writer panics")
    }

    /// Whether this card payment is to be declined; uses up one of `decline_next`.
    pub fn declines(&self) -> bool {
        let mut knobs = self.own.write().expect("no writer panics");
        let some = knobs.decline_next > 0;
        knobs.decline_next = knobs.decline_next.saturating_sub(1);
        some
    }

    fn all(&self) -> Value {
        let mut all = json!(Transport::clone(&self.transport.knobs()));
        if let (Value::Object(all), Value::Object(own)) = (&mut all, json!(self.own())) {
            all.extend(own);
        }
        all
    }

    fn turn(&self, mut wish: Map<String, Value>) -> Result<(), serde_json::Error> {
        let own: Map<String, Value> = OWN.iter().filter_map(|name| wish.remove_entry(*name)).collect();
        let own = serde_json::from_value(Value::Object(own))?;
        let transport = serde_json::from_value(Value::Object(wish))?;
        self.transport.set(transport);
        *self.own.write().expect("no writer panics") = own;
        Ok(())
    }

    /// `GET`, `PUT` and `DELETE /sandbox/gateway`.
    pub fn routes(&self) -> Router {
        Router::new().route("/sandbox/gateway", get(read).put(turn).delete(heal)).with_state(self.clone())
    }
}

async fn read(State(panel): State<Panel>) -> Json<Value> {
    Json(panel.all())
}

async fn turn(
    State(panel): State<Panel>,
    Json(wish): Json<Map<String, Value>>,
) -> Result<Json<Value>, (StatusCode, String)> {
    panel.turn(wish).map_err(|error| (StatusCode::UNPROCESSABLE_ENTITY, error.to_string()))?;
    Ok(Json(panel.all()))
}

async fn heal(State(panel): State<Panel>) -> Json<Value> {
    panel.turn(Map::new()).expect("no knob turned is fine");
    Json(panel.all())
}
