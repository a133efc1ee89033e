//! What may happen to a payment. Each change checks the state first and says what goes into the journal.

use super::{Giving, Payment, State, Taking, Till, new_id};
use crate::orders::now_ms;

/// Why something does not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum No {
    /// There is no such payment.
    Unknown,
    /// The payment is not in a state for this.
    State(State),
    /// It is more than there is.
    TooMuch,
    /// The bank said no.
    Declined(String),
}

impl Till {
    /// The buyer agrees; the bank will say no later, where a refusal is given.
    pub(crate) fn approve(&self, id: &str, refusal: Option<&str>) -> Result<Payment, No> {
        self.change(id, |payment| {
            let over = payment.until_ms.is_some_and(|until| until <= now_ms());
            match payment.state {
                State::Waiting | State::Approved if !over => {
                    payment.state = State::Approved;
                    payment.refusal = refusal.map(str::to_owned);
                    Ok(Vec::new())
                }
                state => Err(No::State(state)),
            }
        })
    }

    /// Holds what the buyer agreed to, or takes it where it is taken at once.
    pub(crate) fn hold(&self, id: &str) -> Result<Payment, No> {
        let declined = self.panel.declines().then(|| "declined".to_owned());
        let held = self.change(id, |payment| {
            if payment.state != State::Approved {
                return Err(No::State(payment.state));
            }
            if let Some(why) = declined.or_else(|| payment.refusal.clone()) {
                return Err(No::Declined(why));
            }
            if payment.at_once {
                payment.state = State::Taken;
                payment.takings.push(Taking { id: new_id(17), amount: payment.amount });
                return Ok(vec![("authorised", payment.amount), ("captured", payment.amount)]);
            }
            payment.state = State::Held;
            Ok(vec![("authorised", payment.amount)])
        });
        if let Err(No::Declined(_)) = held {
            // A known payment is declined in the journal only.
            let _ = self.change(id, |payment| Ok(vec![("declined", payment.amount)]));
        }
        held
    }

    /// The bank's no is final: the payment cannot be tried again.
    pub(crate) fn end_declined(&self, id: &str, why: &str) -> Result<Payment, No> {
        self.change(id, |payment| {
            payment.state = State::Declined;
            payment.refusal = Some(why.to_owned());
            Ok(Vec::new())
        })
    }

    /// Takes of a hold. The last time sets the rest free.
    pub(crate) fn take(&self, id: &str, amount: i64, last: bool) -> Result<Payment, No> {
        self.change(id, |payment| {
            if payment.state != State::Held {
                return Err(No::State(payment.state));
            }
            let left = payment.amount - payment.taken();
            if amount < 1 || amount > left {
                return Err(No::TooMuch);
            }
            payment.takings.push(Taking { id: new_id(17), amount });
            let rest = left - amount;
            let mut happened = vec![("captured", amount)];
            if last || rest == 0 {
                payment.state = State::Taken;
                happened.extend((rest > 0).then_some(("released", rest)));
            }
            Ok(happened)
        })
    }

    /// Sets a hold free.
    pub(crate) fn release(&self, id: &str) -> Result<Payment, No> {
        self.change(id, |payment| {
            if payment.state != State::Held || payment.taken() > 0 {
                return Err(No::State(payment.state));
            }
            payment.state = State::Free;
            Ok(vec![("released", payment.amount)])
        })
    }

    /// Gives back of what was taken.
    pub(crate) fn give(&self, id: &str, amount: i64, mark: &str) -> Result<Payment, No> {
        self.change(id, |payment| {
            if payment.taken() == 0 {
                return Err(No::State(payment.state));
            }
            if amount < 1 || amount > payment.taken() - payment.given() {
                return Err(No::TooMuch);
            }
            payment.givings.push(Giving { id: new_id(17), mark: mark.to_owned(), amount, at_ms: now_ms() });
            Ok(vec![("refunded", amount)])
        })
    }

    /// Closes a payment that nobody made.
    pub(crate) fn close(&self, id: &str) -> Result<Payment, No> {
        self.change(id, |payment| match payment.state {
            State::Waiting | State::Approved => {
                payment.state = State::Closed;
                Ok(Vec::new())
            }
            state => Err(No::State(state)),
        })
    }
}
