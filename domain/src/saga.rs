//! The money path: one payment, many marketplace orders, as a pure function.
//!
//! `step(saga, event)` says what the new state is, which effects must be carried out, and what the ledger records. The
//! caller commits all three at once; nothing here waits, asks or repeats. Every effect has a key, so that carrying it
//! out twice is as good as once. A late or repeated event is refused by name and changes nothing.

use serde::{Deserialize, Serialize};

use crate::{
    checkout::Policy,
    ids::{MarketplaceId, OrderNumber},
    ledger::{Account, Transaction},
    money::{Money, MoneyError},
};

/// How a checkout as a whole stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The shopper is at the gateway's page.
    AwaitingPayment,
    /// The money is authorised; marketplaces are being asked for their orders.
    Placing,
    /// Everything was to come or nothing: what was placed is being cancelled.
    Undoing,
    /// What was confirmed is being captured, or all is being released.
    Settling,
    /// Nothing more is to happen.
    Done,
    /// Something only a person can decide; an alert was raised.
    NeedsHuman,
}

/// How the placing of one part stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PartState {
    /// Not asked yet.
    Waiting,
    /// The marketplace has been asked.
    Placing,
    /// It was asked and nobody knows whether it has the order; it is being asked about it.
    InDoubt,
    /// The marketplace has the order.
    Placed,
    /// The marketplace said no.
    Refused {
        /// Why.
        reason: Refusal,
    },
    /// It said no, and the next best offer is being looked for.
    Replacing {
        /// Why it said no.
        reason: Refusal,
    },
    /// It is being cancelled.
    Cancelling,
    /// It is cancelled.
    Cancelled,
}

impl PartState {
    fn is_settled(&self) -> bool {
        matches!(self, Self::Placed | Self::Refused { .. } | Self::Cancelled)
    }

    /// Its word in documents.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Placing => "placing",
            Self::InDoubt => "in_doubt",
            Self::Placed => "placed",
            Self::Refused { .. } => "refused",
            Self::Replacing { .. } => "replacing",
            Self::Cancelling => "cancelling",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Why a marketplace said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Something is sold out.
    OutOfStock,
    /// It costs more than was agreed to.
    PriceChanged,
    /// It does not deliver there.
    Undeliverable,
    /// It did not take our payment.
    PaymentDeclined,
    /// The operator switched it off.
    SwitchedOff,
    /// It said no for reasons of its own.
    Other,
}

/// What an adapter allows after an answer was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeatable {
    /// The same call with the same key makes no second order.
    Idempotent,
    /// It can be asked whether it has an order with our reference.
    QueryableByReference,
    /// Neither: one try, then a person.
    Neither,
}

/// One marketplace's part of the checkout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The marketplace.
    pub marketplace: MarketplaceId,
    /// What it is to be paid, in its currency.
    pub own: Money,
    /// What the shopper pays for it.
    pub shown: Money,
    /// What its adapter allows after a lost answer.
    pub repeatable: Repeatable,
    /// How it stands.
    pub state: PartState,
    /// How often the marketplace was asked to place it or about it.
    pub attempts: u32,
    /// The part that took its place, where the next best offer was taken.
    pub replaced_by: Option<u32>,
}

/// How the shopper's payment stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Payment {
    /// The shopper has not paid yet.
    Awaited,
    /// The amount is held for us.
    Authorised {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount held.
        amount: Money,
    },
    /// The confirmed amount is being taken.
    Capturing {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount held.
        held: Money,
        /// The amount to take.
        amount: Money,
    },
    /// The confirmed amount was taken, the rest set free.
    Captured {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount that had been held.
        held: Money,
        /// The amount taken.
        amount: Money,
    },
    /// The whole amount is being set free.
    Releasing {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount held.
        held: Money,
    },
    /// The whole amount was set free.
    Released {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount that had been held.
        held: Money,
    },
    /// The shopper never paid.
    Abandoned,
}

