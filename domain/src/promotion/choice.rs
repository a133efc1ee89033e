//! Which promotions count together: the combination that is best for the shopper.
//!
//! A combination has, in each lane, either all that stand beside others or one alone; or one promotion in the whole cart. In a
//! lane whose rule is the best one, each is one alone. Up to [`MOST_COMBINATIONS`] combinations every one is worked out. Beyond that the
//! first one, by priority, is bettered lane by lane for as long as that helps; so the outcome is never worse than
//! the first.

use super::{Beside, Facts, Lane, LaneRule, ready::Ready, trial::Trial};
use crate::money::MoneyError;

/// So many combinations are all worked out.
pub const MOST_COMBINATIONS: usize = 512;

/// So often all lanes are gone through where there are more combinations.
const MOST_ROUNDS: usize = 8;

/// The ways to fill a lane, the one with the highest priority first; each names places among those that may count.
type Ways = Vec<Vec<usize>>;

/// The best combination, and whether every one was looked at. `ready` stands in the order in which it is worked out.
pub(super) fn best(ready: &[Ready], facts: &Facts) -> Result<(Trial, bool), MoneyError> {
    let lanes: Vec<Ways> =
        Lane::ALL.into_iter().map(|lane| ways(lane, ready, facts)).filter(|ways| !ways.is_empty()).collect();
    let combinations = lanes.iter().try_fold(1_usize, |all, ways| all.checked_mul(ways.len()));
    let exact = combinations.is_some_and(|combinations| combinations <= MOST_COMBINATIONS);
    let bare = Trial::new(facts)?;
    let mut best =
        if exact { every(&lanes, ready, facts, bare.clone())? } else { bettered(&lanes, ready, facts, &bare)? };
    for alone in (0..ready.len()).filter(|place| ready[*place].terms.beside == Beside::Nothing) {
        best = better(best, with(&[alone], ready, facts, &bare)?);
    }
    Ok((best, exact))
}

fn ways(lane: Lane, ready: &[Ready], facts: &Facts) -> Ways {
    let stacks = facts.lanes.rule(lane) == LaneRule::Stack;
    let mut ways = Ways::new();
    let mut together: Option<usize> = None;
    for (place, one) in ready.iter().enumerate().filter(|(_, one)| one.terms.lane == lane) {
        match (one.terms.beside, together) {
            (Beside::Nothing, _) => {}
            (Beside::Others, Some(way)) if stacks => ways[way].push(place),
            (Beside::Others, None) if stacks => {
                together = Some(ways.len());
                ways.push(vec![place]);
            }
            (Beside::Others | Beside::OtherLanes, _) => ways.push(vec![place]),
        }
    }
    ways
}

/// The better for the shopper; the first of equals.
fn better(first: Trial, second: Trial) -> Trial {
    if second.benefit.minor > first.benefit.minor { second } else { first }
}

fn with(places: &[usize], ready: &[Ready], facts: &Facts, before: &Trial) -> Result<Trial, MoneyError> {
    let mut trial = before.clone();
    for place in places {
        trial.take(*place, &ready[*place], facts)?;
    }
    Ok(trial)
}

/// The best of all combinations of these lanes.
fn every(lanes: &[Ways], ready: &[Ready], facts: &Facts, before: Trial) -> Result<Trial, MoneyError> {
    let Some((lane, rest)) = lanes.split_first() else { return Ok(before) };
    let mut best: Option<Trial> = None;
    for way in lane {
        let trial = every(rest, ready, facts, with(way, ready, facts, &before)?)?;
        best = Some(match best {
            Some(best) => better(best, trial),
            None => trial,
        });
    }
    Ok(best.unwrap_or(before))
}

/// The first combination, bettered lane by lane.
fn bettered(lanes: &[Ways], ready: &[Ready], facts: &Facts, bare: &Trial) -> Result<Trial, MoneyError> {
    let combined = |chosen: &[usize]| {
        let places: Vec<usize> = chosen.iter().zip(lanes).flat_map(|(way, ways)| ways[*way].iter().copied()).collect();
        with(&places, ready, facts, bare)
    };
    let mut chosen = vec![0; lanes.len()];
    let mut best = combined(&chosen)?;
    for _ in 0..MOST_ROUNDS {
        let before = best.benefit;
        for (lane, ways) in lanes.iter().enumerate() {
            for way in 0..ways.len() {
                let mut other = chosen.clone();
                other[lane] = way;
                let trial = combined(&other)?;
                if trial.benefit.minor > best.benefit.minor {
                    (best, chosen) = (trial, other);
                }
            }
        }
        if best.benefit == before {
            break;
        }
    }
    Ok(best)
}
