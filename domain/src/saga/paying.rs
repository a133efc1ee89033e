//! The payment of a checkout: held, taken exactly, set free; and what was paid beside it, given back.

use super::{Effect, Event, Part, PartState, Payment, Phase, Source, Step, StepError, Stuck, Surplus, SurplusState};
use crate::{
    checkout::Policy,
    guard,
    ledger::{Account, Transaction},
    money::Money,
};

impl Step {
    /// The gateway (or a wallet) holds money for this order. What was not expected is given back, in every phase.
    pub(super) fn paid(&mut self, reference: &str, amount: Money, event: &Event) -> Result<(), StepError> {
        if self.knows(reference) && guard::on("payment.known") {
            return Err(self.refuse(event));
        }
        match self.saga.phase {
            Phase::AwaitingPayment if self.expects(reference) => self.authorised(reference, amount),
            // The shopper paid after all.
            Phase::Done if self.saga.payment == Payment::Abandoned => {
                self.release(reference.to_owned(), amount);
                Ok(())
            }
            _ if guard::on("payment.reference") => {
                let state = SurplusState::Returning;
                self.saga.surplus.push(Surplus { reference: reference.to_owned(), amount, state });
                self.effects.push(Effect::ReturnSurplus { reference: reference.to_owned(), amount });
                Ok(())
            }
            _ => Err(self.refuse(event)),
        }
    }

    /// Whether this payment was heard of before.
    fn knows(&self, reference: &str) -> bool {
        let own = match &self.saga.payment {
            Payment::Awaited | Payment::Abandoned => None,
            Payment::Authorised { reference, .. }
            | Payment::Capturing { reference, .. }
            | Payment::Captured { reference, .. }
            | Payment::Releasing { reference, .. }
            | Payment::Released { reference, .. } => Some(reference),
        };
        own.is_some_and(|own| own == reference) || self.saga.surplus.iter().any(|known| known.reference == reference)
    }

    /// Whether this is the payment that was asked for, as far as its name tells.
    fn expects(&self, reference: &str) -> bool {
        match self.saga.source {
            Source::Gateway => true,
            Source::Wallet { .. } => reference == self.saga.hold_reference(),
        }
    }

    fn authorised(&mut self, reference: &str, amount: Money) -> Result<(), StepError> {
        if amount != self.saga.ceiling && guard::on("payment.amount") {
            self.release(reference.to_owned(), amount);
            self.effects.push(Effect::Alert { about: Stuck::WrongAmount });
            return Ok(());
        }
        if let Source::Wallet { wallet } = &self.saga.source {
            let (free, held) = (Account::Wallet(wallet.clone()), Account::Held(wallet.clone()));
            self.transactions.push(Transaction::transfer("held", free, held, amount));
        }
        self.saga.payment = Payment::Authorised { reference: reference.to_owned(), amount };
        self.saga.phase = Phase::Placing;
        // Where everything is to come or nothing, one after another: what was never asked for needs no undoing.
        let at_once = if self.saga.policy == Policy::AllOrNothing { 1 } else { self.saga.parts.len() };
        for part in 0..at_once.min(self.saga.parts.len()) {
            self.place(part)?;
        }
        Ok(())
    }

    /// Captures exactly what was confirmed; releases everything where nothing was.
    pub(super) fn settle(&mut self) -> Result<(), StepError> {
        let Payment::Authorised { reference, amount: held } = self.saga.payment.clone() else {
            self.call(Stuck::Payment);
            return Ok(());
        };
        let counts = |part: &&Part| part.state == PartState::Placed || !guard::on("payment.confirmed");
        let confirmed = self.saga.parts.iter().filter(counts).map(|part| part.shown);
        let amount = Money::sum(held.currency, confirmed)?;
        match &self.saga.source {
            Source::Wallet { wallet } => {
                let (free, kept) = (Account::Wallet(wallet.clone()), Account::Held(wallet.clone()));
                let rest = held.minus(amount)?;
                if !amount.is_zero() {
                    self.transactions.push(Transaction::transfer("captured", kept.clone(), Account::Shoppers, amount));
                }
                if !rest.is_zero() {
                    self.transactions.push(Transaction::transfer("released", kept, free, rest));
                }
                self.saga.payment = if amount.is_zero() {
                    Payment::Released { reference, held }
                } else {
                    Payment::Captured { reference, held, amount }
                };
                self.finish();
            }
            Source::Gateway if amount.is_zero() => self.release(reference, held),
            Source::Gateway => {
                self.saga.phase = Phase::Settling;
                self.saga.payment = Payment::Capturing { reference: reference.clone(), held, amount };
                self.effects.push(Effect::Capture { reference, amount });
            }
        }
        Ok(())
    }

    fn release(&mut self, reference: String, held: Money) {
        self.saga.phase = Phase::Settling;
        self.saga.payment = Payment::Releasing { reference: reference.clone(), held };
        self.effects.push(Effect::Release { reference });
    }

    fn finish(&mut self) {
        self.saga.phase = Phase::Done;
        self.effects.push(Effect::Confirm);
    }

    pub(super) fn captured(&mut self, taken: Money, event: &Event) -> Result<(), StepError> {
        match self.saga.payment.clone() {
            Payment::Capturing { reference, held, amount } if taken == amount || !guard::on("payment.captured") => {
                self.saga.payment = Payment::Captured { reference, held, amount };
                self.transactions.push(Transaction::transfer("captured", Account::Gateway, Account::Shoppers, amount));
                self.finish();
                Ok(())
            }
            Payment::Capturing { .. } => {
                self.call(Stuck::Payment);
                Ok(())
            }
            _ => Err(self.refuse(event)),
        }
    }

    pub(super) fn released(&mut self, event: &Event) -> Result<(), StepError> {
        let Payment::Releasing { reference, held } = self.saga.payment.clone() else { return Err(self.refuse(event)) };
        self.saga.payment = Payment::Released { reference, held };
        self.finish();
        Ok(())
    }

    pub(super) fn surplus_returned(&mut self, reference: &str, taken: bool, event: &Event) -> Result<(), StepError> {
        let amount = self.surplus_answered(reference, SurplusState::Returned, event)?;
        if taken {
            // It came and went: both are in the books.
            let came = Transaction::transfer("second payment", Account::Gateway, Account::Shoppers, amount);
            self.transactions.push(came.reversed("second payment returned"));
            self.transactions.insert(0, came);
        }
        self.effects.push(Effect::TellReturned { reference: reference.to_owned(), amount });
        Ok(())
    }

    pub(super) fn surplus_stuck(&mut self, reference: &str, event: &Event) -> Result<(), StepError> {
        self.surplus_answered(reference, SurplusState::Stuck, event)?;
        self.effects.push(Effect::Alert { about: Stuck::Surplus(reference.to_owned()) });
        Ok(())
    }

    fn surplus_answered(&mut self, reference: &str, state: SurplusState, event: &Event) -> Result<Money, StepError> {
        let refused = self.refuse(event);
        let waits = |known: &&mut Surplus| known.reference == reference && known.state == SurplusState::Returning;
        let known = self.saga.surplus.iter_mut().find(waits).ok_or(refused)?;
        known.state = state;
        Ok(known.amount)
    }
}
