//! How far a marketplace keeps its word, from what we observed of its orders and from nothing else: no review and no rating
//! comes in here. Whoever has the same observations comes to the same numbers.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// The fewest observations from which a share is told.
pub const LEAST: u32 = 5;

/// How many days a marketplace has to give money back after it cancelled or took something back.
pub const REFUND_DAYS: i64 = 14;

/// How long after the promised moment goods still count as arrived on their day, as promises name a day.
const THE_DAY: i64 = Timestamp::DAY;

/// Something that a marketplace said and did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Observation {
    /// It quoted a price and then took the order: at that price, or it refused, or asked for more.
    Quoted {
        /// Whether it took the order at the price it quoted.
        kept: bool,
    },
    /// It promised goods by a moment; when they came. `None` where the moment has passed and nothing came.
    Promised {
        /// By when.
        by: Timestamp,
        /// When they came.
        came: Option<Timestamp>,
    },
    /// Money was to be given back.
    Refund {
        /// Since when.
        asked: Timestamp,
        /// When it was given back; `None` where it was refused, or the days are over.
        given: Option<Timestamp>,
    },
}

/// How often something was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// How often there was something to keep.
    pub of: u32,
    /// How often it was kept.
    pub kept: u32,
}

impl Kept {
    /// The share that was kept in whole hundredths, rounded down; `None` below [`LEAST`] observations.
    pub fn share(self) -> Option<u32> {
        (self.of >= LEAST).then(|| (u64::from(self.kept) * 100 / u64::from(self.of.max(1))) as u32)
    }

    fn note(&mut self, kept: bool) {
        self.of += 1;
        self.kept += u32::from(kept);
    }

    fn and(self, other: Self) -> Self {
        Self { of: self.of + other.of, kept: self.kept + other.kept }
    }
}

/// What was observed of a marketplace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    /// Orders taken at the price that was quoted.
    pub quoted: Kept,
    /// Goods that came by the day that was promised.
    pub delivered: Kept,
    /// Money given back within [`REFUND_DAYS`].
    pub refunded: Kept,
    /// How many hours it took in the middle until money was given back, where it was at least [`LEAST`] times.
    pub refund_hours: Option<u32>,
}

impl Trust {
    /// What observations come to, in whatever order they are told.
    pub fn of(observations: impl IntoIterator<Item = Observation>) -> Self {
        let mut trust = Self::default();
        let mut waits: Vec<i64> = Vec::new();
        for observation in observations {
            match observation {
                Observation::Quoted { kept } => trust.quoted.note(kept),
                Observation::Promised { by, came } => {
                    trust.delivered.note(came.is_some_and(|came| came <= by.plus(THE_DAY)));
                }
                Observation::Refund { asked, given } => {
                    let wait = given.map(|given| (given.0 - asked.0).max(0));
                    waits.extend(wait);
                    trust.refunded.note(wait.is_some_and(|wait| wait <= REFUND_DAYS * Timestamp::DAY));
                }
            }
        }
        waits.sort_unstable();
        let enough = u32::try_from(waits.len()).is_ok_and(|count| count >= LEAST);
        let hours = |wait: i64| u32::try_from(wait / (60 * Timestamp::MINUTE)).unwrap_or(u32::MAX);
        trust.refund_hours = waits.get(waits.len() / 2).filter(|_| enough).copied().map(hours);
        trust
    }

    /// All promises together, each counted once.
    pub fn together(&self) -> Kept {
        self.quoted.and(self.delivered).and(self.refunded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEN: Timestamp = Timestamp(1_795_248_000_000);

    fn promised(days: Option<i64>) -> Observation {
        Observation::Promised { by: THEN, came: days.map(|days| THEN.plus(days * Timestamp::DAY)) }
    }

    #[test]
    fn below_five_observations_no_share_is_told() {
        for seen in 0..8 {
            let trust = Trust::of((0..seen).map(|_| Observation::Quoted { kept: true }));
            assert_eq!(trust.quoted, Kept { of: seen, kept: seen });
            assert_eq!(trust.quoted.share(), (seen >= LEAST).then_some(100), "{seen}");
        }
    }

    #[test]
    fn goods_that_come_on_their_day_are_in_time_and_goods_that_never_come_are_not() {
        let trust = Trust::of([Some(-3), Some(0), Some(1), Some(2), None].map(promised));
        assert_eq!((trust.delivered, trust.delivered.share()), (Kept { of: 5, kept: 3 }, Some(60)));
    }

    #[test]
    fn refunds_count_by_the_time_they_took() {
        let refund = |hours: Option<i64>| Observation::Refund {
            asked: THEN,
            given: hours.map(|hours| THEN.plus(hours * 60 * Timestamp::MINUTE)),
        };
        let trust = Trust::of([Some(2), Some(30), Some(400), Some(1), Some(3), None].map(refund));
        assert_eq!((trust.refunded, trust.refund_hours), (Kept { of: 6, kept: 4 }, Some(3)));
        assert_eq!(Trust::of([Some(2); 4].map(refund)).refund_hours, None);
    }

    #[test]
    fn the_order_of_observations_does_not_matter() {
        let mut all = vec![promised(Some(0)), promised(None), Observation::Quoted { kept: false }];
        let once = Trust::of(all.clone());
        all.reverse();
        assert_eq!(Trust::of(all), once);
        assert_eq!(once.together(), Kept { of: 3, kept: 1 });
    }
}
