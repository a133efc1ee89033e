//! Prices day by day as lines of steps; a day that is not known breaks the line.

use domain::{
    money::{Currency, Money},
    price_history::Point,
    time::Date,
};
use leptos::prelude::*;

use crate::look::Look;

/// Between which days and amounts a chart is drawn.
struct Frame {
    first: i64,
    days: i64,
    low: i64,
    high: i64,
}

impl Frame {
    fn of(points: &[Point]) -> Option<Self> {
        let (first, last) = (points.first()?, points.last()?);
        let low = points.iter().map(|point| point.lowest).min()?;
        let high = points.iter().map(|point| point.lowest).max()?;
        // Some room above and below, and a flat line in the middle.
        let room = ((high - low) / 6).max(high / 40).max(1);
        Some(Self { first: first.day, days: last.day + 1 - first.day, low: low - room, high: high + room })
    }

    /// A place from the start in hundredths of the width, as text.
    fn across(&self, day: i64) -> String {
        hundredths((day - self.first).saturating_mul(10_000) / self.days.max(1))
    }

    /// A place from the top in hundredths of the height.
    fn down(&self, amount: i64) -> i64 {
        let from_top = i128::from(self.high - amount) * 10_000 / i128::from((self.high - self.low).max(1));
        i64::try_from(from_top.clamp(0, 10_000)).unwrap_or(0)
    }

    /// The line of some points.
    fn path(&self, points: &[Point]) -> String {
        let mut path = String::new();
        let mut before: Option<Point> = None;
        for point in points.iter().filter(|point| point.day >= self.first && point.day < self.first + self.days) {
            let level = hundredths(self.down(point.lowest));
            match before {
                Some(known) if known.day + 1 == point.day => path.push_str(&format!("V{level}")),
                _ => path.push_str(&format!("M{} {level}", self.across(point.day))),
            }
            path.push_str(&format!("H{}", self.across(point.day + 1)));
            before = Some(*point);
        }
        path
    }
}

fn hundredths(number: i64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

/// The chart of the best offers with one offer beside them, told in a sentence to who cannot see it; nothing without two days.
pub fn price_chart(look: &Look, currency: Currency, best: &[Point], offer: &[Point]) -> AnyView {
    let all: Vec<Point> = best.iter().chain(offer).copied().collect();
    let (Some(frame), [first, .., last]) = (Frame::of(best), best) else { return ().into_any() };
    let frame = Frame { high: Frame::of(&all).map_or(frame.high, |wide| wide.high.max(frame.high)), ..frame };
    let money = |minor: i64| Money::new(minor, currency);
    let low = best.iter().map(|point| point.lowest).min().unwrap_or(0);
    let high = best.iter().map(|point| point.lowest).max().unwrap_or(0);
    let told = look.with(
        "prices-chart",
        &[
            ("from", look.day(Date::from_days(first.day)).into()),
            ("to", look.day(Date::from_days(last.day)).into()),
            ("low", look.amount(money(low)).into()),
            ("high", look.amount(money(high)).into()),
            ("now", look.amount(money(last.lowest)).into()),
        ],
    );
    let level = |amount: i64| {
        let place = (frame.down(amount) / 100).clamp(1, 100);
        view! { <span class=format!("y w-{place}")>{look.locale().money(money(amount))}</span> }
    };
    let shows_offer = !offer.is_empty() && offer != best;
    let now = (frame.down(last.lowest) / 100).clamp(1, 100);
    let far_apart = |amount: i64| (frame.down(amount) - frame.down(last.lowest)).abs() > 900;
    view! {
        <div class="chart" role="img" aria-label=told dir="ltr">
            <div class="plot">
                <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
                    {shows_offer.then(|| view! { <path class="line before" d=frame.path(offer)/> })}
                    <path class="line" d=frame.path(best)/>
                    <path class="low" d=format!("M0 {0}H100", hundredths(frame.down(low)))/>
                </svg>
                {far_apart(high).then(|| level(high))}
                {far_apart(low).then(|| level(low))}
                <span class=format!("dot low w-{now}")><b>{look.locale().money(money(last.lowest))}</b></span>
            </div>
            <div class="x">
                <span>{look.day(Date::from_days(first.day))}</span>
                <span>{look.day(Date::from_days(last.day))}</span>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_steps_and_breaks_where_nothing_is_known() {
        let point = |day, lowest| Point { day, lowest };
        let points = [point(10, 100), point(11, 200), point(13, 100)];
        let frame = Frame { first: 10, days: 4, low: 0, high: 200 };
        assert_eq!(frame.path(&points), "M0.00 50.00H25.00V0.00H50.00M75.00 50.00H100.00");
        assert!(Frame::of(&[]).is_none());
        let flat = Frame::of(&[point(10, 400)]).expect("one day is enough");
        assert_eq!((flat.low, flat.high, flat.down(400)), (390, 410, 5_000));
    }
}
