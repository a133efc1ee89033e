//! Amounts of tax: sums first, one division, then shares. Nothing is rounded before its time and nothing is lost by
//! rounding.

use super::{
    assessment::Step,
    choice::Chosen,
    measure::{Per, Rounding, TaxRate},
};
use crate::money::{Currency, Money, MoneyError};

/// What is taxed: an amount and its taxes.
pub(super) struct Taxable<'a> {
    pub(super) amount: Money,
    pub(super) taxes: &'a [Chosen<'a>],
}

/// What one tax comes to, and how.
#[derive(Clone, Debug)]
pub(super) struct Worked {
    pub(super) amount: Money,
    pub(super) steps: Vec<Step>,
}

/// Whether the tax is in the amounts or comes on top of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    OnTop,
    Contained,
}

/// One tax of one item, ready to be summed up with those of its kind.
struct Entry<'a> {
    item: usize,
    tax: usize,
    /// Whose tax it is and its name, and which part of the base it comes to.
    key: (&'a str, &'a str, i128, i128),
    free: i64,
    earlier: i64,
    base: i64,
}

/// The taxed ones among the taxes of each item; nothing for those that are not taxed.
///
/// # Errors
/// When an amount is too large.
pub(super) fn reckon(
    items: &[Taxable],
    basis: Basis,
    rounding: Rounding,
    currency: Currency,
) -> Result<Vec<Vec<Option<Worked>>>, MoneyError> {
    let mut worked: Vec<Vec<Option<Worked>>> = items.iter().map(|item| vec![None; item.taxes.len()]).collect();
    let all = || items.iter().flat_map(|item| item.taxes);
    let mut priorities: Vec<u8> = all().filter(|tax| tax.is_taxed()).map(Chosen::priority).collect();
    priorities.sort_unstable();
    priorities.dedup();
    for priority in priorities {
        let mut entries = Vec::new();
        for (place, item) in items.iter().enumerate() {
            let shares = contained_shares(item.taxes)?;
            for (tax, chosen) in item.taxes.iter().enumerate() {
                if chosen.is_taxed() && chosen.priority() == priority {
                    let share = if basis == Basis::Contained { shares[tax] } else { on_top(chosen) };
                    entries.push(entry(item, (place, tax), chosen, share, &worked[place], basis));
                }
            }
        }
        for group in groups(entries, rounding.per) {
            for (entry, done) in work(items, &group, basis, rounding, currency)? {
                worked[entry.item][entry.tax] = Some(done);
            }
        }
    }
    Ok(worked)
}

fn on_top(chosen: &Chosen) -> (i128, i128) {
    (i128::from(chosen.rate.in_millionths()), TaxRate::WHOLE)
}

fn entry<'a>(
    item: &Taxable,
    (place, tax): (usize, usize),
    chosen: &'a Chosen,
    (parts, of): (i128, i128),
    done: &[Option<Worked>],
    basis: Basis,
) -> Entry<'a> {
    let before = item.taxes.iter().zip(done).filter(|(other, _)| other.priority() < chosen.priority());
    let on_taxes = basis == Basis::OnTop && chosen.is_compound();
    let earlier: i64 = before.filter_map(|(_, done)| done.as_ref()).map(|done| done.amount.minor).sum();
    let earlier = if on_taxes { earlier } else { 0 };
    let base = (item.amount.minor - chosen.free).max(0) + earlier;
    Entry { item: place, tax, key: (&chosen.jurisdiction, &chosen.tax, parts, of), free: chosen.free, earlier, base }
}

