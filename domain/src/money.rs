//! Money: whole minor units with a currency. Nothing here rounds in secret and nothing loses a cent.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{cart::Quantity, time::Date};

/// What can go wrong with amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The result does not fit, or is beyond [`Money::LARGEST`].
    #[error("the amount is too large")]
    Overflow,
    /// Two currencies met without a rate.
    #[error("the amounts are in different currencies ({0} and {1})")]
    CurrencyMismatch(Currency, Currency),
    /// A currency we do not know.
    #[error("unknown currency")]
    UnknownCurrency,
    /// There is no rate from the first currency to the second.
    #[error("no exchange rate from {0} to {1}")]
    NoRate(Currency, Currency),
    /// The text is not an amount.
    #[error("not an amount")]
    NotAnAmount,
}

macro_rules! currencies {
    ($($variant:ident $code:literal $exponent:literal $symbol:literal;)*) => {
        /// A currency of ISO 4217 that the shop knows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Currency {
            $(#[doc = $code] $variant,)*
        }

        impl Currency {
            /// Every currency we know.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code of three letters.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// How many decimals its minor unit has (ISO 4217, list one).
            pub fn exponent(self) -> u32 {
                match self { $(Self::$variant => $exponent,)* }
            }

            /// The sign shoppers know; the code where there is no unmistakable sign.
            pub fn symbol(self) -> &'static str {
                match self { $(Self::$variant => $symbol,)* }
            }
        }
    };
}

