//! `carts`: random carts, worked out and given back piece by piece; no minor unit is lost on the way.
//!
//! A cart has lines with pieces, discounts, taxes contained or added, and a rate to another currency. Its numbers are
//! folded into a digest, so that the browser's arithmetic can be compared with the server's.

use domain::{
    money::{Currency, Money, MoneyError, Rate},
    pricing::Amounts,
    shares::{Discount, DiscountSize, Priced, Share, Shares, pieces, shares},
    time::Date,
};

use crate::{dice::Dice, digest::Digest};

mod coupon;
#[cfg(feature = "program")]
mod program;
#[cfg(feature = "program")]
pub use self::program::prove;

/// Currencies without decimals, with two and with three.
const CURRENCIES: [Currency; 6] =
    [Currency::Jpy, Currency::Krw, Currency::Eur, Currency::Usd, Currency::Tnd, Currency::Kwd];

/// Tax rates in basis points.
const RATES: [u32; 6] = [0, 210, 550, 700, 1_900, 2_100];

/// One cart.
#[derive(Clone, Debug)]
struct Cart {
    currency: Currency,
    lines: Vec<(Priced, u32)>,
    discounts: Vec<Discount>,
    tax_included: bool,
    delivery: Money,
    rate: Rate,
}

impl Cart {
    fn draw(dice: &mut Dice) -> Self {
        let currency = CURRENCIES[dice.place(CURRENCIES.len())];
        let most = if dice.percent(80) { 8 } else { 50 };
        let count = 1 + dice.place(most);
        let lines: Vec<(Priced, u32)> = (0..count)
            .map(|_| {
                let most = if dice.percent(90) { 12 } else { 999 };
                let number = 1 + dice.below(most);
                let dearest = if dice.percent(95) { 500_000 } else { 900_000_000 };
                let unit = dice.between(0, dearest);
                let amount = Money::new(unit * i64::from(number), currency);
                (Priced { amount, tax_points: RATES[dice.place(RATES.len())] }, number)
            })
            .collect();
        let discounts = (0..dice.below(6)).map(|_| discount(dice, currency, count)).collect();
        let to = CURRENCIES[dice.place(CURRENCIES.len())];
        let billionths = if to == currency { Rate::ONE } else { dice.between(1_000_000, 200_000_000_000) };
        Self {
            currency,
            lines,
            discounts,
            tax_included: dice.percent(50),
            delivery: Money::new(dice.between(0, 3_000), currency),
            rate: Rate { from: currency, to, billionths, dated: Date { year: 2026, month: 11, day: 20 } },
        }
    }
}

fn discount(dice: &mut Dice, currency: Currency, lines: usize) -> Discount {
    let size = if dice.percent(50) {
        DiscountSize::Points(dice.below(10_500))
    } else {
        DiscountSize::Amount(Money::new(dice.between(0, 1_000_000), currency))
    };
    Discount { size, line: dice.percent(40).then(|| dice.place(lines)) }
}

/// Works out one cart, gives all of it back in random order, and folds every number into a digest.
///
/// # Errors
/// With the sum that is not exact.
pub fn digest(seed: u64, number: u64) -> Result<u64, String> {
    let mut dice = Dice::new(seed, number);
    let cart = Cart::draw(&mut dice);
    let overflow = |error: MoneyError| format!("cart {number}: {error}");
    let mut digest = Digest::new();
    let priced: Vec<Priced> = cart.lines.iter().map(|(line, _)| *line).collect();
    let split = shares(cart.currency, &priced, &cart.discounts, cart.tax_included).map_err(overflow)?;
    adds_up(&cart, &split).map_err(|problem| format!("cart {number}: {problem}"))?;
    for line in &split.lines {
        digest.add_all(&[line.discount, line.tax, line.paid]);
    }
    convert(&cart, &split, &mut digest).map_err(|problem| format!("cart {number}: {problem}"))?;
    give_back(&cart, &split, &mut dice, &mut digest).map_err(|problem| format!("cart {number}: {problem}"))?;
    if dice.below(8) == 0 {
        coupon::take_off(&cart, &mut dice, &mut digest).map_err(|problem| format!("cart {number}: {problem}"))?;
    }
    Ok(digest.number())
}

/// Fails with words when something is not exact.
macro_rules! exact {
    ($holds:expr, $($word:tt)*) => {
        if !$holds {
            return Err(format!($($word)*));
        }
    };
}

