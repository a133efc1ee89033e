//! The one function of returns: every state and every event it accepts; everything else is refused by name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Asked, Basis, Book, Condition, Deed, Off, OrderFacts, Payer, Policy, Refunded, Return, State, To, Way, WhyNot,
    given,
    law::{send_by, was_told},
};
use crate::{
    ids::{InvalidId, RefundId, ReturnId},
    ledger::{Account, Transaction},
    money::{Money, MoneyError},
    saga::RefundReason,
    time::Timestamp,
};

/// Why a seller does not take something back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It was sent off already.
    AlreadySent,
    /// It was used more than the terms allow.
    Used,
    /// Its seal is broken.
    Unsealed,
    /// It is not the thing that was sold.
    AnotherThing,
    /// Nothing is wrong with it.
    NothingWrong,
    /// Nothing was in the parcel.
    Empty,
}

/// Something that happened to a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// To which one.
    pub of: ReturnId,
    /// What.
    pub what: What,
}

/// What can happen to a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// The shopper asked for it.
    Asked(Asked),
    /// The seller agreed; a cancellation was made.
    Approved,
    /// The seller did not.
    Refused {
        /// Why.
        why: Refusal,
    },
    /// There is a label.
    LabelIssued {
        /// What it cost.
        cost: Money,
    },
    /// It was handed to a carrier.
    HandedIn,
    /// The seller has it.
    Received {
        /// How many pieces.
        pieces: u32,
    },
    /// The seller looked at it.
    Inspected {
        /// How many pieces are as the terms ask.
        accepted: u32,
        /// What they are worth less because they were used, in basis points.
        wear_points: u32,
        /// Why the others are not accepted.
        why: Option<Refusal>,
    },
    /// The seller gives something for what is wrong.
    Granted {
        /// How much of the price, in basis points.
        points: u32,
    },
    /// The money was given back.
    Refunded,
    /// The gateway does not give it back.
    RefundRefused,
    /// Another one was sent.
    Sent,
    /// The shopper keeps it after all.
    TakenBack,
    /// The time for sending it has passed.
    TimePassed,
}

impl What {
    /// Its name, as tables and logs tell it.
    pub fn name(&self) -> String {
        let all = format!("{self:?}");
        all.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
    }
}

/// Something to carry out after the book is committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// Send the receipt of a withdrawal on a durable medium, without delay (article 11(3)).
    Receipt {
        /// Of which return.
        of: ReturnId,
    },
    /// Ask the seller whether it agrees, or cancels.
    AskSeller {
        /// To what.
        of: ReturnId,
    },
    /// Have a label made.
    IssueLabel {
        /// For which return.
        of: ReturnId,
        /// Who pays for it.
        payer: Payer,
    },
    /// Give money back the way it was paid: the order's saga is asked under this name.
    Refund {
        /// The refund's name.
        id: RefundId,
        /// Of which part.
        part: u32,
        /// How much.
        amount: Money,
        /// Why.
        reason: RefundReason,
    },
    /// Have another one sent.
    SendAnother {
        /// For which return.
        of: ReturnId,
    },
    /// Tell the shopper how it stands.
    Tell {
        /// Which return.
        of: ReturnId,
        /// How it stands.
        state: State,
    },
    /// Call a person: money cannot be given back.
    Alert {
        /// For which return.
        of: ReturnId,
    },
}

/// What a step leads to; the caller commits all of it at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The new book.
    pub book: Book,
    /// What is to be carried out.
    pub effects: Vec<Effect>,
    /// What the ledger records; what goes back the way it was paid is recorded by the order's saga.
    pub transactions: Vec<Transaction>,
}

/// Why an event changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// The event does not fit the state: it is late, repeated or wrong.
    #[error("{event} is refused in {state:?}")]
    Refused {
        /// The state it met.
        state: State,
        /// The event's name.
        event: String,
    },
    /// It may not be asked for.
    #[error("it may not be asked for: {0:?}")]
    NotAllowed(WhyNot),
    /// Fewer pieces are left.
    #[error("only {left} pieces are left")]
    TooMany {
        /// How many.
        left: u32,
    },
    /// It is not time yet.
    #[error("it is not time yet")]
    NotYet,
    /// There is no such return.
    #[error("there is no such return")]
    NoSuchReturn,
    /// The order has no such line, or nothing is known of its terms.
    #[error("there is no such line")]
    NoSuchLine,
    /// Amounts do not add up.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A name is none.
    #[error(transparent)]
    Name(#[from] InvalidId),
}

