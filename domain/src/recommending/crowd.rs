//! What people do: which things the same people turn to, and what many turn to.

use std::collections::HashMap;

use super::{Moment, Near, Portrait, faded, nearest, weight};
use crate::{consent::Behaviour, time::Timestamp};

/// How many people must have turned to two things before one is named beside the other.
pub const LEAST_PEOPLE: u32 = 3;

/// How many things of one person count: what they turned to last.
const MOST_OF_ONE: usize = 60;

/// How many people of one thing count, the last ones.
const MOST_PEOPLE: usize = 1_500;

/// How many neighbours are kept of a thing.
const KEPT: usize = 30;

/// Few people say less than many: so many more would be needed to be half sure.
const UNSURE: f32 = 0.5;

/// How far apart in somebody's way two things may be and still count half.
const APART: f32 = 15.0;

/// After how many days a moment counts half: for what belongs together, and for what is wanted now.
const FADES: i64 = 60;
const FAME_FADES: i64 = 10;

/// How much the stars that marketplaces tell count beside what people do here: what one person who looks would.
const OF_STARS: f32 = 0.5;

/// A thing that somebody turned to.
#[derive(Clone, Copy, Debug)]
struct Kept {
    thing: u32,
    strength: f32,
    at: Timestamp,
}

/// What every person turned to, in the order in which they did.
pub(super) struct Baskets(Vec<Vec<Kept>>);

impl Baskets {
    /// Of the moments that count: all, or only those in which somebody wanted to have a thing.
    pub(super) fn of(log: &[Moment], now: Timestamp, counts: fn(Behaviour) -> bool) -> Self {
        let mut of: HashMap<u32, HashMap<u32, Kept>> = HashMap::new();
        for moment in log.iter().filter(|moment| counts(moment.what)) {
            let strength = weight(moment.what) * faded(now.0 - moment.at.0, FADES);
            let kept = of.entry(moment.who).or_default().entry(moment.thing);
            let kept = kept.or_insert(Kept { thing: moment.thing, strength, at: moment.at });
            kept.strength = kept.strength.max(strength);
            kept.at = kept.at.max(moment.at);
        }
        let mut people: Vec<(u32, HashMap<u32, Kept>)> = of.into_iter().collect();
        people.sort_unstable_by_key(|(who, _)| *who);
        let in_order = |(_, things): (u32, HashMap<u32, Kept>)| {
            let mut things: Vec<Kept> = things.into_values().collect();
            things.sort_unstable_by_key(|kept| (kept.at, kept.thing));
            let skip = things.len().saturating_sub(MOST_OF_ONE);
            things.split_off(skip)
        };
        Self(people.into_iter().map(in_order).collect())
    }

    /// For every thing those that the same people turned to, the nearest first.
    pub(super) fn neighbours(&self, things: usize) -> Vec<Vec<Near>> {
        // who turned to a thing, and when in their way
        let mut holders: Vec<Vec<(usize, usize)>> = vec![Vec::new(); things];
        let mut lengths = vec![0.0_f32; things];
        for (person, basket) in self.0.iter().enumerate() {
            for (place, kept) in basket.iter().enumerate() {
                holders[kept.thing as usize].push((person, place));
                lengths[kept.thing as usize] += share(basket) * kept.strength * kept.strength;
            }
        }
        let mut sums = vec![(0.0_f32, 0_u32); things];
        let of_thing = |(thing, held): (usize, &Vec<(usize, usize)>)| {
            let mut touched: Vec<u32> = Vec::new();
            for (person, place) in held.iter().rev().take(MOST_PEOPLE) {
                let basket = &self.0[*person];
                let own = basket[*place];
                for (other_place, other) in basket.iter().enumerate().filter(|(_, other)| other.thing != own.thing) {
                    let apart = other_place.abs_diff(*place) as f32;
                    let near = share(basket) * own.strength * other.strength / (1.0 + apart / APART);
                    let sum = &mut sums[other.thing as usize];
                    if sum.1 == 0 {
                        touched.push(other.thing);
                    }
                    *sum = (sum.0 + near, sum.1 + 1);
                }
            }
            let mut found = Vec::new();
            for other in touched {
                let (sum, people) = std::mem::take(&mut sums[other as usize]);
                if people >= LEAST_PEOPLE {
                    let length = (lengths[thing] * lengths[other as usize]).sqrt();
                    let sure = people as f32 / (people as f32 + UNSURE);
                    found.push((other, sure * sum / length.max(f32::MIN_POSITIVE)));
                }
            }
            nearest(found, KEPT)
        };
        holders.iter().enumerate().map(of_thing).collect()
    }
}

/// Who turns to everything says less of each.
fn share(basket: &[Kept]) -> f32 {
    1.0 / (1.0 + basket.len() as f32).ln()
}

/// How much every thing is wanted, from 0 to 1: by people of late, and by the stars it has where nobody came yet. Each
/// person counts once for a thing, however often they come.
pub(super) fn fame(portraits: &[Portrait], log: &[Moment], now: Timestamp) -> Vec<f32> {
    let mut most: HashMap<(u32, u32), f32> = HashMap::new();
    for moment in log {
        let wanted = weight(moment.what) * faded(now.0 - moment.at.0, FAME_FADES);
        let known = most.entry((moment.who, moment.thing)).or_default();
        *known = known.max(wanted);
    }
    let stars = |portrait: &Portrait| {
        portrait.rating.map_or(0.0, |rating| {
            f32::from(rating.hundredths.min(500)) / 500.0 * (1.0 + rating.count as f32).ln() / 10.0
        })
    };
    let mut fame: Vec<f32> = portraits.iter().map(|portrait| OF_STARS * stars(portrait)).collect();
    let mut wanted: Vec<((u32, u32), f32)> = most.into_iter().collect();
    // Sums of such numbers depend on their order.
    wanted.sort_unstable_by_key(|(key, _)| *key);
    for ((_, thing), wanted) in wanted {
        fame[thing as usize] += wanted;
    }
    let highest = fame.iter().copied().fold(0.0, f32::max).max(f32::MIN_POSITIVE);
    fame.into_iter().map(|fame| fame / highest).collect()
}
