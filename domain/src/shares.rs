//! How discounts and taxes fall on the lines of a cart, and what a returned piece gives back. No minor unit is lost.
//!
//! Discounts are taken off one after another. A tax is worked out once per rate over all its lines and then split over
//! them, so that the lines add up to the invoice. Odd units go to the largest remainders, ties to the earlier line.

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money, MoneyError};

/// A line before discounts: what it costs, and its tax in basis points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priced {
    /// Unit price times quantity; not below zero.
    pub amount: Money,
    /// The tax rate.
    pub tax_points: u32,
}

/// Something taken off the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    /// How much.
    pub size: DiscountSize,
    /// The place of the only line it counts for; all lines where there is none.
    pub line: Option<usize>,
}

/// How much a discount takes off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiscountSize {
    /// A share in basis points of what is left after the discounts before it; no more than all.
    Points(u32),
    /// An amount; no more than what is left.
    Amount(Money),
}

/// What falls on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What all discounts took off it.
    pub discount: Money,
    /// Its tax, contained in `paid`.
    pub tax: Money,
    /// What is paid for it.
    pub paid: Money,
}

/// The lines with their shares; every total is the sum of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// One for each line, in their order.
    pub lines: Vec<Share>,
    /// All discounts together.
    pub discount: Money,
    /// All taxes together.
    pub tax: Money,
    /// What is paid.
    pub paid: Money,
}

/// Splits discounts and taxes over the lines.
///
/// # Errors
/// When an amount is of another currency or too large.
pub fn shares(
    currency: Currency,
    lines: &[Priced],
    discounts: &[Discount],
    tax_included: bool,
) -> Result<Shares, MoneyError> {
    let mut left: Vec<Money> = lines.iter().map(|line| line.amount).collect();
    for discount in discounts {
        take_off(currency, &mut left, discount)?;
    }
    let mut taxes = vec![Money::zero(currency); lines.len()];
    for (place, line) in lines.iter().enumerate() {
        if lines[..place].iter().all(|earlier| earlier.tax_points != line.tax_points) {
            put_tax(currency, lines, &left, line.tax_points, tax_included, &mut taxes)?;
        }
    }
    let mut split = Vec::with_capacity(lines.len());
    for ((line, left), tax) in lines.iter().zip(&left).zip(&taxes) {
        let paid = if tax_included { *left } else { left.plus(*tax)? };
        split.push(Share { discount: line.amount.minus(*left)?, tax: *tax, paid });
    }
    Ok(Shares {
        discount: Money::sum(currency, split.iter().map(|line| line.discount))?,
        tax: Money::sum(currency, split.iter().map(|line| line.tax))?,
        paid: Money::sum(currency, split.iter().map(|line| line.paid))?,
        lines: split,
    })
}

fn take_off(currency: Currency, left: &mut [Money], discount: &Discount) -> Result<(), MoneyError> {
    let counts = |place: usize| discount.line.is_none_or(|only| only == place);
    let whole = Money::sum(currency, (0..left.len()).filter(|place| counts(*place)).map(|place| left[place]))?;
    let off = match discount.size {
        DiscountSize::Points(points) => whole.basis_points(points.min(10_000))?,
        DiscountSize::Amount(amount) => {
            Money::new(whole.minus(amount).map(|_| amount.minor.clamp(0, whole.minor))?, currency)
        }
    };
    let weights: Vec<u64> =
        left.iter().enumerate().map(|(place, left)| if counts(place) { weight(*left) } else { 0 }).collect();
    // Without any weight nothing is left to take off.
    if weights.iter().any(|weight| *weight > 0) {
        for (left, off) in left.iter_mut().zip(off.allocate(&weights)) {
            *left = left.minus(off)?;
        }
    }
    Ok(())
}

