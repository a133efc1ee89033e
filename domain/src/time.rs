//! Points in time and the calendar days that shoppers read. The clock itself stays outside.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// One minute in milliseconds.
    pub const MINUTE: i64 = 60_000;
    /// One day in milliseconds.
    pub const DAY: i64 = 86_400_000;

    /// The same moment, later by so many milliseconds (earlier when negative).
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// The calendar day in UTC.
    pub fn date(self) -> Date {
        Date::from_days(self.0.div_euclid(Self::DAY))
    }

    /// Hours and minutes of the day in UTC.
    pub fn clock(self) -> (u32, u32) {
        let minutes = self.0.rem_euclid(Self::DAY) / Self::MINUTE;
        ((minutes / 60) as u32, (minutes % 60) as u32)
    }

    /// RFC 3339 in UTC with whole seconds, for `<time datetime>` and for mails.
    pub fn rfc3339(self) -> String {
        let seconds = self.0.rem_euclid(Self::DAY) / 1000;
        format!("{}T{:02}:{:02}:{:02}Z", self.date(), seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The year, as in 2026.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// The day so many days after 1970-01-01.
    ///
    /// The arithmetic counts in 400-year eras that begin on the first of March.
    pub fn from_days(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u8;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u8;
        let year = (year_of_era + era * 400 + i64::from(month <= 2)) as i32;
        Self { year, month, day }
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month_from_march = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// Monday is 0, Sunday is 6.
    pub fn weekday(self) -> u8 {
        (self.days() + 3).rem_euclid(7) as u8
    }
}

/// The text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a day as YYYY-MM-DD")]
pub struct NotADay;

impl FromStr for Date {
    type Err = NotADay;

    /// A day that there is, as YYYY-MM-DD.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.split('-');
        let mut next = |digits: usize| {
            let part =
                parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()));
            part.and_then(|part| part.parse::<u16>().ok()).ok_or(NotADay)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let date = Self { year: year.into(), month: month as u8, day: day as u8 };
        // A day that does not exist comes back as another one.
        let exists = parts.next().is_none() && (1..=12).contains(&month) && Self::from_days(date.days()) == date;
        if exists { Ok(date) } else { Err(NotADay) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_each_others_inverse() {
        for days in (-200_000..200_000).step_by(17) {
            assert_eq!(Date::from_days(days).days(), days);
        }
    }

    #[test]
    fn a_known_moment_reads_as_written() {
        let moment = Timestamp(1_795_248_000_000);
        assert_eq!(moment.rfc3339(), "2026-11-21T08:00:00Z");
        assert_eq!(moment.date().weekday(), 5);
    }
}
