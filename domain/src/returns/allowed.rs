//! What a shopper may ask for now, until when, on which terms, and why not.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Condition, Deed, Goods, LineFacts, OrderFacts, Payer, Period, Policy, Reason, Way,
    law::{protects, withdrawal},
};
use crate::{
    time::{Date, Timestamp},
    timeline::Stage,
};

/// Months for which a seller answers for what is wrong with goods (directive (EU) 2019/771, article 10(1)).
const CONFORMITY: u16 = 24;

/// What gives the right to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// What the marketplace offers.
    Offer,
    /// The right of withdrawal.
    Withdrawal,
    /// That goods have to be as agreed.
    Conformity,
}

/// Something a shopper may ask for, and on which terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What.
    pub deed: Deed,
    /// What gives the right to it now.
    pub basis: Basis,
    /// The last day on which it can be asked for; nothing where no period runs yet.
    pub last_day: Option<Date>,
    /// The moment with which that day ends where the shopper lives.
    pub until: Option<Timestamp>,
    /// The last day on which the law gives it, on terms that cost nothing; nothing where it does not, or no period runs yet.
    pub by_law: Option<Date>,
    /// For which reasons; all of them where none is named.
    pub reasons: BTreeSet<Reason>,
    /// Who pays for sending it back, unless the seller is to blame, who then always does.
    pub label: Payer,
    /// How it can go back.
    pub ways: Vec<Way>,
    /// What is kept of the price, unless the seller is to blame, in basis points.
    pub restocking_points: u32,
    /// In which state it is taken back.
    pub condition: Condition,
    /// Whether the standard delivery is given back too.
    pub delivery_back: bool,
}

/// Why something cannot be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// Nobody offers it.
    NotOffered,
    /// It has not arrived.
    NotArrived,
    /// It has come too far.
    TooFar,
    /// The last day was this one.
    TooLate(Date),
    /// Goods of this kind do not go back.
    Excluded(Goods),
    /// All pieces are on their way back already, or done with.
    NothingLeft,
    /// Not for this reason.
    WrongReason,
}

/// What may be asked for with a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed {
    /// The line.
    pub line: u32,
    /// How many pieces it can be asked for.
    pub pieces: u32,
    /// What may be asked for.
    pub choices: Vec<Choice>,
    /// What may not, and why.
    pub not: Vec<(Deed, WhyNot)>,
}

impl Allowed {
    /// The terms of one deed, or why it is not allowed.
    ///
    /// # Errors
    /// When it may not be asked for.
    pub fn choice(&self, deed: Deed) -> Result<&Choice, WhyNot> {
        let found = self.choices.iter().find(|choice| choice.deed == deed);
        found.ok_or_else(|| self.not.iter().find(|(not, _)| *not == deed).map_or(WhyNot::NotOffered, |(_, why)| *why))
    }
}

/// What may be asked for with a line at a moment.
pub fn allowed(facts: &OrderFacts, line: &LineFacts, policy: &Policy, now: Timestamp) -> Allowed {
    let pieces = line.pieces.saturating_sub(line.taken);
    let asked = Asked { facts, line, policy, now };
    let mut allowed = Allowed { line: line.line, pieces, choices: Vec::new(), not: Vec::new() };
    for deed in Deed::ALL {
        let found = match deed {
            _ if pieces == 0 => Err(WhyNot::NothingLeft),
            Deed::Cancel => asked.cancel(),
            Deed::Return => asked.send_back(),
            Deed::Exchange => asked.exchange(),
            Deed::Claim => asked.claim(),
        };
        match found {
            Ok(choice) => allowed.choices.push(choice),
            Err(why) => allowed.not.push((deed, why)),
        }
    }
    allowed
}

/// A question with all it depends on.
struct Asked<'a> {
    facts: &'a OrderFacts,
    line: &'a LineFacts,
    policy: &'a Policy,
    now: Timestamp,
}

