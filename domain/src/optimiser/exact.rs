//! The best of all ways: marketplace by marketplace, over every set of lines that those before it have taken.
//!
//! For each set of lines the ways are kept that may still turn out best. Without a coupon that is one. A coupon takes off a
//! share of the goods and may ask for a least sum, so dearer goods may cost less in the end; what is kept then are the ways
//! that no other beats whatever comes after.

use super::{Aim, EXACT_LINES, Found, Standing, question::Question};
use crate::{
    coupon::CouponSize,
    money::{Money, MoneyError},
};

/// How many ways are kept for one set of lines, and how many sums one marketplace's offers may make.
const MOST_WAYS: usize = 512;
const MOST_SUMS: usize = 64;

/// How many offers one marketplace may have for one line: a place takes four bits.
const MOST_PLACES: usize = 16;

/// How many marketplaces may sell something of it.
const MOST_MARKETS: usize = 24;

/// A way to take some lines.
#[derive(Clone, Copy)]
struct Way {
    charged: i64,
    goods: i64,
    border: i64,
    parcels: u32,
    days: u16,
    /// The last step that led here, as a place among all steps.
    step: u32,
}

/// A step: a marketplace takes some lines.
#[derive(Clone, Copy)]
struct Step {
    before: u32,
    market: usize,
    lines: usize,
    option: usize,
    /// The place of each line's offer among those of the marketplace, four bits each.
    places: u64,
}

/// What a marketplace can do with a set of lines.
#[derive(Clone, Copy)]
struct Part {
    charged: i64,
    goods: i64,
    border: i64,
    days: u16,
    option: usize,
    places: u64,
}

/// Finds it; nothing where there is too much to go through.
pub(super) fn solve(question: &Question<'_>, aim: Aim) -> Result<Option<Found>, MoneyError> {
    let free: Vec<usize> = (0..question.offers.len()).filter(|line| question.offers[*line].len() > 1).collect();
    if free.len() > EXACT_LINES || question.markets.len() > MOST_MARKETS {
        return Ok(None);
    }
    let mut search = Search { question, aim, free, rule: Rule::of(question)?, steps: Vec::new(), whole: true };
    let all = (1_usize << search.free.len()) - 1;
    let start = Way { charged: 0, goods: 0, border: 0, parcels: 0, days: 0, step: u32::MAX };
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); all + 1];
    ways[0].push(start);
    for market in 0..question.markets.len() {
        ways = search.with_market(market, &ways)?;
    }
    let mut best: Option<(Standing, Way)> = None;
    for way in &ways[all] {
        let cost = Money::new(question.cost(way.charged, way.goods, way.border)?, question.book.currency);
        let standing = Standing { cost, parcels: way.parcels, days: way.days };
        if best.as_ref().is_none_or(|(known, _)| standing.measure(aim) < known.measure(aim)) {
            best = Some((standing, *way));
        }
    }
    Ok(best.filter(|_| search.whole).map(|(standing, way)| search.found(standing, way)))
}

struct Search<'a, 'b> {
    question: &'a Question<'b>,
    aim: Aim,
    /// The lines with a choice.
    free: Vec<usize>,
    rule: Option<Rule>,
    steps: Vec<Step>,
    /// Whether nothing was left out that might have been best.
    whole: bool,
}

impl Search<'_, '_> {
    /// The ways of before, each followed by every set of lines that a marketplace could take.
    fn with_market(&mut self, market: usize, before: &[Vec<Way>]) -> Result<Vec<Vec<Way>>, MoneyError> {
        let (parts, forced) = self.parts(market)?;
        let mut after: Vec<Vec<Way>> = vec![Vec::new(); before.len()];
        for (lines, after) in after.iter_mut().enumerate() {
            let mut taken = lines;
            loop {
                if taken == 0 && !forced {
                    for way in &before[lines] {
                        self.keep(after, *way);
                    }
                } else {
                    for part in &parts[taken] {
                        for way in &before[lines ^ taken] {
                            self.extend(after, way, part, market, taken);
                        }
                    }
                }
                if taken == 0 {
                    break;
                }
                taken = (taken - 1) & lines;
            }
        }
        Ok(after)
    }

