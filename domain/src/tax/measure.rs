//! Rates, days of validity, and rounding: what taxes are measured with. Fractions stay whole numbers until they are
//! rounded, once.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::time::Date;

/// A text of a rule that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not a percentage with at most four decimals below 1000.
    #[error("not a rate in per cent")]
    Rate,
    /// Not a day, or not days from one to another.
    #[error("not days as in 2020-07-01/2020-12-31 or 2021-01-01")]
    Days,
}

/// A rate of tax in millionths; written as a percentage, such as `9.975`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaxRate(u32);

impl TaxRate {
    /// All of it in millionths.
    pub const WHOLE: i128 = 1_000_000;

    /// A rate of so many millionths: 200 000 is 20 %.
    pub const fn millionths(millionths: u32) -> Self {
        Self(millionths)
    }

    /// How many millionths.
    pub const fn in_millionths(self) -> u32 {
        self.0
    }
}

impl TryFrom<String> for TaxRate {
    type Error = Unreadable;

    fn try_from(text: String) -> Result<Self, Unreadable> {
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || fraction.len() > 4 || !plain(whole) || !plain(fraction) {
            return Err(Unreadable::Rate);
        }
        format!("{whole}{fraction:0<4}").parse().map(Self).map_err(|_| Unreadable::Rate)
    }
}

impl From<TaxRate> for String {
    fn from(rate: TaxRate) -> String {
        rate.to_string()
    }
}

impl fmt::Display for TaxRate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:04}", self.0 / 10_000, self.0 % 10_000);
        formatter.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// From which day on something holds, and until which, that day included; written `2020-07-01/2020-12-31` or
/// `2021-01-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Validity {
    /// The first day.
    pub from: Date,
    /// The last day; without end where there is none.
    pub until: Option<Date>,
}

impl Validity {
    /// Whether it holds on a day.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether there is a day on which both hold.
    pub fn meets(&self, other: &Self) -> bool {
        self.until.is_none_or(|until| other.from <= until) && other.until.is_none_or(|until| self.from <= until)
    }
}

impl TryFrom<String> for Validity {
    type Error = Unreadable;

    fn try_from(text: String) -> Result<Self, Unreadable> {
        let (from, until) = text.split_once('/').map_or((text.as_str(), None), |(from, until)| (from, Some(until)));
        let day = |text: &str| text.parse::<Date>().map_err(|_| Unreadable::Days);
        let (from, until) = (day(from)?, until.map(day).transpose()?);
        if until.is_some_and(|until| until < from) { Err(Unreadable::Days) } else { Ok(Self { from, until }) }
    }
}

impl From<Validity> for String {
    fn from(validity: Validity) -> String {
        match validity.until {
            Some(until) => format!("{}/{until}", validity.from),
            None => validity.from.to_string(),
        }
    }
}

/// Over what a tax is summed up before it is rounded to the currency's smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Each line by itself.
    Line,
    /// All lines of one invoice with one tax and rate together; the lines get their shares of it.
    Order,
}

/// What happens to fractions of the smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// To the nearest, halves up.
    HalfUp,
    /// To the nearest, halves to the even one.
    HalfEven,
    /// Fractions are dropped.
    Down,
    /// Fractions count as a whole.
    Up,
}

impl RoundingMode {
    /// Divides what is not below zero by what is above zero; nothing otherwise, or where 128 bits do not do.
    pub fn divide(self, numerator: i128, denominator: i128) -> Option<i128> {
        if numerator < 0 || denominator <= 0 {
            return None;
        }
        let (quotient, rest) = (numerator / denominator, numerator % denominator);
        let up = match self {
            Self::HalfUp => rest >= denominator - rest,
            Self::HalfEven => rest > denominator - rest || (rest == denominator - rest && quotient % 2 == 1),
            Self::Down => false,
            Self::Up => rest > 0,
        };
        quotient.checked_add(i128::from(up))
    }
}

/// How a tax is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounding {
    /// Over what it is summed up before.
    pub per: Per,
    /// What happens to fractions.
    pub mode: RoundingMode,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_and_days_read_as_they_are_written() {
        for (text, millionths) in [("20", 200_000), ("9.975", 99_750), ("0", 0), ("0.375", 3_750), ("25.5", 255_000)] {
            let rate = TaxRate::try_from(text.to_owned()).unwrap();
            assert_eq!((rate.in_millionths(), rate.to_string().as_str()), (millionths, text));
        }
        for wrong in ["", "1.23456", "-1", "1000", "a", "1,5"] {
            assert!(TaxRate::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
        for text in ["2020-07-01/2020-12-31", "2021-01-01"] {
            assert_eq!(String::from(Validity::try_from(text.to_owned()).unwrap()), text);
        }
        for wrong in ["2021-02-30", "2021-1-1", "2021-01-01/2020-01-01", "2021-01-01-01", ""] {
            assert!(Validity::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn fractions_go_where_the_mode_says() {
        use RoundingMode::{Down, HalfEven, HalfUp, Up};
        for (mode, numerator, rounded) in [
            (HalfUp, 5, 1),
            (HalfEven, 5, 0),
            (HalfEven, 15, 2),
            (Down, 19, 1),
            (Up, 11, 2),
            (Up, 10, 1),
            (HalfUp, 4, 0),
        ] {
            assert_eq!(mode.divide(numerator, 10), Some(rounded), "{mode:?} {numerator}");
        }
        assert_eq!(HalfUp.divide(-1, 10), None);
        assert_eq!(HalfUp.divide(1, 0), None);
    }
}
