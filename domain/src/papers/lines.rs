//! Lines and sums: what was charged for a part, split so that nothing is lost.

use std::collections::{BTreeMap, BTreeSet};

use super::{About, PaperLine, TaxSum};
use crate::{
    cart::Quantity,
    money::{Currency, Money, MoneyError},
    order::MarketplaceOrder,
};

/// What one line of a part charges, before tax is told apart.
struct Charged {
    about: About,
    quantity: Quantity,
    discount: Money,
    tax_points: Option<u32>,
    gross: Money,
}

fn weight(money: Money) -> u64 {
    u64::try_from(money.minor).unwrap_or(0)
}

/// The goods of a part with what a coupon took off them, and the delivery. Tax on top is not in it.
fn charged(part: &MarketplaceOrder) -> Result<Vec<Charged>, MoneyError> {
    let shown: Vec<u64> = part.items.iter().map(|item| weight(item.shown)).collect();
    let off: Vec<u64> = part.items.iter().map(|item| item.discount.map_or(0, weight)).collect();
    let goods = part.shown.goods.allocate(&shown);
    let off = part.shown.taken_off().allocate(if off.iter().any(|off| *off > 0) { &off } else { &shown });
    let mut lines = Vec::with_capacity(part.items.len() + 1);
    for ((item, goods), off) in part.items.iter().zip(goods).zip(off) {
        lines.push(Charged {
            about: About::Goods { title: item.title.clone(), variant: item.variant_title.clone(), unit: item.unit },
            quantity: item.quantity,
            discount: off,
            tax_points: item.tax_points,
            gross: goods.minus(off)?,
        });
    }
    if !part.shown.delivery.is_zero() {
        lines.push(Charged {
            about: About::Delivery { title: part.delivery_title.clone() },
            quantity: Quantity::ONE,
            discount: Money::zero(part.shown.delivery.currency),
            // The highest of the goods: the delivery follows them.
            tax_points: part.items.iter().filter_map(|item| item.tax_points).max(),
            gross: part.shown.delivery,
        });
    }
    Ok(lines)
}

fn line(charged: Charged, tax_points: Option<u32>, tax: Money) -> Result<PaperLine, MoneyError> {
    Ok(PaperLine {
        about: charged.about,
        quantity: charged.quantity,
        discount: Some(charged.discount).filter(|off| !off.is_zero()),
        net: charged.gross.minus(tax)?,
        tax_points,
        tax,
        gross: charged.gross,
    })
}

/// The lines of an invoice: the tax is worked out once per rate and split over its lines.
///
/// Where tax came on top and no coupon counted, it is what the order charged; otherwise it is what is contained in what was
/// paid.
pub(super) fn invoiced(part: &MarketplaceOrder) -> Result<Vec<PaperLine>, MoneyError> {
    let currency = part.shown.total.currency;
    let mut lines = charged(part)?;
    let weights: Vec<u64> = lines.iter().map(|line| weight(line.gross)).collect();
    for (line, on_top) in lines.iter_mut().zip(part.shown.tax_added.allocate(&weights)) {
        line.gross = line.gross.plus(on_top)?;
    }
    let rates: BTreeSet<u32> = lines.iter().map(|line| line.tax_points.unwrap_or(0)).collect();
    let as_charged = (rates.len() == 1 && part.shown.discount.is_none() && !part.shown.tax_added.is_zero())
        .then_some(part.shown.tax_added);
    let mut taxes = vec![Money::zero(currency); lines.len()];
    for points in rates {
        let of_rate = |line: &Charged| line.tax_points.unwrap_or(0) == points;
        let weights: Vec<u64> = lines.iter().map(|line| if of_rate(line) { weight(line.gross) } else { 0 }).collect();
        let base = Money::sum(currency, lines.iter().filter(|line| of_rate(line)).map(|line| line.gross))?;
        let tax = as_charged.map_or_else(|| base.included_tax(points), Ok)?;
        for (sum, share) in taxes.iter_mut().zip(tax.allocate(&weights)) {
            *sum = sum.plus(share)?;
        }
    }
    let with_tax = lines.into_iter().zip(taxes).map(|(charged, tax)| {
        let points = charged.tax_points.unwrap_or(0);
        line(charged, Some(points), tax)
    });
    with_tax.collect()
}

/// The lines of a receipt: what was charged, with no word on taxes but that some came on top.
pub(super) fn received(part: &MarketplaceOrder) -> Result<Vec<PaperLine>, MoneyError> {
    let none = Money::zero(part.shown.total.currency);
    let mut lines = charged(part)?;
    if !part.shown.tax_added.is_zero() {
        lines.push(Charged {
            about: About::TaxAdded,
            quantity: Quantity::ONE,
            discount: none,
            tax_points: None,
            gross: part.shown.tax_added,
        });
    }
    lines.into_iter().map(|charged| line(charged, None, none)).collect()
}

/// What the lines come to by rate, the lowest first.
pub(super) fn by_rate(currency: Currency, lines: &[PaperLine]) -> Result<Vec<TaxSum>, MoneyError> {
    let none = Money::zero(currency);
    let mut sums: BTreeMap<u32, TaxSum> = BTreeMap::new();
    for line in lines {
        let Some(points) = line.tax_points else { continue };
        let sum = sums.entry(points).or_insert(TaxSum { points, net: none, tax: none, gross: none });
        sum.net = sum.net.plus(line.net)?;
        sum.tax = sum.tax.plus(line.tax)?;
        sum.gross = sum.gross.plus(line.gross)?;
    }
    Ok(sums.into_values().collect())
}

/// What is left of the lines of a paper after those of others, by rate: tax and gross.
pub(super) fn left<'a>(
    currency: Currency,
    lines: &[PaperLine],
    given_back: impl Iterator<Item = &'a PaperLine>,
) -> Result<BTreeMap<Option<u32>, (Money, Money)>, MoneyError> {
    let none = Money::zero(currency);
    let mut left: BTreeMap<Option<u32>, (Money, Money)> = BTreeMap::new();
    for line in lines {
        let (tax, gross) = left.entry(line.tax_points).or_insert((none, none));
        (*tax, *gross) = (tax.plus(line.tax)?, gross.plus(line.gross)?);
    }
    for line in given_back {
        let (tax, gross) = left.entry(line.tax_points).or_insert((none, none));
        (*tax, *gross) = (tax.minus(line.tax)?, gross.minus(line.gross)?);
    }
    Ok(left)
}

/// How much of an amount falls on `taken` of `whole`; all of it where all is taken.
pub(super) fn share(amount: Money, taken: Money, whole: Money) -> Money {
    let rest = Money::new(whole.minor.saturating_sub(taken.minor), whole.currency);
    amount.allocate(&[weight(taken), weight(rest)]).first().copied().unwrap_or(amount)
}

/// Splits what is given back over what is left by rate.
pub(super) fn over(amount: Money, left: &BTreeMap<Option<u32>, (Money, Money)>) -> Vec<Money> {
    let weights: Vec<u64> = left.values().map(|(_, gross)| weight(*gross)).collect();
    amount.allocate(&weights)
}
