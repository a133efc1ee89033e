//! Payments as PayPal's objects.

use serde_json::{Value, json};

use super::PayPal;
use crate::clock::rfc3339;
use crate::gateway::currency::Currency;
use crate::paying::amounts::decimal;
use crate::paying::{Giving, Payment, State, Taking};

/// How many decimals amounts have here, whatever ISO 4217 says.
pub fn decimals(currency: &Currency) -> usize {
    if matches!(currency.code(), "HUF" | "JPY" | "TWD") { 0 } else { 2 }
}

/// An amount.
pub fn money(minor: i64, currency: &Currency) -> Value {
    // The book counts in ISO 4217's minor units, of which these two have a hundred that are never used.
    let unused = 10_i64.pow((currency.decimals() - decimals(currency)) as u32);
    json!({ "currency_code": currency.code(), "value": decimal(minor / unused, decimals(currency)) })
}

fn related(payment: &Payment) -> Value {
    json!({ "related_ids": { "order_id": payment.id } })
}

/// The hold of a payment; nothing where there never was one.
pub fn authorization(payment: &Payment) -> Option<Value> {
    let status = match payment.state {
        _ if payment.at_once => return None,
        State::Held if payment.taken() > 0 => "PARTIALLY_CAPTURED",
        State::Held => "CREATED",
        State::Taken => "CAPTURED",
        State::Free => "VOIDED",
        _ => return None,
    };
    Some(json!({
        "id": payment.hold,
        "status": status,
        "amount": money(payment.amount, &payment.currency),
        "custom_id": payment.reference,
        "supplementary_data": related(payment),
        "create_time": rfc3339(payment.created_ms),
    }))
}

/// What PayPal keeps of a capture: 3.49 % and half a unit, no more than all of it.
fn fee(amount: i64) -> i64 {
    (amount * 349 / 10_000 + 49).min(amount)
}

/// One capture of a payment.
pub fn capture(payment: &Payment, taking: &Taking) -> Value {
    let status = match payment.given() {
        0 => "COMPLETED",
        given if given < payment.taken() => "PARTIALLY_REFUNDED",
        _ => "REFUNDED",
    };
    let shown = |minor| money(minor, &payment.currency);
    let fee = fee(taking.amount);
    json!({
        "id": taking.id,
        "status": status,
        "amount": shown(taking.amount),
        "custom_id": payment.reference,
        "final_capture": payment.state == State::Taken,
        "supplementary_data": related(payment),
        "seller_receivable_breakdown": {
            "gross_amount": shown(taking.amount), "paypal_fee": shown(fee), "net_amount": shown(taking.amount - fee),
        },
    })
}

/// One refund of a payment.
pub fn refund(payment: &Payment, giving: &Giving) -> Value {
    json!({
        "id": giving.id,
        "status": "COMPLETED",
        "amount": money(giving.amount, &payment.currency),
        "custom_id": giving.mark,
        "create_time": rfc3339(giving.at_ms),
    })
}

impl PayPal {
    /// The order of a payment.
    pub fn order(&self, payment: &Payment) -> Value {
        let status = match payment.state {
            State::Waiting => "PAYER_ACTION_REQUIRED",
            State::Approved => "APPROVED",
            State::Held | State::Taken | State::Free => "COMPLETED",
            State::Declined | State::Closed => "VOIDED",
        };
        let shown = |minor| money(minor, &payment.currency);
        let items: Vec<Value> = payment
            .items
            .iter()
            .map(|(name, minor)| json!({ "name": name, "quantity": "1", "unit_amount": shown(*minor) }))
            .collect();
        let captures: Vec<Value> = payment.takings.iter().map(|taking| capture(payment, taking)).collect();
        let refunds: Vec<Value> = payment.givings.iter().map(|giving| refund(payment, giving)).collect();
        let authorizations: Vec<Value> = authorization(payment).into_iter().collect();
        let base = &self.till.server.base_url;
        json!({
            "id": payment.id,
            "intent": if payment.at_once { "CAPTURE" } else { "AUTHORIZE" },
            "status": status,
            "create_time": rfc3339(payment.created_ms),
            "purchase_units": [{
                "reference_id": "default",
                "custom_id": payment.reference,
                "amount": shown(payment.amount),
                "items": items,
                "payments": { "authorizations": authorizations, "captures": captures, "refunds": refunds },
            }],
            "links": [
                { "rel": "self", "method": "GET", "href": format!("{base}/v2/checkout/orders/{}", payment.id) },
                { "rel": "payer-action", "method": "GET", "href": format!("{base}/checkoutnow?token={}", payment.id) },
            ],
        })
    }
}