    fn extend(&mut self, after: &mut Vec<Way>, way: &Way, part: &Part, market: usize, lines: usize) {
        let next = Way {
            charged: way.charged + part.charged,
            goods: way.goods + part.goods,
            border: way.border + part.border,
            parcels: way.parcels + 1,
            days: way.days.max(part.days),
            step: u32::try_from(self.steps.len()).unwrap_or(u32::MAX),
        };
        if self.keep(after, next) {
            self.steps.push(Step { before: way.step, market, lines, option: part.option, places: part.places });
        }
    }

    /// Keeps a way unless another beats it; what it beats goes. Says whether it was kept.
    fn keep(&mut self, ways: &mut Vec<Way>, way: Way) -> bool {
        if ways.iter().any(|known| self.beats(known, &way)) {
            return false;
        }
        ways.retain(|known| !self.beats(&way, known));
        ways.push(way);
        if ways.len() > MOST_WAYS {
            self.whole = false;
            ways.pop();
            return false;
        }
        true
    }

    /// Whether one way is at least as good as another over the same lines, whatever comes after.
    fn beats(&self, one: &Way, other: &Way) -> bool {
        if self.aim == Aim::Parcels && one.parcels != other.parcels {
            return one.parcels < other.parcels;
        }
        let (mine, theirs) = (one.charged + one.border, other.charged + other.border);
        let Some(rule) = &self.rule else {
            return (mine, one.parcels, one.days) <= (theirs, other.parcels, other.days);
        };
        if one.border > other.border {
            return false;
        }
        if one.goods >= other.goods {
            return mine <= theirs;
        }
        theirs - mine >= rule.lead(one.goods, other.goods)
    }

    /// What a marketplace can do with every set of lines, and whether a line without a choice is its own in any case.
    fn parts(&mut self, market: usize) -> Result<(Vec<Vec<Part>>, bool), MoneyError> {
        let fixed = self.question.offers.iter().filter(|offers| offers.len() == 1).map(|offers| offers[0]);
        let own: Vec<i64> = fixed.filter(|offer| offer.market == market).map(|offer| offer.amount).collect();
        let count = u32::try_from(own.len()).unwrap_or(u32::MAX);
        let mut sums: Vec<Vec<(i64, u64)>> = vec![Vec::new(); 1 << self.free.len()];
        sums[0].push((own.iter().sum(), 0));
        for lines in 1..sums.len() {
            sums[lines] = self.sums(market, lines, &sums[lines & (lines - 1)]);
        }
        let options = self.question.markets[market].options.clone();
        let mut parts: Vec<Vec<Part>> = Vec::with_capacity(sums.len());
        for (lines, sums) in sums.iter().enumerate() {
            let number = count + lines.count_ones();
            let mut known: Vec<Part> = Vec::new();
            for (goods, places) in sums.iter().filter(|_| number > 0) {
                for option in &options {
                    let parcel = self.question.parcel(market, *goods, number, *option)?;
                    let part = Part {
                        charged: parcel.charged,
                        goods: parcel.goods,
                        border: parcel.border,
                        days: parcel.days,
                        option: *option,
                        places: *places,
                    };
                    keep_part(&mut known, part, self.rule.is_some());
                }
            }
            parts.push(known);
        }
        Ok((parts, count > 0))
    }

    /// What a marketplace's offers for a set of lines come to, from what they come to without the first of them.
    fn sums(&mut self, market: usize, lines: usize, before: &[(i64, u64)]) -> Vec<(i64, u64)> {
        let first = lines.trailing_zeros() as usize;
        let offers = self.question.offers[self.free[first]].iter().filter(|offer| offer.market == market);
        let mut sums: Vec<(i64, u64)> = Vec::new();
        for (place, offer) in offers.enumerate() {
            if place >= MOST_PLACES {
                self.whole = false;
                break;
            }
            let places = (place as u64) << (4 * first);
            sums.extend(before.iter().map(|(sum, known)| (sum.saturating_add(offer.amount), known | places)));
        }
        sums.sort_unstable();
        sums.dedup_by_key(|(sum, _)| *sum);
        if sums.len() > MOST_SUMS {
            self.whole = false;
            sums.truncate(MOST_SUMS);
        }
        sums
    }

