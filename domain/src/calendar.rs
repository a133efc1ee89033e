//! Days as people count them: which are worked on, and when they begin and end where somebody lives.
//!
//! Periods follow Regulation (EEC, Euratom) No 1182/71: the day of the event is not counted, and a period that would end on
//! a holiday, a Sunday or a Saturday ends with the next working day (article 3).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::time::{Date, Timestamp};

/// One hour in milliseconds.
const HOUR: i64 = 60 * Timestamp::MINUTE;

/// Which days are worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The days of the week nobody works on, Monday is 0.
    pub weekend: BTreeSet<u8>,
    /// The public holidays.
    pub holidays: BTreeSet<Date>,
}

impl Calendar {
    /// Saturdays and Sundays off, and these holidays.
    pub fn with(holidays: impl IntoIterator<Item = Date>) -> Self {
        Self { weekend: BTreeSet::from([5, 6]), holidays: holidays.into_iter().collect() }
    }

    /// Whether the day is worked on. Where every day of the week is off, all but holidays count as worked on.
    pub fn is_working(&self, day: Date) -> bool {
        let off = self.weekend.contains(&day.weekday()) && self.weekend.len() < 7;
        !off && !self.holidays.contains(&day)
    }

    /// The day itself where it is worked on, otherwise the next one that is.
    pub fn working_from(&self, day: Date) -> Date {
        // Among so many days in a row there is one that is no holiday.
        let longest = 7 * (self.holidays.len() as i64 + 1);
        let days = day.days()..=day.days() + longest;
        days.map(Date::from_days).find(|day| self.is_working(*day)).unwrap_or(day)
    }

    /// The day so many working days after this one.
    pub fn working_days_after(&self, day: Date, count: u16) -> Date {
        (0..count).fold(day, |day, _| self.working_from(day.plus(1)))
    }

    /// The last day of a period of so many days after an event; the event's own day is not counted.
    pub fn period_of_days(&self, event: Date, days: u16) -> Date {
        self.working_from(event.plus(i64::from(days)))
    }

    /// The last day of a period of so many months after an event: the day of the same number, or the last of its month.
    pub fn period_of_months(&self, event: Date, months: u16) -> Date {
        self.working_from(event.plus_months(months))
    }
}

impl Date {
    /// The day so many days later (earlier when negative).
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self::from_days(self.days() + days)
    }

    /// The day of the same number so many months later; the last of that month where it has none of that number.
    #[must_use]
    pub fn plus_months(self, months: u16) -> Self {
        let counted = i64::from(self.year) * 12 + i64::from(self.month) - 1 + i64::from(months);
        let (year, month) = (counted.div_euclid(12) as i32, (counted.rem_euclid(12) + 1) as u8);
        let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let last = Self { year: next.0, month: next.1, day: 1 }.plus(-1).day;
        Self { year, month, day: self.day.min(last) }
    }
}

/// When clocks are put forward in summer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Daylight {
    /// Never.
    #[default]
    None,
    /// From the last Sunday of March to the last Sunday of October, at 01:00 UTC (directive 2000/84/EC).
    European,
    /// From the second Sunday of March to the first Sunday of November, at 02:00 on the clock (15 U.S.C. 260a).
    NorthAmerican,
}

/// How clocks go where somebody lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// Minutes ahead of UTC outside summer time.
    pub minutes: i16,
    /// Summer time: one hour more.
    pub daylight: Daylight,
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self { minutes: 0, daylight: Daylight::None };

    /// Milliseconds ahead of UTC at a moment.
    pub fn offset_at(self, at: Timestamp) -> i64 {
        let standard = i64::from(self.minutes) * Timestamp::MINUTE;
        let year = at.plus(standard).date().year;
        let summer = match self.daylight {
            Daylight::None => return standard,
            Daylight::European => [(3, 5), (10, 5)].map(|(month, which)| sunday(year, month, which) + HOUR),
            // Put forward at 02:00 standard time and back at 02:00 summer time, which is 01:00 standard time.
            Daylight::NorthAmerican => {
                [sunday(year, 3, 2) + 2 * HOUR - standard, sunday(year, 11, 1) + HOUR - standard]
            }
        };
        if (summer[0]..summer[1]).contains(&at.0) { standard + HOUR } else { standard }
    }

    /// The day it is there.
    pub fn date(self, at: Timestamp) -> Date {
        at.plus(self.offset_at(at)).date()
    }

    /// The moment at which clocks there show so many milliseconds since 1970-01-01T00:00. Of two the earlier.
    pub fn moment(self, clock: i64) -> Timestamp {
        let standard = i64::from(self.minutes) * Timestamp::MINUTE;
        let [summer, winter] = [HOUR, 0].map(|more| Timestamp(clock.saturating_sub(standard + more)));
        if summer.0 + self.offset_at(summer) == clock { summer } else { winter }
    }

    /// The midnight with which a day ends there: the first moment that is no longer of it.
    pub fn end_of(self, day: Date) -> Timestamp {
        self.moment(day.plus(1).days() * Timestamp::DAY)
    }
}

