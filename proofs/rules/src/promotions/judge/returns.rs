//! What returns give back: all that was paid, no more for any piece than was paid for it, and what the shop said beforehand where
//! less is kept than a promotion asked for.

use domain::{
    money::Money,
    promotion::{Delivery, Effect, FactLine, Facts, Share},
};

use super::{Case, Outcome, Reached, check::holds, oracle::Oracle};

/// Judges all returns of an outcome, one after another.
pub fn check(case: &Case, outcome: &Outcome, reached: &mut Reached) -> Result<(), String> {
    let applied = &outcome.applied;
    let mut returned = vec![0_u32; applied.lines.len()];
    let mut of_lines = vec![0_i64; applied.lines.len()];
    let mut of_deliveries = vec![0_i64; applied.deliveries.len()];
    let mut of_steps = vec![0_i64; applied.steps.len()];
    let (mut given, mut withheld) = (0, 0);
    for (now, back) in &outcome.returns {
        returned.iter_mut().zip(now).for_each(|(all, now)| *all += now);
        holds!(back.after.pieces == returned, "what came back is counted wrongly");
        add(&mut of_lines, &back.lines)?;
        add(&mut of_deliveries, &back.deliveries)?;
        for (sum, step) in of_steps.iter_mut().zip(&back.steps) {
            let shares = step.lines.iter().chain(&step.deliveries);
            *sum += shares.map(|share| share.amount.minor).sum::<i64>();
        }
        let before = given;
        given += back.refund.minor;
        withheld += back.withheld.minor;
        holds!(back.refund.minor >= 0, "a refund below zero");
        for (place, line) in applied.lines.iter().enumerate() {
            let (paid, all) = (i128::from(line.paid.minor), i128::from(u32::from(line.quantity)));
            let most = paid * i128::from(returned[place]);
            holds!(i128::from(of_lines[place]) * all <= most, "more given back for pieces than was paid for them");
            holds!(most - i128::from(of_lines[place]) * all < all, "a unit too little for pieces");
        }
        let whole = of_lines.iter().chain(&of_deliveries).sum::<i64>();
        let of_steps: i64 = back.steps.iter().map(|step| step.withheld.minor).sum();
        holds!(of_steps == back.withheld.minor, "what is held back for each step");
        holds!(withheld >= 0 && given == whole - withheld, "{given} is given back of {whole}, {withheld} held back");
        if outcome.takes_back {
            took_back(case, outcome, &back.after.pieces, (before, whole, withheld), reached)?;
        } else {
            holds!(back.withheld.is_zero() && back.gifts.is_empty(), "something is kept from who may keep it");
            reached.count("seen", "kept");
        }
        if back.withheld.minor < 0 {
            reached.count("seen", "held back and given back");
        }
        if !back.gifts.is_empty() {
            reached.count("seen", "gift asked for");
        }
    }
    let paid = applied.paid().map_err(|problem| problem.to_string())?.minor;
    holds!(given == paid && withheld == 0, "{given} is given back of {paid} in the end");
    let off: Vec<i64> = applied.steps.iter().map(|step| step.off.minor).collect();
    holds!(of_steps == off, "what goes back to those who bore it");
    Ok(())
}

fn add(sums: &mut [i64], shares: &[Share]) -> Result<(), String> {
    for share in shares {
        holds!(share.amount.minor > 0, "a share of nothing or less");
        sums[share.place as usize] += share.amount.minor;
    }
    Ok(())
}

/// Where promotions are taken back: what is kept costs what it costs alone, and no more than without any promotion.
fn took_back(
    case: &Case,
    outcome: &Outcome,
    returned: &[u32],
    (before, whole, withheld): (i64, i64, i64),
    reached: &mut Reached,
) -> Result<(), String> {
    let applied = &outcome.applied;
    let kept = kept(&case.facts, returned);
    let full: i64 = kept.lines.iter().map(|line| line.amount.minor).sum::<i64>()
        + kept.deliveries.iter().map(|delivery| delivery.amount.minor).sum::<i64>();
    let paid = applied.paid().map_err(|problem| problem.to_string())?.minor;
    if withheld > 0 {
        reached.count("seen", "held back");
        let net = paid - (whole - withheld);
        holds!(net <= full, "{net} stays paid for what costs {full} without any promotion");
    }
    if !case.small || kept.lines.is_empty() {
        return Ok(());
    }
    let oracle = Oracle { facts: &kept, promotions: &case.promotions };
    let counted = |at: &usize| applied.steps.iter().any(|step| step.promotion == case.promotions[*at].terms().id);
    let given = |at: &usize| matches!(case.promotions[*at].terms().effect, Effect::Gift { .. });
    let fits = |at: &usize| oracle.fits(case.promotions[*at].terms());
    let all: Vec<usize> = (0..case.promotions.len()).filter(counted).collect();
    let still: Vec<usize> = all.iter().copied().filter(fits).collect();
    let costs = full - oracle.work_out(&still).benefit() + oracle.work_out(&still).gifts;
    let due = (whole - before.max(paid - costs)).max(0);
    let lost = all.iter().any(|at| !given(at) && !still.contains(at));
    holds!(!lost || withheld == due, "{withheld} is held back in place of {due}");
    holds!(withheld == 0 || withheld == due, "{withheld} is held back in place of {due} or nothing");
    Ok(())
}

/// The facts of what is kept.
fn kept(facts: &Facts, returned: &[u32]) -> Facts {
    let mut kept = facts.clone();
    kept.lines = Vec::new();
    for (line, returned) in facts.lines.iter().zip(returned) {
        let all = u32::from(line.quantity);
        let gone = i128::from(line.amount.minor) * i128::from(*returned) / i128::from(all);
        let amount = Money::new(line.amount.minor - gone as i64, facts.currency);
        if let Ok(quantity) = (all - returned).try_into() {
            kept.lines.push(FactLine { quantity, amount, ..line.clone() });
        }
    }
    let of_part = |delivery: &Delivery| kept.lines.iter().any(|line| line.product.marketplace == delivery.marketplace);
    let deliveries = facts.deliveries.iter().filter(|delivery| of_part(delivery)).cloned().collect();
    kept.deliveries = deliveries;
    kept
}
