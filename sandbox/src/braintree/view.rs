//! Payments as Braintree's objects. Every object says of what type it is, for the selection.

use serde_json::{Value, json};

use super::Braintree;
use crate::clock::rfc3339;
use crate::gateway::currency::Currency;
use crate::paying::amounts::plain;
use crate::paying::{Giving, Payment, State};

fn money(minor: i64, currency: &Currency) -> Value {
    json!({ "__typename": "MonetaryAmount", "value": plain(minor, currency), "currencyCode": currency.code(),
        "currencyIsoCode": currency.code() })
}

/// A refund of a payment.
pub fn refund(payment: &Payment, giving: &Giving) -> Value {
    json!({
        "__typename": "Refund",
        "id": giving.id,
        "orderId": giving.mark,
        "status": "SUBMITTED_FOR_SETTLEMENT",
        "createdAt": rfc3339(giving.at_ms),
        "amount": money(giving.amount, &payment.currency),
    })
}

impl Braintree {
    /// What Braintree calls a payment's state.
    pub fn status(&self, payment: &Payment) -> &'static str {
        match payment.state {
            State::Waiting | State::Approved => "AUTHORIZING",
            State::Held => "AUTHORIZED",
            State::Taken if self.till.panel.knobs().unsettled => "SUBMITTED_FOR_SETTLEMENT",
            State::Taken => "SETTLED",
            State::Free | State::Closed => "VOIDED",
            State::Declined if payment.refusal.as_deref() == Some("challenge") => "GATEWAY_REJECTED",
            State::Declined => "PROCESSOR_DECLINED",
        }
    }

    /// A payment as a transaction.
    pub fn transaction(&self, payment: &Payment) -> Value {
        let amount = if payment.taken() > 0 { payment.taken() } else { payment.amount };
        let refunds: Vec<Value> = payment.givings.iter().map(|giving| refund(payment, giving)).collect();
        json!({
            "__typename": "Transaction",
            "id": payment.id,
            "legacyId": payment.hold,
            "orderId": payment.reference,
            "status": self.status(payment),
            "createdAt": rfc3339(payment.created_ms),
            "amount": money(amount, &payment.currency),
            "initialRequestedAuthorizationAmount": money(payment.amount, &payment.currency),
            "refunds": refunds,
            "statusHistory": [self.last_event(payment)],
        })
    }

    fn last_event(&self, payment: &Payment) -> Value {
        let status = self.status(payment);
        match status {
            "GATEWAY_REJECTED" => json!({ "__typename": "GatewayRejectedEvent", "status": status,
                "gatewayRejectionReason": "THREE_D_SECURE" }),
            "PROCESSOR_DECLINED" => {
                let code = if payment.refusal.as_deref() == Some("funds") { "2001" } else { "2000" };
                json!({ "__typename": "ProcessorDeclinedEvent", "status": status, "processorResponse":
                    { "__typename": "TransactionAuthorizationProcessorResponse", "legacyCode": code } })
            }
            _ => json!({ "__typename": "AuthorizedEvent", "status": status }),
        }
    }
}
