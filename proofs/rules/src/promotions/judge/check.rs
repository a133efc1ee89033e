//! What must hold of any outcome, and whether it is the best.

use std::{cmp::Reverse, collections::BTreeMap};

use domain::{
    cart::Quantity,
    ids::PromotionId,
    money::Money,
    promotion::{
        Applied, Bearer, Beside, Condition, Effect, FactLine, Facts, Lane, LaneRule, Missing, Payer, Promotion, Share,
        Step, Terms, Trigger, Why, apply,
    },
};

use super::{
    super::draw::NAMES,
    Case, Outcome, Reached,
    oracle::Oracle,
    reached::{missing_word, words},
};
use crate::dice::Dice;

/// Fails with words when something does not hold.
macro_rules! holds {
    ($holds:expr, $($word:tt)*) => {
        if !$holds {
            return Err(format!($($word)*));
        }
    };
}
pub(super) use holds;

/// Judges an outcome.
pub fn check(case: &Case, outcome: &Outcome, dice: &mut Dice, reached: &mut Reached) -> Result<(), String> {
    let applied = &outcome.applied;
    let oracle = Oracle { facts: &case.facts, promotions: &case.promotions };
    sums(case, applied)?;
    steps(case, applied, &oracle, reached)?;
    everybody_is_named(case, applied, &oracle, reached)?;
    best(case, applied, &oracle, reached)?;
    short(case, applied, reached)?;
    let mut shuffled = case.promotions.clone();
    for place in (1..shuffled.len()).rev() {
        shuffled.swap(place, dice.place(place + 1));
    }
    let again = apply(&shuffled, &case.facts).map_err(|problem| problem.to_string())?;
    holds!(again == *applied, "another order of the promotions comes out differently");
    if case.narrow { irrelevant(case, reached) } else { Ok(()) }
}

/// Lines, deliveries and totals add up, and nothing is below zero.
fn sums(case: &Case, applied: &Applied) -> Result<(), String> {
    let facts = &case.facts;
    holds!(applied.lines.len() == facts.lines.len(), "a line is missing");
    holds!(applied.deliveries.len() == facts.deliveries.len(), "a delivery is missing");
    let of = |step: &Step, place: usize, lines: bool| {
        let shares = if lines { &step.lines } else { &step.deliveries };
        shares.iter().filter(|share| share.place as usize == place).map(|share| share.amount.minor).sum::<i64>()
    };
    for (place, (line, fact)) in applied.lines.iter().zip(&facts.lines).enumerate() {
        let off: i64 = applied.steps.iter().map(|step| of(step, place, true)).sum();
        holds!(line.before == fact.amount && line.off.minor == off, "the steps of a line");
        holds!(line.paid.minor == fact.amount.minor - off && off >= 0 && line.paid.minor >= 0, "what a line costs");
    }
    for (place, (line, fact)) in applied.deliveries.iter().zip(&facts.deliveries).enumerate() {
        let off: i64 = applied.steps.iter().map(|step| of(step, place, false)).sum();
        holds!(line.before == fact.amount && line.off.minor == off, "the steps of a delivery");
        holds!(line.paid.minor == fact.amount.minor - off && off >= 0 && line.paid.minor >= 0, "what a delivery costs");
    }
    let goods: i64 = applied.lines.iter().map(|line| line.off.minor).sum();
    let delivery: i64 = applied.deliveries.iter().map(|delivery| delivery.off.minor).sum();
    holds!((applied.goods_off.minor, applied.delivery_off.minor) == (goods, delivery), "the totals");
    let before = facts.lines.iter().map(|line| line.amount).chain(facts.deliveries.iter().map(|of| of.amount));
    let whole = before.map(|amount| amount.minor).sum::<i64>() + facts.tax_added.minor;
    let left = whole - goods - delivery;
    holds!(left >= whole.min(Facts::stays(facts.currency).minor), "{left} is left to be paid of {whole}");
    Ok(())
}

