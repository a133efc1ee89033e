//! Coupons: what a code takes off the goods of a cart.
//!
//! The operator bears it: marketplaces are paid in full, delivery and tax stay as they are. What is taken off is split
//! over the lines, so that a refund gives back what was paid and no unit more.

use serde::{Deserialize, Serialize};

use crate::{
    ids::CouponCode,
    money::{Currency, Money, MoneyError, RateTable},
    pricing::{Amounts, LineQuote, PartQuote, Quote},
    shares::{Discount, DiscountSize, Priced, shares},
    time::Timestamp,
};

/// The most letters of a code that are looked at, however many were typed.
pub const LONGEST_CODE: usize = 40;

/// How much a coupon takes off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CouponSize {
    /// A share of the goods in basis points.
    Points {
        /// The share; no more than all.
        points: u32,
        /// No more than this, where there is a cap.
        cap: Option<Money>,
    },
    /// An amount.
    Amount {
        /// How much.
        amount: Money,
    },
}

/// What a code takes off, and from which cart and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coupon {
    /// The code.
    pub code: CouponCode,
    /// How much it takes off; a shopper who pays in another currency gets it at the rate of the day.
    pub size: CouponSize,
    /// The goods of the cart come to at least this, where something is asked for.
    pub smallest_cart: Option<Money>,
    /// From when it counts.
    pub valid_from: Timestamp,
    /// Until when it counts, that moment left out; for ever where there is no end.
    pub valid_until: Option<Timestamp>,
}

/// A coupon with how often it may be used and was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedCoupon {
    /// What it takes off.
    pub coupon: Coupon,
    /// How many orders may use it in all.
    pub limit: Option<u32>,
    /// How many orders of one shopper may use it.
    pub limit_each: Option<u32>,
    /// How many orders use it.
    pub uses: u32,
}

/// Why a code takes nothing off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum CouponProblem {
    /// There is no such code.
    Unknown,
    /// It does not count yet.
    NotYet,
    /// It does not count any more.
    Expired,
    /// It was used as often as it may be.
    UsedUp,
    /// This shopper used it as often as one may.
    UsedByYou,
    /// The goods of the cart come to less than it asks for.
    TooSmall {
        /// What they must come to, in the shopper's currency.
        least: Money,
    },
}

impl CouponProblem {
    /// Its word in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotYet => "not-yet",
            Self::Expired => "expired",
            Self::UsedUp => "used-up",
            Self::UsedByYou => "used-by-you",
            Self::TooSmall { .. } => "too-small",
        }
    }
}

/// A code as the shopper typed it, and what was found of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredCoupon {
    /// What was typed.
    pub typed: String,
    /// Why it takes nothing off, apart from the size of the cart; that stands in the quote.
    pub problem: Option<CouponProblem>,
}

/// What a coupon takes off a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponQuote {
    /// The code.
    pub code: CouponCode,
    /// How much it takes off.
    pub off: Money,
    /// What the goods must come to, where they come to less; then it takes nothing off.
    pub too_small: Option<Money>,
}

impl IssuedCoupon {
    /// Whether a shopper who used it so often may use it once more at a moment.
    pub fn problem(&self, used_by_shopper: u32, now: Timestamp) -> Option<CouponProblem> {
        if now < self.coupon.valid_from {
            Some(CouponProblem::NotYet)
        } else if self.coupon.valid_until.is_some_and(|until| now >= until) {
            Some(CouponProblem::Expired)
        } else if self.limit_each.is_some_and(|limit| used_by_shopper >= limit) {
            Some(CouponProblem::UsedByYou)
        } else if self.limit.is_some_and(|limit| self.uses >= limit) {
            Some(CouponProblem::UsedUp)
        } else {
            None
        }
    }
}

impl Coupon {
    /// How much it takes off goods that come to so much, of a whole that comes to so much.
    ///
    /// At least a hundred of the currency's smallest units stay to be paid: gateways take no less.
    pub(crate) fn off(&self, total: Amounts, rates: &RateTable) -> Result<Money, MoneyError> {
        let currency = total.total.currency;
        let wanted = match self.size {
            CouponSize::Points { points, cap } => {
                let share = total.goods.basis_points(points.min(10_000))?;
                match cap {
                    Some(cap) => lesser(share, rates.convert(cap, currency)?),
                    None => share,
                }
            }
            CouponSize::Amount { amount } => rates.convert(amount, currency)?,
        };
        let stays = Money::new(10_i64.pow(currency.exponent().max(2)), currency);
        let most = lesser(total.goods, total.total.minus(stays)?);
        Ok(Money::new(lesser(wanted, most).minor.max(0), currency))
    }
}

fn lesser(one: Money, other: Money) -> Money {
    Money::new(one.minor.min(other.minor), one.currency)
}

impl Quote {
    /// The quote with what a coupon takes off it; it must have none yet.
    ///
    /// # Errors
    /// When a rate is missing or an amount is too large.
    pub fn with_coupon(mut self, coupon: &Coupon, rates: &RateTable) -> Result<Self, MoneyError> {
        let none = Money::zero(self.currency);
        let least = coupon.smallest_cart.map(|least| rates.convert(least, self.currency)).transpose()?;
        if let Some(least) = least.filter(|least| self.total.goods.minor < least.minor) {
            self.coupon = Some(CouponQuote { code: coupon.code.clone(), off: none, too_small: Some(least) });
            return Ok(self);
        }
        let off = coupon.off(self.total, rates)?;
        let lines: Vec<&LineQuote> = self.parts.iter().flat_map(|part| &part.lines).collect();
        let mut split = split(self.currency, &lines, off)?.into_iter();
        for part in &mut self.parts {
            part.take_off(split.by_ref())?;
        }
        let off = Money::sum(self.currency, self.parts.iter().map(|part| part.shown.taken_off()))?;
        self.total = self.total.less(off)?;
        self.coupon = Some(CouponQuote { code: coupon.code.clone(), off, too_small: None });
        Ok(self)
    }
}

impl PartQuote {
    /// The part with so much taken off, but no more than its goods: it takes the place of one that had it taken off.
    ///
    /// # Errors
    /// When the amount is of another currency.
    pub fn less(mut self, off: Money) -> Result<Self, MoneyError> {
        let lines: Vec<&LineQuote> = self.lines.iter().collect();
        let split = split(self.shown.total.currency, &lines, off)?;
        self.take_off(split.into_iter())?;
        Ok(self)
    }

    fn take_off(&mut self, mut split: impl Iterator<Item = Money>) -> Result<(), MoneyError> {
        let mut off = Money::zero(self.shown.total.currency);
        for line in &mut self.lines {
            let share = split.next().unwrap_or(Money::zero(off.currency));
            off = off.plus(share)?;
            line.discount = Some(share).filter(|share| !share.is_zero());
        }
        self.shown = self.shown.less(off)?;
        Ok(())
    }
}

/// What falls on each line, by what the lines cost.
fn split(currency: Currency, lines: &[&LineQuote], off: Money) -> Result<Vec<Money>, MoneyError> {
    let priced: Vec<Priced> = lines.iter().map(|line| Priced { amount: line.shown, tax_points: 0 }).collect();
    let discount = Discount { size: DiscountSize::Amount(off), line: None };
    let shares = shares(currency, &priced, &[discount], true)?;
    Ok(shares.lines.into_iter().map(|share| share.discount).collect())
}

#[cfg(test)]
mod tests;
