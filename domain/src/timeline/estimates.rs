//! When goods should arrive: as the carrier says, else as the marketplace promised, else by the way of delivery that was
//! chosen; later by as much as was observed.

use serde::{Deserialize, Serialize};

use super::{Exception, Facts, ItemView, Line, ParcelKey, ParcelView, Stage, Trouble, entries::Heard};
use crate::{
    calendar::Calendar,
    promise::CutOff,
    time::{Date, Timestamp},
};

/// From a day to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// At the earliest.
    pub from: Date,
    /// At the latest.
    pub to: Date,
}

/// What an estimate is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The carrier says so.
    Carrier,
    /// The marketplace promised it.
    Promise,
    /// The way of delivery takes so long.
    Method,
}

/// When something should arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// The days.
    pub window: Window,
    /// What it is made from.
    pub basis: Basis,
    /// By how many days it was made later, because parcels like it were late.
    pub widened: u16,
}

/// How late parcels of one kind have been, such as those of a marketplace by a carrier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lateness {
    /// How many were observed.
    pub count: u32,
    /// Nine of ten were no later than so many days after what had been said.
    pub days: u16,
}

impl Lateness {
    /// From so many on, what was observed is believed.
    pub const ENOUGH: u32 = 20;

    /// From how many days each came after the last day that had been said; those too early count as in time.
    pub fn of(observed: &[i64]) -> Self {
        let mut late: Vec<u16> = observed.iter().map(|days| u16::try_from((*days).clamp(0, 60)).unwrap_or(0)).collect();
        late.sort_unstable();
        // The smallest number of days that at least nine of ten kept.
        let place = (late.len() * 9).div_ceil(10).saturating_sub(1);
        let count = u32::try_from(late.len()).unwrap_or(u32::MAX);
        Self { count, days: late.get(place).copied().unwrap_or(0) }
    }

    fn believed(self) -> u16 {
        if self.count >= Self::ENOUGH { self.days } else { 0 }
    }
}

/// When a line should arrive by what was said when it was bought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// What the marketplace promised.
    #[serde(default)]
    pub promised: Option<Window>,
    /// Days until arrival by the way of delivery that was chosen, at the earliest and at the latest.
    #[serde(default)]
    pub days: Option<(u16, u16)>,
    /// Until when an order leaves on the same day, in minutes of the day in UTC.
    #[serde(default)]
    pub cut_off: Option<u16>,
    /// How late parcels like it have been.
    #[serde(default)]
    pub lateness: Lateness,
}

/// The items with when the rest of each should be here.
pub(super) fn estimated(
    facts: &Facts,
    heard: &[Heard],
    parcels: &[ParcelView],
    exceptions: &[Exception],
    items: Vec<ItemView>,
) -> Vec<ItemView> {
    let of = |(item, line): (ItemView, &Line)| {
        let estimate = estimate(facts, heard, parcels, exceptions, line);
        ItemView { estimate: estimate.filter(|_| !item.stage.is_final()), ..item }
    };
    items.into_iter().zip(&facts.lines).map(of).collect()
}

fn estimate(
    facts: &Facts,
    heard: &[Heard],
    parcels: &[ParcelView],
    exceptions: &[Exception],
    line: &Line,
) -> Option<Estimate> {
    let holds = |parcel: &&ParcelView| {
        let is_part = parcel.parts.contains(&line.part) && parcel.contents.is_empty();
        !parcel.back && parcel.became.is_empty() && (is_part || parcel.contents.contains_key(&line.line))
    };
    let awaited: Vec<&ParcelView> =
        parcels.iter().filter(holds).filter(|parcel| parcel.stage < Stage::Cancelled).collect();
    let concerns = |exception: &&Exception| {
        !exception.over && exception.parcel.as_ref().is_none_or(|key| awaited.iter().any(|parcel| parcel.key == *key))
    };
    let open: Vec<&Exception> = exceptions.iter().filter(concerns).collect();
    if open.iter().any(|exception| is_unforeseeable(exception.trouble)) {
        return None;
    }
    let told = awaited.iter().filter_map(|parcel| said_by_carrier(heard, &parcel.key));
    // The line is here when its last parcel is.
    let carrier = told.reduce(|one, other| Window { from: one.from.max(other.from), to: one.to.max(other.to) });
    let carrier = carrier.map(|window| (window, Basis::Carrier));
    let promised = line.expected.promised.map(|window| (window, Basis::Promise));
    let method = || by_method(facts, line).map(|window| (window, Basis::Method));
    let (window, basis) = carrier.or(promised).or_else(method)?;
    // A carrier that says when it comes has counted in what held it up so far.
    let widened = if basis == Basis::Carrier { 0 } else { line.expected.lateness.believed() };
    let to = later(&facts.calendar, window.to, widened);
    let attempt =
        open.iter().filter(|exception| exception.trouble == Trouble::FailedAttempt).map(|open| open.since).max();
    // A driver who met nobody comes again on the next working day at the earliest.
    let again = attempt.map(|since| facts.calendar.working_days_after(facts.zone.date(since), 1));
    let from = again.map_or(window.from, |again| again.max(window.from));
    Some(Estimate { window: Window { from: from.min(to.max(from)), to: to.max(from) }, basis, widened })
}

/// Whether nobody can tell when it arrives while that lasts.
fn is_unforeseeable(trouble: Trouble) -> bool {
    use Trouble::{CustomsHold, Lost, Refused, ReturnedToSender, Undeliverable};
    matches!(trouble, CustomsHold | Lost | Refused | ReturnedToSender | Undeliverable)
}

/// What was said last of a parcel; by carriers where one of them did.
fn said_by_carrier(heard: &[Heard], parcel: &ParcelKey) -> Option<Window> {
    let told = heard.iter().filter(|told| told.parcel.as_ref() == Some(parcel));
    let said = told.filter_map(|told| told.event.estimate.map(|window| (told, window)));
    let rank =
        |(told, window): &(&Heard, Window)| (!told.event.source.is_marketplace(), told.at, told.event.heard, *window);
    said.max_by_key(rank).map(|(_, window)| window)
}

/// The days by the way of delivery: what misses the cut-off leaves on the next day, and days without delivery do not count.
fn by_method(facts: &Facts, line: &Line) -> Option<Window> {
    let (from, to) = line.expected.days?;
    let placed = facts.placed;
    let missed = line.expected.cut_off.and_then(|minutes| CutOff::try_from(minutes).ok()).is_some_and(|cut_off| {
        let (hours, minutes) = cut_off.clock();
        let since_midnight = placed.0.rem_euclid(Timestamp::DAY) / Timestamp::MINUTE;
        since_midnight >= i64::from(hours * 60 + minutes)
    });
    let leaves = facts.calendar.working_from(placed.date().plus(i64::from(missed)));
    let days = |count| facts.calendar.working_days_after(leaves, count);
    Some(Window { from: days(from), to: days(to.max(from)) })
}

fn later(calendar: &Calendar, day: Date, days: u16) -> Date {
    if days == 0 { day } else { calendar.working_from(day.plus(i64::from(days))) }
}