fn put_tax(
    currency: Currency,
    lines: &[Priced],
    left: &[Money],
    points: u32,
    included: bool,
    taxes: &mut [Money],
) -> Result<(), MoneyError> {
    let of_rate = |place: &usize| lines[*place].tax_points == points;
    let places: Vec<usize> = (0..lines.len()).filter(of_rate).collect();
    let base = Money::sum(currency, places.iter().map(|place| left[*place]))?;
    let tax = if included { base.included_tax(points)? } else { base.basis_points(points)? };
    let weights: Vec<u64> = places.iter().map(|place| weight(left[*place])).collect();
    for (place, tax) in places.into_iter().zip(tax.allocate(&weights)) {
        taxes[place] = tax;
    }
    Ok(())
}

fn weight(money: Money) -> u64 {
    u64::try_from(money.minor).unwrap_or(0)
}

/// What pieces `from` to `to` of a line of `of` pieces carry of an amount, counted from 0, `to` left out.
///
/// Pieces that follow each other add up to the amount, in whatever portions they are taken. Odd units fall on the later
/// pieces. Nothing where the pieces are not of the line.
pub fn pieces(amount: Money, from: u32, to: u32, of: u32) -> Money {
    if of == 0 || from >= to || to > of {
        return Money::zero(amount.currency);
    }
    let up_to = |piece: u32| i128::from(amount.minor) * i128::from(piece) / i128::from(of);
    let minor = i64::try_from(up_to(to) - up_to(from)).expect("a share is no larger than the amount");
    Money::new(minor, amount.currency)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::Eur)
    }

    fn line(minor: i64, tax_points: u32) -> Priced {
        Priced { amount: eur(minor), tax_points }
    }

    #[test]
    fn a_discount_of_the_cart_falls_on_the_lines_by_what_they_cost_and_the_odd_cent_on_the_first_of_equals() {
        let cheaper = Discount { size: DiscountSize::Amount(eur(100)), line: None };
        let split = shares(Currency::Eur, &[line(500, 0), line(500, 0), line(500, 0)], &[cheaper], true).unwrap();
        assert_eq!(split.lines.iter().map(|line| line.discount.minor).collect::<Vec<_>>(), [34, 33, 33]);
        assert_eq!((split.discount, split.paid), (eur(100), eur(1400)));
    }

    #[test]
    fn discounts_follow_one_another_and_take_no_more_than_there_is() {
        let half = Discount { size: DiscountSize::Points(5000), line: None };
        let voucher = Discount { size: DiscountSize::Amount(eur(700)), line: Some(1) };
        let split = shares(Currency::Eur, &[line(1000, 0), line(1000, 0)], &[half, voucher], true).unwrap();
        assert_eq!(split.lines.iter().map(|line| line.paid.minor).collect::<Vec<_>>(), [500, 0]);
        let other = Discount { size: DiscountSize::Amount(Money::new(1, Currency::Usd)), line: None };
        assert!(shares(Currency::Eur, &[line(1000, 0)], &[other], true).is_err());
    }

    #[test]
    fn a_tax_is_worked_out_once_per_rate_and_split_over_its_lines() {
        let lines = [line(33, 1900), line(33, 1900), line(33, 1900), line(100, 700)];
        let split = shares(Currency::Eur, &lines, &[], false).unwrap();
        assert_eq!(split.lines.iter().map(|line| line.tax.minor).collect::<Vec<_>>(), [7, 6, 6, 7]);
        assert_eq!((split.tax, split.paid), (eur(26), eur(225)));
        let contained = shares(Currency::Eur, &lines, &[], true).unwrap();
        assert_eq!((contained.tax, contained.paid), (eur(16 + 7), eur(199)));
    }

    proptest! {
        #[test]
        fn pieces_add_up_in_whatever_portions_they_go_back(amount in 0_i64..10_000_000, of in 1_u32..99, first in 0_u32..99, second in 0_u32..99) {
            let (first, second) = (first.min(of), second.min(of));
            let (first, second) = (first.min(second), first.max(second));
            let portions = [(0, first), (first, second), (second, of)];
            let given: i64 = portions.iter().map(|(from, to)| pieces(eur(amount), *from, *to, of).minor).sum();
            prop_assert_eq!(given, amount);
        }
    }
}
