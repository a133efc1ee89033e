//! Reductions: when one began, the lowest price before it, and whether the saving that a seller claims is one.

use serde::{Deserialize, Serialize};

use super::{BEFORE_DAYS, History, LEAST_POINTS, LOOKS_BACK, Point, at_most, median};
use crate::{money::Money, time::Timestamp};

/// How many of the days before a reduction must be known for anything to be said of it.
pub const LEAST_BEFORE: usize = 20;

/// After how many days a claimed reduction is what the thing costs.
pub const LONGEST_CLAIM: i64 = 90;

/// A price that went down and has not gone up since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reduction {
    /// When it went down.
    pub since: Timestamp,
    /// The lowest price of the 30 days before; nothing where too few of them are known.
    pub lowest_before: Option<Money>,
    /// How many of these days are known.
    pub known_days: u32,
}

/// Why a claimed reduction is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// In the 30 days before, it cost no more than now.
    NotLower,
    /// In the 30 days before, it cost more than now, but by less than half of what is claimed.
    Overstated,
    /// It costs what it usually cost in the months before: the price was raised first.
    RaisedBefore,
    /// The old price has been named for too long.
    Standing,
}

impl Doubt {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::NotLower, Self::Overstated, Self::RaisedBefore, Self::Standing];

    /// Its word in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotLower => "not-lower",
            Self::Overstated => "overstated",
            Self::RaisedBefore => "raised-before",
            Self::Standing => "standing",
        }
    }
}

/// What is known of a seller's claim that the price was reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "claim", rename_all = "snake_case")]
pub enum Claim {
    /// There is none.
    None,
    /// Too little is known to say.
    Unknown,
    /// It is so.
    Holds,
    /// It is not so.
    Doubtful {
        /// Why.
        doubt: Doubt,
    },
}

/// A price well below what the thing usually costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deal {
    /// What it usually costs.
    pub usual: Money,
    /// What it costs now.
    pub price: Money,
    /// By how much it is below, in basis points.
    pub below: u32,
}

fn window(history: &History, before: Timestamp) -> (Option<i64>, Vec<Point>) {
    let from = before.plus(-BEFORE_DAYS * Timestamp::DAY);
    (history.between(from, before).min(), history.points(from, before))
}

/// The reduction that stands now: the last change of the price was a fall. Nothing where it was a rise, or none was seen.
pub fn reduction(history: &History) -> Option<Reduction> {
    let moved = history.seen().windows(2).rfind(|pair| pair[0].price != pair[1].price)?;
    let [before, after] = moved else { return None };
    if after.price.minor >= before.price.minor {
        return None;
    }
    let (lowest, points) = window(history, after.from);
    let known_days = u32::try_from(points.len()).unwrap_or(0);
    let lowest_before = lowest.filter(|_| points.len() >= LEAST_BEFORE);
    let lowest_before = lowest_before.map(|minor| Money::new(minor, after.price.currency));
    Some(Reduction { since: after.from, lowest_before, known_days })
}

/// What is known at a moment of the reduction that the seller claims.
pub fn claim(history: &History, now: Timestamp) -> Claim {
    let Some((latest, claimed)) = history.latest().and_then(|latest| Some((latest, latest.claimed()?))) else {
        return Claim::None;
    };
    let price = latest.price.minor;
    let seen = history.seen();
    let before_claim = seen.iter().rposition(|one| one.claimed().is_none());
    let since = seen[before_claim.map_or(0, |place| place + 1)].from;
    let doubtful = |doubt| Claim::Doubtful { doubt };
    let stands_for = now.0.saturating_sub(since.0) / Timestamp::DAY;
    let (lowest, points) = window(history, since);
    let Some(lowest) = lowest.filter(|_| points.len() >= LEAST_BEFORE) else {
        // What was claimed as long as anything is known, and was never so, is no reduction either.
        let highest = seen.iter().map(|one| one.price.minor).max().unwrap_or(price);
        let never_so = stands_for >= 2 * BEFORE_DAYS && !at_most(claimed.minor, 100, highest);
        return if never_so { doubtful(Doubt::Standing) } else { Claim::Unknown };
    };
    if at_most(lowest, 102, price) {
        return doubtful(Doubt::NotLower);
    }
    if lowest.saturating_sub(price).saturating_mul(2) < claimed.minor.saturating_sub(price) {
        return doubtful(Doubt::Overstated);
    }
    let months = history.points(since.plus(-LOOKS_BACK * Timestamp::DAY), since);
    let usual = median(&months).filter(|_| months.len() >= LEAST_POINTS);
    if usual.is_some_and(|usual| at_most(usual, 102, price)) {
        return doubtful(Doubt::RaisedBefore);
    }
    if stands_for > LONGEST_CLAIM { doubtful(Doubt::Standing) } else { Claim::Holds }
}

/// A real deal: at least a tenth below what it usually costs and below everything it cost in the 30 days before it fell, with
/// enough known, and no claim that is not so.
pub fn deal(history: &History, now: Timestamp) -> Option<Deal> {
    let latest = history.latest()?;
    let reduced = reduction(history)?;
    let points = history.points(now.plus(-LOOKS_BACK * Timestamp::DAY), now);
    let usual = median(&points).filter(|_| points.len() >= LEAST_POINTS)?;
    let (price, before) = (latest.price, reduced.lowest_before?);
    let is_real = at_most(price.minor, 90, usual)
        && price.minor < before.minor
        && !matches!(claim(history, now), Claim::Doubtful { .. });
    let below = usual.saturating_sub(price.minor).saturating_mul(10_000).checked_div(usual)?;
    is_real.then(|| Deal { usual: Money::new(usual, price.currency), price, below: u32::try_from(below).unwrap_or(0) })
}
