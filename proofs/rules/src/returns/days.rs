//! Days counted one by one, with calendars and clocks of their own: what the rules' dates are compared with.
//!
//! Nothing here uses the calendar of the rules. Days are a list, each made from the one before.

use domain::{
    calendar::{Daylight, Zone},
    time::{Date, Timestamp},
};

/// 2026-01-01T00:00:00Z, a Thursday.
const FIRST: i64 = 1_767_225_600_000;

/// So many days: to the end of 2031.
const COUNT: usize = 2_191;

const DAY: i64 = 86_400_000;

/// A day of the list.
#[derive(Clone, Copy)]
struct Day {
    year: i32,
    month: u8,
    day: u8,
    /// Monday is 0.
    weekday: u8,
}

/// All days, with the clocks and free days of one place.
pub struct Days {
    days: Vec<Day>,
    /// When each day begins there.
    begins: Vec<i64>,
    free: Vec<bool>,
}

impl Days {
    /// The days of a place with these holidays.
    pub fn new(zone: Zone, holidays: &[Date]) -> Self {
        let mut days = vec![Day { year: 2026, month: 1, day: 1, weekday: 3 }];
        while days.len() < COUNT {
            days.push(next(days[days.len() - 1]));
        }
        let summer = summer(&days, zone.daylight);
        let begins = (0..COUNT)
            .map(|place| {
                let ahead = i64::from(zone.minutes) + if summer[place] { 60 } else { 0 };
                FIRST + place as i64 * DAY - ahead * 60_000
            })
            .collect();
        let is_holiday =
            |day: &Day| holidays.iter().any(|one| (one.year, one.month, one.day) == (day.year, day.month, day.day));
        let free = days.iter().map(|day| day.weekday >= 5 || is_holiday(day)).collect();
        Self { days, begins, free }
    }

    /// The place of the day it is there.
    pub fn of(&self, at: Timestamp) -> usize {
        let mut place = 0;
        while self.begins[place + 1] <= at.0 {
            place += 1;
        }
        place
    }

    /// When a day ends.
    pub fn end(&self, place: usize) -> Timestamp {
        Timestamp(self.begins[place + 1])
    }

    /// A day as the rules write it.
    pub fn date(&self, place: usize) -> Date {
        let Day { year, month, day, .. } = self.days[place];
        Date { year, month, day }
    }

    /// So many days later, and on to a day that is worked on.
    pub fn after_days(&self, place: usize, count: usize) -> usize {
        self.worked_on(place + count)
    }

    /// So many years later: the same number of the same month, or its last; and on to a day that is worked on.
    pub fn after_years(&self, place: usize, years: i32) -> usize {
        self.worked_on(self.same_day_after(place, years))
    }

    /// So many years later, whether or not that day is worked on.
    pub fn same_day_after(&self, place: usize, years: i32) -> usize {
        let from = self.days[place];
        let mut last = place;
        for (later, day) in self.days.iter().enumerate().skip(place) {
            if day.year == from.year + years && day.month == from.month && day.day <= from.day {
                last = later;
            }
        }
        last
    }

    fn worked_on(&self, mut place: usize) -> usize {
        while self.free[place] {
            place += 1;
        }
        place
    }
}

fn next(day: Day) -> Day {
    let leap = day.year % 4 == 0;
    let longest = match day.month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let weekday = if day.weekday == 6 { 0 } else { day.weekday + 1 };
    match (day.day < longest, day.month) {
        (true, _) => Day { day: day.day + 1, weekday, ..day },
        (false, 12) => Day { year: day.year + 1, month: 1, day: 1, weekday },
        (false, month) => Day { month: month + 1, day: 1, weekday, ..day },
    }
}

/// On which days it is summer time when they begin: those after the day it begins, up to the day it ends.
fn summer(days: &[Day], daylight: Daylight) -> Vec<bool> {
    let mut on = false;
    let mut told = Vec::new();
    for day in days {
        told.push(on);
        let sunday = day.weekday == 6;
        let (begins, ends) = match daylight {
            Daylight::None => (false, false),
            Daylight::European => (day.month == 3 && day.day > 24, day.month == 10 && day.day > 24),
            Daylight::NorthAmerican => (day.month == 3 && (8..=14).contains(&day.day), day.month == 11 && day.day <= 7),
        };
        if sunday && begins {
            on = true;
        }
        if sunday && ends {
            on = false;
        }
    }
    told
}
