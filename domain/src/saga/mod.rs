//! The money path: one payment, many marketplace orders, as a pure function.
//!
//! `step(saga, event)` says what the new state is, which effects must be carried out, and what the ledger records. The
//! caller commits all three at once; nothing here waits, asks or repeats. Every effect has a key, so that carrying it
//! out twice is as good as once. A late or repeated event is refused by name and changes nothing.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod happening;
mod paying;
mod refunding;
mod step;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::{
    happening::{Effect, Event, MOST_ATTEMPTS, Stuck},
    refunding::{Refund, RefundReason, RefundState},
    step::{Step, StepError, begin, step},
};
use crate::{
    checkout::Policy,
    ids::{MarketplaceId, OrderNumber, WalletId},
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
    /// The marketplace cancelled it after it was paid; what it cost is given back.
    Withdrawn,
}

impl PartState {
    fn is_settled(&self) -> bool {
        matches!(self, Self::Placed | Self::Refused { .. } | Self::Cancelled | Self::Stranded | Self::Withdrawn)
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
            Self::Withdrawn => "withdrawn",
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
    /// What a coupon took off it, which is ours to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Money>,
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

/// Where the money of an order comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Source {
    /// The gateway holds it, and has to be asked for every movement.
    #[default]
    Gateway,
    /// It is in our own books: every movement is entries of the same commit.
    Wallet {
        /// Whose.
        wallet: WalletId,
    },
}

/// How a payment stands that nobody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurplusState {
    /// It is being given back.
    Returning,
    /// It was given back.
    Returned,
    /// The gateway does not give it back; a person was called.
    Stuck,
}

/// A payment of an order that was paid already, or that could no longer be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Surplus {
    /// What the gateway calls the payment.
    pub reference: String,
    /// The amount held or taken.
    pub amount: Money,
    /// How it stands.
    pub state: SurplusState,
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
    /// Where the money comes from.
    #[serde(default)]
    pub source: Source,
    /// What was paid beside the payment, each given back once.
    #[serde(default)]
    pub surplus: Vec<Surplus>,
    /// What was asked to be given back of what was taken.
    #[serde(default)]
    pub refunds: Vec<Refund>,
}

impl Saga {
    /// The same checkout, paid from a wallet.
    #[must_use]
    pub fn paid_from(self, wallet: WalletId) -> Self {
        Self { source: Source::Wallet { wallet }, ..self }
    }

    /// What the payment from a wallet is called.
    pub fn hold_reference(&self) -> String {
        format!("hold:{}", self.order)
    }
}