/// What an event leads to.
///
/// # Errors
/// When the event does not fit the state, or is not allowed; then nothing may be committed.
pub fn step(
    book: &Book,
    facts: &OrderFacts,
    policies: &BTreeMap<u32, Policy>,
    event: &Event,
    now: Timestamp,
) -> Result<Step, StepError> {
    let mut next = Step { book: book.clone(), effects: Vec::new(), transactions: Vec::new() };
    if let What::Asked(asked) = &event.what {
        next.asked(facts, policies, &event.of, asked, now)?;
        return Ok(next);
    }
    let one = book.of(&event.of).ok_or(StepError::NoSuchReturn)?;
    let deed = one.asked.deed;
    let goes_back = matches!(deed, Deed::Return | Deed::Exchange);
    match (one.state, &event.what) {
        (State::Requested, What::Approved) if deed == Deed::Cancel => {
            next.accept(&event.of, one.asked.pieces)?;
            next.refund(&event.of, 10_000, 0)?;
        }
        (State::Requested, What::Approved) => {
            next.go(&event.of, State::Approved)?;
            next.label(&event.of)?;
        }
        (State::Requested, What::Refused { why }) => {
            next.change(&event.of)?.refused = Some(*why);
            next.go(&event.of, State::Refused)?;
        }
        (State::Approved, What::LabelIssued { cost }) if goes_back => {
            let pays = one.terms.label == Payer::Shopper && !one.asked.reason.is_fault();
            next.change(&event.of)?.label = Some(*cost).filter(|_| pays);
            next.go(&event.of, State::LabelIssued)?;
        }
        (State::Approved | State::LabelIssued, What::HandedIn) if goes_back => next.go(&event.of, State::OnItsWay)?,
        (State::Approved | State::LabelIssued | State::OnItsWay, What::Received { pieces }) if goes_back => {
            next.change(&event.of)?.received = (*pieces).min(one.asked.pieces);
            next.go(&event.of, State::Received)?;
        }
        (State::Received, What::Inspected { accepted, wear_points, why }) => {
            next.change(&event.of)?.refused = *why;
            let accepted = (*accepted).min(one.received);
            let answers = was_told(facts, one.at) && one.terms.condition != Condition::Any;
            let wear = if answers { *wear_points } else { 0 };
            next.accept(&event.of, accepted)?;
            match deed {
                _ if accepted == 0 => next.go(&event.of, State::Refused)?,
                Deed::Exchange => {
                    next.go(&event.of, State::Inspected)?;
                    next.effects.push(Effect::SendAnother { of: event.of.clone() });
                }
                _ => next.refund(&event.of, 10_000, wear)?,
            }
        }
        (State::Requested | State::Approved, What::Granted { points }) if deed == Deed::Claim && *points > 0 => {
            next.accept(&event.of, one.asked.pieces)?;
            next.refund(&event.of, (*points).min(10_000), 0)?;
        }
        (State::Refunding, What::Refunded) => next.go(&event.of, paid(deed))?,
        (State::Refunding, What::RefundRefused) => next.effects.push(Effect::Alert { of: event.of.clone() }),
        (State::Inspected, What::Sent) => next.go(&event.of, State::Exchanged)?,
        (State::Requested | State::Approved | State::LabelIssued, What::TakenBack) => {
            next.go(&event.of, State::Withdrawn)?
        }
        // A withdrawal that was declared in time stays one, however late the goods are sent.
        (State::Requested | State::Approved | State::LabelIssued, What::TimePassed)
            if goes_back && one.terms.basis != Basis::Withdrawal =>
        {
            if now < one.send_by {
                return Err(StepError::NotYet);
            }
            next.go(&event.of, State::Expired)?;
        }
        (state, what) => return Err(StepError::Refused { state, event: what.name() }),
    }
    Ok(next)
}

/// How a return ends whose money was given back.
fn paid(deed: Deed) -> State {
    if deed == Deed::Claim { State::Claimed } else { State::Refunded }
}

impl Step {
    fn change(&mut self, id: &ReturnId) -> Result<&mut Return, StepError> {
        self.book.returns.iter_mut().find(|one| one.id == *id).ok_or(StepError::NoSuchReturn)
    }

    fn go(&mut self, id: &ReturnId, state: State) -> Result<(), StepError> {
        self.change(id)?.state = state;
        self.effects.push(Effect::Tell { of: id.clone(), state });
        Ok(())
    }

