//! All promotions of a cart at once.

use std::cmp::Reverse;

use super::{
    Applied, Beside, DeliveryShare, Facts, LineShare, PassedOver, Promotion, Terms, Why, choice, ready, trial::Trial,
};
use crate::{
    ids::{CouponCode, MarketplaceId, PromotionId},
    money::{Money, MoneyError},
};

/// Why promotions cannot be worked out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApplyError {
    /// An amount is too large, of another currency, or without a rate.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// Two promotions have the same name.
    #[error("the promotion {0} is there twice")]
    Twice(PromotionId),
    /// A line or a delivery costs less than nothing.
    #[error("an amount is below zero")]
    BelowZero,
    /// A marketplace has two deliveries.
    #[error("the marketplace {0} has two deliveries")]
    TwoDeliveries(MarketplaceId),
    /// Promotions and a quote do not belong together.
    #[error("the promotions were worked out from another quote")]
    AnotherQuote,
}

/// Works out what promotions take off a cart, put into it and deliver free, and why the others do not.
///
/// The combination that is best for the shopper counts, within what lanes and promotions allow; of equals, lane after lane,
/// the one with the higher priority, then the earlier name, and one that stands alone in the cart only where it is better. All
/// combinations are looked at up to [`MOST_COMBINATIONS`](super::MOST_COMBINATIONS). The order of `promotions` makes no difference.
///
/// # Errors
/// When an amount is below zero, too large, of another currency or without a rate, or a promotion or the delivery of a
/// marketplace is there twice.
pub fn apply(promotions: &[Promotion], facts: &Facts) -> Result<Applied, ApplyError> {
    sound(facts)?;
    let mut sorted: Vec<&Promotion> = promotions.iter().collect();
    sorted.sort_by_key(|promotion| order(promotion.terms()));
    let mut names: Vec<&PromotionId> = promotions.iter().map(|promotion| &promotion.terms().id).collect();
    names.sort();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(ApplyError::Twice(twice[0].clone()));
    }
    let (mut may, mut passed_over) = (Vec::new(), Vec::new());
    for promotion in sorted {
        let terms = promotion.terms();
        match ready::look(promotion, facts)? {
            Some(Ok(ready)) => may.push(ready),
            Some(Err(why)) => {
                let code = ready::typed(terms, facts).map(|entered| entered.code.clone());
                passed_over.push((order(terms), passed(terms, code, why)));
            }
            None => {}
        }
    }
    let (best, exact) = choice::best(&may, facts)?;
    for (place, one) in may.iter().enumerate() {
        if best.steps.iter().all(|step| step.promotion != one.terms.id) {
            let why = if best.taken.contains(&place) { Why::NothingLeft } else { beaten(one.terms, &best) };
            passed_over.push((order(one.terms), passed(one.terms, one.code.clone(), why)));
        }
    }
    passed_over.sort_by(|one, other| one.0.cmp(&other.0));
    let passed_over = passed_over.into_iter().map(|(_, passed)| passed).collect();
    Ok(told(facts, best, passed_over, exact)?)
}

fn sound(facts: &Facts) -> Result<(), ApplyError> {
    let lines = facts.lines.iter().map(|line| line.amount);
    let mut amounts = lines.chain(facts.deliveries.iter().map(|delivery| delivery.amount)).chain([facts.tax_added]);
    if amounts.any(|amount| amount.minor < 0) {
        return Err(ApplyError::BelowZero);
    }
    for (place, delivery) in facts.deliveries.iter().enumerate() {
        if facts.deliveries[..place].iter().any(|earlier| earlier.marketplace == delivery.marketplace) {
            return Err(ApplyError::TwoDeliveries(delivery.marketplace.clone()));
        }
    }
    Ok(())
}

/// By lane, then priority, then name.
fn order(terms: &Terms) -> (super::Lane, Reverse<i32>, &PromotionId) {
    (terms.lane, Reverse(terms.priority), &terms.id)
}

fn passed(terms: &Terms, code: Option<CouponCode>, why: Why) -> PassedOver {
    PassedOver {
        promotion: terms.id.clone(),
        name: terms.name.clone(),
        code,
        kind: terms.effect.kind(),
        lane: terms.lane,
        why,
    }
}

/// The one that counts in the place of another: one of its lane, or any where it would have stood alone.
fn beaten(terms: &Terms, best: &Trial) -> Why {
    let same_lane = best.steps.iter().find(|step| step.lane == terms.lane && terms.beside != Beside::Nothing);
    match same_lane.or(best.steps.first()) {
        Some(step) => Why::Beaten { by: step.promotion.clone() },
        None => Why::NothingLeft,
    }
}

fn told(facts: &Facts, best: Trial, passed_over: Vec<PassedOver>, exact: bool) -> Result<Applied, MoneyError> {
    let mut lines = Vec::with_capacity(facts.lines.len());
    for (line, paid) in facts.lines.iter().zip(best.lines) {
        lines.push(LineShare {
            product: line.product.clone(),
            variant: line.variant.clone(),
            quantity: line.quantity,
            before: line.amount,
            off: line.amount.minus(paid)?,
            paid,
        });
    }
    let mut deliveries = Vec::with_capacity(facts.deliveries.len());
    for (delivery, paid) in facts.deliveries.iter().zip(best.deliveries) {
        deliveries.push(DeliveryShare {
            marketplace: delivery.marketplace.clone(),
            before: delivery.amount,
            off: delivery.amount.minus(paid)?,
            paid,
        });
    }
    Ok(Applied {
        currency: facts.currency,
        goods_off: Money::sum(facts.currency, lines.iter().map(|line| line.off))?,
        delivery_off: Money::sum(facts.currency, deliveries.iter().map(|delivery| delivery.off))?,
        lines,
        deliveries,
        steps: best.steps,
        passed_over,
        exact,
    })
}
