//! When something arrives that is ordered now, and until when that holds.

use crate::{
    marketplace::DeliveryOption,
    time::{Date, Timestamp},
};

/// Until when an order leaves on the same day, in minutes of the day in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutOff(u16);

impl TryFrom<u16> for CutOff {
    type Error = &'static str;

    fn try_from(minutes: u16) -> Result<Self, Self::Error> {
        if minutes < 24 * 60 { Ok(Self(minutes)) } else { Err("a day has 1440 minutes") }
    }
}

impl CutOff {
    /// Hours and minutes in UTC.
    pub fn clock(self) -> (u16, u16) {
        (self.0 / 60, self.0 % 60)
    }

    /// The next moment at which it is.
    pub(crate) fn after(self, now: Timestamp) -> Timestamp {
        let day = now.date().days();
        let today = Timestamp(day * Timestamp::DAY + i64::from(self.0) * Timestamp::MINUTE);
        if now < today { today } else { today.plus(Timestamp::DAY) }
    }
}

/// When something arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// At the earliest.
    pub from: Date,
    /// At the latest.
    pub to: Date,
    /// Until when it has to be ordered for that, where the marketplace tells.
    pub order_by: Option<Timestamp>,
}

impl Promise {
    /// How long that is from now, in hours and minutes.
    pub fn left(&self, now: Timestamp) -> Option<(u32, u32)> {
        let left = u32::try_from((self.order_by?.0 - now.0).max(0) / Timestamp::MINUTE).unwrap_or(0);
        Some((left / 60, left % 60))
    }
}

/// When something arrives that is ordered now. What misses the cut-off of today leaves tomorrow.
pub fn promise(now: Timestamp, option: &DeliveryOption, cut_off: Option<CutOff>) -> Promise {
    let order_by = cut_off.map(|cut_off| cut_off.after(now));
    let leaves = order_by.unwrap_or(now).date().days();
    let day = |days: u16| Date::from_days(leaves + i64::from(days));
    Promise { from: day(option.days_from), to: day(option.days_to), order_by }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Currency, Money};

    /// 2026-11-21, 08:00 in UTC.
    const MORNING: Timestamp = Timestamp(1_795_248_000_000);

    fn option() -> DeliveryOption {
        let price = Money::new(490, Currency::Eur);
        DeliveryOption { id: "a".to_owned(), title: "Standard".to_owned(), price, days_from: 2, days_to: 4 }
    }

    fn told(now: Timestamp, minutes: u16) -> (String, String, Option<(u32, u32)>) {
        let promise = promise(now, &option(), Some(CutOff::try_from(minutes).unwrap()));
        (promise.from.to_string(), promise.to.to_string(), promise.left(now))
    }

    #[test]
    fn before_the_cut_off_it_leaves_today_and_after_it_tomorrow() {
        let (from, to) = ("2026-11-23".to_owned(), "2026-11-25".to_owned());
        assert_eq!(told(MORNING, 11 * 60 + 20), (from, to, Some((3, 20))));
        let (from, to) = ("2026-11-24".to_owned(), "2026-11-26".to_owned());
        assert_eq!(told(MORNING, 8 * 60), (from, to, Some((24, 0))), "at the very minute it is too late");
    }

    #[test]
    fn where_no_cut_off_is_told_none_is_made_up() {
        let promise = promise(MORNING, &option(), None);
        assert_eq!((promise.to.to_string().as_str(), promise.left(MORNING)), ("2026-11-25", None));
        assert!(CutOff::try_from(24 * 60).is_err());
    }
}
