//! What may be asked for, worked out a second time from the days counted one by one.

use domain::{
    returns::{Allowed, Deed, Goods, Informed, LineFacts, OrderFacts, Payer, Policy, WhyNot},
    time::Timestamp,
    timeline::Stage,
};

use super::days::Days;

/// Who has the right of withdrawal among the places that are drawn.
const PROTECTED: [&str; 4] = ["FR", "GR", "GB", "PT"];

/// What a line's return is worth now.
pub struct Terms {
    /// The place of the last day; nothing where no period runs yet.
    pub last: Option<usize>,
    /// Whether the law gives it now.
    pub by_law: bool,
}

/// The days on which the last of the pieces arrived, of a line or of all lines of a contract.
fn arrived<'a>(days: &Days, lines: impl Iterator<Item = &'a LineFacts>) -> Option<usize> {
    let mut latest = None;
    for line in lines {
        if line.arrivals.iter().map(|(pieces, _)| pieces).sum::<u32>() < line.pieces {
            return None;
        }
        for (_, at) in &line.arrivals {
            latest = latest.max(Some(days.of(*at)));
        }
    }
    latest
}

fn touchable(line: &&LineFacts) -> bool {
    !matches!(line.goods, Goods::Digital | Goods::DigitalBegun)
}

/// Whether and until when a line can go back.
pub fn send_back(facts: &OrderFacts, days: &Days, line: &LineFacts, policy: &Policy, now: Timestamp) -> Option<Terms> {
    let never = [Goods::Personalised, Goods::Perishable, Goods::Mixed, Goods::Periodical, Goods::DigitalBegun];
    let protected = facts.consumer && PROTECTED.contains(&facts.country.as_str()) && !never.contains(&line.goods);
    let of_contract = facts.lines.iter().filter(|other| other.contract == line.contract).filter(touchable);
    let begun = if touchable(&line) { arrived(days, of_contract) } else { Some(days.of(facts.ordered)) };
    let law = if protected { begun.map(|begun| last_by_law(facts, days, begun)) } else { None };
    let takes = policy.window_days > 0 && touchable(&line) && !policy.excluded.contains(&line.goods);
    let own = if takes { arrived(days, std::iter::once(line)) } else { None };
    let offer = own.map(|own| own + usize::from(policy.window_days));
    let open = |place: usize| now < days.end(place);
    if protected && begun.is_none() {
        return Some(Terms { last: None, by_law: true });
    }
    let last = law.max(offer)?;
    open(last).then_some(Terms { last: Some(last), by_law: law.is_some_and(open) })
}

fn last_by_law(facts: &OrderFacts, days: &Days, begun: usize) -> usize {
    let initial = days.after_days(begun, 14);
    let longest = days.after_years(initial, 1);
    match facts.informed {
        Informed::InTime => initial,
        Informed::Never => longest,
        Informed::Later(at) if days.of(at) <= days.same_day_after(begun, 1) => {
            initial.max(days.after_days(days.of(at), 14))
        }
        Informed::Later(_) => longest,
    }
}

/// The last day for claiming something; the first value says whether it can be claimed at all.
fn claim(facts: &OrderFacts, days: &Days, line: &LineFacts, policy: &Policy, now: Timestamp) -> (bool, Option<usize>) {
    if line.lost {
        return (true, None);
    }
    let Some(begun) = arrived(days, std::iter::once(line)) else { return (false, None) };
    let law = facts.consumer && PROTECTED.contains(&facts.country.as_str());
    let by_law = law.then(|| days.after_years(begun, 2));
    let offer = (policy.claim_days > 0).then(|| begun + usize::from(policy.claim_days));
    match by_law.max(offer) {
        Some(last) => (now < days.end(last), Some(last)),
        None => (false, None),
    }
}

/// Compares what the rules allow with what is worked out here; gives how many deadlines were compared.
///
/// # Errors
/// With what is otherwise.
pub fn compare(
    facts: &OrderFacts,
    days: &Days,
    line: &LineFacts,
    policy: &Policy,
    now: Timestamp,
    allowed: &Allowed,
) -> Result<u64, String> {
    let at = || format!("line {} of {} in {}, at {}", line.line, line.part, facts.country, now.rfc3339());
    let mut wanted: Vec<(Deed, Option<usize>, bool)> = Vec::new();
    let stage = line.stage;
    if policy.cancel_before.is_some_and(|before| stage < before) && stage != Stage::Cancelled {
        wanted.push((Deed::Cancel, None, false));
    }
    let back = send_back(facts, days, line, policy, now);
    wanted.extend(back.as_ref().map(|terms| (Deed::Return, terms.last, terms.by_law)));
    let own = arrived(days, std::iter::once(line)).map(|own| own + usize::from(policy.exchange_days));
    let swaps = policy.exchange_days > 0 && touchable(&line) && !policy.excluded.contains(&line.goods);
    wanted.extend(own.filter(|last| swaps && now < days.end(*last)).map(|last| (Deed::Exchange, Some(last), false)));
    let (claims, last) = claim(facts, days, line, policy, now);
    wanted.extend(claims.then_some((Deed::Claim, last, false)));
    if allowed.pieces == 0 {
        wanted.clear();
    }
    let found: Vec<Deed> = allowed.choices.iter().map(|choice| choice.deed).collect();
    let expected: Vec<Deed> = wanted.iter().map(|(deed, ..)| *deed).collect();
    if found != expected {
        return Err(format!("{}: {expected:?} expected, {found:?} allowed", at()));
    }
    for ((deed, last, by_law), choice) in wanted.iter().zip(&allowed.choices) {
        let day = last.map(|last| days.date(last));
        if choice.last_day != day || choice.until != last.map(|last| days.end(last)) {
            return Err(format!("{}: {deed:?} until {day:?} expected, {:?} told", at(), choice.last_day));
        }
        if *by_law && (choice.restocking_points != 0 || !choice.delivery_back || !choice.reasons.is_empty()) {
            return Err(format!("{}: the law's terms are not kept", at()));
        }
        if *by_law && !facts.told_of_return_cost && choice.label != Payer::Seller {
            return Err(format!("{}: who was not told pays for nothing", at()));
        }
        if *deed == Deed::Return && !by_law && choice.restocking_points != policy.restocking_points {
            return Err(format!("{}: the marketplace's terms are not kept", at()));
        }
    }
    let late = allowed.not.iter().find_map(|(deed, why)| match why {
        WhyNot::TooLate(day) => Some((deed, *day)),
        _ => None,
    });
    if let Some((deed, day)) = late
        && day > days.date(days.of(now))
    {
        return Err(format!("{}: {deed:?} is said to be too late since {day}", at()));
    }
    Ok(wanted.iter().filter(|(_, last, _)| last.is_some()).count() as u64)
}
