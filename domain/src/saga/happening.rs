//! What can happen to a checkout, and what it can call for.

use serde::{Deserialize, Serialize};

use super::{RefundReason, Refusal, Repeatable};
use crate::{
    ids::{MarketplaceId, OrderNumber, RefundId},
    money::Money,
};

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
        /// What a coupon takes off it; no more than was taken off the part it takes the place of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        discount: Option<Money>,
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
    /// A payment that nobody asked for was given back.
    SurplusReturned {
        /// What the gateway calls the payment.
        reference: String,
        /// Whether it had been taken already, and was refunded; otherwise it was only held.
        taken: bool,
    },
    /// The gateway does not give a payment back that nobody asked for.
    SurplusStuck {
        /// What the gateway calls the payment.
        reference: String,
    },
    /// The marketplace cancelled a part that it had confirmed.
    PartWithdrawn {
        /// The part.
        part: u32,
    },
    /// Somebody who may asked to give back some of what was paid for a part.
    RefundAsked {
        /// What makes it this refund and no other.
        id: RefundId,
        /// The part.
        part: u32,
        /// How much.
        amount: Money,
        /// Why.
        reason: RefundReason,
    },
    /// The gateway gave it back.
    Refunded {
        /// Which refund.
        id: RefundId,
    },
    /// The gateway does not give it back.
    RefundRefused {
        /// Which refund.
        id: RefundId,
    },
}

impl Event {
    /// Its name, as tables and logs tell it.
    pub fn name(&self) -> String {
        let all = format!("{self:?}");
        all.split([' ', '{']).next().unwrap_or_default().to_owned()
    }
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
    /// Give a payment back that nobody asked for: release what is held, refund what was taken.
    ReturnSurplus {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount.
        amount: Money,
    },
    /// Give back some of what was taken.
    Refund {
        /// Which refund.
        id: RefundId,
        /// What the gateway calls the payment.
        reference: String,
        /// The amount.
        amount: Money,
    },
    /// Mail the shopper how the order came out.
    Confirm,
    /// Mail the shopper that a second payment was given back.
    TellReturned {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount.
        amount: Money,
    },
    /// Mail the shopper that a refund was made.
    TellRefunded {
        /// Which refund.
        id: RefundId,
    },
    /// Call a person.
    Alert {
        /// What is stuck.
        about: Stuck,
    },
}

/// What a person has to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// A second payment cannot be given back: what the gateway calls it.
    Surplus(String),
    /// A refund cannot be made.
    Refund(RefundId),
}

impl Stuck {
    /// What the alert says it is about.
    pub fn about(&self) -> String {
        match self {
            Self::PartInDoubt => "PartInDoubt".to_owned(),
            Self::CancelRefused => "CancelRefused".to_owned(),
            Self::Payment => "Payment".to_owned(),
            Self::WrongAmount => "WrongAmount".to_owned(),
            Self::Surplus(reference) => format!("Surplus:{reference}"),
            Self::Refund(id) => format!("Refund:{id}"),
        }
    }
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
            Self::ReturnSurplus { reference, .. } => format!("{order}:return:{reference}"),
            Self::Refund { id, .. } => format!("{order}:refund:{id}"),
            Self::Confirm => format!("{order}:confirm"),
            Self::TellReturned { reference, .. } => format!("{order}:tell-returned:{reference}"),
            Self::TellRefunded { id } => format!("{order}:tell-refunded:{id}"),
            Self::Alert { about } => format!("{order}:alert:{}", about.about()),
        }
    }

    /// How long to wait before it is carried out: the first at once, then 1 s, 2 s, 4 s … up to a minute.
    pub fn delay_milliseconds(&self) -> i64 {
        match self {
            Self::Place { attempt, .. } | Self::Find { attempt, .. } if *attempt > 1 => {
                1000 << attempt.saturating_sub(2).min(6)
            }
            _ => 0,
        }
    }
}

/// How often a marketplace is asked before a person is called: about ten minutes with the delays of [`Effect`].
pub const MOST_ATTEMPTS: u32 = 14;
