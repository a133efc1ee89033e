//! The mock payment handler: the token says how the payment goes.

use serde_json::{Map, Value, json};

use super::profile::HANDLER_ID;
use super::reply::error;
use super::wire::PaymentRequest;

/// How a payment goes.
#[derive(Clone, Debug)]
pub enum Payment {
    /// Paid.
    Paid,
    /// Paid in a moment; until then the checkout is in progress.
    Slow,
    /// The buyer's bank asks back.
    NeedsBuyer,
    /// Declined, or not to be understood.
    Refused(Value),
}

/// Decides by the token of the instrument that pays.
#[must_use]
pub fn decide(request: &PaymentRequest) -> Payment {
    let selected = |instrument: &&Map<String, Value>| instrument.get("selected") == Some(&json!(true));
    let Some(instrument) = request.instruments.iter().find(selected).or(request.instruments.first()) else {
        return refused("a payment instrument is required");
    };
    if instrument.get("handler_id").is_some_and(|handler| handler != HANDLER_ID) {
        return refused("the instrument's handler is not one of this merchant's");
    }
    let token = instrument.get("credential").and_then(|credential| credential.get("token")?.as_str());
    match token {
        Some(token) if token.starts_with("success") => Payment::Paid,
        Some(token) if token.starts_with("slow") => Payment::Slow,
        Some(token) if token.starts_with("escalate") => Payment::NeedsBuyer,
        Some(token) if token.starts_with("fail") => refused("the payment was declined"),
        Some(_) => refused("the token is not known"),
        None => refused("the instrument has no token"),
    }
}

fn refused(content: &str) -> Payment {
    Payment::Refused(error("payment_failed", content, "recoverable", Some("$.payment".into())))
}

/// The instruments as they may be shown again: without credentials.
#[must_use]
pub fn without_secrets(request: &PaymentRequest) -> Vec<Value> {
    let strip = |(at, instrument): (usize, &Map<String, Value>)| {
        let mut kept = Map::new();
        kept.insert("id".into(), json!(format!("instrument_{}", at + 1)));
        kept.insert("handler_id".into(), json!(HANDLER_ID));
        kept.insert("type".into(), json!("card"));
        for name in ["id", "handler_id", "type", "display", "selected"] {
            if let Some(value) = instrument.get(name) {
                kept.insert(name.into(), value.clone());
            }
        }
        Value::Object(kept)
    };
    request.instruments.iter().enumerate().take(10).map(strip).collect()
}
