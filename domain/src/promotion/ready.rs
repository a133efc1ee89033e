//! Whether a promotion may count, and all of it that does not depend on the others.

use super::{
    EnteredCode, Facts, Gift, Missing, Promotion, Reduction, Scope, Terms, Trigger, Why, condition::Verdict,
    effect::Effect,
};
use crate::{
    coupon::CouponProblem,
    ids::CouponCode,
    money::{Money, MoneyError},
};

/// How much is taken off, in the shopper's currency.
#[derive(Clone, Copy, Debug)]
pub(super) enum Size {
    Percent { points: u32, cap: Option<Money> },
    Amount(Money),
}

/// What is done, in the shopper's currency.
#[derive(Clone, Debug)]
pub(super) enum Doing<'a> {
    Goods(Size),
    /// The pieces got, their share in basis points, and the lines of which at most so many may be got, because the others
    /// were bought.
    BuyGet {
        pieces: u32,
        points: u32,
        shared: Vec<usize>,
        most_shared: u32,
    },
    Delivery(Size),
    Gift(&'a Gift, Money),
}

/// A promotion that may count.
#[derive(Clone, Debug)]
pub(super) struct Ready<'a> {
    pub terms: &'a Terms,
    pub code: Option<CouponCode>,
    /// The places of the lines in scope.
    pub lines: Vec<usize>,
    /// The places of the deliveries in scope.
    pub deliveries: Vec<usize>,
    pub doing: Doing<'a>,
    pub reach: u32,
    pub next: Option<Missing>,
}

/// Whether a promotion may count: by its trigger, its span of time and its limits, then by the cart. Nothing for one whose code was
/// not typed.
pub(super) fn look<'a>(promotion: &'a Promotion, facts: &Facts) -> Result<Option<Result<Ready<'a>, Why>>, MoneyError> {
    let terms = promotion.terms();
    let code = match terms.trigger {
        Trigger::Automatic => None,
        Trigger::Code => {
            let Some(entered) = typed(terms, facts) else { return Ok(None) };
            if let Some(problem) = entered.problem {
                return Ok(Some(Err(of_code(problem))));
            }
            Some(entered.code.clone())
        }
    };
    if let Some(why) = out_of_reach(terms, facts) {
        return Ok(Some(Err(why)));
    }
    Ok(Some(in_cart(terms, facts)?.map(|ready| Ready { code, ..ready })))
}

/// The code typed for a promotion: one that counts, where there is one.
pub(super) fn typed<'f>(terms: &Terms, facts: &'f Facts) -> Option<&'f EnteredCode> {
    let opening = facts.codes.iter().filter(|entered| entered.opens.contains(&terms.id));
    opening.min_by_key(|entered| (entered.problem.is_some(), &entered.code))
}

fn of_code(problem: CouponProblem) -> Why {
    match problem {
        CouponProblem::UsedByYou => Why::UsedByYou,
        CouponProblem::UsedUp => Why::UsedUp,
        CouponProblem::Expired => Why::Over,
        CouponProblem::Unknown | CouponProblem::NotYet | CouponProblem::TooSmall { .. } => Why::Unmet,
    }
}

fn out_of_reach(terms: &Terms, facts: &Facts) -> Option<Why> {
    let uses = facts.uses.get(&terms.id).copied().unwrap_or_default();
    match (terms.valid_from, terms.valid_until) {
        (Some(from), _) if facts.now < from => Some(Why::NotYet { from }),
        (_, Some(until)) if facts.now >= until => Some(Why::Over),
        _ if terms.limit_each.is_some_and(|limit| uses.by_shopper >= limit) => Some(Why::UsedByYou),
        _ if terms.limit.is_some_and(|limit| uses.all >= limit) => Some(Why::UsedUp),
        _ => None,
    }
}