/// Each step is of its promotion, starts from what was left of its scope, and takes only from there.
fn steps(case: &Case, applied: &Applied, oracle: &Oracle, reached: &mut Reached) -> Result<(), String> {
    let mut lines: Vec<i64> = case.facts.lines.iter().map(|line| line.amount.minor).collect();
    let mut deliveries: Vec<i64> = case.facts.deliveries.iter().map(|delivery| delivery.amount.minor).collect();
    let mut borne: BTreeMap<Payer, i64> = BTreeMap::new();
    let mut last = None;
    for step in &applied.steps {
        let terms = terms(case, step)?;
        let of_terms = (&terms.name, terms.effect.kind(), terms.lane, terms.bearer);
        holds!((&step.name, step.kind, step.lane, step.bearer) == of_terms, "a step is told wrongly");
        let order = Some((terms.lane, Reverse(terms.priority), &terms.id));
        holds!(last < order, "steps are out of order");
        last = order;
        let on_delivery = matches!(terms.effect, Effect::Delivery { .. });
        let (places, left, shares, none) = if on_delivery {
            (oracle.parts(&terms.scope), &mut deliveries, &step.deliveries, &step.lines)
        } else {
            (oracle.scoped(&terms.scope), &mut lines, &step.lines, &step.deliveries)
        };
        holds!(none.is_empty(), "a step takes from lines and deliveries");
        holds!(step.base.minor == places.iter().map(|place| left[*place]).sum::<i64>(), "the base of a step");
        holds!(step.off.minor == shares.iter().map(|share| share.amount.minor).sum::<i64>(), "what a step takes off");
        for Share { place, amount } in shares {
            let place = *place as usize;
            holds!(places.contains(&place), "a step takes from outside its scope");
            holds!(amount.minor > 0 && amount.minor <= left[place], "a share is too large or nothing");
            left[place] -= amount.minor;
            let seller = if on_delivery {
                &case.facts.deliveries[place].marketplace
            } else {
                &case.facts.lines[place].product.marketplace
            };
            let payer = match terms.bearer {
                Bearer::Operator => Payer::Operator,
                Bearer::Seller => Payer::Marketplace(seller.clone()),
            };
            *borne.entry(payer).or_default() += amount.minor;
        }
        let gift = if let Effect::Gift { gift } = &terms.effect { Some(gift) } else { None };
        holds!(step.gift.as_ref() == gift, "a gift");
        count(step, terms, case, reached);
    }
    let told = applied.borne().map_err(|problem| problem.to_string())?;
    let told: BTreeMap<Payer, i64> = told.into_iter().map(|(payer, amount)| (payer, amount.minor)).collect();
    holds!(told == borne, "who bears it");
    Ok(())
}

fn count(step: &Step, terms: &Terms, case: &Case, reached: &mut Reached) {
    reached.count("effects", step.kind.word());
    words(&terms.condition, &mut |word| reached.count("met", word));
    let seen = [
        ("borne by sellers", terms.bearer == Bearer::Seller),
        ("by code", step.code.is_some()),
        ("limited", step.limited),
        ("higher tier", step.kind.word() == "tiered" && step.reach > 1),
        ("several times", step.kind.word() == "buy-get" && step.reach > 1),
        ("alone in the cart", terms.beside == Beside::Nothing),
        (
            "in another currency",
            matches!(&terms.condition, Condition::Subtotal { at_least, .. } if at_least.currency != case.facts.currency),
        ),
    ];
    seen.into_iter().filter(|(_, seen)| *seen).for_each(|(word, _)| reached.count("seen", word));
}

/// Every promotion counts or is passed over, once, and for what is the case; one whose code was not typed is not named.
fn everybody_is_named(case: &Case, applied: &Applied, oracle: &Oracle, reached: &mut Reached) -> Result<(), String> {
    for terms in case.promotions.iter().map(Promotion::terms) {
        let steps = applied.steps.iter().filter(|step| step.promotion == terms.id).count();
        let passed: Vec<&Why> = applied
            .passed_over
            .iter()
            .filter(|passed| passed.promotion == terms.id)
            .map(|passed| &passed.why)
            .collect();
        let typed = case.facts.codes.iter().any(|code| code.opens.contains(&terms.id));
        let named = terms.trigger == Trigger::Automatic || typed;
        holds!(steps + passed.len() == usize::from(named), "{} is told {steps} and {passed:?}", terms.id);
        let may = steps == 1 || matches!(passed[..], [Why::NothingLeft | Why::Beaten { .. }]);
        holds!(may == oracle.may(terms), "{} may count: {may}", terms.id);
        for why in passed {
            reached.count("passed over", why.word());
            if matches!(why, Why::Short { .. } | Why::Unmet) {
                words(&terms.condition, &mut |word| reached.count("in the way", word));
            }
            if let Why::Short { missing } = why {
                missing.iter().for_each(|missing| reached.count("missing", missing_word(missing)));
            }
        }
    }
    Ok(())
}

