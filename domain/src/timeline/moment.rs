//! When something happened, as sources write it: with a zone, by the clock of a place, as a day, or not at all.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::Zone,
    time::{Date, Timestamp},
};

/// Moments before the year 2000 are what clocks show that were never set.
const FIRST: i64 = 946_684_800_000;

/// When something happened, as a source says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// A moment.
    Moment(Timestamp),
    /// What clocks showed at a place, in milliseconds since 1970-01-01T00:00, without saying how they go there.
    Clock(i64),
    /// A day.
    Day(Date),
    /// It does not say.
    #[default]
    Nothing,
}

impl Told {
    /// The moment it stands for; clocks and days are read as those of the place of delivery, a day as its noon.
    pub fn moment(self, zone: Zone) -> Option<Timestamp> {
        let moment = match self {
            Self::Moment(moment) => moment,
            Self::Clock(clock) => zone.moment(clock),
            Self::Day(day) => zone.moment(day.days() * Timestamp::DAY + Timestamp::DAY / 2),
            Self::Nothing => return None,
        };
        (moment.0 >= FIRST).then_some(moment)
    }
}

/// Reads what a source wrote: RFC 3339 with or without its zone, with `T` or a blank, or a day alone.
///
/// What is none of these says nothing, so that an odd text never loses the event it came with.
pub fn told(text: &str) -> Told {
    read(text.trim()).unwrap_or_default()
}

fn read(text: &str) -> Option<Told> {
    let day: Date = text.get(..10)?.parse().ok()?;
    let Some(rest) = text.get(10..).filter(|rest| !rest.is_empty()) else { return Some(Told::Day(day)) };
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let zone_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = (rest.get(..zone_at)?.trim_end(), rest.get(zone_at..)?);
    let since_midnight = clock_of(clock)?;
    let clock = day.days() * Timestamp::DAY + since_midnight;
    Some(match zone {
        "" => Told::Clock(clock),
        "Z" | "z" => Told::Moment(Timestamp(clock)),
        _ => Told::Moment(Timestamp(clock - offset(zone)?)),
    })
}

fn number(text: &str, digits: usize) -> Option<i64> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Milliseconds since midnight; fractions of seconds are left out.
fn clock_of(text: &str) -> Option<i64> {
    let whole = text.split_once(['.', ',']).map_or(text, |(whole, _)| whole);
    let mut parts = whole.split(':');
    let (hours, minutes) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    let seconds = parts.next().map_or(Some(0), |seconds| number(seconds, 2))?;
    let fits = hours < 24 && minutes < 60 && seconds <= 60 && parts.next().is_none();
    fits.then_some(((hours * 60 + minutes) * 60 + seconds) * 1000)
}

/// Milliseconds ahead of UTC of `+01:00`, `-0600` or `+01`.
fn offset(text: &str) -> Option<i64> {
    let (sign, rest) = text.split_at_checked(1)?;
    let digits: String = rest.chars().filter(|letter| *letter != ':').collect();
    let (hours, minutes) = (number(digits.get(..2)?, 2)?, digits.get(2..).filter(|rest| !rest.is_empty()));
    let minutes = minutes.map_or(Some(0), |minutes| number(minutes, 2))?;
    let size = (hours * 60 + minutes) * Timestamp::MINUTE;
    (hours <= 18 && minutes < 60).then_some(if sign == "-" { -size } else { size })
}
