//! Dates as carriers write them: `2026-11-23`.

use crate::clock::rfc3339;

const DAY_MS: i64 = 86_400_000;

/// The date in a text that begins with one; `None` where it does not.
#[must_use]
pub fn date(text: &str) -> Option<&str> {
    let date = text.get(0..10)?;
    days(date).map(|_| date)
}

/// The date so many days later.
#[must_use]
pub fn later(date: &str, by: i64) -> Option<String> {
    let days = days(date)? + by;
    rfc3339(days * DAY_MS).get(0..10).map(str::to_owned)
}

/// Days since 1970 of a date that exists: found by trying the days of its year.
fn days(date: &str) -> Option<i64> {
    let year: i64 = date.get(0..4)?.parse().ok()?;
    if !(1970..=2200).contains(&year) {
        return None;
    }
    let first = (year - 1970) * 365 + (year - 1969) / 4 - 1;
    (first..first + 369).find(|day| rfc3339(day * DAY_MS).get(0..10) == Some(date))
}
