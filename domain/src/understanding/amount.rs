//! A number as somebody typed it: exact, without a currency.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money};

/// A number in thousandths; never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Amount(i64);

impl Amount {
    /// The largest number that is taken for an amount.
    const LARGEST: i64 = 1_000_000_000_000;

    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self(number * 1000)
    }

    /// Reads digits with at most one point; further decimals than three are cut off.
    pub fn read(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
        let whole: i64 = whole.parse().ok().filter(|whole| (0..=Self::LARGEST).contains(whole))?;
        let fraction: i64 = fraction.parse().ok().filter(|fraction| *fraction >= 0)?;
        Some(Self(whole * 1000 + fraction))
    }

    /// So many times it, at most the largest.
    #[must_use]
    pub fn times(self, factor: i64) -> Self {
        Self(self.0.saturating_mul(factor).clamp(0, Self::LARGEST * 1000))
    }

    /// So many fifths of it.
    #[must_use]
    pub fn fifths(self, fifths: i64) -> Self {
        Self(self.times(fifths).0 / 5)
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0).min(Self::LARGEST * 1000))
    }

    /// As an amount of money, cut off behind the currency's last decimal.
    pub fn money(self, currency: Currency) -> Money {
        let factor = 10_i64.pow(currency.exponent().min(3));
        Money::new(self.0.saturating_mul(factor).clamp(0, Money::LARGEST) / 1000, currency)
    }

    /// As a rating in hundredths of a star, where it is one.
    pub fn stars(self) -> Option<u16> {
        u16::try_from(self.0 / 10).ok().filter(|hundredths| (1..=500).contains(hundredths))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0 / 1000, self.0 % 1000);
        if fraction == 0 {
            return write!(formatter, "{whole}");
        }
        let fraction = format!("{fraction:03}");
        write!(formatter, "{whole}.{}", fraction.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_exact_and_bounded() {
        assert_eq!(Amount::read("49.90").map(|amount| amount.to_string()), Some("49.9".to_owned()));
        assert_eq!(Amount::whole(100).fifths(6), Amount::whole(120));
        assert_eq!(Amount::read("99999999999999999999"), None);
        assert_eq!(Amount::read("12.345").map(|amount| amount.money(Currency::Eur).minor), Some(1234));
        assert_eq!(Amount::whole(50).money(Currency::Jpy).minor, 50);
        assert_eq!(Amount::read("4.5").and_then(Amount::stars), Some(450));
        assert_eq!(Amount::whole(6).stars(), None);
    }
}