/// The lines add up to the totals, in whole and in each line.
fn adds_up(cart: &Cart, split: &Shares) -> Result<(), String> {
    let of = |number: fn(&Share) -> Money| split.lines.iter().map(|line| number(line).minor).sum::<i64>();
    exact!(of(|line| line.discount) == split.discount.minor, "discounts");
    exact!(of(|line| line.tax) == split.tax.minor, "taxes");
    exact!(of(|line| line.paid) == split.paid.minor, "what is paid");
    let goods: i64 = cart.lines.iter().map(|(line, _)| line.amount.minor).sum();
    let added = if cart.tax_included { 0 } else { split.tax.minor };
    exact!(split.paid.minor == goods - split.discount.minor + added, "goods less discounts and tax");
    for ((line, _), share) in cart.lines.iter().zip(&split.lines) {
        let left = line.amount.minor - share.discount.minor;
        let added = if cart.tax_included { 0 } else { share.tax.minor };
        exact!(share.discount.minor >= 0 && left >= 0 && share.tax.minor >= 0, "a share below zero");
        exact!(share.paid.minor == left + added, "a line");
    }
    let mut rates = RATES.to_vec();
    rates.dedup();
    for points in rates {
        let of_rate = |(line, _): &(&(Priced, u32), &Share)| line.0.tax_points == points;
        let lines = || cart.lines.iter().zip(&split.lines).filter(of_rate);
        let base: i64 = lines().map(|(line, share)| line.0.amount.minor - share.discount.minor).sum();
        let tax: i64 = lines().map(|(_, share)| share.tax.minor).sum();
        let (points, base) = (i128::from(points), i128::from(base));
        let whole = if cart.tax_included { 10_000 + points } else { 10_000 };
        // Rounded to the nearest: no further than half a unit from the exact share.
        exact!(2 * (base * points - i128::from(tax) * whole).abs() <= whole, "the tax of a rate");
    }
    Ok(())
}

/// The converted total is split over goods, delivery and tax, and the goods over the lines; nothing is lost.
fn convert(cart: &Cart, split: &Shares, digest: &mut Digest) -> Result<(), String> {
    let tax_added = if cart.tax_included { Money::zero(cart.currency) } else { split.tax };
    let failed = |error: MoneyError| error.to_string();
    let goods = split.paid.minus(tax_added).map_err(failed)?;
    let own = Amounts::of(goods, cart.delivery, tax_added).map_err(failed)?;
    // A very large amount may be too large in another currency; that is said, not cut off.
    let Ok(shown) = own.convert(cart.rate) else {
        digest.add(-1);
        return Ok(());
    };
    exact!(shown.goods.minor + shown.delivery.minor + shown.tax_added.minor == shown.total.minor, "converted amounts");
    let weights: Vec<u64> = split.lines.iter().map(|line| line.paid.minor.unsigned_abs()).collect();
    let lines = shown.goods.allocate(&weights);
    exact!(lines.iter().map(|line| line.minor).sum::<i64>() == shown.goods.minor, "converted lines");
    digest.add_all(&[shown.goods, shown.delivery, shown.tax_added, shown.total]);
    digest.add_all(&lines);
    Ok(())
}

/// Every piece goes back, in portions and in any order; each portion carries its price and its tax; nothing is left.
fn give_back(cart: &Cart, split: &Shares, dice: &mut Dice, digest: &mut Digest) -> Result<(), String> {
    let mut left: Vec<(usize, u32)> = cart.lines.iter().map(|(_, number)| *number).enumerate().collect();
    let (mut paid, mut tax) = (split.paid.minor, split.tax.minor);
    let mut of_lines: Vec<i64> = split.lines.iter().map(|line| line.paid.minor).collect();
    while !left.is_empty() {
        let place = dice.place(left.len());
        let (line, rest) = left[place];
        let number = cart.lines[line].1;
        let portion = if dice.percent(40) { rest } else { 1 + dice.below(rest) };
        let (from, to) = (number - rest, number - rest + portion);
        let back = pieces(split.lines[line].paid, from, to, number);
        let tax_back = pieces(split.lines[line].tax, from, to, number);
        exact!(back.minor >= 0 && tax_back.minor >= 0, "a refund below zero");
        exact!(back.minor >= tax_back.minor, "a refund smaller than its tax");
        (paid, tax) = (paid - back.minor, tax - tax_back.minor);
        of_lines[line] -= back.minor;
        exact!(of_lines[line] >= 0, "more given back than paid");
        digest.add_all(&[back, tax_back]);
        if portion == rest {
            left.swap_remove(place);
        } else {
            left[place].1 -= portion;
        }
    }
    exact!(paid == 0 && tax == 0 && of_lines.iter().all(|line| *line == 0), "{paid} is left, and {tax} of tax");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_carts_add_up_and_come_out_alike_again() {
        for number in 0..1_000 {
            assert_eq!(digest(7, number).unwrap(), digest(7, number).unwrap());
        }
    }
}