currencies! {
    Eur "EUR" 2 "€";
    Usd "USD" 2 "$";
    Gbp "GBP" 2 "£";
    Jpy "JPY" 0 "¥";
    Tnd "TND" 3 "TND";
    Kwd "KWD" 3 "KWD";
    Bhd "BHD" 3 "BHD";
    Krw "KRW" 0 "₩";
    Chf "CHF" 2 "CHF";
    Mad "MAD" 2 "MAD";
    Aed "AED" 2 "AED";
    Sar "SAR" 2 "SAR";
    Egp "EGP" 2 "EGP";
    Kes "KES" 2 "KES";
    Ngn "NGN" 2 "₦";
    Cad "CAD" 2 "CAD";
    Aud "AUD" 2 "AUD";
    Sek "SEK" 2 "SEK";
    Pln "PLN" 2 "PLN";
    Inr "INR" 2 "₹";
    Cny "CNY" 2 "CNY";
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(code: &str) -> Result<Self, MoneyError> {
        let known = Self::ALL.iter().find(|currency| currency.code().eq_ignore_ascii_case(code));
        known.copied().ok_or(MoneyError::UnknownCurrency)
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;

    fn try_from(code: String) -> Result<Self, MoneyError> {
        code.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// An amount: whole minor units of a currency, such as 1234 for €12.34 or for ¥1,234.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; negative only where an amount is owed the other way.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// The largest amount we believe: what a JSON number carries exactly (2^53 − 1 minor units).
    pub const LARGEST: i64 = 9_007_199_254_740_991;

    /// So many minor units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Whether it is exactly nothing.
    pub fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// The same amount owed the other way.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self::new(self.minor.saturating_neg(), self.currency)
    }

    fn checked(minor: Option<i64>, currency: Currency) -> Result<Self, MoneyError> {
        let fits = minor.filter(|minor| minor.unsigned_abs() <= Self::LARGEST as u64);
        fits.map(|minor| Self::new(minor, currency)).ok_or(MoneyError::Overflow)
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::CurrencyMismatch(self.currency, other.currency))
        }
    }

    /// The sum of two amounts.
    ///
    /// # Errors
    /// When the currencies differ or the sum is too large.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        Self::checked(self.minor.checked_add(other.minor), self.currency)
    }

    /// The difference of two amounts; negative when the other is larger.
    ///
    /// # Errors
    /// When the currencies differ or the difference is too large.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        Self::checked(self.minor.checked_sub(other.minor), self.currency)
    }

    /// The amount so many times.
    ///
    /// # Errors
    /// When the product is too large.
    pub fn times(self, quantity: Quantity) -> Result<Self, MoneyError> {
        Self::checked(self.minor.checked_mul(i64::from(u32::from(quantity))), self.currency)
    }

    /// A share in basis points (1 % = 100), rounded half to even.
    ///
    /// # Errors
    /// When the share is too large.
    pub fn basis_points(self, points: u32) -> Result<Self, MoneyError> {
        self.share(i128::from(points), 10_000)
    }

    /// The tax inside an amount that already contains it, rounded half to even.
    ///
    /// # Errors
    /// When the amount is too large.
    pub fn included_tax(self, points: u32) -> Result<Self, MoneyError> {
        let points = i128::from(points);
        self.share(points, points.checked_add(10_000).ok_or(MoneyError::Overflow)?)
    }

    /// So many parts of so many, rounded half to even.
    fn share(self, parts: i128, of: i128) -> Result<Self, MoneyError> {
        let share = i128::from(self.minor).checked_mul(parts).and_then(|scaled| divide_half_even(scaled, of));
        Self::checked(share.and_then(|share| i64::try_from(share).ok()), self.currency)
    }

    /// Adds up amounts of one currency.
    ///
    /// # Errors
    /// When an amount is in another currency or the sum is too large.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::plus)
    }

    /// Splits the amount over `weights` so that the parts add up to the whole again.
    ///
    /// Minor units that do not divide evenly go to the largest remainders, ties to the earlier weight. Without any
    /// weight above zero everything goes to the first part; without parts there is nothing to give.
    pub fn allocate(self, weights: &[u64]) -> Vec<Self> {
        // Nothing here leaves 128 bits: the amount has at most 63, a weight 64, and there are no 2^64 weights.
        let whole = weights.iter().fold(0_u128, |sum, weight| sum.saturating_add(u128::from(*weight)));
        let size = u128::from(self.minor.unsigned_abs());
        let share = |weight: &u64| {
            let scaled = size.saturating_mul(u128::from(*weight));
            (scaled.checked_div(whole).unwrap_or(0), scaled.checked_rem(whole).unwrap_or(0))
        };
        let shares: Vec<(u128, u128)> = weights.iter().map(share).collect();
        let given = shares.iter().fold(0_u128, |sum, (share, _)| sum.saturating_add(*share));
        let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
        by_remainder.sort_by_key(|place| std::cmp::Reverse(shares.get(*place).map(|(_, remainder)| *remainder)));
        let mut left = size.saturating_sub(given);
        let mut sizes: Vec<u128> = shares.iter().map(|(share, _)| *share).collect();
        for place in by_remainder {
            // Without any weight all of it is left; otherwise it is less than one unit for each part.
            let more = if whole == 0 { left } else { left.min(1) };
            if let Some(part) = sizes.get_mut(place) {
                *part = part.saturating_add(more);
                left = left.saturating_sub(more);
            }
        }
        let signed = |size: u128| {
            let minor = i64::try_from(size).unwrap_or(i64::MAX);
            Self::new(if self.minor < 0 { minor.saturating_neg() } else { minor }, self.currency)
        };
        sizes.into_iter().map(signed).collect()
    }

    /// The amount as a decimal text without sign of currency, such as `12.340`.
    pub fn decimal(self) -> String {
        let exponent = self.currency.exponent() as usize;
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = exponent.saturating_add(1));
        let (whole, fraction) = digits.split_at(digits.len().saturating_sub(exponent));
        let sign = if self.minor < 0 { "-" } else { "" };
        if exponent == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// Reads a decimal text such as `12.3` or `1234`; more decimals than the currency has must be zeros.
    ///
    /// # Errors
    /// When the text is not a plain decimal number of this currency, or is too large.
    pub fn from_decimal(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let text = text.trim();
        let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() && fraction.is_empty() || !plain(whole) || !plain(fraction) || unsigned.len() > 40 {
            return Err(MoneyError::NotAnAmount);
        }
        let exponent = currency.exponent() as usize;
        let (kept, dropped) = fraction.split_at(fraction.len().min(exponent));
        if dropped.bytes().any(|byte| byte != b'0') {
            return Err(MoneyError::NotAnAmount);
        }
        let digits = format!("{whole}{kept:0<exponent$}");
        let minor: i64 = if digits.is_empty() { 0 } else { digits.parse().map_err(|_| MoneyError::Overflow)? };
        Self::checked(Some(if negative { minor.saturating_neg() } else { minor }), currency)
    }

    /// Compares two amounts of one currency; `None` where the currencies differ.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.minor.cmp(&other.minor))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.currency, self.decimal())
    }
}

