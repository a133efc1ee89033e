//! The right of withdrawal of directive 2011/83/EU, articles 9 to 16. Periods are those of regulation 1182/71: see
//! [`crate::calendar`].

use super::{Informed, LineFacts, OrderFacts};
use crate::time::{Date, Timestamp};

/// Days to withdraw (article 9(1)), to send back (article 14(1)) and to give back (article 13(1)).
const DAYS: u16 = 14;

/// Months that are added where the shopper was not informed (article 10(1)).
const MONTHS: u16 = 12;

/// The European Union, the rest of the European Economic Area, and the United Kingdom, whose Consumer Contracts
/// Regulations 2013 hold the same periods.
const COUNTRIES: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
    "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// How long a right lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// It has not begun to run out.
    Open,
    /// Until the end of a day.
    Until(Date),
}

/// Whether the shopper is a consumer whom the directive protects.
pub fn protects(facts: &OrderFacts) -> bool {
    facts.consumer && COUNTRIES.contains(&facts.country.as_str())
}

/// For how long a line can be withdrawn from; nothing where the law gives no such right.
///
/// The period begins when the shopper has the last piece of everything bought by the same contract (article 9(2)(b)(i) and
/// (ii)), for what cannot be touched when it was bought (article 9(2)(c)).
pub fn withdrawal(facts: &OrderFacts, line: &LineFacts) -> Option<Period> {
    if !protects(facts) || !line.goods.can_be_withdrawn() {
        return None;
    }
    let begun = if line.goods.is_digital() { Some(facts.ordered) } else { last_arrival(facts, line.contract) };
    Some(begun.map_or(Period::Open, |begun| Period::Until(last_day(facts, facts.zone.date(begun)))))
}

/// When the last piece of a contract arrived; nothing while some are missing.
fn last_arrival(facts: &OrderFacts, contract: u32) -> Option<Timestamp> {
    let is_awaited = |line: &&LineFacts| line.contract == contract && !line.goods.is_digital() && line.pieces > 0;
    let arrivals: Option<Vec<Timestamp>> = facts.lines.iter().filter(is_awaited).map(LineFacts::arrived).collect();
    arrivals?.into_iter().max()
}

/// The last day of the period that began on a day (articles 9(1) and 10).
fn last_day(facts: &OrderFacts, begun: Date) -> Date {
    let calendar = &facts.calendar;
    let initial = calendar.period_of_days(begun, DAYS);
    let longest = calendar.period_of_months(initial, MONTHS);
    match facts.informed {
        Informed::InTime => initial,
        Informed::Never => longest,
        Informed::Later(at) => {
            let told = facts.zone.date(at);
            let in_time = told <= begun.plus_months(MONTHS);
            if in_time { calendar.period_of_days(told, DAYS).max(initial) } else { longest }
        }
    }
}

/// Whether the shopper had been told of the right at a moment; who had not does not answer for having used the goods
/// (article 14(2)). Outside the law's countries nobody has to be told.
pub fn was_told(facts: &OrderFacts, at: Timestamp) -> bool {
    match facts.informed {
        _ if !protects(facts) => true,
        Informed::InTime => true,
        Informed::Later(told) => told <= at,
        Informed::Never => false,
    }
}

/// Until when goods have to be sent back after their shopper said so (article 14(1)).
pub fn send_by(facts: &OrderFacts, asked: Timestamp) -> Timestamp {
    end(facts, asked)
}

/// Until when the money has to be given back (article 13(1)); it may be kept until the goods are back or are shown to have
/// been sent (article 13(3)).
pub fn refund_by(facts: &OrderFacts, asked: Timestamp) -> Timestamp {
    end(facts, asked)
}

fn end(facts: &OrderFacts, asked: Timestamp) -> Timestamp {
    facts.zone.end_of(facts.calendar.period_of_days(facts.zone.date(asked), DAYS))
}
