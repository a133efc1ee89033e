//! The one function of the money path: every phase and every event it accepts; everything else is refused by name.

use super::{Effect, Event, MOST_ATTEMPTS, Part, PartState, Payment, Phase, Refusal, Repeatable, Saga, Stuck};
use crate::{
    checkout::Policy,
    ids::OrderNumber,
    ledger::{Account, Transaction},
    money::{Money, MoneyError},
};

/// What a step leads to; the caller commits all of it at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The new state.
    pub saga: Saga,
    /// What is to be carried out.
    pub effects: Vec<Effect>,
    /// What the ledger records.
    pub transactions: Vec<Transaction>,
}

/// Why an event changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The event does not fit the state: it is late, repeated or wrong.
    #[error("{event} is refused in {phase:?}")]
    Refused {
        /// The phase it met.
        phase: Phase,
        /// The event's name.
        event: String,
    },
    /// Amounts do not add up.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Begins a checkout whose shopper is sent to the gateway.
pub fn begin(order: OrderNumber, policy: Policy, ceiling: Money, parts: Vec<Part>) -> Saga {
    Saga { order, policy, ceiling, payment: Payment::Awaited, parts, phase: Phase::AwaitingPayment }
}

/// What an event leads to.
///
/// # Errors
/// When the event does not fit the state, or amounts overflow; then nothing may be committed.
pub fn step(saga: &Saga, event: &Event) -> Result<Step, StepError> {
    let mut next = Step { saga: saga.clone(), effects: Vec::new(), transactions: Vec::new() };
    match (saga.phase, event) {
        (Phase::AwaitingPayment, Event::PaymentAuthorised { reference, amount }) => next.authorised(reference, *amount),
        (Phase::AwaitingPayment, Event::PaymentAbandoned) => {
            next.saga.payment = Payment::Abandoned;
            next.saga.phase = Phase::Done;
        }
        // The shopper paid after all, or paid a second time: what nobody expects is set free.
        (Phase::Done, Event::PaymentAuthorised { reference, amount }) if saga.payment == Payment::Abandoned => {
            next.release(reference.clone(), *amount);
        }
        (Phase::Placing, Event::PartPlaced { part }) => next.placed(*part, event)?,
        (Phase::Placing, Event::PartRefused { part, reason }) => next.refused(*part, *reason, event)?,
        (Phase::Placing, Event::PartInDoubt { part }) => next.in_doubt(*part, event)?,
        (Phase::Placing, Event::PartNotFound { part }) => next.not_found(*part, event)?,
        (Phase::Placing, Event::ReplacementFound { .. } | Event::NoReplacement { .. }) => next.replacement(event)?,
        (Phase::Undoing, Event::PartCancelled { part }) => next.cancelled(*part, event)?,
        (Phase::Undoing, Event::CancelRefused { part }) => next.stranded(*part, event)?,
        (Phase::Settling, Event::Captured { amount }) => next.captured(*amount, event)?,
        (Phase::Settling, Event::Released) => next.released(event)?,
        (Phase::Settling, Event::PaymentStuck) => next.call(Stuck::Payment),
        _ => return Err(next.refuse(event)),
    }
    Ok(next)
}

impl Step {
    fn refuse(&self, event: &Event) -> StepError {
        let name = format!("{event:?}");
        let name = name.split([' ', '{']).next().unwrap_or_default().to_owned();
        StepError::Refused { phase: self.saga.phase, event: name }
    }

    fn expect(&mut self, part: u32, event: &Event, fits: fn(&PartState) -> bool) -> Result<&mut Part, StepError> {
        if !self.saga.parts.get(part as usize).is_some_and(|part| fits(&part.state)) {
            return Err(self.refuse(event));
        }
        Ok(&mut self.saga.parts[part as usize])
    }

    fn call(&mut self, about: Stuck) {
        self.saga.phase = Phase::NeedsHuman;
        self.effects.push(Effect::Alert { about });
    }

    fn authorised(&mut self, reference: &str, amount: Money) {
        if amount != self.saga.ceiling {
            self.release(reference.to_owned(), amount);
            self.effects.push(Effect::Alert { about: Stuck::WrongAmount });
            return;
        }
        self.saga.payment = Payment::Authorised { reference: reference.to_owned(), amount };
        self.saga.phase = Phase::Placing;
        // Where everything is to come or nothing, one after another: what was never asked for needs no undoing.
        let at_once = if self.saga.policy == Policy::AllOrNothing { 1 } else { self.saga.parts.len() };
        for part in 0..at_once.min(self.saga.parts.len()) {
            self.place(part);
        }
    }

