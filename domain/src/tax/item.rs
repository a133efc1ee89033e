//! Lines and shares of delivery: how their prices and taxes hang together, and how they are told in the end.

use super::{
    assessment::{LineTax, Outcome, Step, TaxAmount, Totals},
    choice::Chosen,
    question::Question,
    reckon::{Worked, begin},
    rules::TaxClass,
};
use crate::{
    cart::Quantity,
    money::{Money, MoneyError},
};

/// A line or a share of delivery on its way to its taxes.
#[derive(Clone)]
pub(super) struct Item<'a> {
    pub(super) class: TaxClass,
    pub(super) quantity: Quantity,
    pub(super) price: Money,
    /// What is left after what the seller bears.
    pub(super) amount: Money,
    pub(super) borne: Money,
    pub(super) due: Vec<Chosen<'a>>,
    pub(super) contained: Vec<Chosen<'a>>,
}

/// How an item's price and its taxes hang together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The price contains what is due.
    AsIs,
    /// The price contains something else, which is taken out first.
    TakeOut,
    /// The price contains nothing.
    OnTop,
}

impl Item<'_> {
    pub(super) fn way(&self) -> Way {
        fn rules<'a>(taxes: &'a [Chosen]) -> Vec<Option<&'a str>> {
            taxes.iter().filter(|tax| tax.is_taxed()).map(|tax| tax.rule.map(|rule| rule.id.as_str())).collect()
        }
        match rules(&self.contained) {
            found if found.is_empty() => Way::OnTop,
            found if found == rules(&self.due) => Way::AsIs,
            _ => Way::TakeOut,
        }
    }
}

/// Sums of lines.
pub(super) fn totals<'a>(question: &Question, lines: impl Iterator<Item = &'a LineTax>) -> Result<Totals, MoneyError> {
    let nothing = Money::zero(question.currency);
    lines.into_iter().try_fold(
        Totals { net: nothing, tax: nothing, gross: nothing, borne_by_shop: nothing },
        |sum, line| {
            Ok(Totals {
                net: sum.net.plus(line.net)?,
                tax: sum.tax.plus(line.gross.minus(line.net)?)?,
                gross: sum.gross.plus(line.gross)?,
                borne_by_shop: sum.borne_by_shop.plus(line.borne_by_shop)?,
            })
        },
    )
}

/// The ways in which items are taxed, each with its first item and what all of them cost.
pub(super) fn ways<'i, 'a>(items: &'i [Item<'a>]) -> Vec<(&'i Item<'a>, u64)> {
    let mut ways: Vec<(&Item, u64)> = Vec::new();
    for item in items {
        let same = |other: &Item| {
            item.due.iter().map(Chosen::key).eq(other.due.iter().map(Chosen::key))
                && item.contained.iter().map(Chosen::key).eq(other.contained.iter().map(Chosen::key))
        };
        let weight = u64::try_from(item.amount.minor).unwrap_or(0);
        match ways.iter_mut().find(|(first, _)| same(first)) {
            Some((_, sum)) => *sum = sum.saturating_add(weight),
            None => ways.push((item, weight)),
        }
    }
    ways
}

/// A line with its taxes: `net` is what is left of its price when what it should not contain is taken out.
pub(super) fn line(
    item: &Item,
    net: Money,
    removed: &[Option<Worked>],
    worked: &[Option<Worked>],
) -> Result<LineTax, MoneyError> {
    let as_is = item.way() == Way::AsIs;
    let own = Money::sum(net.currency, worked.iter().flatten().map(|tax| tax.amount))?;
    let (net, gross) = if as_is { (net.minus(own)?, net) } else { (net, net.plus(own)?) };
    let mut steps = vec![Step::Price(item.price)];
    let off = item.price.minus(item.amount)?;
    steps.extend((!off.is_zero()).then_some(Step::Discount(off)));
    let taken = item.contained.iter().zip(removed).chain(item.due.iter().zip(worked.iter().filter(|_| as_is)));
    steps.extend(taken.filter_map(|(tax, worked)| {
        let rule = tax.rule.map(|rule| rule.id.clone()).unwrap_or_default();
        worked.as_ref().map(|worked| Step::TakenOut { rule, amount: worked.amount })
    }));
    steps.push(Step::Result(net));
    let mut taxes = Vec::with_capacity(item.due.len());
    let mut earlier = Vec::new();
    for (tax, worked) in item.due.iter().zip(worked) {
        let before = Money::sum(
            net.currency,
            earlier.iter().filter(|(priority, _)| *priority < tax.priority()).map(|(_, amount)| *amount),
        )?;
        let base = if tax.is_compound() { net.plus(before)? } else { net };
        let base = base.minus(Money::new(tax.free.min(base.minor), base.currency))?;
        let amount = tax_amount(tax, base, worked.as_ref());
        earlier.push((tax.priority(), amount.amount));
        taxes.push(amount);
    }
    let (class, quantity) = (item.class.clone(), item.quantity);
    Ok(LineTax { class, quantity, net, taxes, gross, borne_by_shop: item.borne, steps })
}

fn tax_amount(tax: &Chosen, base: Money, worked: Option<&Worked>) -> TaxAmount {
    let (amount, steps, outcome) = match worked {
        Some(worked) => (worked.amount, worked.steps.clone(), tax.outcome),
        None => {
            // Without a way of rounding a tax is not known either.
            let outcome = if tax.is_taxed() { Outcome::NotKnown } else { tax.outcome };
            let mut steps = begin(tax, base);
            steps.extend([Step::NotTaxed(outcome, tax.reason), Step::Result(Money::zero(base.currency))]);
            (Money::zero(base.currency), steps, outcome)
        }
    };
    TaxAmount {
        rule: tax.rule.map(|rule| rule.id.clone()),
        jurisdiction: tax.jurisdiction.clone(),
        tax: tax.tax.clone(),
        rate: tax.rate,
        outcome,
        reason: tax.reason,
        owes: tax.owes,
        base,
        amount,
        steps,
    }
}