    fn accept(&mut self, id: &ReturnId, pieces: u32) -> Result<(), StepError> {
        self.change(id)?.accepted = pieces;
        Ok(())
    }

    fn asked(
        &mut self,
        facts: &OrderFacts,
        policies: &BTreeMap<u32, Policy>,
        id: &ReturnId,
        asked: &Asked,
        now: Timestamp,
    ) -> Result<(), StepError> {
        if let Some(known) = self.book.of(id) {
            return Err(StepError::Refused { state: known.state, event: What::Asked(asked.clone()).name() });
        }
        let allowed = self.book.allowed(facts, policies, asked.line, now).ok_or(StepError::NoSuchLine)?;
        self.book.line(asked.line).ok_or(StepError::NoSuchLine)?;
        let terms = allowed.choice(asked.deed).map_err(StepError::NotAllowed)?.clone();
        if asked.pieces == 0 || asked.pieces > allowed.pieces {
            return Err(StepError::TooMany { left: allowed.pieces });
        }
        if !terms.reasons.is_empty() && !terms.reasons.contains(&asked.reason) {
            return Err(StepError::NotAllowed(WhyNot::WrongReason));
        }
        let by_law = asked.deed == Deed::Return && terms.basis == Basis::Withdrawal;
        self.book.returns.push(Return {
            id: id.clone(),
            asked: asked.clone(),
            at: now,
            terms,
            send_by: send_by(facts, now),
            state: State::Requested,
            received: 0,
            accepted: 0,
            refused: None,
            label: None,
            refund: None,
        });
        if by_law {
            // Nobody has to agree to it: declaring it is enough (article 11(1)).
            self.effects.push(Effect::Receipt { of: id.clone() });
            self.go(id, State::Approved)?;
            return self.label(id);
        }
        self.effects.push(Effect::AskSeller { of: id.clone() });
        Ok(())
    }

    /// Has a label made where goods go back by one.
    fn label(&mut self, id: &ReturnId) -> Result<(), StepError> {
        let one = self.change(id)?;
        let goes_back = matches!(one.asked.deed, Deed::Return | Deed::Exchange);
        if goes_back && one.terms.ways.iter().any(|way| *way != Way::Own) {
            let payer = if one.asked.reason.is_fault() { Payer::Seller } else { one.terms.label };
            self.effects.push(Effect::IssueLabel { of: id.clone(), payer });
        }
        Ok(())
    }

    /// Gives back so much of the price of the accepted pieces, and never more than is left of what was captured.
    fn refund(&mut self, id: &ReturnId, points: u32, wear_points: u32) -> Result<(), StepError> {
        let one = self.book.of(id).ok_or(StepError::NoSuchReturn)?.clone();
        let line = *self.book.line(one.asked.line).ok_or(StepError::NoSuchLine)?;
        let fault = one.asked.reason.is_fault() && one.asked.deed != Deed::Cancel;
        let cancelled = one.asked.deed == Deed::Cancel;
        let off = Off {
            restocking_points: if fault { 0 } else { one.terms.restocking_points },
            wear_points: if fault { 0 } else { wear_points },
            delivery: one.terms.delivery_back || fault,
            dearer: fault || cancelled,
            label: one.label,
        };
        // A claim for a part of the price keeps the goods, and with them their delivery.
        let off = if points < 10_000 { Off { wear_points: 10_000 - points, ..Off::default() } } else { off };
        let before = self.book.refunded_pieces(one.asked.line);
        let given = given(&line.bought, before, one.accepted, &off)?;
        let left = self.book.left(line.part)?.unwrap_or(Money::zero(given.total.currency));
        let amount = if left.minus(given.total)?.minor < 0 { left } else { given.total };
        let refund = RefundId::of_key(&format!("return:{id}"))?;
        self.change(id)?.refund = Some(Refunded { id: refund.clone(), given, amount });
        if amount.minor <= 0 {
            return self.go(id, paid(one.asked.deed));
        }
        match one.asked.to {
            To::Original => {
                let reason = if cancelled { RefundReason::Withdrawn } else { one.asked.reason.of_refund() };
                self.effects.push(Effect::Refund { id: refund, part: line.part, amount, reason });
                self.go(id, State::Refunding)
            }
            To::Wallet { wallet } => {
                let back = Transaction::transfer("refunded", Account::Refunds, Account::Wallet(wallet), amount);
                self.transactions.push(back);
                self.go(id, paid(one.asked.deed))
            }
        }
    }
}
