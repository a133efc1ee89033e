//! What may happen to money that is held or taken: capture, release, give back. Sums never exceed what there is.

use std::collections::BTreeMap;

use super::book::{Book, IntentState, Refund, SessionState};
use super::problem::Problem;
use super::rules::{Happening, new_id};

impl Book {
    /// Takes held money, once; what is not taken is let go.
    ///
    /// # Errors
    /// When nothing is held, or less than `amount`.
    pub fn capture(&mut self, id: &str, amount: Option<i64>) -> Result<Vec<Happening>, Problem> {
        let intent = self.intent_mut(id)?;
        if intent.state != IntentState::RequiresCapture {
            return Err(Problem::unexpected_state(format!(
                "This PaymentIntent could not be captured because it has a status of {}. Only a PaymentIntent with \
                 one of the following statuses may be captured: requires_capture.",
                intent.state.word()
            )));
        }
        let held = intent.amount;
        let amount = amount.unwrap_or(held);
        if amount < 1 {
            let message = "This value must be greater than or equal to 1.";
            return Err(Problem::coded("amount_to_capture", "parameter_invalid_integer", message));
        }
        if amount > held {
            let message = format!("The requested capture amount is greater than the amount you can capture ({held}).");
            return Err(Problem::coded("amount_to_capture", "amount_too_large", message));
        }
        intent.state = IntentState::Succeeded;
        intent.captured = amount;
        let intent = intent.clone();
        let mut happened = vec![Happening::Captured(intent.clone())];
        if amount < held {
            happened.push(Happening::Released(intent, held - amount));
        }
        Ok(happened)
    }

    /// Calls a payment off and lets go what is held.
    ///
    /// # Errors
    /// When money was taken, it was called off before, or its page is still open.
    pub fn cancel(&mut self, id: &str, reason: Option<String>, now: i64) -> Result<Vec<Happening>, Problem> {
        let intent = self.intent(id)?;
        let session_open = self.session(&intent.session)?.state == SessionState::Open;
        if session_open {
            return Err(Problem::unexpected_state(
                "You cannot cancel a PaymentIntent of an open Checkout Session. Expire the Checkout Session instead.",
            ));
        }
        let intent = self.intent_mut(id)?;
        if intent.state != IntentState::RequiresCapture {
            return Err(Problem::unexpected_state(format!(
                "You cannot cancel this PaymentIntent because it has a status of {}.",
                intent.state.word()
            )));
        }
        let held = intent.capturable();
        intent.state = IntentState::Canceled;
        intent.canceled_at = Some(now);
        intent.cancellation_reason = reason;
        let intent = intent.clone();
        Ok(vec![Happening::Released(intent.clone(), held), Happening::Canceled(intent)])
    }

    /// Gives money back, all that is left where no amount is said. All refunds together never exceed what was taken.
    ///
    /// # Errors
    /// When nothing was taken, all is given back, or less is left than `amount`.
    pub fn refund(&mut self, wish: RefundWish, now: i64) -> Result<(Refund, Vec<Happening>), Problem> {
        let intent = self.intent_mut(&wish.intent)?;
        let Some(charge) = intent.charge.clone().filter(|_| intent.captured > 0) else {
            let message = format!("This PaymentIntent ({}) does not have a successful charge to refund.", intent.id);
            return Err(Problem::unexpected_state(message));
        };
        let left = intent.refundable();
        if left == 0 {
            let message = format!("Charge {charge} has already been refunded.");
            return Err(Problem::refused(Some("charge_already_refunded"), message));
        }
        let amount = wish.amount.unwrap_or(left);
        if amount < 1 {
            return Err(Problem::coded("amount", "parameter_invalid_integer", "Invalid positive integer"));
        }
        if amount > left {
            let message = format!("Refund amount ({amount}) is greater than unrefunded amount on charge ({left})");
            return Err(Problem::invalid("amount", message));
        }
        intent.refunded += amount;
        let intent = intent.clone();
        let refund = Refund {
            id: new_id("re"),
            intent: intent.id.clone(),
            charge,
            amount,
            currency: intent.currency.clone(),
            reason: wish.reason,
            metadata: wish.metadata,
            created: now,
        };
        self.refunds.put(&refund.id, refund.clone());
        Ok((refund.clone(), vec![Happening::Refunded(intent, refund)]))
    }
}

/// What the shop asks for when it gives money back.
#[derive(Clone, Debug, Default)]
pub struct RefundWish {
    pub intent: String,
    pub amount: Option<i64>,
    pub reason: Option<String>,
    pub metadata: BTreeMap<String, String>,
}
