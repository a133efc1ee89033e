//! Where parcels are, in the carrier's own words: what they mean to shoppers is decided elsewhere.

use std::{fmt, str::FromStr};

use domain::{
    ids::CarrierId,
    time::{Date, Timestamp},
};
use sha2::{Digest, Sha256};

/// The number on a parcel: 4 to 40 letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackingNumber(String);

/// A text that is no tracking number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a tracking number")]
pub struct NotATrackingNumber;

impl TrackingNumber {
    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TrackingNumber {
    type Err = NotATrackingNumber;

    /// Blanks are left out: people write numbers in groups.
    fn from_str(text: &str) -> Result<Self, NotATrackingNumber> {
        let bare: String = text.chars().filter(|letter| *letter != ' ').collect();
        let plain = bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if plain && (4..=40).contains(&bare.len()) { Ok(Self(bare)) } else { Err(NotATrackingNumber) }
    }
}

impl fmt::Display for TrackingNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// When something happened, as far as the carrier tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventTime {
    /// At this moment.
    At(Timestamp),
    /// When the clocks of that place showed this, as if they showed UTC: how far they are ahead is not told.
    Local(Timestamp),
}

impl EventTime {
    /// The moment to order by; a local time may be half a day off.
    pub fn moment(self) -> Timestamp {
        match self {
            Self::At(moment) | Self::Local(moment) => moment,
        }
    }
}

/// Something that happened to a parcel, in the carrier's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarrierEvent {
    /// Who says so.
    pub source: CarrierId,
    /// The carrier's code, such as `OD` or `out_for_delivery`.
    pub code: String,
    /// A second code that says more, where there is one: the reason of a delay, for example.
    pub detail: String,
    /// What the carrier writes about it.
    pub text: String,
    /// When.
    pub at: EventTime,
    /// Where, as far as it is told; may be empty.
    pub place: String,
}

impl CarrierEvent {
    /// What makes it this event: told again, it has the same.
    pub fn id(&self, number: &TrackingNumber) -> String {
        let mut digest = Sha256::new();
        let when = self.at.moment().0.to_string();
        for part in [number.as_str(), self.source.as_str(), &self.code, &self.detail, &when, &self.place] {
            digest.update(part.as_bytes());
            digest.update([0]);
        }
        hex::encode(&digest.finalize()[..16])
    }
}

/// Where a parcel is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// The parcel's number.
    pub number: TrackingNumber,
    /// The day on which it is to arrive, in the local time of the place it goes to.
    pub arrives: Option<Date>,
    /// What happened, the oldest first.
    pub events: Vec<CarrierEvent>,
}

impl Tracked {
    /// With its events in order and none of them twice.
    pub(super) fn new(number: TrackingNumber, arrives: Option<Date>, mut events: Vec<CarrierEvent>) -> Self {
        events.sort_by_key(|event| event.at.moment());
        events.dedup();
        Self { number, arrives, events }
    }
}

/// What a carrier tells on its own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What makes it this message; the same message is handled once.
    pub id: String,
    /// The parcels it is about; none where it is about something that we do not follow.
    pub tracked: Vec<Tracked>,
}
