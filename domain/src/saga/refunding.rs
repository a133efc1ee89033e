//! Giving back what was taken: by part, as often as wanted, never more than was paid.

use serde::{Deserialize, Serialize};

use super::{Effect, Event, PartState, Payment, Phase, Source, Step, StepError, Stuck};
use crate::{
    guard,
    ids::RefundId,
    ledger::{Account, Transaction},
    money::{Money, MoneyError},
};

/// Why something is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundReason {
    /// The marketplace cancelled the part.
    Withdrawn,
    /// The goods came back.
    Returned,
    /// They arrived broken.
    Damaged,
    /// They never arrived, or not all of them.
    Missing,
    /// To make up for something.
    Goodwill,
}

impl RefundReason {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Withdrawn, Self::Returned, Self::Damaged, Self::Missing, Self::Goodwill];

    /// Its word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Returned => "returned",
            Self::Damaged => "damaged",
            Self::Missing => "missing",
            Self::Goodwill => "goodwill",
        }
    }

    /// The reason of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

/// How a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// The gateway is being asked.
    Asked,
    /// It was given back.
    Refunded,
    /// The gateway does not give it back; a person was called.
    Refused,
}

impl RefundState {
    /// Its word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Refunded => "refunded",
            Self::Refused => "refused",
        }
    }
}

/// Some of what was paid for a part, given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// What makes it this refund and no other.
    pub id: RefundId,
    /// The part.
    pub part: u32,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: RefundReason,
    /// How it stands.
    pub state: RefundState,
}

impl Step {
    pub(super) fn refund_asked(&mut self, asked: Refund, event: &Event) -> Result<(), StepError> {
        let Payment::Captured { reference, amount: taken, .. } = self.saga.payment.clone() else {
            return Err(self.refuse(event));
        };
        let known = self.saga.refunds.iter().any(|refund| refund.id == asked.id);
        let paid = self.saga.parts.get(asked.part as usize);
        let paid = paid.filter(|part| matches!(part.state, PartState::Placed | PartState::Withdrawn));
        let once = !known || !guard::on("refund.once");
        let Some(shown) = paid.map(|part| part.shown).filter(|_| once) else { return Err(self.refuse(event)) };
        if asked.amount.minor <= 0 {
            return Err(self.refuse(event));
        }
        let of_part = shown.minus(self.given_back(taken, Some(asked.part))?)?;
        let of_all = taken.minus(self.given_back(taken, None)?)?;
        let left = if of_part.minor < of_all.minor { of_part } else { of_all };
        if left.minus(asked.amount)?.minor < 0 && guard::on("refund.cap") {
            return Err(StepError::RefundTooLarge { left });
        }
        let id = asked.id.clone();
        match self.saga.source.clone() {
            Source::Gateway => {
                self.effects.push(Effect::Refund { id, reference, amount: asked.amount });
                self.saga.refunds.push(asked);
            }
            Source::Wallet { wallet } => {
                let back = Transaction::transfer("refunded", Account::Refunds, Account::Wallet(wallet), asked.amount);
                self.transactions.push(back);
                self.effects.push(Effect::TellRefunded { id });
                self.saga.refunds.push(Refund { state: RefundState::Refunded, ..asked });
            }
        }
        Ok(())
    }

    /// What was given back or is about to be, of one part or of all.
    fn given_back(&self, taken: Money, part: Option<u32>) -> Result<Money, MoneyError> {
        let counts =
            |refund: &&Refund| refund.state != RefundState::Refused && part.is_none_or(|part| refund.part == part);
        Money::sum(taken.currency, self.saga.refunds.iter().filter(counts).map(|refund| refund.amount))
    }

    pub(super) fn refunded(&mut self, id: &RefundId, event: &Event) -> Result<(), StepError> {
        let amount = self.answered(id, RefundState::Refunded, event)?;
        self.transactions.push(Transaction::transfer("refunded", Account::Refunds, Account::Gateway, amount));
        self.effects.push(Effect::TellRefunded { id: id.clone() });
        Ok(())
    }

    pub(super) fn refund_refused(&mut self, id: &RefundId, event: &Event) -> Result<(), StepError> {
        self.answered(id, RefundState::Refused, event)?;
        self.effects.push(Effect::Alert { about: Stuck::Refund(id.clone()) });
        Ok(())
    }

    fn answered(&mut self, id: &RefundId, state: RefundState, event: &Event) -> Result<Money, StepError> {
        let refused = self.refuse(event);
        let waits = |refund: &&mut Refund| refund.id == *id && refund.state == RefundState::Asked;
        let refund = self.saga.refunds.iter_mut().find(waits).ok_or(refused)?;
        refund.state = state;
        Ok(refund.amount)
    }

    /// A marketplace takes back what it had confirmed: before the capture it is one more refusal, after it a refund.
    pub(super) fn withdrawn(&mut self, part: u32, event: &Event) -> Result<(), StepError> {
        let paid = self.saga.phase == Phase::Done;
        let taken_back = self.expect(part, event, |state| *state == PartState::Placed)?;
        let shown = taken_back.shown;
        let owed = super::step::owed(taken_back);
        if !paid {
            self.transactions.extend(owed.iter().map(|owed| owed.reversed("part withdrawn")));
            return self.turned_down(part, super::Refusal::Other);
        }
        taken_back.state = PartState::Withdrawn;
        // The shopper has paid, so what the marketplace is no longer owed stands against the refund.
        let against = |transaction: &Transaction| {
            transaction.reversed("part withdrawn").moved(&Account::Shoppers, &Account::Refunds)
        };
        self.transactions.extend(owed.iter().map(against));
        let left = shown.minus(self.given_back(shown, Some(part))?)?;
        if left.minor <= 0 {
            return Ok(());
        }
        let id = RefundId::of_withdrawn(part);
        let asked = Refund { id, part, amount: left, reason: RefundReason::Withdrawn, state: RefundState::Asked };
        self.refund_asked(asked, event)
    }
}
