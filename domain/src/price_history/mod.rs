//! What a price was, and what follows from it: the lowest price before a reduction, whether a claimed reduction is one, and
//! whether now is a good time.
//!
//! A history is what the shop saw itself. Where it saw nothing, nothing is known, and with too little known nothing is said.

mod advice;
mod claim;
mod story;

use serde::{Deserialize, Serialize};

pub use self::{
    advice::{Advice, Chance, LEAST_POINTS, LOOKS_BACK, Verdict, advise},
    claim::{Claim, Deal, Doubt, LEAST_BEFORE, LONGEST_CLAIM, Reduction, claim, deal, reduction},
    story::PriceStory,
};
use crate::{
    money::{Currency, Money},
    time::Timestamp,
};

#[cfg(test)]
mod tests;

/// How many days before a reduction its lowest price is looked for (directive 98/6/EC, article 6a).
pub const BEFORE_DAYS: i64 = 30;

/// For how many days a price counts as unchanged after it was last seen.
const HOLDS_DAYS: i64 = 2;

/// A price as it was seen from one moment to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When it was first seen.
    pub from: Timestamp,
    /// When it was last seen.
    pub until: Timestamp,
    /// The price.
    pub price: Money,
    /// What the seller said that it cost before, where they said so.
    pub list_price: Option<Money>,
}

impl Seen {
    /// The old price that the seller names, where it is noticeably above the price.
    pub fn claimed(&self) -> Option<Money> {
        let noticeable = |list: &Money| {
            list.currency == self.price.currency
                && list.minor.saturating_mul(100) > self.price.minor.saturating_mul(102)
        };
        self.list_price.filter(noticeable)
    }
}

/// The prices of one offer in one currency, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    seen: Vec<Seen>,
}

/// The price of a day: days since 1970-01-01, and the lowest price of that day in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The day.
    pub day: i64,
    /// The lowest price of the day.
    pub lowest: i64,
}

impl History {
    /// A history of what was seen, in whatever order; prices in another currency than the newest are left out.
    pub fn new(mut seen: Vec<Seen>) -> Self {
        seen.sort_by_key(|one| one.from);
        let currency = seen.last().map(|one| one.price.currency);
        seen.retain(|one| Some(one.price.currency) == currency);
        Self { seen }
    }

    /// What was seen, the oldest first.
    pub fn seen(&self) -> &[Seen] {
        &self.seen
    }

    /// What was seen last.
    pub fn latest(&self) -> Option<&Seen> {
        self.seen.last()
    }

    /// The currency of its prices.
    pub fn currency(&self) -> Option<Currency> {
        self.latest().map(|one| one.price.currency)
    }

    /// The prices that were known at some time between two moments, the second left out.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> impl Iterator<Item = i64> + '_ {
        let known =
            (0..self.seen.len()).filter(move |place| self.seen[*place].from < to && self.known_until(*place) > from);
        known.map(|place| self.seen[place].price.minor)
    }

    /// The days between two moments whose price is known, with the lowest price of each.
    pub fn points(&self, from: Timestamp, to: Timestamp) -> Vec<Point> {
        let (first, last) = (from.date().days(), to.plus(-1).date().days());
        let mut points: Vec<Point> = Vec::new();
        for (place, one) in self.seen.iter().enumerate() {
            let end = self.known_until(place).plus(-1).0.max(one.from.0);
            let days = one.from.date().days().max(first)..=Timestamp(end).date().days().min(last);
            for day in days {
                match points.last_mut().filter(|point| point.day == day) {
                    Some(point) => point.lowest = point.lowest.min(one.price.minor),
                    None => points.push(Point { day, lowest: one.price.minor }),
                }
            }
        }
        points
    }

    /// Until when a price counts: until the next one was seen, but no longer than it is taken to hold.
    fn known_until(&self, place: usize) -> Timestamp {
        let holds = self.seen[place].until.plus(HOLDS_DAYS * Timestamp::DAY);
        self.seen.get(place + 1).map_or(holds, |next| next.from.min(holds))
    }
}

/// The middle of some prices; the lower one of two.
fn median(points: &[Point]) -> Option<i64> {
    let mut prices: Vec<i64> = points.iter().map(|point| point.lowest).collect();
    prices.sort_unstable();
    prices.get(prices.len().saturating_sub(1) / 2).copied()
}

/// Whether an amount is at most so many hundredths of another.
fn at_most(amount: i64, hundredths: i64, of: i64) -> bool {
    amount.saturating_mul(100) <= of.saturating_mul(hundredths)
}
