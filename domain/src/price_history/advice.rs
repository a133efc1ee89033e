//! Whether now is a good time, told with what it rests on, and not at all where it would rest on too little.

use serde::{Deserialize, Serialize};

use super::{Point, at_most, median};

/// How many days back are looked at.
pub const LOOKS_BACK: i64 = 180;

/// How many days with a known price there must be among them before anything is advised.
pub const LEAST_POINTS: usize = 60;

/// Within how many days a price that was this high must have fallen to count as one that fell.
const SOON: i64 = 30;

/// How often it must have been this high for a chance to be told.
const LEAST_TIMES: u32 = 3;

/// How a price stands among those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Low: it was cheaper on a tenth of the days at most, and is a twentieth or more below the usual price.
    Low,
    /// About as usual.
    Usual,
    /// High: it was cheaper on half of the days or more, and is a twentieth or more above the usual price.
    High,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Low, Self::Usual, Self::High];

    /// Its word in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Usual => "usual",
            Self::High => "high",
        }
    }
}

/// How often a price that was at least this high fell soon by a twentieth or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chance {
    /// How often it fell.
    pub fell: u32,
    /// How often it was this high.
    pub of: u32,
}

/// What can honestly be said of the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// How the price stands.
    pub verdict: Verdict,
    /// On how many days it rests.
    pub points: u32,
    /// On how many of them it was cheaper than now.
    pub cheaper: u32,
    /// What it usually costs, in minor units.
    pub usual: i64,
    /// The least it cost, in minor units.
    pub lowest: i64,
    /// What became of it when it was this high, where that happened often enough.
    pub chance: Option<Chance>,
}

/// What can be said of a price now; nothing with fewer than [`LEAST_POINTS`] days known among the last [`LOOKS_BACK`].
pub fn advise(points: &[Point], today: i64, price: i64) -> Option<Advice> {
    let known: Vec<Point> =
        points.iter().filter(|point| (today - LOOKS_BACK..=today).contains(&point.day)).copied().collect();
    if known.len() < LEAST_POINTS {
        return None;
    }
    let usual = median(&known)?;
    let cheaper = known.iter().filter(|point| point.lowest < price).count();
    let verdict = if at_most(price, 95, usual) && cheaper * 10 <= known.len() {
        Verdict::Low
    } else if at_most(usual * 105, 100, price * 100) && cheaper * 2 >= known.len() {
        Verdict::High
    } else {
        Verdict::Usual
    };
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Some(Advice {
        verdict,
        points: number(known.len()),
        cheaper: number(cheaper),
        usual,
        lowest: known.iter().map(|point| point.lowest).min()?,
        chance: chance(&known, today, price),
    })
}

/// Counts the times at which the price rose to about this or more, long enough ago that one knows what followed.
fn chance(known: &[Point], today: i64, price: i64) -> Option<Chance> {
    let is_high = |point: &Point| !at_most(point.lowest, 97, price) || point.lowest == price;
    let mut chance = Chance { fell: 0, of: 0 };
    let mut was_high = false;
    for (place, point) in known.iter().enumerate() {
        let high = is_high(point);
        if high && !was_high && point.day + SOON <= today {
            let soon = known[place..].iter().take_while(|later| later.day <= point.day + SOON);
            chance.of += 1;
            chance.fell += u32::from(soon.into_iter().any(|later| at_most(later.lowest, 95, point.lowest)));
        }
        was_high = high;
    }
    Some(chance).filter(|chance| chance.of >= LEAST_TIMES)
}