/// Whether a promotion may count by what is in the cart.
pub(super) fn in_cart<'a>(terms: &'a Terms, facts: &Facts) -> Result<Result<Ready<'a>, Why>, MoneyError> {
    let lines: Vec<usize> = places(&terms.scope, facts);
    let of_part = |place: &usize| {
        let part = &facts.deliveries[*place].marketplace;
        lines.iter().any(|line| facts.lines[*line].product.marketplace == *part)
    };
    let deliveries: Vec<usize> = (0..facts.deliveries.len()).filter(of_part).collect();
    let nothing =
        if matches!(terms.effect, Effect::Delivery { .. }) { deliveries.is_empty() } else { lines.is_empty() };
    match terms.condition.judge(facts)? {
        Verdict::Met if nothing => return Ok(Err(Why::NothingInScope)),
        Verdict::Met => {}
        Verdict::NotKnown(missing) | Verdict::Unmet(Some(missing)) => return Ok(Err(Why::Short { missing })),
        Verdict::Unmet(None) => return Ok(Err(Why::Unmet)),
    }
    let ready = |doing, reach, next| Ready { terms, code: None, lines: lines.clone(), deliveries, doing, reach, next };
    let size = |reduction: &Reduction| size(reduction, facts);
    Ok(Ok(match &terms.effect {
        Effect::Off { reduction } => ready(Doing::Goods(size(reduction)?), 1, None),
        Effect::Delivery { reduction } => ready(Doing::Delivery(size(reduction)?), 1, None),
        Effect::TieredBySubtotal { tiers } => {
            let subtotal = terms.scope.subtotal(facts)?;
            let mut rungs = Vec::with_capacity(tiers.len());
            for tier in tiers {
                let more = facts.rates.convert(tier.from, facts.currency)?.minus(subtotal)?;
                let missing = Missing::Subtotal { of: terms.scope.clone(), more };
                rungs.push((more.minor <= 0, missing, size(&tier.reduction)?));
            }
            match climb(rungs) {
                Ok((size, reach, next)) => ready(Doing::Goods(size), reach, next),
                Err(why) => return Ok(Err(why)),
            }
        }
        Effect::TieredByQuantity { tiers } => {
            let pieces = terms.scope.pieces(facts);
            let mut rungs = Vec::with_capacity(tiers.len());
            for tier in tiers {
                let missing = Missing::Quantity { of: terms.scope.clone(), more: tier.from.saturating_sub(pieces) };
                rungs.push((tier.from <= pieces, missing, size(&tier.reduction)?));
            }
            match climb(rungs) {
                Ok((size, reach, next)) => ready(Doing::Goods(size), reach, next),
                Err(why) => return Ok(Err(why)),
            }
        }
        Effect::BuyGet { buy, of, get, points, times } => {
            let bought = places(of, facts);
            let count =
                |places: &[usize]| places.iter().map(|place| u32::from(facts.lines[*place].quantity)).sum::<u32>();
            let shared: Vec<usize> = lines.iter().copied().filter(|place| bought.contains(place)).collect();
            let (to_buy, to_get) = (count(&bought), count(&lines));
            let apart = to_get - count(&shared);
            let reach = (to_get / get).min(to_buy / buy).min((to_buy + apart) / (buy + get));
            let reach = times.map_or(reach, |times| reach.min(times));
            if reach == 0 {
                let missing = if to_buy < *buy {
                    Missing::Quantity { of: of.clone(), more: buy - to_buy }
                } else {
                    let at_hand = apart + count(&shared).min(to_buy - buy);
                    Missing::Quantity { of: terms.scope.clone(), more: get.saturating_sub(at_hand).max(1) }
                };
                return Ok(Err(Why::Short { missing: vec![missing] }));
            }
            let most_shared = to_buy - reach * buy;
            ready(Doing::BuyGet { pieces: reach * get, points: *points, shared, most_shared }, reach, None)
        }
        Effect::Gift { gift } => {
            let known = facts.house.as_ref() == Some(&gift.product.marketplace);
            if !known || facts.gifts_gone.contains(&(gift.product.clone(), gift.variant.clone())) {
                return Ok(Err(Why::NoGift));
            }
            ready(Doing::Gift(gift, facts.rates.convert(gift.worth, facts.currency)?), 1, None)
        }
    }))
}

fn places(scope: &Scope, facts: &Facts) -> Vec<usize> {
    (0..facts.lines.len()).filter(|place| scope.holds(&facts.lines[*place], facts)).collect()
}

fn size(reduction: &Reduction, facts: &Facts) -> Result<Size, MoneyError> {
    Ok(match reduction {
        Reduction::Percent { points, cap } => {
            let cap = cap.map(|cap| facts.rates.convert(cap, facts.currency)).transpose()?;
            Size::Percent { points: *points, cap }
        }
        Reduction::Amount { amount } => Size::Amount(facts.rates.convert(*amount, facts.currency)?),
    })
}

/// The highest rung that is reached, from 1, and what is missing to the one above.
fn climb(rungs: Vec<(bool, Missing, Size)>) -> Result<(Size, u32, Option<Missing>), Why> {
    let mut reached: Option<(Size, u32)> = None;
    let mut next = None;
    for (place, (there, missing, size)) in (1..).zip(rungs) {
        if there {
            (reached, next) = (Some((size, place)), None);
        } else if next.is_none() {
            next = Some(missing);
        }
    }
    match reached {
        Some((size, reach)) => Ok((size, reach, next)),
        None => Err(Why::Short { missing: next.into_iter().collect() }),
    }
}
