//! The money path: one payment, many marketplace orders, as a pure function.
//!
//! `step(saga, event)` says what the new state is, which effects must be carried out, and what the ledger records. The
//! caller commits all three at once; nothing here waits, asks or repeats. Every effect has a key, so that carrying it
//! out twice is as good as once. A late or repeated event is refused by name and changes nothing.

mod step;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::step::{Step, StepError, begin, step};
use crate::{
    checkout::Policy,
    ids::{MarketplaceId, OrderNumber},
    money::Money,
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
    /// It is cancelled, or was never asked for.
    Cancelled,
    /// The marketplace has it and does not cancel it; the shopper pays nothing and a person sorts it out.
    Stranded,
}

impl PartState {
    fn is_settled(&self) -> bool {
        matches!(self, Self::Placed | Self::Refused { .. } | Self::Cancelled | Self::Stranded)
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
            Self::Stranded => "stranded",
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
            Self::Place { attempt, .. } | Self::Find { attempt, .. } if *attempt > 1 => 1000 << (attempt - 2).min(6),
            _ => 0,
        }
    }
}

/// How often a marketplace is asked before a person is called: about ten minutes with the delays of [`Effect`].
pub const MOST_ATTEMPTS: u32 = 14;