/// The midnight of UTC with which a Sunday of a month begins, in milliseconds; the fifth stands for the last.
fn sunday(year: i32, month: u8, which: u8) -> i64 {
    let first = Date { year, month, day: 1 };
    let first_sunday = first.plus(i64::from(6 - first.weekday()));
    let wanted = first_sunday.plus(7 * i64::from(which - 1));
    let wanted = if wanted.month == month { wanted } else { wanted.plus(-7) };
    wanted.days() * Timestamp::DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARIS: Zone = Zone { minutes: 60, daylight: Daylight::European };
    const NEW_YORK: Zone = Zone { minutes: -300, daylight: Daylight::NorthAmerican };

    fn day(year: i32, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn a_period_that_ends_on_a_weekend_or_holiday_ends_with_the_next_working_day() {
        let calendar = Calendar::with([day(2026, 12, 25), day(2026, 12, 28)]);
        // Friday 11 December and 14 days: Christmas, then a weekend, then a Monday off.
        assert_eq!(calendar.period_of_days(day(2026, 12, 11), 14), day(2026, 12, 29));
        assert_eq!(calendar.period_of_days(day(2026, 12, 2), 14), day(2026, 12, 16));
        assert_eq!(calendar.working_days_after(day(2026, 12, 23), 2), day(2026, 12, 29));
    }

    #[test]
    fn months_end_on_the_same_number_or_the_last_of_the_month() {
        let always = Calendar { weekend: BTreeSet::new(), holidays: BTreeSet::new() };
        assert_eq!(always.period_of_months(day(2027, 2, 28), 12), day(2028, 2, 28));
        assert_eq!(always.period_of_months(day(2028, 2, 29), 12), day(2029, 2, 28));
        assert_eq!(always.period_of_months(day(2026, 8, 31), 1), day(2026, 9, 30));
        assert_eq!(always.period_of_months(day(2026, 12, 31), 12), day(2027, 12, 31));
    }

    #[test]
    fn summer_time_begins_and_ends_as_it_did() {
        // 2026-03-29T01:00Z and 2026-10-25T01:00Z; 2026-03-08T07:00Z and 2026-11-01T06:00Z.
        for (zone, from, to) in
            [(PARIS, 1_774_746_000_000, 1_792_890_000_000), (NEW_YORK, 1_772_953_200_000, 1_793_512_800_000)]
        {
            let standard = i64::from(zone.minutes) * Timestamp::MINUTE;
            assert_eq!(zone.offset_at(Timestamp(from - 1)), standard);
            assert_eq!(zone.offset_at(Timestamp(from)), standard + HOUR);
            assert_eq!(zone.offset_at(Timestamp(to - 1)), standard + HOUR);
            assert_eq!(zone.offset_at(Timestamp(to)), standard);
        }
    }

    #[test]
    fn a_day_ends_at_midnight_where_the_shopper_lives() {
        assert_eq!(PARIS.end_of(day(2026, 7, 1)).rfc3339(), "2026-07-01T22:00:00Z");
        assert_eq!(PARIS.end_of(day(2026, 12, 1)).rfc3339(), "2026-12-01T23:00:00Z");
        assert_eq!(NEW_YORK.end_of(day(2026, 7, 1)).rfc3339(), "2026-07-02T04:00:00Z");
        assert_eq!(PARIS.date(Timestamp(1_782_943_200_000)), day(2026, 7, 2));
    }

    #[test]
    fn a_week_without_working_days_does_not_go_on_for_ever() {
        let never = Calendar { weekend: (0..7).collect(), holidays: BTreeSet::from([day(2026, 1, 1)]) };
        assert_eq!(never.working_from(day(2026, 1, 1)), day(2026, 1, 2));
    }
}