/// The combination is allowed, comes out as the second set of rules says, and none is better.
fn best(case: &Case, applied: &Applied, oracle: &Oracle, reached: &mut Reached) -> Result<(), String> {
    let place = |id: &PromotionId| case.promotions.iter().position(|promotion| promotion.terms().id == *id);
    let idle = applied.passed_over.iter().filter(|passed| passed.why == Why::NothingLeft);
    let counted = applied.steps.iter().map(|step| &step.promotion);
    let mut set: Vec<usize> = counted.clone().chain(idle.map(|passed| &passed.promotion)).filter_map(place).collect();
    set.sort_unstable();
    let may: Vec<usize> = (0..case.promotions.len()).filter(|at| oracle.may(case.promotions[*at].terms())).collect();
    // where nothing at all can be taken off, every promotion is told to have nothing left
    if !applied.steps.is_empty() {
        holds!(oracle.allowed(&set, &may), "the combination {set:?} is not allowed");
    }
    if applied.steps.windows(2).any(|pair| pair[0].lane == pair[1].lane) {
        reached.count("seen", "stacked");
    }
    let steps: Vec<usize> = counted.filter_map(place).collect();
    let benefit = |lines: i64, gifts: i64| lines + gifts;
    if case.small {
        let worked = oracle.work_out(&steps);
        let lines: Vec<i64> = applied.lines.iter().map(|line| line.off.minor).collect();
        let deliveries: Vec<i64> = applied.deliveries.iter().map(|delivery| delivery.off.minor).collect();
        holds!((&worked.lines, &worked.deliveries) == (&lines, &deliveries), "worked out by hand it is {worked:?}");
        let (ours, best) = (worked.benefit(), oracle.best());
        holds!(ours == best, "the shopper has {ours} of it and could have {best}");
        reached.count("seen", "best by trying all");
    } else if case.promotions.iter().all(|one| !matches!(one.terms().effect, Effect::BuyGet { .. })) {
        let off = applied.goods_off.minor + applied.delivery_off.minor;
        let ours = benefit(off, oracle.work_out(&steps).gifts);
        let first = oracle.work_out(&first(case, &may)).benefit();
        holds!(ours >= first, "the shopper has {ours} of it and would have {first} of the first");
        reached.count("seen", "no worse than the first");
    }
    if !applied.exact {
        reached.count("seen", "beyond the bound");
    }
    Ok(())
}

/// The combination that priority alone would choose.
fn first(case: &Case, may: &[usize]) -> Vec<usize> {
    let terms = |at: &usize| case.promotions[*at].terms();
    let mut set = Vec::new();
    for lane in Lane::ALL {
        let mut here: Vec<usize> =
            may.iter().copied().filter(|at| terms(at).lane == lane && terms(at).beside != Beside::Nothing).collect();
        here.sort_by_key(|at| (Reverse(terms(at).priority), &terms(at).id));
        let Some(leader) = here.first().copied() else { continue };
        if case.facts.lanes.rule(lane) == LaneRule::Stack && terms(&leader).beside == Beside::Others {
            set.extend(here.into_iter().filter(|at| terms(at).beside == Beside::Others));
        } else {
            set.push(leader);
        }
    }
    set
}

/// What is said to be missing is exactly what is missing.
fn short(case: &Case, applied: &Applied, reached: &mut Reached) -> Result<(), String> {
    for passed in &applied.passed_over {
        let Why::Short { missing } = &passed.why else { continue };
        let [Missing::Subtotal { of, more }] = &missing[..] else { continue };
        let terms = case.promotions.iter().map(Promotion::terms).find(|terms| terms.id == passed.promotion);
        let Some(Condition::Subtotal { .. }) = terms.map(|terms| &terms.condition) else { continue };
        let mut facts = case.facts.clone();
        // where the condition is met, it is a tier that is missed
        if terms.is_some_and(|terms| Oracle { facts: &facts, promotions: &[] }.met(&terms.condition) == Some(true)) {
            continue;
        }
        let Some(line) = facts.lines.iter().position(|line| of.holds(line, &case.facts)) else { continue };
        for (more, counts) in [(more.minor, true), (more.minor - 1, false)] {
            facts.lines[line].amount = Money::new(case.facts.lines[line].amount.minor + more, facts.currency);
            let oracle = Oracle { facts: &facts, promotions: &case.promotions };
            let met = terms.map(|terms| oracle.met(&terms.condition));
            holds!(met == Some(Some(counts)), "with {more} more {} is met: {met:?}", passed.promotion);
        }
        reached.count("seen", "exactly so much more");
    }
    Ok(())
}

/// A line that no promotion means changes nothing of the others, where there is enough left to be paid.
fn irrelevant(case: &Case, reached: &mut Reached) -> Result<(), String> {
    let line = |at: usize, minor: i64| FactLine {
        product: NAMES.products[56 + at].clone(),
        variant: NAMES.variant.clone(),
        category: None,
        quantity: Quantity::ONE,
        amount: Money::new(minor, case.facts.currency),
    };
    let worked = |facts: &Facts| apply(&case.promotions, facts).map_err(|problem| problem.to_string());
    let mut with = case.facts.clone();
    with.lines.push(line(0, 100_000));
    let before = worked(&with)?;
    with.lines.push(line(1, 777));
    let mut after = worked(&with)?;
    holds!(after.lines.pop().is_some_and(|line| line.off.is_zero()), "something is taken off a line nobody means");
    holds!(before == after, "a line nobody means changes others");
    reached.count("seen", "irrelevant line");
    Ok(())
}

fn terms<'a>(case: &'a Case, step: &Step) -> Result<&'a Terms, String> {
    let mut all = case.promotions.iter().map(Promotion::terms);
    all.find(|terms| terms.id == step.promotion).ok_or_else(|| format!("nobody knows {}", step.promotion))
}
