//! What a return gives back.
//!
//! Each piece carries its share of what was paid and of what every step took off, so pieces add up to all of it in whatever order
//! they come back. The delivery of a part goes back with its last piece. Where fewer pieces no longer meet what a promotion asked
//! for, the shop says beforehand whether the shopper keeps it: [`WhenShort`].

use serde::{Deserialize, Serialize};

use super::{Applied, Bearer, Facts, Gift, Promotion, Share, Why, ready, trial::Trial};
use crate::{
    ids::{MarketplaceId, PromotionId},
    money::{Money, MoneyError},
    shares::pieces,
};

/// What came back of an order until now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returns {
    /// The pieces of each line.
    pub pieces: Vec<u32>,
    /// Whether each delivery was given back.
    pub deliveries: Vec<bool>,
    /// What is held back for each step.
    pub withheld: Vec<Money>,
    /// Whether the gift of each step was asked for.
    pub gifts: Vec<bool>,
}

impl Returns {
    /// Nothing came back yet.
    pub fn none(applied: &Applied) -> Self {
        let steps = applied.steps.len();
        Self {
            pieces: vec![0; applied.lines.len()],
            deliveries: vec![false; applied.deliveries.len()],
            withheld: vec![Money::zero(applied.currency); steps],
            gifts: vec![false; steps],
        }
    }
}

/// What happens where what is kept no longer meets what a promotion asked for.
#[derive(Clone, Copy, Debug)]
pub enum WhenShort<'a> {
    /// The shopper keeps it: every piece gives back what was paid for it.
    Keep,
    /// It is taken back: what is kept costs what it would have cost alone, under the promotions of the order that it
    /// still meets. What a return gives back is less by the difference, never below nothing; with the last piece that is
    /// given back too, as nothing is kept any more.
    TakeBack {
        /// The promotions as they were when the order was placed; those that counted are looked for.
        promotions: &'a [Promotion],
        /// The facts of the order.
        facts: &'a Facts,
    },
}

/// What goes back of one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepBack {
    /// Which promotion.
    pub promotion: PromotionId,
    /// Who bore it and has it back.
    pub bearer: Bearer,
    /// Its share of the pieces.
    pub lines: Vec<Share>,
    /// Its share of the deliveries.
    pub deliveries: Vec<Share>,
    /// What is held back from the shopper because of it; below zero where what was held back before goes back.
    pub withheld: Money,
    /// Why what is kept does not meet it any more; nothing where it does or that makes no difference.
    pub short: Option<Why>,
}

/// What a return gives back: `lines + deliveries - withheld = refund`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    /// What was paid for the pieces of each line.
    pub lines: Vec<Share>,
    /// What was paid for deliveries of which nothing is kept.
    pub deliveries: Vec<Share>,
    /// What goes back of each step, in their order.
    pub steps: Vec<StepBack>,
    /// What is held back in all; below zero where what was held back before goes back.
    pub withheld: Money,
    /// Gifts that are to come back too.
    pub gifts: Vec<Gift>,
    /// What the shopper is given.
    pub refund: Money,
    /// What came back until then, this return counted.
    pub after: Returns,
}

/// Why a return cannot be worked out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReversalError {
    /// An amount is too large or of another currency.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// More pieces than the line has left.
    #[error("line {0} has not so many pieces left")]
    NotSoMany(usize),
    /// The facts or what came back before are not of this order.
    #[error("this is not what the order was worked out from")]
    AnotherOrder,
    /// A promotion that counted is not among those given.
    #[error("the promotion {0} is not there")]
    NoPromotion(PromotionId),
}

