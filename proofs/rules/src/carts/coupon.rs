//! A coupon on a cart: what it takes off adds up in every line, part and total, and a refund of every line in any order
//! leaves nothing.

use std::sync::LazyLock;

use domain::{
    cart::Quantity,
    coupon::{Coupon, CouponSize},
    ids::{ExternalId, MarketplaceId, ProductRef},
    money::{Currency, Money, MoneyError, RateTable},
    pricing::{self, Amounts, PartFacts},
    time::Timestamp,
};

use super::Cart;
use crate::{dice::Dice, digest::Digest};

/// Names that are made once: a cart has many lines.
static NAMES: LazyLock<(ProductRef, ExternalId, [MarketplaceId; 3])> = LazyLock::new(|| {
    let known = "a constant is a name";
    let marketplaces = ["m0", "m1", "m2"].map(|name| name.parse().expect(known));
    ("m0:p".parse().expect(known), "v".parse().expect(known), marketplaces)
});

/// Puts the lines into parts, takes a coupon off, and gives all of it back.
///
/// # Errors
/// With the sum that is not exact.
pub fn take_off(cart: &Cart, dice: &mut Dice, digest: &mut Digest) -> Result<(), String> {
    let to = cart.rate.to;
    let rates = RateTable { dated: cart.rate.dated, base: cart.currency, per_base: vec![(to, cart.rate.billionths)] };
    let currency = if dice.percent(50) { cart.currency } else { to };
    let coupon = draw(dice, currency);
    // An amount may be too large in another currency; that is said, not cut off.
    let Ok(plain) = quote(cart, dice) else { return Ok(()) };
    let Ok(less) = plain.clone().with_coupon(&coupon, &rates) else { return Ok(()) };
    let off = less.total.taken_off().minor;
    if less.coupon.as_ref().map(|coupon| coupon.off.minor) != Some(off) || off < 0 || off > plain.total.goods.minor {
        return Err(format!("a coupon takes {off} off {}", plain.total.goods));
    }
    let mut left = less.total.total.minor;
    let mut lines = Vec::new();
    for (with, without) in less.parts.iter().zip(&plain.parts) {
        let of_lines: i64 = with.lines.iter().filter_map(|line| line.discount).map(|off| off.minor).sum();
        let cheaper = without.shown.total.minor - with.shown.total.minor;
        if of_lines != cheaper || with.own != without.own {
            return Err(format!("a part is cheaper by {cheaper} and its lines by {of_lines}"));
        }
        // What is paid beside the goods goes back at once, the lines in any order.
        left -= with.shown.delivery.minor + with.shown.tax_added.minor;
        lines.extend(with.lines.iter().map(|line| line.shown.minor - line.discount.map_or(0, |off| off.minor)));
        digest.add_all(&[with.shown.total, with.shown.taken_off()]);
    }
    while !lines.is_empty() {
        let paid = lines.swap_remove(dice.place(lines.len()));
        left -= paid;
        if paid < 0 || left < 0 {
            return Err(format!("{paid} is paid for a line, and {left} is left"));
        }
    }
    if left == 0 { Ok(()) } else { Err(format!("{left} is left of a cart with a coupon")) }
}

fn draw(dice: &mut Dice, currency: Currency) -> Coupon {
    let amount = Money::new(dice.between(1, 1_000_000), currency);
    let size = match dice.below(3) {
        0 => CouponSize::Amount { amount },
        1 => CouponSize::Points { points: dice.below(10_500), cap: None },
        _ => CouponSize::Points { points: dice.below(10_500), cap: Some(amount) },
    };
    let smallest_cart = dice.percent(20).then(|| Money::new(dice.between(1, 100_000), currency));
    let code = "PROOF".parse().expect("a constant is a code");
    Coupon { code, size, smallest_cart, valid_from: Timestamp(0), valid_until: None }
}

/// The cart's lines in one to three parts.
fn quote(cart: &Cart, dice: &mut Dice) -> Result<pricing::Quote, MoneyError> {
    let (product, variant, marketplaces) = &*NAMES;
    let length = cart.lines.len().div_ceil(1 + dice.place(3));
    let parts = cart.lines.chunks(length).zip(marketplaces).map(|(lines, marketplace)| {
        let goods = Money::sum(cart.currency, lines.iter().map(|(line, _)| line.amount))?;
        let tax = if cart.tax_included { Money::zero(cart.currency) } else { goods.basis_points(2_100)? };
        let line = |(line, _): &(domain::shares::Priced, u32)| {
            (product.clone(), variant.clone(), Quantity::ONE, line.amount, line.amount)
        };
        pricing::part(PartFacts {
            marketplace: marketplace.clone(),
            lines: lines.iter().map(line).collect(),
            options: Vec::new(),
            chosen: 0,
            own: Amounts::of(goods, cart.delivery, tax)?,
            tax_points: 2_100,
            tax_included: cart.tax_included,
            rate: cart.rate,
        })
    });
    pricing::total(cart.rate.to, parts.collect::<Result<_, _>>()?)
}
