//! The returns of an order, and what was given back for them: every piece once, never more than was captured.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Allowed, Bought, Choice, Deed, Given, OrderFacts, Policy, Reason, Refusal, allowed};
use crate::{
    ids::{RefundId, ReturnId, WalletId},
    money::{Money, MoneyError},
    time::Timestamp,
};

/// Where money goes that is given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum To {
    /// The way it was paid (article 13(1)).
    Original,
    /// A wallet, where the shopper asked for that.
    Wallet {
        /// Whose.
        wallet: WalletId,
    },
}

/// How a return stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The shopper asked.
    Requested,
    /// The seller agrees, or the law does not ask it.
    Approved,
    /// The seller does not take it back.
    Refused,
    /// There is a label for it.
    LabelIssued,
    /// It was handed to a carrier.
    OnItsWay,
    /// The seller has it.
    Received,
    /// The seller looked at it, and sends another one.
    Inspected,
    /// The money is being given back.
    Refunding,
    /// The money was given back.
    Refunded,
    /// Another one was sent.
    Exchanged,
    /// Something was given for what was wrong.
    Claimed,
    /// The shopper keeps it after all.
    Withdrawn,
    /// It was not sent in time.
    Expired,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Requested,
        Self::Approved,
        Self::Refused,
        Self::LabelIssued,
        Self::OnItsWay,
        Self::Received,
        Self::Inspected,
        Self::Refunding,
        Self::Refunded,
        Self::Exchanged,
        Self::Claimed,
        Self::Withdrawn,
        Self::Expired,
    ];

    /// Its word in tables and keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::LabelIssued => "label_issued",
            Self::OnItsWay => "on_its_way",
            Self::Received => "received",
            Self::Inspected => "inspected",
            Self::Refunding => "refunding",
            Self::Refunded => "refunded",
            Self::Exchanged => "exchanged",
            Self::Claimed => "claimed",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// Whether nothing more is to come of it.
    pub fn is_final(self) -> bool {
        use State::{Claimed, Exchanged, Expired, Refunded, Refused, Withdrawn};
        matches!(self, Refused | Refunded | Exchanged | Claimed | Withdrawn | Expired)
    }
}

/// What a shopper asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// With which line.
    pub line: u32,
    /// With how many pieces.
    pub pieces: u32,
    /// What.
    pub deed: Deed,
    /// Why.
    pub reason: Reason,
    /// Where the money is to go.
    pub to: To,
}

/// What is given back for a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refunded {
    /// The refund's name in the order's ledger.
    pub id: RefundId,
    /// How it comes to its amount.
    pub given: Given,
    /// The amount: the total, or what was left of what was captured.
    pub amount: Money,
}

/// A return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// What makes it this one and no other.
    pub id: ReturnId,
    /// What was asked for.
    pub asked: Asked,
    /// When.
    pub at: Timestamp,
    /// On which terms: those that held at that moment.
    pub terms: Choice,
    /// Until when it has to be sent.
    pub send_by: Timestamp,
    /// How it stands.
    pub state: State,
    /// How many pieces the seller has.
    pub received: u32,
    /// How many of them count: accepted by the seller, or all where nothing is sent back.
    pub accepted: u32,
    /// Why the seller did not take it back, or not all of it.
    pub refused: Option<Refusal>,
    /// What the label cost that the shopper has to pay for.
    pub label: Option<Money>,
    /// What is given back for it.
    pub refund: Option<Refunded>,
}

impl Return {
    /// How many pieces of its line nobody else can ask for.
    fn takes(&self) -> u32 {
        match self.state {
            State::Refused | State::Withdrawn | State::Expired => 0,
            State::Refunding | State::Refunded | State::Exchanged | State::Claimed | State::Inspected => self.accepted,
            _ => self.asked.pieces,
        }
    }
}

/// A line with what was paid for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookLine {
    /// Its number.
    pub line: u32,
    /// The part it belongs to.
    pub part: u32,
    /// What was paid for it.
    pub bought: Bought,
}

/// All returns of an order with the money they are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// The lines.
    pub lines: Vec<BookLine>,
    /// What was captured for each part.
    pub captured: BTreeMap<u32, Money>,
    /// What was given back of each part for other reasons than the returns here.
    pub otherwise: BTreeMap<u32, Money>,
    /// The returns, the oldest first.
    pub returns: Vec<Return>,
}

impl Book {
    /// A line.
    pub fn line(&self, line: u32) -> Option<&BookLine> {
        self.lines.iter().find(|known| known.line == line)
    }

    /// A return.
    pub fn of(&self, id: &ReturnId) -> Option<&Return> {
        self.returns.iter().find(|one| one.id == *id)
    }

    /// How many pieces of a line are on their way back, or done with.
    pub fn taken(&self, line: u32) -> u32 {
        let of_line = self.returns.iter().filter(|one| one.asked.line == line);
        of_line.map(Return::takes).fold(0, u32::saturating_add)
    }

    /// How many pieces of a line money was given back for, or is about to be.
    pub fn refunded_pieces(&self, line: u32) -> u32 {
        let refunded = self.returns.iter().filter(|one| one.asked.line == line && one.refund.is_some());
        refunded.map(|one| one.accepted).fold(0, u32::saturating_add)
    }

    /// What is left of what was captured for a part.
    ///
    /// # Errors
    /// When amounts are of different currencies.
    pub fn left(&self, part: u32) -> Result<Option<Money>, MoneyError> {
        let Some(captured) = self.captured.get(&part) else { return Ok(None) };
        let of_part = |one: &&Return| self.line(one.asked.line).is_some_and(|line| line.part == part);
        let returns = self.returns.iter().filter(of_part).filter_map(|one| one.refund.as_ref());
        let given = returns.map(|refund| refund.amount).chain(self.otherwise.get(&part).copied());
        Ok(Some(captured.minus(Money::sum(captured.currency, given)?)?))
    }

    /// What may be asked for with a line now, where the part's policy is known.
    pub fn allowed(
        &self,
        facts: &OrderFacts,
        policies: &BTreeMap<u32, Policy>,
        line: u32,
        now: Timestamp,
    ) -> Option<Allowed> {
        let known = facts.lines.iter().find(|known| known.line == line)?;
        let taken = known.taken.max(self.taken(line));
        let line = super::LineFacts { taken, ..known.clone() };
        Some(allowed(facts, &line, policies.get(&line.part)?, now))
    }
}