/// Works out what goes back with `now` pieces of each line, after what came back `before`.
///
/// With `Keep`, and in the sum of all returns in any case, the pieces of each line give back no more than was paid for them;
/// when the last piece is back, all that was paid for goods and delivery was given back. Tax on top is not touched by promotions
/// and goes back as it was charged.
///
/// # Errors
/// When there are not so many pieces, something given is of another order, or an amount is too large.
pub fn reversal(
    applied: &Applied,
    before: &Returns,
    now: &[u32],
    when_short: WhenShort,
) -> Result<Reversal, ReversalError> {
    let steps = applied.steps.len();
    let fits = before.pieces.len() == applied.lines.len()
        && before.deliveries.len() == applied.deliveries.len()
        && (before.withheld.len(), before.gifts.len()) == (steps, steps);
    if now.len() != applied.lines.len() || !fits {
        return Err(ReversalError::AnotherOrder);
    }
    let mut after = before.clone();
    for (place, line) in applied.lines.iter().enumerate() {
        after.pieces[place] = before.pieces[place].saturating_add(now[place]);
        if after.pieces[place] > u32::from(line.quantity) {
            return Err(ReversalError::NotSoMany(place));
        }
    }
    for (place, delivery) in applied.deliveries.iter().enumerate() {
        after.deliveries[place] = before.deliveries[place] || nothing_kept(applied, &after, &delivery.marketplace);
    }
    let lines = of_lines(applied, before, &after, |place| applied.lines[place].paid);
    let deliveries = of_deliveries(before, &after, |place| applied.deliveries[place].paid);
    let short = match when_short {
        WhenShort::Keep => vec![None; steps],
        WhenShort::TakeBack { promotions, facts } => take_back(applied, before, &mut after, promotions, facts)?,
    };
    if matches!(when_short, WhenShort::Keep) {
        after.withheld = vec![Money::zero(applied.currency); steps];
    }
    let mut back = Vec::with_capacity(steps);
    let mut gifts = Vec::new();
    for (at, (step, short)) in applied.steps.iter().zip(short).enumerate() {
        let of = |shares: &[Share], place: usize| {
            let share = shares.iter().find(|share| share.place as usize == place);
            share.map_or(Money::zero(applied.currency), |share| share.amount)
        };
        if let Some(gift) = step.gift.as_ref().filter(|_| short.is_some() && !before.gifts[at]) {
            gifts.push(gift.clone());
            after.gifts[at] = true;
        }
        let withheld = after.withheld[at].minus(before.withheld[at])?;
        back.push(StepBack {
            promotion: step.promotion.clone(),
            bearer: step.bearer,
            lines: of_lines(applied, before, &after, |place| of(&step.lines, place)),
            deliveries: of_deliveries(before, &after, |place| of(&step.deliveries, place)),
            withheld,
            short: short.filter(|_| !after.withheld[at].is_zero() || step.gift.is_some()),
        });
    }
    let withheld = Money::sum(applied.currency, back.iter().map(|step| step.withheld))?;
    let whole = Money::sum(applied.currency, lines.iter().chain(&deliveries).map(|share| share.amount))?;
    Ok(Reversal { refund: whole.minus(withheld)?, lines, deliveries, steps: back, withheld, gifts, after })
}

/// Whether nothing is kept of a marketplace's part.
fn nothing_kept(applied: &Applied, returns: &Returns, marketplace: &MarketplaceId) -> bool {
    let gone = |place: usize| returns.pieces[place] == u32::from(applied.lines[place].quantity);
    let of_part = |place: &usize| applied.lines[*place].product.marketplace == *marketplace;
    let mut part = (0..applied.lines.len()).filter(of_part).peekable();
    if part.peek().is_none() { (0..applied.lines.len()).all(gone) } else { part.all(gone) }
}

fn of_lines(applied: &Applied, before: &Returns, after: &Returns, whole: impl Fn(usize) -> Money) -> Vec<Share> {
    let amount = |place: usize| {
        pieces(whole(place), before.pieces[place], after.pieces[place], applied.lines[place].quantity.into())
    };
    shares((0..applied.lines.len()).map(amount))
}

fn of_deliveries(before: &Returns, after: &Returns, whole: impl Fn(usize) -> Money) -> Vec<Share> {
    let amount = |place: usize| {
        let whole = whole(place);
        if after.deliveries[place] && !before.deliveries[place] { whole } else { Money::zero(whole.currency) }
    };
    shares((0..after.deliveries.len()).map(amount))
}

fn shares(amounts: impl Iterator<Item = Money>) -> Vec<Share> {
    (0_u32..)
        .zip(amounts)
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(place, amount)| Share { place, amount })
        .collect()
}

