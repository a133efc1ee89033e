//! What is refused, and by which name.

use domain::{
    money::{Currency, Money},
    promotion::{
        ApplyError, Bearer, Condition, Effect, Lane, Promotion, QuantityTier, Reduction, Refusal, Returns,
        ReversalError, Terms, WhenShort, apply, reversal,
    },
};

use super::{super::draw::Draw, Case, Reached, check::holds};
use crate::dice::Dice;

/// Breaks drawn terms and a drawn cart in one way each; both must be refused by the right name.
pub fn check(case: &Case, dice: &mut Dice, reached: &mut Reached) -> Result<(), String> {
    if !dice.percent(20) {
        return Ok(());
    }
    let mut terms = Draw { dice, currency: case.facts.currency, narrow: false }.terms(0);
    let wanted = break_terms(&mut terms, dice);
    let refused = Promotion::try_from(terms).err().map(Refusal::word);
    holds!(refused == Some(wanted), "refused as {refused:?} in place of {wanted}");
    reached.count("refused", wanted);
    carts(case, dice, reached)?;
    orders(case, reached)
}

fn break_terms(terms: &mut Terms, dice: &mut Dice) -> &'static str {
    let off = |terms: &mut Terms, effect: Effect| (terms.effect, terms.lane) = (effect, Lane::Order);
    let percent = |points| Effect::Off { reduction: Reduction::Percent { points, cap: None } };
    let tier = |from| QuantityTier { from, reduction: Reduction::Percent { points: 1, cap: None } };
    let nested = |depth: u32| (0..depth).fold(Condition::FirstOrder, |of, _| Condition::Not { of: Box::new(of) });
    let amount = |minor| Effect::Off { reduction: Reduction::Amount { amount: Money::new(minor, Currency::Eur) } };
    match dice.below(16) {
        0 => {
            terms.name = [String::new(), " ".to_owned(), "n".repeat(121)][dice.place(3)].clone();
            "name"
        }
        1 => {
            terms.condition = nested(8 + dice.below(60));
            "too-deep"
        }
        2 => {
            terms.condition = Condition::Any { of: vec![Condition::FirstOrder; 64 + dice.place(100)] };
            "too-large"
        }
        3 => {
            terms.condition = Condition::All { of: Vec::new() };
            "empty-list"
        }
        4 => {
            terms.condition = Condition::Currency { one_of: vec![Currency::Eur; 101 + dice.place(9)] };
            "long-list"
        }
        5 => {
            terms.condition = Condition::Country { one_of: vec![["t", "tn", "TUN", "T1"][dice.place(4)].to_owned()] };
            "country"
        }
        6 => {
            terms.condition = Condition::PaymentMethod { one_of: vec![["", "a\nb"][dice.place(2)].to_owned()] };
            "payment-method"
        }
        7 => {
            terms.condition = Condition::Quantity { of: domain::promotion::Scope::default(), at_least: 0 };
            "pieces"
        }
        8 => {
            off(terms, amount([0, -1, i64::MIN, Money::LARGEST + 1][dice.place(4)]));
            "amount"
        }
        9 => {
            off(terms, percent([0, 10_001, u32::MAX][dice.place(3)]));
            "points"
        }
        10 => {
            (terms.valid_from, terms.valid_until) =
                (Some(domain::time::Timestamp(5)), Some(domain::time::Timestamp(dice.between(0, 5))));
            "schedule"
        }
        11 => {
            off(terms, Effect::TieredByQuantity { tiers: (0..dice.below(2) * 11).map(|at| tier(at + 1)).collect() });
            "tiers"
        }
        12 => {
            off(terms, Effect::TieredByQuantity { tiers: vec![tier(2), tier(1 + dice.below(2))] });
            "tiers-do-not-rise"
        }
        13 => {
            (terms.effect, terms.lane) = (percent(1), [Lane::Gift, Lane::Delivery][dice.place(2)]);
            "lane"
        }
        14 if matches!(terms.effect, Effect::Gift { .. }) => {
            terms.bearer = Bearer::Seller;
            "gift-bearer"
        }
        _ => {
            *[&mut terms.limit, &mut terms.limit_each][dice.place(2)] = Some(0);
            "limit"
        }
    }
}

/// Carts that cannot be worked out.
fn carts(case: &Case, dice: &mut Dice, reached: &mut Reached) -> Result<(), String> {
    let (mut facts, mut promotions) = (case.facts.clone(), case.promotions.clone());
    let line = dice.place(facts.lines.len());
    let wanted = match dice.below(5) {
        0 => {
            let Some(first) = promotions.first().cloned() else { return Ok(()) };
            promotions.push(first);
            "twice"
        }
        1 => {
            facts.lines[line].amount.minor = -1;
            "below-zero"
        }
        2 => {
            let Some(first) = facts.deliveries.first().cloned() else { return Ok(()) };
            facts.deliveries.push(first);
            "two-deliveries"
        }
        3 => {
            facts.lines[line].amount.minor = Money::LARGEST;
            facts.tax_added.minor = 1;
            "too-large-an-amount"
        }
        _ => {
            let mut terms = Draw { dice, currency: facts.currency, narrow: false }.terms(39);
            let at_least = Money::new(1, Currency::Kes);
            let of = domain::promotion::Scope::default();
            terms.condition = Condition::Subtotal { of, at_least };
            (terms.valid_from, terms.valid_until, terms.limit, terms.limit_each) = (None, None, None, None);
            terms.trigger = domain::promotion::Trigger::Automatic;
            promotions.push(Promotion::try_from(terms).map_err(|refusal| refusal.to_string())?);
            "no-rate"
        }
    };
    let word = match apply(&promotions, &facts) {
        Ok(_) => "nothing",
        Err(ApplyError::Twice(_)) => "twice",
        Err(ApplyError::BelowZero) => "below-zero",
        Err(ApplyError::TwoDeliveries(_)) => "two-deliveries",
        Err(ApplyError::Money(domain::money::MoneyError::Overflow)) => "too-large-an-amount",
        Err(ApplyError::Money(domain::money::MoneyError::NoRate(..))) => "no-rate",
        Err(ApplyError::Money(_) | ApplyError::AnotherQuote) => "something else",
    };
    holds!(word == wanted, "a cart is refused for {word} in place of {wanted}");
    reached.count("refused", wanted);
    Ok(())
}

/// Returns that cannot be worked out.
fn orders(case: &Case, reached: &mut Reached) -> Result<(), String> {
    let applied = apply(&case.promotions, &case.facts).map_err(|problem| problem.to_string())?;
    let none = Returns::none(&applied);
    let mut many: Vec<u32> = vec![0; applied.lines.len()];
    holds!(reversal(&applied, &none, &many[1..], WhenShort::Keep) == Err(ReversalError::AnotherOrder), "other lines");
    reached.count("refused", "another-order");
    many[0] = u32::from(applied.lines[0].quantity) + 1;
    holds!(reversal(&applied, &none, &many, WhenShort::Keep) == Err(ReversalError::NotSoMany(0)), "too many pieces");
    reached.count("refused", "not-so-many");
    if let Some(step) = applied.steps.first() {
        many[0] = 1;
        let policy = WhenShort::TakeBack { promotions: &[], facts: &case.facts };
        let missing = Err(ReversalError::NoPromotion(step.promotion.clone()));
        holds!(reversal(&applied, &none, &many, policy) == missing, "a promotion that is gone");
        reached.count("refused", "no-promotion");
    }
    Ok(())
}