/// What one unit of a currency is worth in another, on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The currency converted from.
    pub from: Currency,
    /// The currency converted to.
    pub to: Currency,
    /// Units of `to` for one unit of `from`, in billionths.
    pub billionths: i64,
    /// The day the rate is of.
    pub dated: Date,
}

impl Rate {
    /// One unit in billionths.
    pub const ONE: i64 = 1_000_000_000;

    /// Converts an amount, rounded half to even to the minor unit of the other currency.
    ///
    /// # Errors
    /// When the amount is in another currency than the rate converts from, or the result is too large.
    pub fn convert(self, amount: Money) -> Result<Money, MoneyError> {
        if amount.currency != self.from {
            return Err(MoneyError::CurrencyMismatch(amount.currency, self.from));
        }
        let scaled = |minor: i128, of: Currency| minor.checked_mul(10_i128.checked_pow(of.exponent())?);
        let converted = i128::from(amount.minor)
            .checked_mul(i128::from(self.billionths))
            .and_then(|minor| scaled(minor, self.to))
            .zip(scaled(i128::from(Self::ONE), self.from))
            .and_then(|(numerator, denominator)| divide_half_even(numerator, denominator));
        Money::checked(converted.and_then(|minor| i64::try_from(minor).ok()), self.to)
    }
}

/// The rates of one day, each against one base currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateTable {
    /// The day the rates are of.
    pub dated: Date,
    /// The currency that all rates are counted in: one base is worth so many billionths of each.
    pub base: Currency,
    /// Billionths of a unit for one unit of the base.
    pub per_base: Vec<(Currency, i64)>,
}

impl RateTable {
    fn per_base(&self, currency: Currency) -> Option<i64> {
        if currency == self.base {
            return Some(Rate::ONE);
        }
        self.per_base.iter().find(|(known, rate)| *known == currency && *rate > 0).map(|(_, rate)| *rate)
    }

    /// The rate between two currencies, over the base where need be.
    ///
    /// # Errors
    /// When one of the two has no rate.
    pub fn rate(&self, from: Currency, to: Currency) -> Result<Rate, MoneyError> {
        let missing = MoneyError::NoRate(from, to);
        let (of_from, of_to) = (self.per_base(from).ok_or(missing)?, self.per_base(to).ok_or(missing)?);
        let crossed = i128::from(of_to).checked_mul(i128::from(Rate::ONE));
        let crossed = crossed.and_then(|scaled| divide_half_even(scaled, i128::from(of_from)));
        let billionths = if from == to { Some(i128::from(Rate::ONE)) } else { crossed };
        let billionths =
            billionths.and_then(|billionths| i64::try_from(billionths).ok()).ok_or(MoneyError::Overflow)?;
        Ok(Rate { from, to, billionths, dated: self.dated })
    }

    /// Converts an amount at the rate of the table.
    ///
    /// # Errors
    /// When a rate is missing or the result is too large.
    pub fn convert(&self, amount: Money, to: Currency) -> Result<Money, MoneyError> {
        self.rate(amount.currency, to)?.convert(amount)
    }

    /// The currencies the table can convert between.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> + '_ {
        std::iter::once(self.base).chain(self.per_base.iter().map(|(currency, _)| *currency))
    }
}