    fn place(&mut self, part: usize) {
        let asked = &mut self.saga.parts[part];
        asked.state = PartState::Placing;
        asked.attempts += 1;
        self.effects.push(Effect::Place { part: part as u32, attempt: asked.attempts });
    }

    fn placed(&mut self, part: u32, event: &Event) -> Result<(), StepError> {
        let placed = self.expect(part, event, |state| matches!(state, PartState::Placing | PartState::InDoubt))?;
        placed.state = PartState::Placed;
        let transactions = owed(placed);
        self.transactions.extend(transactions);
        self.go_on()
    }

    fn refused(&mut self, part: u32, reason: Refusal, event: &Event) -> Result<(), StepError> {
        let replaces = self.saga.policy == Policy::NextBest;
        let refused = self.expect(part, event, |state| matches!(state, PartState::Placing | PartState::InDoubt))?;
        if replaces {
            refused.state = PartState::Replacing { reason };
            let cap = self.left_for(part)?;
            self.effects.push(Effect::Replace { part, cap });
            return Ok(());
        }
        refused.state = PartState::Refused { reason };
        if self.saga.policy == Policy::AllOrNothing {
            for waiting in self.saga.parts.iter_mut().filter(|part| part.state == PartState::Waiting) {
                waiting.state = PartState::Cancelled;
            }
        }
        self.go_on()
    }

    /// What is left of the ceiling when every other part that may still be bought is paid.
    fn left_for(&self, part: u32) -> Result<Money, MoneyError> {
        let currency = self.saga.ceiling.currency;
        let counts = |(place, other): &(usize, &Part)| {
            *place != part as usize && !matches!(other.state, PartState::Refused { .. } | PartState::Cancelled)
        };
        let others = self.saga.parts.iter().enumerate().filter(counts).map(|(_, other)| other.shown);
        self.saga.ceiling.minus(Money::sum(currency, others)?)
    }

    fn in_doubt(&mut self, part: u32, event: &Event) -> Result<(), StepError> {
        let doubtful = self.expect(part, event, |state| matches!(state, PartState::Placing | PartState::InDoubt))?;
        doubtful.state = PartState::InDoubt;
        doubtful.attempts += 1;
        let attempt = doubtful.attempts;
        match doubtful.repeatable {
            _ if attempt > MOST_ATTEMPTS => self.call(Stuck::PartInDoubt),
            Repeatable::QueryableByReference => self.effects.push(Effect::Find { part, attempt }),
            Repeatable::Idempotent => self.effects.push(Effect::Place { part, attempt }),
            Repeatable::Neither => self.call(Stuck::PartInDoubt),
        }
        Ok(())
    }

    fn not_found(&mut self, part: u32, event: &Event) -> Result<(), StepError> {
        let missing = self.expect(part, event, |state| *state == PartState::InDoubt)?;
        missing.state = PartState::Placing;
        missing.attempts += 1;
        let attempt = missing.attempts;
        if attempt > MOST_ATTEMPTS {
            self.call(Stuck::PartInDoubt);
        } else {
            self.effects.push(Effect::Place { part, attempt });
        }
        Ok(())
    }

    fn replacement(&mut self, event: &Event) -> Result<(), StepError> {
        let (Event::ReplacementFound { part, .. } | Event::NoReplacement { part }) = event else {
            return Err(self.refuse(event));
        };
        let cap = self.left_for(*part)?;
        let added = self.saga.parts.len();
        let gone = self.expect(*part, event, |state| matches!(state, PartState::Replacing { .. }))?;
        let PartState::Replacing { reason } = gone.state else { return Err(self.refuse(event)) };
        gone.state = PartState::Refused { reason };
        if let Event::ReplacementFound { marketplace, own, shown, repeatable, .. } = event
            && shown.compare(cap).is_some_and(std::cmp::Ordering::is_le)
        {
            gone.replaced_by = Some(added as u32);
            self.saga.parts.push(Part {
                marketplace: marketplace.clone(),
                own: *own,
                shown: *shown,
                repeatable: *repeatable,
                state: PartState::Waiting,
                attempts: 0,
                replaced_by: None,
            });
            self.place(added);
            return Ok(());
        }
        self.go_on()
    }

