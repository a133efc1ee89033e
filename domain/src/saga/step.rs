//! The one function of the money path: every phase and every event it accepts; everything else is refused by name.

use super::{
    Effect, Event, MOST_ATTEMPTS, Part, PartState, Payment, Phase, Refund, RefundState, Refusal, Repeatable, Saga,
    Source, Stuck,
};
use crate::{
    checkout::Policy,
    guard,
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
    /// The checkout has no such part.
    #[error("there is no such part")]
    NoSuchPart,
    /// More is to be given back than is left of what was paid.
    #[error("only {left} is left to be given back")]
    RefundTooLarge {
        /// What is left, of the part or of the whole.
        left: Money,
    },
    /// Amounts do not add up.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Begins a checkout whose shopper is sent to the gateway.
pub fn begin(order: OrderNumber, policy: Policy, ceiling: Money, parts: Vec<Part>) -> Saga {
    Saga {
        order,
        policy,
        ceiling,
        payment: Payment::Awaited,
        parts,
        phase: Phase::AwaitingPayment,
        source: Source::default(),
        surplus: Vec::new(),
        refunds: Vec::new(),
    }
}

/// What an event leads to.
///
/// # Errors
/// When the event does not fit the state, or amounts overflow; then nothing may be committed.
pub fn step(saga: &Saga, event: &Event) -> Result<Step, StepError> {
    let mut next = Step { saga: saga.clone(), effects: Vec::new(), transactions: Vec::new() };
    match (saga.phase, event) {
        (_, Event::PaymentAuthorised { reference, amount }) => next.paid(reference, *amount, event)?,
        (_, Event::SurplusReturned { reference, taken }) => next.surplus_returned(reference, *taken, event)?,
        (_, Event::SurplusStuck { reference }) => next.surplus_stuck(reference, event)?,
        (Phase::AwaitingPayment, Event::PaymentAbandoned) => {
            next.saga.payment = Payment::Abandoned;
            next.saga.phase = Phase::Done;
        }
        // What is under way when a person is called is still heard of and written down; nothing new is begun.
        (Phase::Placing | Phase::NeedsHuman, Event::PartPlaced { part }) => next.placed(*part, event)?,
        (Phase::Placing | Phase::NeedsHuman, Event::PartRefused { part, reason }) => {
            next.refused(*part, *reason, event)?
        }
        (Phase::Placing | Phase::NeedsHuman, Event::PartInDoubt { part }) => next.in_doubt(*part, event)?,
        (Phase::Placing, Event::PartNotFound { part }) => next.not_found(*part, event)?,
        (Phase::Placing | Phase::NeedsHuman, Event::ReplacementFound { .. } | Event::NoReplacement { .. }) => {
            next.replacement(event)?
        }
        (Phase::Placing | Phase::Done, Event::PartWithdrawn { part }) => next.withdrawn(*part, event)?,
        (Phase::NeedsHuman, Event::PartWithdrawn { part })
            if matches!(saga.payment, super::Payment::Authorised { .. }) =>
        {
            next.withdrawn(*part, event)?
        }
        (Phase::Undoing, Event::PartCancelled { part } | Event::PartWithdrawn { part }) => {
            next.cancelled(*part, event)?
        }
        (Phase::Undoing, Event::CancelRefused { part }) => next.stranded(*part, event)?,
        (Phase::Settling, Event::Captured { amount }) => next.captured(*amount, event)?,
        (Phase::Settling, Event::Released) => next.released(event)?,
        (Phase::Settling, Event::PaymentStuck) => next.call(Stuck::Payment),
        (Phase::Done, Event::RefundAsked { id, part, amount, reason }) => {
            let (id, state) = (id.clone(), RefundState::Asked);
            next.refund_asked(Refund { id, part: *part, amount: *amount, reason: *reason, state }, event)?;
        }
        (Phase::Done, Event::Refunded { id }) => next.refunded(id, event)?,
        (Phase::Done, Event::RefundRefused { id }) => next.refund_refused(id, event)?,
        _ => return Err(next.refuse(event)),
    }
    Ok(next)
}

impl Step {
    pub(super) fn refuse(&self, event: &Event) -> StepError {
        StepError::Refused { phase: self.saga.phase, event: event.name() }
    }

    pub(super) fn expect(
        &mut self,
        part: u32,
        event: &Event,
        fits: fn(&PartState) -> bool,
    ) -> Result<&mut Part, StepError> {
        let known = self.saga.parts.get(part as usize);
        if !known.is_some_and(|part| fits(&part.state) || !guard::on("part.state")) {
            return Err(self.refuse(event));
        }
        self.saga.parts.get_mut(part as usize).ok_or(StepError::NoSuchPart)
    }

    pub(super) fn call(&mut self, about: Stuck) {
        self.saga.phase = Phase::NeedsHuman;
        self.effects.push(Effect::Alert { about });
    }

    pub(super) fn place(&mut self, part: usize) -> Result<(), StepError> {
        let asked = self.saga.parts.get_mut(part).ok_or(StepError::NoSuchPart)?;
        asked.state = PartState::Placing;
        asked.attempts = asked.attempts.saturating_add(1);
        self.effects.push(Effect::Place { part: number(part)?, attempt: asked.attempts });
        Ok(())
    }

    fn placed(&mut self, part: u32, event: &Event) -> Result<(), StepError> {
        let placed = self.expect(part, event, |state| matches!(state, PartState::Placing | PartState::InDoubt))?;
        placed.state = PartState::Placed;
        let transactions = owed(placed);
        self.transactions.extend(transactions);
        self.go_on()
    }

    fn refused(&mut self, part: u32, reason: Refusal, event: &Event) -> Result<(), StepError> {
        self.expect(part, event, |state| matches!(state, PartState::Placing | PartState::InDoubt))?;
        self.turned_down(part, reason)
    }

    /// Nothing comes of a part at this marketplace: another one is looked for, or it is left out.
    pub(super) fn turned_down(&mut self, part: u32, reason: Refusal) -> Result<(), StepError> {
        let replaces = self.saga.policy == Policy::NextBest && self.saga.phase != Phase::NeedsHuman;
        let refused = self.saga.parts.get_mut(part as usize).ok_or(StepError::NoSuchPart)?;
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
        doubtful.attempts = doubtful.attempts.saturating_add(1);
        let (attempt, repeatable) = (doubtful.attempts, doubtful.repeatable);
        if self.saga.phase == Phase::NeedsHuman {
            // Asking is harmless; what would place an order waits for the person.
            if repeatable == Repeatable::QueryableByReference && attempt <= MOST_ATTEMPTS {
                self.effects.push(Effect::Find { part, attempt });
            }
            return Ok(());
        }
        match repeatable {
            _ if attempt > MOST_ATTEMPTS => self.call(Stuck::PartInDoubt),
            Repeatable::QueryableByReference => self.effects.push(Effect::Find { part, attempt }),
            Repeatable::Idempotent => self.effects.push(Effect::Place { part, attempt }),
            Repeatable::Neither if guard::on("part.one_try") => self.call(Stuck::PartInDoubt),
            Repeatable::Neither => self.effects.push(Effect::Place { part, attempt }),
        }
        Ok(())
    }

    fn not_found(&mut self, part: u32, event: &Event) -> Result<(), StepError> {
        let missing = self.expect(part, event, |state| *state == PartState::InDoubt)?;
        missing.state = PartState::Placing;
        missing.attempts = missing.attempts.saturating_add(1);
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
        let goes_on = self.saga.phase != Phase::NeedsHuman;
        let gone = self.expect(*part, event, |state| matches!(state, PartState::Replacing { .. }))?;
        let PartState::Replacing { reason } = gone.state else { return Err(self.refuse(event)) };
        gone.state = PartState::Refused { reason };
        let most_off = gone.discount.map_or(0, |off| off.minor);
        if let Event::ReplacementFound { marketplace, own, shown, discount, repeatable, .. } = event
            && goes_on
            && discount.is_none_or(|off| off.minor <= most_off)
            && (shown.compare(cap).is_some_and(std::cmp::Ordering::is_le) || !guard::on("replacement.cap"))
        {
            gone.replaced_by = Some(number(added)?);
            self.saga.parts.push(Part {
                marketplace: marketplace.clone(),
                own: *own,
                shown: *shown,
                discount: *discount,
                repeatable: *repeatable,
                state: PartState::Waiting,
                attempts: 0,
                replaced_by: None,
            });
            return self.place(added);
        }
        self.go_on()
    }

    /// Decides what comes after the last part is settled.
    fn go_on(&mut self) -> Result<(), StepError> {
        if self.saga.phase == Phase::NeedsHuman {
            return Ok(());
        }
        if let Some(next) = self.saga.parts.iter().position(|part| part.state == PartState::Waiting) {
            return self.place(next);
        }
        if !self.saga.parts.iter().all(|part| part.state.is_settled()) {
            return Ok(());
        }
        let refused = self.saga.parts.iter().any(|part| matches!(part.state, PartState::Refused { .. }));
        let any_placed = self.saga.parts.iter().any(|part| part.state == PartState::Placed);
        if !refused || !any_placed || self.saga.policy != Policy::AllOrNothing {
            return self.settle();
        }
        self.saga.phase = Phase::Undoing;
        for (part, placed) in (0_u32..).zip(&mut self.saga.parts).filter(|(_, part)| part.state == PartState::Placed) {
            placed.state = PartState::Cancelling;
            self.effects.push(Effect::Cancel { part });
        }
        Ok(())
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
        let lost = |whose, amount| Transaction::transfer("part stranded", Account::Losses, whose, amount);
        let (shown, discount) = (stranded.shown, stranded.discount);
        self.transactions.push(lost(Account::Shoppers, shown));
        self.transactions.extend(discount.map(|off| lost(Account::Promotions, off)));
        self.effects.push(Effect::Alert { about: Stuck::CancelRefused });
        if self.saga.parts.iter().all(|part| part.state.is_settled()) { self.settle() } else { Ok(()) }
    }
}

/// What a placed part makes us owe the marketplace and the shopper owe us, with what a coupon makes us bear; the
/// exchange account takes the difference.
pub(super) fn owed(part: &Part) -> Vec<Transaction> {
    let payable = Account::Payable(part.marketplace.clone());
    let coupon = |off| Transaction::transfer("coupon", Account::Promotions, Account::Exchange, off);
    let mut owed = vec![
        Transaction::transfer("part placed", Account::Shoppers, Account::Exchange, part.shown),
        Transaction::transfer("part placed", Account::Exchange, payable, part.own),
    ];
    owed.extend(part.discount.filter(|_| guard::on("coupon.borne")).map(coupon));
    owed
}

/// The place of a part as it is written in events and effects.
fn number(part: usize) -> Result<u32, StepError> {
    u32::try_from(part).map_err(|_| StepError::NoSuchPart)
}
