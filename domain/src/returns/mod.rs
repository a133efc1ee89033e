//! Goods going back: what a shopper may ask for, until when and on which terms; how a return goes on; and what is given back.
//!
//! A marketplace's policy says what it offers; the law of the shopper's country stands above it. Where both allow something,
//! the better for the shopper holds ([`allowed`]). A return is a state machine ([`step`]) that refuses by name what does not
//! fit, and its refunds are shares of what was paid, so that all pieces together give back what was captured and no more.

mod allowed;
mod amounts;
mod book;
mod law;
mod step;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use self::{
    allowed::{Allowed, Basis, Choice, WhyNot, allowed},
    amounts::{Bought, Given, LinePaid, Off, bought, given},
    book::{Asked, Book, BookLine, Refunded, Return, State, To},
    law::{Period, protects, refund_by, send_by, was_told, withdrawal},
    step::{Effect, Event, Refusal, Step, StepError, What, step},
};
use crate::{
    calendar::{Calendar, Zone},
    saga::RefundReason,
    time::Timestamp,
    timeline::Stage,
};

/// Why something goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It is not wanted any more; the law asks for no better reason.
    Unwanted,
    /// It does not fit.
    DoesNotFit,
    /// It came too late.
    TooLate,
    /// It is not what was described.
    NotAsDescribed,
    /// It is another thing than was ordered.
    WrongItem,
    /// It arrived broken.
    Damaged,
    /// It does not work.
    Faulty,
    /// It never arrived.
    Missing,
}

impl Reason {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Unwanted,
        Self::DoesNotFit,
        Self::TooLate,
        Self::NotAsDescribed,
        Self::WrongItem,
        Self::Damaged,
        Self::Faulty,
        Self::Missing,
    ];

    /// Its word in forms, tables and keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unwanted => "unwanted",
            Self::DoesNotFit => "does_not_fit",
            Self::TooLate => "too_late",
            Self::NotAsDescribed => "not_as_described",
            Self::WrongItem => "wrong_item",
            Self::Damaged => "damaged",
            Self::Faulty => "faulty",
            Self::Missing => "missing",
        }
    }

    /// The reason of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }

    /// Whether the seller is to blame, so that it costs the shopper nothing.
    pub fn is_fault(self) -> bool {
        !matches!(self, Self::Unwanted | Self::DoesNotFit)
    }

    /// The reason in the words of refunds.
    pub fn of_refund(self) -> RefundReason {
        match self {
            Self::Damaged | Self::Faulty => RefundReason::Damaged,
            Self::Missing => RefundReason::Missing,
            _ => RefundReason::Returned,
        }
    }
}

/// What kind of goods a line is, as far as the right of withdrawal is concerned (directive 2011/83/EU, article 16).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goods {
    /// Anything without a rule of its own.
    #[default]
    Ordinary,
    /// Sealed for reasons of health or hygiene: goes back only as long as it is sealed (point e).
    SealedHygiene,
    /// Sealed sound, film or software: goes back only as long as it is sealed (point i).
    SealedMedia,
    /// Made or altered for the shopper (point c).
    Personalised,
    /// Spoils or expires rapidly (point d).
    Perishable,
    /// Mixed with other things so that it cannot be taken apart after it was delivered (point f).
    Mixed,
    /// A newspaper, periodical or magazine (point j).
    Periodical,
    /// Without anything one can touch, and not begun yet.
    Digital,
    /// The same, begun with the shopper's consent and knowledge that the right is lost by it (point m).
    DigitalBegun,
}

impl Goods {
    /// Whether the law lets it go back without a reason at all.
    pub fn can_be_withdrawn(self) -> bool {
        !matches!(self, Self::Personalised | Self::Perishable | Self::Mixed | Self::Periodical | Self::DigitalBegun)
    }

    /// Whether it has to be sealed still.
    pub fn must_be_sealed(self) -> bool {
        matches!(self, Self::SealedHygiene | Self::SealedMedia)
    }