/// A checkout from the moment the shopper goes to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saga {
    /// The order's number.
    pub order: OrderNumber,
    /// What happens when a part is refused.
    pub policy: Policy,
    /// The most that may be taken: what is authorised.
    pub ceiling: Money,
    /// The payment.
    pub payment: Payment,
    /// The parts; replacements are added at the end.
    pub parts: Vec<Part>,
    /// How the whole stands.
    pub phase: Phase,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The gateway holds the money.
    PaymentAuthorised {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount held.
        amount: Money,
    },
    /// The shopper gave up, or the gateway's page expired.
    PaymentAbandoned,
    /// A marketplace has the order.
    PartPlaced {
        /// The part.
        part: u32,
    },
    /// A marketplace said no.
    PartRefused {
        /// The part.
        part: u32,
        /// Why.
        reason: Refusal,
    },
    /// A call was made and nobody knows what came of it, or asking about it failed.
    PartInDoubt {
        /// The part.
        part: u32,
    },
    /// The marketplace was asked and has no such order.
    PartNotFound {
        /// The part.
        part: u32,
    },
    /// The next best offer was found.
    ReplacementFound {
        /// The part it takes the place of.
        part: u32,
        /// The marketplace that sells it.
        marketplace: MarketplaceId,
        /// What that one is to be paid.
        own: Money,
        /// What the shopper pays for it.
        shown: Money,
        /// What its adapter allows after a lost answer.
        repeatable: Repeatable,
    },
    /// There is no other offer under the cap.
    NoReplacement {
        /// The part.
        part: u32,
    },
    /// A marketplace cancelled the order for us.
    PartCancelled {
        /// The part.
        part: u32,
    },
    /// A marketplace does not cancel the order.
    CancelRefused {
        /// The part.
        part: u32,
    },
    /// The gateway took the money.
    Captured {
        /// The amount it took.
        amount: Money,
    },
    /// The gateway set everything free.
    Released,
    /// The gateway refuses to take or to free the money.
    PaymentStuck,
}

/// Something to carry out after the state is committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Ask a marketplace to place a part.
    Place {
        /// The part.
        part: u32,
        /// Which try it is, from 1.
        attempt: u32,
    },
    /// Ask a marketplace whether it has the order.
    Find {
        /// The part.
        part: u32,
        /// Which try it is, from 1.
        attempt: u32,
    },
    /// Look for the next best offer for a part.
    Replace {
        /// The part.
        part: u32,
        /// The most it may cost, in the shopper's currency.
        cap: Money,
    },
    /// Ask a marketplace to cancel a part.
    Cancel {
        /// The part.
        part: u32,
    },
    /// Take so much of the authorised amount and release the rest.
    Capture {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount.
        amount: Money,
    },
    /// Release the whole authorised amount.
    Release {
        /// What the gateway calls the payment.
        reference: String,
    },
    /// Mail the shopper how the order came out.
    Confirm,
    /// Call a person.
    Alert {
        /// What is stuck.
        about: Stuck,
    },
}

/// What a person has to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stuck {
    /// Nobody can tell whether a marketplace has the order.
    PartInDoubt,
    /// A marketplace does not cancel what has to be cancelled.
    CancelRefused,
    /// The gateway does not do what it has to.
    Payment,
    /// The shopper paid another amount than asked.
    WrongAmount,
}

impl Effect {
    /// The key under which the effect is carried out once.
    pub fn key(&self, order: &OrderNumber) -> String {
        match self {
            Self::Place { part, attempt } => format!("{order}:place:{part}:{attempt}"),
            Self::Find { part, attempt } => format!("{order}:find:{part}:{attempt}"),
            Self::Replace { part, .. } => format!("{order}:replace:{part}"),
            Self::Cancel { part } => format!("{order}:cancel:{part}"),
            Self::Capture { .. } => format!("{order}:capture"),
            Self::Release { reference } => format!("{order}:release:{reference}"),
            Self::Confirm => format!("{order}:confirm"),
            Self::Alert { about } => format!("{order}:alert:{about:?}"),
        }
    }

    /// How long to wait before it is carried out: the first at once, then 1 s, 2 s, 4 s … up to a minute.
    pub fn delay_milliseconds(&self) -> i64 {
        match self {
            Self::Place { attempt, .. } | Self::Find { attempt, .. } if *attempt > 1 => {
                1000 << (attempt - 2).min(6).min(5) as i64
            }
            _ => 0,
        }
    }
}

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

/// How often a marketplace is asked before a person is called: about ten minutes with the delays of [`Effect`].
pub const MOST_ATTEMPTS: u32 = 14;

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
        (Phase::Undoing, Event::CancelRefused { part }) => {
            next.expect(*part, event, |state| *state == PartState::Cancelling)?;
            next.call(Stuck::CancelRefused);
        }
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
        for part in 0..self.saga.parts.len() {
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