/// What is held back once so much has come back, and for each step why what is kept does not meet it any more.
fn take_back(
    applied: &Applied,
    before: &Returns,
    after: &mut Returns,
    promotions: &[Promotion],
    facts: &Facts,
) -> Result<Vec<Option<Why>>, ReversalError> {
    let kept = kept(applied, after, facts)?;
    let mut trial = Trial::new(&kept)?;
    let mut short = Vec::with_capacity(applied.steps.len());
    for (at, step) in applied.steps.iter().enumerate() {
        let promotion = promotions.iter().find(|promotion| promotion.terms().id == step.promotion);
        let terms = promotion.ok_or_else(|| ReversalError::NoPromotion(step.promotion.clone()))?.terms();
        short.push(match ready::in_cart(terms, &kept)? {
            Ok(ready) => {
                trial.take(at, &ready, &kept)?;
                // a lower tier, or fewer pieces got
                (ready.reach < step.reach).then(|| Why::Short { missing: ready.next.iter().cloned().collect() })
            }
            // a gift was given; whether there are any more makes no difference
            Err(Why::NoGift) => None,
            Err(why) => Some(why),
        });
    }
    let none = Returns::none(applied);
    let sum = |shares: Vec<Share>| Money::sum(applied.currency, shares.iter().map(|share| share.amount));
    let paid = |returns: &Returns| -> Result<Money, MoneyError> {
        sum(of_lines(applied, &none, returns, |place| applied.lines[place].paid))?.plus(sum(of_deliveries(
            &none,
            returns,
            |place| applied.deliveries[place].paid,
        ))?)
    };
    let costs = Money::sum(applied.currency, trial.lines.iter().chain(&trial.deliveries).copied())?;
    let given = paid(before)?.minus(Money::sum(applied.currency, before.withheld.iter().copied())?)?;
    let due = applied.paid()?.minus(costs)?.minor.max(given.minor);
    let withheld = paid(after)?.minor.saturating_sub(due).max(0);
    let lost: Vec<usize> = (0..short.len()).filter(|at| short[*at].is_some()).collect();
    after.withheld = vec![Money::zero(applied.currency); short.len()];
    if !kept.lines.is_empty() {
        let mut weights = Vec::with_capacity(lost.len());
        for at in &lost {
            let of_kept = applied.steps[*at].lines.iter().map(|share| {
                let place = share.place as usize;
                let of = u32::from(applied.lines[place].quantity);
                pieces(share.amount, after.pieces[place], of, of).minor
            });
            let deliveries = applied.steps[*at].deliveries.iter();
            let of_kept = of_kept.chain(
                deliveries.filter(|share| !after.deliveries[share.place as usize]).map(|share| share.amount.minor),
            );
            weights.push(of_kept.map(i64::unsigned_abs).sum());
        }
        let withheld = Money::new(withheld, applied.currency);
        for (at, share) in lost.iter().zip(withheld.allocate(&weights)) {
            after.withheld[*at] = share;
        }
    }
    Ok(short)
}

/// The facts of an order of which only the kept pieces are left.
fn kept(applied: &Applied, returns: &Returns, facts: &Facts) -> Result<Facts, ReversalError> {
    let same = facts.currency == applied.currency
        && facts.lines.len() == applied.lines.len()
        && facts.deliveries.len() == applied.deliveries.len()
        && facts.lines.iter().zip(&applied.lines).all(|(fact, line)| {
            (&fact.product, &fact.variant, fact.quantity, fact.amount)
                == (&line.product, &line.variant, line.quantity, line.before)
        });
    if !same {
        return Err(ReversalError::AnotherOrder);
    }
    let mut kept = facts.clone();
    kept.lines.clear();
    for (fact, returned) in facts.lines.iter().zip(&returns.pieces) {
        let of = u32::from(fact.quantity);
        if let Ok(quantity) = (of - returned).try_into() {
            kept.lines.push(super::FactLine {
                quantity,
                amount: pieces(fact.amount, *returned, of, of),
                ..fact.clone()
            });
        }
    }
    let open = facts.deliveries.iter().zip(&returns.deliveries).filter(|(_, given_back)| !**given_back);
    kept.deliveries = open.map(|(delivery, _)| delivery.clone()).collect();
    Ok(kept)
}
