//! What pieces that go back give back: their share of what was paid, with discount, tax and delivery, to the last unit.

use serde::{Deserialize, Serialize};

use crate::{
    money::{Money, MoneyError},
    pricing::Amounts,
    shares::{Discount, DiscountSize, Priced, pieces, shares},
};

/// A line of a part before it is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinePaid {
    /// Unit price times quantity, in the shopper's currency.
    pub amount: Money,
    /// What a discount of its own took off.
    pub discount: Money,
    /// Its tax in basis points.
    pub tax_points: u32,
    /// How many pieces.
    pub pieces: u32,
}

/// What was paid for a line; all lines of a part add up to what was paid for the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bought {
    /// How many pieces.
    pub pieces: u32,
    /// What was paid for the goods, tax contained, after discounts.
    pub paid: Money,
    /// The tax in it.
    pub tax: Money,
    /// What discounts had taken off before.
    pub discount: Money,
    /// Its share of the cheapest delivery that was offered.
    pub delivery: Money,
    /// Its share of what a dearer delivery cost beyond that.
    pub dearer: Money,
}

/// Splits what was paid for a part over its lines. `standard` is what the cheapest delivery on offer would have cost.
///
/// # Errors
/// When an amount is of another currency or too large.
pub fn bought(
    part: &Amounts,
    standard: Money,
    tax_included: bool,
    lines: &[LinePaid],
) -> Result<Vec<Bought>, MoneyError> {
    let currency = part.total.currency;
    let priced: Vec<Priced> =
        lines.iter().map(|line| Priced { amount: line.amount, tax_points: line.tax_points }).collect();
    let of_line =
        |(place, line): (usize, &LinePaid)| Discount { size: DiscountSize::Amount(line.discount), line: Some(place) };
    let mut discounts: Vec<Discount> =
        lines.iter().enumerate().filter(|(_, line)| !line.discount.is_zero()).map(of_line).collect();
    let of_lines = Money::sum(currency, lines.iter().map(|line| line.discount))?;
    let of_all = part.taken_off().minus(of_lines)?;
    if of_all.minor > 0 {
        discounts.push(Discount { size: DiscountSize::Amount(of_all), line: None });
    }
    let split = shares(currency, &priced, &discounts, tax_included)?;
    let weights: Vec<u64> = split.lines.iter().map(|line| u64::try_from(line.paid.minor).unwrap_or(0)).collect();
    // Where amounts were converted, what was paid is split as the prices say; otherwise it is what they say.
    let paid = part.total.minus(part.delivery)?.allocate(&weights);
    let cheapest =
        Money::new(standard.minor.clamp(0, part.delivery.minor.max(0)), part.delivery.minus(standard)?.currency);
    let delivery = cheapest.allocate(&weights);
    let dearer = part.delivery.minus(cheapest)?.allocate(&weights);
    let places = lines.iter().zip(&split.lines).zip(paid).zip(delivery.into_iter().zip(dearer));
    Ok(places
        .map(|(((line, share), paid), (delivery, dearer))| Bought {
            pieces: line.pieces,
            paid,
            tax: share.tax,
            discount: share.discount,
            delivery,
            dearer,
        })
        .collect())
}

/// What is kept of the price of pieces that go back, and what of the delivery is given back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Off {
    /// For taking them back, in basis points of the price.
    pub restocking_points: u32,
    /// For what they are worth less because they were used, in basis points of what is left (article 14(2)).
    pub wear_points: u32,
    /// Whether their share of the cheapest delivery is given back (article 13(1) and (2)).
    pub delivery: bool,
    /// Whether their share of what a dearer delivery cost is given back too.
    pub dearer: bool,
    /// What a label costs that the shopper has to pay for.
    pub label: Option<Money>,
}

/// What is given back for some pieces of a line, and why so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// What was paid for the goods.
    pub goods: Money,
    /// The tax in it.
    pub tax: Money,
    /// What discounts had taken off, which nobody paid.
    pub discount: Money,
    /// What was paid for their delivery and is given back.
    pub delivery: Money,
    /// What is kept for taking them back.
    pub restocking: Money,
    /// What is kept because they were used.
    pub wear: Money,
    /// What is kept for the label.
    pub label: Money,
    /// What is given back.
    pub total: Money,
}

/// What `count` pieces give back after `before` others of the line; all of them together what was paid for it.
///
/// Never less than nothing: a label that costs more than the goods takes no more than they give.
///
/// # Errors
/// When the label is in another currency or an amount is too large.
pub fn given(bought: &Bought, before: u32, count: u32, off: &Off) -> Result<Given, MoneyError> {
    let share = |amount| pieces(amount, before, before.saturating_add(count), bought.pieces);
    let goods = share(bought.paid);
    let zero = Money::zero(goods.currency);
    let standard = if off.delivery { share(bought.delivery) } else { zero };
    let delivery = if off.dearer { standard.plus(share(bought.dearer))? } else { standard };
    let restocking = goods.basis_points(off.restocking_points.min(10_000))?;
    let wear = goods.minus(restocking)?.basis_points(off.wear_points.min(10_000))?;
    let left = goods.plus(delivery)?.minus(restocking)?.minus(wear)?;
    let asked = zero.plus(off.label.unwrap_or(zero))?;
    let label = Money::new(asked.minor.clamp(0, left.minor.max(0)), goods.currency);
    let (tax, discount) = (share(bought.tax), share(bought.discount));
    Ok(Given { goods, tax, discount, delivery, restocking, wear, label, total: left.minus(label)? })
}