/// What shares a rounding: each entry by itself, or all of one tax and rate.
fn groups(entries: Vec<Entry>, per: Per) -> Vec<Vec<Entry>> {
    let mut groups: Vec<Vec<Entry>> = Vec::new();
    for entry in entries {
        match groups.iter_mut().find(|group| per == Per::Order && group[0].key == entry.key) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}

fn work<'a, 'b>(
    items: &[Taxable],
    group: &'b [Entry<'a>],
    basis: Basis,
    rounding: Rounding,
    currency: Currency,
) -> Result<Vec<(&'b Entry<'a>, Worked)>, MoneyError> {
    let (.., parts, of) = group[0].key;
    let base: i128 = group.iter().map(|entry| i128::from(entry.base)).sum();
    let tax = base.checked_mul(parts).and_then(|scaled| rounding.mode.divide(scaled, of));
    let fits = tax.filter(|tax| *tax <= i128::from(Money::LARGEST) && base <= i128::from(Money::LARGEST));
    let tax = Money::new(fits.and_then(|tax| i64::try_from(tax).ok()).ok_or(MoneyError::Overflow)?, currency);
    let weights: Vec<u64> = group.iter().map(|entry| u64::try_from(entry.base).unwrap_or(0)).collect();
    let base = i64::try_from(base).map_err(|_| MoneyError::Overflow)?;
    let mut done = Vec::with_capacity(group.len());
    for (entry, share) in group.iter().zip(tax.allocate(&weights)) {
        let chosen = &items[entry.item].taxes[entry.tax];
        let mut steps = begin(chosen, items[entry.item].amount);
        steps.extend((entry.free > 0).then(|| Step::Free(Money::new(entry.free, currency))));
        steps.extend((entry.earlier > 0).then(|| Step::EarlierTaxes(Money::new(entry.earlier, currency))));
        let together = rounding.per == Per::Order;
        steps.extend(together.then(|| Step::OrderBase(Money::new(base, currency))));
        steps.push(match basis {
            Basis::OnTop => Step::Rate(chosen.rate),
            Basis::Contained => {
                let narrow = |number| u64::try_from(number).map_err(|_| MoneyError::Overflow);
                Step::Contained { parts: narrow(parts)?, of: narrow(of)? }
            }
        });
        steps.push(Step::Rounded(rounding));
        steps.extend(together.then_some(Step::OrderTax(tax)));
        steps.push(Step::Result(share));
        done.push((entry, Worked { amount: share, steps }));
    }
    Ok(done)
}

/// The rule and what it is asked about.
pub(super) fn begin(chosen: &Chosen, base: Money) -> Vec<Step> {
    let rule = chosen.rule.map(|rule| Step::Rule { id: rule.id.clone(), source: rule.source.clone() });
    rule.into_iter().chain([Step::Base(base)]).collect()
}

/// Which part of a price each of its taxes is: so many of so many, in lowest terms.
///
/// A net of 1 with taxes that come to s has a price of 1 + s, of which each tax is its share. A compound tax is taken
/// on the net with all taxes of smaller priority.
///
/// # Errors
/// When too many taxes lie on each other.
fn contained_shares(taxes: &[Chosen]) -> Result<Vec<(i128, i128)>, MoneyError> {
    let too_many = MoneyError::Overflow;
    let mut shares = vec![0_i128; taxes.len()];
    // Every share so far counts in this unit.
    let mut unit = 1_i128;
    let mut priorities: Vec<u8> = taxes.iter().filter(|tax| tax.is_taxed()).map(Chosen::priority).collect();
    priorities.sort_unstable();
    priorities.dedup();
    for priority in priorities {
        let on_taxes = sum(&shares).and_then(|earlier| unit.checked_add(earlier)).ok_or(too_many)?;
        for share in &mut shares {
            *share = share.checked_mul(TaxRate::WHOLE).ok_or(too_many)?;
        }
        for (share, tax) in shares.iter_mut().zip(taxes) {
            if tax.is_taxed() && tax.priority() == priority {
                let on = if tax.is_compound() { on_taxes } else { unit };
                *share = i128::from(tax.rate.in_millionths()).checked_mul(on).ok_or(too_many)?;
            }
        }
        unit = unit.checked_mul(TaxRate::WHOLE).ok_or(too_many)?;
    }
    let price = sum(&shares).and_then(|taxes| unit.checked_add(taxes)).ok_or(too_many)?;
    let common = shares.iter().fold(price, |common, share| divisor(common, *share));
    Ok(shares.into_iter().map(|share| (share / common, price / common)).collect())
}

fn sum(shares: &[i128]) -> Option<i128> {
    shares.iter().try_fold(0_i128, |sum, share| sum.checked_add(*share))
}

fn divisor(one: i128, other: i128) -> i128 {
    if other == 0 { one } else { divisor(other, one % other) }
}
