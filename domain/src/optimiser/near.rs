//! A good way where there are too many to go through: from the cart as it is, and from the cheapest lines of every few
//! marketplaces, one move after another for as long as one makes it better.

use super::{Aim, Found, Standing, question::Question};
use crate::money::MoneyError;

/// From how many sets of marketplaces it begins, and how many of the best of them are made better.
const MOST_STARTS: usize = 128;
const MADE_BETTER: usize = 4;

/// How many rounds of moves one beginning gets.
const MOST_ROUNDS: usize = 40;

type Filled = (Standing, Vec<usize>, Vec<usize>);

/// Finds one that is never worse than the cart as it is.
pub(super) fn solve(question: &Question<'_>, aim: Aim) -> Result<Found, MoneyError> {
    let (now, options) = question.as_it_is();
    let standing = question.standing(&now, &options)?;
    let mut starts: Vec<Filled> = vec![(standing, now.clone(), options)];
    let markets = question.markets.len();
    let sets = if markets < 7 { 1 << markets } else { MOST_STARTS };
    for set in 1..sets {
        let within = |market: usize| match markets {
            0..7 => set & (1 << market) != 0,
            // Singles and pairs where there are too many sets.
            _ => market == set % markets || market == set / markets % markets,
        };
        let picks = cheapest_within(question, &now, within)?;
        starts.push(settle(question, aim, picks)?);
    }
    starts[1..].sort_by_key(|(standing, ..)| standing.measure(aim));
    starts.truncate(MADE_BETTER);
    let mut best: Option<Filled> = None;
    for start in starts {
        let better = improve(question, aim, start)?;
        if best.as_ref().is_none_or(|known| better.0.measure(aim) < known.0.measure(aim)) {
            best = Some(better);
        }
    }
    let (now, options) = question.as_it_is();
    let (standing, picks, options) = best.unwrap_or((standing, now, options));
    Ok(Found { picks, options, standing, exact: false })
}

/// Each line from the cheapest of some marketplaces; where none of them has it, from where it is.
fn cheapest_within(
    question: &Question<'_>,
    now: &[usize],
    within: impl Fn(usize) -> bool,
) -> Result<Vec<usize>, MoneyError> {
    let mut picks = now.to_vec();
    for (pick, offers) in picks.iter_mut().zip(&question.offers) {
        let mut cheapest: Option<(i64, usize)> = None;
        for offer in offers.iter().filter(|offer| within(offer.market)) {
            let alone = question.parcel(
                offer.market,
                offer.amount,
                1,
                question.markets[offer.market].options.first().copied().unwrap_or(0),
            )?;
            if cheapest.is_none_or(|(known, _)| alone.charged + alone.border < known) {
                cheapest = Some((alone.charged + alone.border, offer.place));
            }
        }
        *pick = cheapest.map_or(*pick, |(_, place)| place);
    }
    Ok(picks)
}

/// The picks with the best way of delivery of each marketplace, one after another.
fn settle(question: &Question<'_>, aim: Aim, picks: Vec<usize>) -> Result<Filled, MoneyError> {
    let (_, mut options) = question.as_it_is();
    for (market, option) in question.markets.iter().zip(&mut options) {
        if !market.options.contains(option) {
            *option = market.options.first().copied().unwrap_or(0);
        }
    }
    let mut standing = question.standing(&picks, &options)?;
    for (place, market) in question.markets.iter().enumerate() {
        for option in &market.options {
            let before = std::mem::replace(&mut options[place], *option);
            let other = question.standing(&picks, &options)?;
            if other.measure(aim) < standing.measure(aim) {
                standing = other;
            } else {
                options[place] = before;
            }
        }
    }
    Ok((standing, picks, options))
}

/// Moves one line, or all lines of one marketplace to another, for as long as that makes it better.
fn improve(question: &Question<'_>, aim: Aim, start: Filled) -> Result<Filled, MoneyError> {
    let mut best = start;
    for _ in 0..MOST_ROUNDS {
        let mut next: Option<(Standing, Vec<usize>)> = None;
        let mut look = |picks: Vec<usize>| -> Result<(), MoneyError> {
            let standing = question.standing(&picks, &best.2)?;
            let known = next.as_ref().map_or(best.0, |next| next.0);
            if standing.measure(aim) < known.measure(aim) {
                next = Some((standing, picks));
            }
            Ok(())
        };
        for (line, offers) in question.offers.iter().enumerate() {
            for offer in offers.iter().filter(|offer| offer.place != best.1[line]) {
                let mut picks = best.1.clone();
                picks[line] = offer.place;
                look(picks)?;
            }
        }
        for from in 0..question.markets.len() {
            for to in (0..question.markets.len()).filter(|to| *to != from) {
                look(all_moved(question, &best.1, from, to))?;
            }
        }
        match next {
            Some((_, picks)) => best = settle(question, aim, picks)?,
            None => break,
        }
    }
    Ok(best)
}

fn all_moved(question: &Question<'_>, picks: &[usize], from: usize, to: usize) -> Vec<usize> {
    let moved = |(pick, offers): (&usize, &Vec<super::question::Offer>)| {
        let is_from = offers.iter().any(|offer| offer.place == *pick && offer.market == from);
        let there = offers.iter().filter(|offer| is_from && offer.market == to).min_by_key(|offer| offer.amount);
        there.map_or(*pick, |offer| offer.place)
    };
    picks.iter().zip(&question.offers).map(moved).collect()
}