    /// Whether there is nothing that can be sent.
    pub fn is_digital(self) -> bool {
        matches!(self, Self::Digital | Self::DigitalBegun)
    }
}

/// What a shopper may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// That it is not sent at all.
    Cancel,
    /// The money for what goes back.
    Return,
    /// Another variant for what goes back.
    Exchange,
    /// Something for what is wrong, without sending it back.
    Claim,
}

impl Deed {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Cancel, Self::Return, Self::Exchange, Self::Claim];

    /// Its word in forms, tables and keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Return => "return",
            Self::Exchange => "exchange",
            Self::Claim => "claim",
        }
    }
}

/// Who pays for sending something back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The shopper, unless the seller is to blame.
    Shopper,
    /// The seller.
    Seller,
}

/// How something can go back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// With a label that is put on the parcel.
    Label,
    /// Brought to a shop or a machine.
    DropOff,
    /// However the shopper likes.
    Own,
}

/// In which state goods are taken back; later ones are stricter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// In any.
    Any,
    /// Tried as one would in a shop, and no more.
    Unused,
    /// Still sealed.
    Sealed,
}

/// What a marketplace offers of its own. Windows are whole days after the day of delivery; zero is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// For how many days goods may go back.
    pub window_days: u16,
    /// For which reasons; all of them where none is named.
    pub reasons: BTreeSet<Reason>,
    /// Who pays for sending them back.
    pub label: Payer,
    /// How they can go back.
    pub ways: Vec<Way>,
    /// What is kept of the price of goods that go back without a fault, in basis points.
    pub restocking_points: u32,
    /// In which state they are taken back.
    pub condition: Condition,
    /// What is not taken back.
    pub excluded: BTreeSet<Goods>,
    /// Whether the standard delivery is given back too.
    pub delivery_back: bool,
    /// For how many days goods may be exchanged.
    pub exchange_days: u16,
    /// For how many days something may be claimed for what is wrong.
    pub claim_days: u16,
    /// Goods may be cancelled as long as they have not come so far; nothing where it cancels nothing.
    pub cancel_before: Option<Stage>,
}

/// When the shopper was told of the right of withdrawal (directive 2011/83/EU, article 6(1)(h)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Informed {
    /// Before the order, as it has to be.
    #[default]
    InTime,
    /// Later.
    Later(Timestamp),
    /// Never so far.
    Never,
}

/// What is known of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderFacts {
    /// When it was placed.
    pub ordered: Timestamp,
    /// The country it is delivered to (ISO 3166-1).
    pub country: String,
    /// Whether somebody bought it for themselves and not for a trade.
    pub consumer: bool,
    /// When they were told of their right of withdrawal.
    pub informed: Informed,
    /// Whether they were told that sending goods back is for them to pay.
    pub told_of_return_cost: bool,
    /// How clocks go where they live.
    pub zone: Zone,
    /// Which days are worked on there.
    pub calendar: Calendar,
    /// The lines.
    pub lines: Vec<LineFacts>,
}

/// What is known of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFacts {
    /// Its number, unique in the order.
    pub line: u32,
    /// The part it belongs to.
    pub part: u32,
    /// The contract it was bought by: lines of one contract have one right of withdrawal.
    pub contract: u32,
    /// How many pieces were bought and not cancelled.
    pub pieces: u32,
    /// What kind of goods it is.
    pub goods: Goods,
    /// How far it has come.
    pub stage: Stage,
    /// Whether somebody says that it is lost.
    pub lost: bool,
    /// When how many pieces arrived.
    pub arrivals: Vec<(u32, Timestamp)>,
    /// How many pieces are on their way back already, or done with.
    pub taken: u32,
}

impl LineFacts {
    /// When the last piece arrived; nothing while some are missing.
    pub fn arrived(&self) -> Option<Timestamp> {
        let pieces = self.arrivals.iter().map(|(pieces, _)| *pieces).fold(0, u32::saturating_add);
        self.arrivals.iter().map(|(_, at)| *at).max().filter(|_| pieces >= self.pieces)
    }
}