impl Asked<'_> {
    /// The marketplace's terms until a day.
    fn offer(&self, deed: Deed, last_day: Option<Date>) -> Choice {
        let until = last_day.map(|day| self.facts.zone.end_of(day));
        Choice {
            deed,
            basis: Basis::Offer,
            last_day,
            until,
            by_law: None,
            reasons: self.policy.reasons.clone(),
            label: self.policy.label,
            ways: self.policy.ways.clone(),
            restocking_points: self.policy.restocking_points.min(10_000),
            condition: self.policy.condition,
            delivery_back: self.policy.delivery_back,
        }
    }

    /// The last of so many days after the line arrived.
    fn window(&self, days: u16) -> Result<Date, WhyNot> {
        if days == 0 {
            return Err(WhyNot::NotOffered);
        }
        let arrived = self.line.arrived().ok_or(WhyNot::NotArrived)?;
        Ok(self.facts.zone.date(arrived).plus(i64::from(days)))
    }

    fn in_time(&self, last_day: Date) -> Result<Date, WhyNot> {
        if self.now < self.facts.zone.end_of(last_day) { Ok(last_day) } else { Err(WhyNot::TooLate(last_day)) }
    }

    fn cancel(&self) -> Result<Choice, WhyNot> {
        let before = self.policy.cancel_before.ok_or(WhyNot::NotOffered)?;
        if self.line.stage >= before || self.line.stage >= Stage::Cancelled {
            return Err(WhyNot::TooFar);
        }
        // What was never sent is given back whole.
        let reasons = BTreeSet::new();
        Ok(Choice { reasons, restocking_points: 0, delivery_back: true, ..self.offer(Deed::Cancel, None) })
    }

    /// By law where it gives a right now, otherwise as the marketplace offers; until the later of both days.
    fn send_back(&self) -> Result<Choice, WhyNot> {
        let law = withdrawal(self.facts, self.line);
        let by_law = match law {
            Some(Period::Until(day)) => Some(day),
            _ => None,
        };
        let takes = !self.policy.excluded.contains(&self.line.goods) && !self.line.goods.is_digital();
        let window = self.window(self.policy.window_days);
        let offered = if takes { window } else { Err(WhyNot::Excluded(self.line.goods)) };
        let holds = match law {
            Some(Period::Open) => true,
            Some(Period::Until(day)) => self.in_time(day).is_ok(),
            None => false,
        };
        if !holds {
            let last_day = match (offered, by_law) {
                (Ok(day), other) => other.map_or(day, |other| other.max(day)),
                (Err(_), Some(day)) => day,
                (Err(why), None) => return Err(why),
            };
            return Ok(Choice { by_law, ..self.offer(Deed::Return, Some(self.in_time(last_day)?)) });
        }
        let last_day = by_law.map(|day| offered.map_or(day, |other| other.max(day)));
        let by_kind = if self.line.goods.must_be_sealed() { Condition::Sealed } else { Condition::Unused };
        Ok(Choice {
            basis: Basis::Withdrawal,
            by_law,
            // The law asks for no reason, and nothing is kept.
            reasons: BTreeSet::new(),
            restocking_points: 0,
            delivery_back: true,
            condition: if offered.is_ok() { by_kind.min(self.policy.condition) } else { by_kind },
            label: if self.facts.told_of_return_cost { self.policy.label } else { Payer::Seller },
            ..self.offer(Deed::Return, last_day)
        })
    }

    fn exchange(&self) -> Result<Choice, WhyNot> {
        if self.policy.excluded.contains(&self.line.goods) || self.line.goods.is_digital() {
            return Err(WhyNot::Excluded(self.line.goods));
        }
        let last_day = self.in_time(self.window(self.policy.exchange_days)?)?;
        Ok(self.offer(Deed::Exchange, Some(last_day)))
    }

    /// What is wrong is the seller's to put right, whatever kind of goods it is; what is lost can be claimed at any time.
    fn claim(&self) -> Result<Choice, WhyNot> {
        let reasons: BTreeSet<Reason> = Reason::ALL.into_iter().filter(|reason| reason.is_fault()).collect();
        let terms = |basis, last_day, by_law| Choice {
            basis,
            by_law,
            reasons: reasons.clone(),
            label: Payer::Seller,
            restocking_points: 0,
            delivery_back: true,
            condition: Condition::Any,
            ..self.offer(Deed::Claim, last_day)
        };
        if self.line.lost {
            return Ok(terms(Basis::Conformity, None, None));
        }
        let arrived = self.line.arrived();
        let by_law = arrived
            .filter(|_| protects(self.facts))
            .map(|at| self.facts.calendar.period_of_months(self.facts.zone.date(at), CONFORMITY));
        let offered = self.window(self.policy.claim_days);
        let last_day = match (by_law, offered) {
            (Some(law), Ok(offer)) => law.max(offer),
            (Some(law), Err(_)) => law,
            (None, offered) => offered?,
        };
        self.in_time(last_day)?;
        let holds = by_law.is_some_and(|day| self.in_time(day).is_ok());
        Ok(terms(if holds { Basis::Conformity } else { Basis::Offer }, Some(last_day), by_law))
    }
}