    /// Decides what comes after the last part is settled.
    fn go_on(&mut self) -> Result<(), StepError> {
        if let Some(next) = self.saga.parts.iter().position(|part| part.state == PartState::Waiting) {
            self.place(next);
            return Ok(());
        }
        if !self.saga.parts.iter().all(|part| part.state.is_settled()) {
            return Ok(());
        }
        let refused = self.saga.parts.iter().any(|part| matches!(part.state, PartState::Refused { .. }));
        let placed: Vec<usize> = (0..self.saga.parts.len()).filter(|at| self.is_placed(*at)).collect();
        if refused && self.saga.policy == Policy::AllOrNothing && !placed.is_empty() {
            self.saga.phase = Phase::Undoing;
            for part in placed {
                self.saga.parts[part].state = PartState::Cancelling;
                self.effects.push(Effect::Cancel { part: part as u32 });
            }
            return Ok(());
        }
        self.settle()
    }

    fn is_placed(&self, part: usize) -> bool {
        self.saga.parts[part].state == PartState::Placed
    }

    /// Captures exactly what was confirmed; releases everything where nothing was.
    fn settle(&mut self) -> Result<(), StepError> {
        let Payment::Authorised { reference, amount: held } = self.saga.payment.clone() else {
            self.call(Stuck::Payment);
            return Ok(());
        };
        let confirmed = self.saga.parts.iter().filter(|part| part.state == PartState::Placed).map(|part| part.shown);
        let amount = Money::sum(held.currency, confirmed)?;
        if amount.is_zero() {
            self.release(reference, held);
        } else {
            self.saga.phase = Phase::Settling;
            self.saga.payment = Payment::Capturing { reference: reference.clone(), held, amount };
            self.effects.push(Effect::Capture { reference, amount });
        }
        Ok(())
    }

    fn release(&mut self, reference: String, held: Money) {
        self.saga.phase = Phase::Settling;
        self.saga.payment = Payment::Releasing { reference: reference.clone(), held };
        self.effects.push(Effect::Release { reference });
    }

    fn cancelled(&mut self, part: u32, event: &Event) -> Result<(), StepError> {
        let cancelled = self.expect(part, event, |state| *state == PartState::Cancelling)?;
        cancelled.state = PartState::Cancelled;
        let reversed: Vec<Transaction> = owed(cancelled).iter().map(|owed| owed.reversed("part cancelled")).collect();
        self.transactions.extend(reversed);
        if self.saga.parts.iter().all(|part| part.state.is_settled()) { self.settle() } else { Ok(()) }
    }

    /// The marketplace keeps the order: the shopper still pays nothing, the cost is ours, and a person is called.
    fn stranded(&mut self, part: u32, event: &Event) -> Result<(), StepError> {
        let stranded = self.expect(part, event, |state| *state == PartState::Cancelling)?;
        stranded.state = PartState::Stranded;
        let lost = Transaction::transfer("part stranded", Account::Losses, Account::Shoppers, stranded.shown);
        self.transactions.push(lost);
        self.effects.push(Effect::Alert { about: Stuck::CancelRefused });
        if self.saga.parts.iter().all(|part| part.state.is_settled()) { self.settle() } else { Ok(()) }
    }

    fn captured(&mut self, taken: Money, event: &Event) -> Result<(), StepError> {
        match self.saga.payment.clone() {
            Payment::Capturing { reference, held, amount } if taken == amount => {
                self.saga.payment = Payment::Captured { reference, held, amount };
                self.saga.phase = Phase::Done;
                self.transactions.push(Transaction::transfer("captured", Account::Gateway, Account::Shoppers, amount));
                self.effects.push(Effect::Confirm);
                Ok(())
            }
            Payment::Capturing { .. } => {
                self.call(Stuck::Payment);
                Ok(())
            }
            _ => Err(self.refuse(event)),
        }
    }

    fn released(&mut self, event: &Event) -> Result<(), StepError> {
        let Payment::Releasing { reference, held } = self.saga.payment.clone() else { return Err(self.refuse(event)) };
        self.saga.payment = Payment::Released { reference, held };
        self.saga.phase = Phase::Done;
        self.effects.push(Effect::Confirm);
        Ok(())
    }
}

/// What a placed part makes us owe the marketplace and the shopper owe us; the exchange account takes the difference.
fn owed(part: &Part) -> Vec<Transaction> {
    let payable = Account::Payable(part.marketplace.clone());
    vec![
        Transaction::transfer("part placed", Account::Shoppers, Account::Exchange, part.shown),
        Transaction::transfer("part placed", Account::Exchange, payable, part.own),
    ]
}
