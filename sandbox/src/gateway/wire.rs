//! The objects of the API as JSON, field for field.

use serde_json::{Value, json};

use super::book::{Intent, IntentState, Refund, Session, SessionState};
use super::params::Params;
use super::problem::Problem;

/// The dated version of the API that the replies follow.
pub const API_VERSION: &str = "2024-06-20";

/// A checkout session.
pub fn session(session: &Session, intent: &Intent, base_url: &str) -> Value {
    let open = session.state == SessionState::Open;
    let status = match session.state {
        SessionState::Open => "open",
        SessionState::Complete => "complete",
        SessionState::Expired => "expired",
    };
    let currency = intent.currency.wire();
    json!({
        "id": session.id,
        "object": "checkout.session",
        "amount_subtotal": intent.amount,
        "amount_total": intent.amount,
        "cancel_url": session.cancel_url,
        "client_reference_id": session.reference,
        "created": session.created,
        "currency": currency,
        "customer": null,
        "customer_email": session.email,
        "expires_at": session.expires_at,
        "livemode": false,
        "metadata": session.metadata,
        "mode": "payment",
        "payment_intent": session.intent,
        "payment_method_types": ["card"],
        "payment_status": if intent.captured > 0 { "paid" } else { "unpaid" },
        "status": status,
        "success_url": session.success_url,
        "ui_mode": "hosted",
        "url": open.then(|| format!("{base_url}/pay/{}", session.id)),
    })
}

/// A payment intent.
pub fn intent(intent: &Intent) -> Value {
    json!({
        "id": intent.id,
        "object": "payment_intent",
        "amount": intent.amount,
        "amount_capturable": intent.capturable(),
        "amount_received": intent.captured,
        "canceled_at": intent.canceled_at,
        "cancellation_reason": intent.cancellation_reason,
        "capture_method": if intent.manual { "manual" } else { "automatic" },
        "client_secret": null,
        "confirmation_method": "automatic",
        "created": intent.created,
        "currency": intent.currency.wire(),
        "description": null,
        "last_payment_error": last_error(intent),
        "latest_charge": intent.charge,
        "livemode": false,
        "metadata": intent.metadata,
        "next_action": null,
        "payment_method": intent.charge.as_ref().map(|charge| charge.replacen("ch_", "pm_", 1)),
        "payment_method_types": ["card"],
        "status": intent.state.word(),
    })
}

/// A payment intent with the objects that were asked for in place of their ids.
///
/// # Errors
/// When something else is asked for than the charge and the balance transaction behind it.
pub fn expanded(of: &Intent, params: &Params) -> Result<Value, Problem> {
    let mut told = intent(of);
    for path in params.list("expand") {
        let with_booking = match path.as_str() {
            "latest_charge" => false,
            "latest_charge.balance_transaction" => true,
            _ => return Err(Problem::invalid("expand", format!("This property cannot be expanded: {path}"))),
        };
        if of.charge.is_some() {
            told["latest_charge"] = charge(of);
            if with_booking && of.captured > 0 {
                told["latest_charge"]["balance_transaction"] = booking(of);
            }
        }
    }
    Ok(told)
}

/// What a captured payment came to on our account, after the fee.
fn booking(intent: &Intent) -> Value {
    let fee = intent.fee();
    json!({
        "id": booking_id(intent),
        "object": "balance_transaction",
        "amount": intent.captured,
        "created": intent.created,
        "currency": intent.currency.wire(),
        "fee": fee,
        "fee_details": [{ "amount": fee, "currency": intent.currency.wire(), "type": "stripe_fee" }],
        "net": intent.captured - fee,
        "source": intent.charge,
        "status": "pending",
        "type": "charge",
    })
}

fn booking_id(intent: &Intent) -> Option<String> {
    intent.charge.as_ref().filter(|_| intent.captured > 0).map(|charge| charge.replacen("ch_", "txn_", 1))
}

fn last_error(intent: &Intent) -> Value {
    let Some(decline) = intent.last_decline else {
        return Value::Null;
    };
    json!({
        "type": if decline.decline_code().is_some() { "card_error" } else { "invalid_request_error" },
        "code": decline.code(),
        "decline_code": decline.decline_code(),
        "message": decline.message(),
    })
}

/// The charge behind a paid intent, as events about money carry it.
pub fn charge(intent: &Intent) -> Value {
    json!({
        "id": intent.charge,
        "object": "charge",
        "amount": intent.amount,
        "amount_captured": intent.captured,
        "amount_refunded": intent.refunded,
        "balance_transaction": booking_id(intent),
        "captured": intent.captured > 0,
        "created": intent.created,
        "currency": intent.currency.wire(),
        "livemode": false,
        "metadata": intent.metadata,
        "paid": true,
        "payment_intent": intent.id,
        "payment_method_details": { "type": "card", "card": { "last4": intent.last_four } },
        "refunded": intent.captured > 0 && intent.refundable() == 0,
        "status": if intent.state == IntentState::Canceled { "failed" } else { "succeeded" },
    })
}

/// A refund.
pub fn refund(refund: &Refund) -> Value {
    json!({
        "id": refund.id,
        "object": "refund",
        "amount": refund.amount,
        "charge": refund.charge,
        "created": refund.created,
        "currency": refund.currency.wire(),
        "metadata": refund.metadata,
        "payment_intent": refund.intent,
        "reason": refund.reason,
        "status": "succeeded",
    })
}

/// One page of a list, which starts after the object with id `after` where that is said.
///
/// # Errors
/// When there is no object with that id in the list.
pub fn list(url: &str, all: Vec<Value>, after: Option<&str>, limit: usize) -> Result<Value, Problem> {
    let start = match after {
        None => 0,
        Some(id) => {
            let place = all.iter().position(|object| object["id"] == id);
            place.ok_or_else(|| Problem::no_such("object", id))? + 1
        }
    };
    let page: Vec<&Value> = all[start..].iter().take(limit).collect();
    Ok(json!({ "object": "list", "url": url, "has_more": start + page.len() < all.len(), "data": page }))
}

/// An event as webhooks carry it.
pub fn event(id: &str, kind: &str, object: &Value, created: i64) -> Value {
    json!({
        "id": id,
        "object": "event",
        "api_version": API_VERSION,
        "created": created,
        "data": { "object": object },
        "livemode": false,
        "pending_webhooks": 1,
        "request": { "id": null, "idempotency_key": null },
        "type": kind,
    })
}
