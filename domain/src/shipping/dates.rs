//! When goods of the house leave and arrive: cut-off, days without work, holidays.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    promise::{CutOff, Promise},
    time::{Date, Timestamp},
};

/// How many days ahead a day of work is looked for. Who rests longer promises nothing.
const FARTHEST: i64 = 120;

/// Days of the week, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weekdays(pub [bool; 7]);

impl Weekdays {
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Self = Self([true, true, true, true, true, false, false]);
    /// Sunday to Thursday, as where the week ends with Friday.
    pub const SUNDAY_TO_THURSDAY: Self = Self([true, true, true, true, false, false, true]);
    /// All seven.
    pub const EVERY_DAY: Self = Self([true; 7]);
}

/// On which days somebody works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The usual week.
    pub weekdays: Weekdays,
    /// Days of the usual week without work.
    pub holidays: BTreeSet<Date>,
}

impl Calendar {
    /// Whether it is a day of work.
    pub fn is_open(&self, date: Date) -> bool {
        self.weekdays.0.get(usize::from(date.weekday())).is_some_and(|open| *open) && !self.holidays.contains(&date)
    }

    /// The day after so many days of work that follow a day; with none to wait for, the day itself or the next of work.
    fn after(&self, date: Date, days: u16) -> Option<Date> {
        let open = |day: &i64| self.is_open(Date::from_days(*day));
        let first = date.days() + i64::from(days > 0);
        let within = first + FARTHEST + 7 * i64::from(days);
        (first..within).filter(open).nth(usize::from(days.saturating_sub(1))).map(Date::from_days)
    }
}

/// How a warehouse hands goods over to carriers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatch {
    /// Until when an order leaves on the same day, as a minute of the day in UTC.
    pub cut_off: u16,
    /// How many minutes the warehouse's clocks are ahead of UTC; behind it when negative.
    pub minutes_ahead: i16,
    /// When the warehouse works.
    pub warehouse: Calendar,
    /// Days of work that go by before a parcel is ready; none where it leaves on the day of the order.
    pub handling: u16,
}

impl Dispatch {
    /// When goods that are ordered now arrive, after so many of the carrier's days of work on the way. The days are those of
    /// the place they go to; what is ordered on a day without work counts as ordered on the next.
    ///
    /// `None` where a calendar has no day of work for months, or the cut-off is no minute of a day.
    pub fn promise(&self, now: Timestamp, days: (u16, u16), carrier: &Calendar) -> Option<Promise> {
        let first = CutOff::try_from(self.cut_off).ok()?.after(now);
        let local = |at: Timestamp| at.plus(i64::from(self.minutes_ahead) * Timestamp::MINUTE).date();
        let cut_offs = (0..FARTHEST).map(|day| first.plus(day * Timestamp::DAY));
        let order_by = cut_offs.into_iter().find(|at| self.warehouse.is_open(local(*at)))?;
        let leaves = self.warehouse.after(local(order_by), self.handling)?;
        let arrives = |days: u16| carrier.after(leaves, days);
        Some(Promise { from: arrives(days.0)?, to: arrives(days.1.max(days.0))?, order_by: Some(order_by) })
    }
}