/// Divides, rounding halves to the even neighbour (IEEE 754 roundTiesToEven on integers).
///
/// `None` without a denominator above zero, or where 128 bits do not do.
fn divide_half_even(numerator: i128, denominator: i128) -> Option<i128> {
    if denominator <= 0 {
        return None;
    }
    let quotient = numerator.checked_div_euclid(denominator)?;
    let remainder = numerator.checked_rem_euclid(denominator)?;
    match remainder.cmp(&denominator.checked_sub(remainder)?) {
        Ordering::Less => Some(quotient),
        Ordering::Greater => quotient.checked_add(1),
        Ordering::Equal => quotient.checked_add(quotient.rem_euclid(2)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency() -> impl Strategy<Value = Currency> {
        prop::sample::select(vec![Currency::Jpy, Currency::Eur, Currency::Usd, Currency::Tnd, Currency::Kwd])
    }

    fn table() -> RateTable {
        let per_base = vec![
            (Currency::Usd, 1_090_000_000),
            (Currency::Jpy, 162_000_000_000),
            (Currency::Tnd, 3_380_000_000),
            (Currency::Kwd, 334_000_000),
        ];
        RateTable { dated: Date { year: 2026, month: 11, day: 20 }, base: Currency::Eur, per_base }
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole_again(
            minor in -1_000_000_000_000_i64..1_000_000_000_000,
            currency in currency(),
            weights in prop::collection::vec(0_u64..1_000_000_000, 1..12),
        ) {
            let whole = Money::new(minor, currency);
            let parts = whole.allocate(&weights);
            prop_assert_eq!(Money::sum(currency, parts.clone()).unwrap(), whole);
            let total: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
            for (part, weight) in parts.iter().zip(&weights) {
                if let Some(floor) = (u128::from(minor.unsigned_abs()) * u128::from(*weight)).checked_div(total) {
                    prop_assert!((floor..=floor + 1).contains(&u128::from(part.minor.unsigned_abs())));
                }
            }
        }

        #[test]
        fn a_conversion_is_off_by_at_most_half_a_minor_unit(
            minor in 0_i64..10_000_000_000, from in currency(), to in currency(),
        ) {
            let rate = table().rate(from, to).unwrap();
            let converted = rate.convert(Money::new(minor, from)).unwrap();
            let exact = i128::from(minor) * i128::from(rate.billionths) * 10_i128.pow(to.exponent());
            let unit = i128::from(Rate::ONE) * 10_i128.pow(from.exponent());
            prop_assert!((i128::from(converted.minor) * unit - exact).abs() * 2 <= unit);
        }

        #[test]
        fn decimals_read_back_as_written(minor in -Money::LARGEST..=Money::LARGEST, currency in currency()) {
            let money = Money::new(minor, currency);
            prop_assert_eq!(Money::from_decimal(&money.decimal(), currency), Ok(money));
        }

        #[test]
        fn tax_inside_and_net_make_the_gross(minor in 0_i64..1_000_000_000, points in 0_u32..5_000) {
            let gross = Money::new(minor, Currency::Eur);
            let tax = gross.included_tax(points).unwrap();
            let net = gross.minus(tax).unwrap();
            prop_assert!((net.basis_points(points).unwrap().minor - tax.minor).abs() <= 1);
        }
    }

    #[test]
    fn odd_cents_go_to_the_largest_remainder_then_to_the_earlier() {
        let parts = Money::new(100, Currency::Eur).allocate(&[1, 1, 1]);
        assert_eq!(parts.iter().map(|part| part.minor).collect::<Vec<_>>(), [34, 33, 33]);
        let parts = Money::new(-5, Currency::Eur).allocate(&[0, 0]);
        assert_eq!(parts.iter().map(|part| part.minor).collect::<Vec<_>>(), [-5, 0]);
    }

    #[test]
    fn halves_go_to_the_even_neighbour() {
        for (numerator, expected) in [(5, 0), (15, 2), (25, 2), (-5, 0), (-15, -2), (-25, -2), (26, 3)] {
            assert_eq!(divide_half_even(numerator, 10), Some(expected), "{numerator}");
        }
    }

    #[test]
    fn what_is_too_large_or_mixed_is_refused() {
        let most = Money::new(Money::LARGEST, Currency::Eur);
        assert_eq!(most.plus(Money::new(1, Currency::Eur)), Err(MoneyError::Overflow));
        assert!(most.plus(Money::new(1, Currency::Usd)).is_err());
        assert_eq!(most.times(Quantity::try_from(2).unwrap()), Err(MoneyError::Overflow));
        for wrong in ["", ".", "1e3", "1.234", "12,5", "--1", "99999999999999999999"] {
            assert!(Money::from_decimal(wrong, Currency::Eur).is_err(), "{wrong}");
        }
        assert!("XXX".parse::<Currency>().is_err());
    }
}