    fn found(&self, standing: Standing, way: Way) -> Found {
        let offers = &self.question.offers;
        let mut picks: Vec<usize> = offers.iter().map(|offers| offers.first().map_or(0, |offer| offer.place)).collect();
        let mut options: Vec<usize> =
            self.question.markets.iter().map(|market| market.options.first().copied().unwrap_or(0)).collect();
        let mut next = way.step;
        while let Some(step) = self.steps.get(next as usize) {
            options[step.market] = step.option;
            for (bit, line) in self.free.iter().enumerate().filter(|(bit, _)| step.lines & (1 << bit) != 0) {
                let place = (step.places >> (4 * bit)) as usize & (MOST_PLACES - 1);
                let mut of_market = offers[*line].iter().filter(|offer| offer.market == step.market);
                picks[*line] = of_market.nth(place).map_or(picks[*line], |offer| offer.place);
            }
            next = step.before;
        }
        Found { picks, options, standing, exact: true }
    }
}

/// Keeps what a marketplace can do unless something it can do as well is never worse.
fn keep_part(known: &mut Vec<Part>, part: Part, with_coupon: bool) {
    let beats = |one: &Part, other: &Part| {
        let cheaper = one.charged + one.border <= other.charged + other.border && one.days <= other.days;
        cheaper && (!with_coupon || one.goods >= other.goods && one.border <= other.border)
    };
    if !known.iter().any(|other| beats(other, &part)) {
        known.retain(|other| !beats(&part, other));
        known.push(part);
    }
}

/// Between which sums the goods of all ways lie, with room for what is rounded.
fn goods_between(question: &Question<'_>) -> Result<(i64, i64), MoneyError> {
    let room = 2 * i64::try_from(question.markets.len()).unwrap_or(0);
    let (mut low, mut high) = (-room, room);
    for offers in &question.offers {
        let mut sums = Vec::with_capacity(offers.len());
        for offer in offers {
            sums.push(question.converted(offer)?);
        }
        low += sums.iter().min().copied().unwrap_or(0) - 1;
        high = high.saturating_add(sums.iter().max().copied().unwrap_or(0) + 1);
    }
    Ok((low, high))
}

/// What a coupon takes off, as far as it decides which ways are kept.
struct Rule {
    points: u32,
    most: i64,
    /// What the goods must come to; 0 where all ways come to so much.
    least: i64,
}

impl Rule {
    fn of(question: &Question<'_>) -> Result<Option<Self>, MoneyError> {
        let book = question.book;
        let Some(coupon) = &book.coupon else { return Ok(None) };
        let (points, most) = match coupon.size {
            CouponSize::Points { points, cap } => (points.min(10_000), cap),
            CouponSize::Amount { amount } => (10_000, Some(amount)),
        };
        let most =
            most.map_or(Ok(i64::MAX / 4), |most| book.rates.convert(most, book.currency).map(|most| most.minor))?;
        let least = match coupon.smallest_cart {
            Some(least) => book.rates.convert(least, book.currency)?.minor,
            None => 0,
        };
        let rule = Self { points, most, least };
        let (low, high) = goods_between(question)?;
        if high < least {
            return Ok(None);
        }
        Ok(Some(Self { most: rule.wanted(high) + 1, least: if low >= least { 0 } else { least }, ..rule }))
    }

    /// What goods of so much have taken off them, were it for nothing but the coupon's size.
    fn wanted(&self, goods: i64) -> i64 {
        let share = i128::from(goods) * i128::from(self.points) / 10_000;
        i64::try_from(share).unwrap_or(i64::MAX).min(self.most)
    }

    /// By how much a way with cheaper goods must cost less, so that it stays ahead of one with dearer goods.
    ///
    /// What is taken off grows ever slower with the goods, so the gap between the two is never wider than it is now, but for
    /// one unit of rounding; unless the dearer ones alone come to what the coupon asks for.
    fn lead(&self, cheaper: i64, dearer: i64) -> i64 {
        if cheaper >= self.least { self.wanted(dearer) - self.wanted(cheaper) + 2 } else { self.most }
    }
}
