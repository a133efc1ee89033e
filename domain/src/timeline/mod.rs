//! One timeline over all parcels of an order: what marketplaces and carriers tell, in one vocabulary.
//!
//! [`Timeline::of`] is a function of what was told and of nothing else: the order in which it was heard and how often do
//! not matter, and whatever is told more never takes a stage back. What a source means by its codes stands in tables
//! ([`word`]); a code that is in none keeps its text and is [`Word::Information`].

mod codes;
mod entries;
mod estimates;
mod items;
mod moment;
mod parcels;
mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::{
    codes::{KNOWN, Source, word},
    entries::Entry,
    estimates::{Basis, Estimate, Expected, Lateness, Window},
    items::ItemView,
    moment::{Told, told},
    parcels::{ParcelKey, ParcelView},
    words::{Exception, Stage, Trouble, Word},
};
use crate::{
    calendar::{Calendar, Zone},
    time::Timestamp,
};

/// How long before the order was placed a source's clock may say that something of it happened.
const EARLY: i64 = Timestamp::DAY;

/// How long after its number was told a parcel may travel; what comes later is somebody else's parcel of the same number.
const LONGEST: i64 = 120 * Timestamp::DAY;

/// How far the clocks of two sources may be apart for what is the same.
const SKEW: i64 = 120 * Timestamp::MINUTE;

/// Something that a source told of an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Event {
    /// Who told it.
    pub source: Source,
    /// The part of the order it is about, where the source told it of a marketplace order.
    #[serde(default)]
    pub part: Option<u32>,
    /// What the source calls the event; may be empty.
    #[serde(default)]
    pub id: String,
    /// The source's code.
    pub code: String,
    /// A second, finer code; may be empty.
    #[serde(default)]
    pub detail: String,
    /// The source's own words; may be empty.
    #[serde(default)]
    pub text: String,
    /// When it happened, as the source says.
    #[serde(default)]
    pub at: Told,
    /// When we heard it first.
    pub heard: Timestamp,
    /// The tracking number of the parcel it is about; may be empty.
    #[serde(default)]
    pub number: String,
    /// The lines it is about and how many pieces of each; all of them where there is none.
    #[serde(default)]
    pub lines: Vec<(u32, u32)>,
    /// The numbers under which the parcel goes on, where it was split up or put together with others.
    #[serde(default)]
    pub became: Vec<String>,
    /// When the source expects it to arrive.
    #[serde(default)]
    pub estimate: Option<Window>,
    /// Whether the parcel goes back to the seller, as a return does.
    #[serde(default)]
    pub back: bool,
}

impl Event {
    /// What it means.
    pub fn word(&self) -> Word {
        word(self.source, &self.code, &self.detail)
    }
}

/// A bought line, as far as its travel is concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number, unique in the order.
    pub line: u32,
    /// The part it belongs to.
    pub part: u32,
    /// How many pieces were bought.
    pub pieces: u32,
    /// When it should arrive by what was said when it was bought.
    #[serde(default)]
    pub expected: Expected,
}

/// A parcel that our records name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownParcel {
    /// The part it belongs to.
    pub part: u32,
    /// The carrier's name; may be empty.
    #[serde(default)]
    pub carrier: String,
    /// The tracking number.
    pub number: String,
    /// When we were told of it; the order's moment where that is not known.
    #[serde(default)]
    pub told: Option<Timestamp>,
    /// What is in it, as lines with pieces; everything of the part where that is not known.
    #[serde(default)]
    pub contents: Vec<(u32, u32)>,
}

/// What is known of an order beside what was told on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// When it was placed.
    pub placed: Timestamp,
    /// How clocks go where it is delivered.
    #[serde(default)]
    pub zone: Zone,
    /// On which days parcels are brought there.
    pub calendar: Calendar,
    /// What was bought.
    pub lines: Vec<Line>,
    /// The parcels on record.
    #[serde(default)]
    pub parcels: Vec<KnownParcel>,
}

/// What shoppers read of how their order travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// How far the whole order has come.
    pub stage: Stage,
    /// What happened, the oldest first; each thing once, whoever told it.
    pub entries: Vec<Entry>,
    /// Its parcels, by number.
    pub parcels: Vec<ParcelView>,
    /// Its lines, in the order of the facts.
    pub items: Vec<ItemView>,
    /// What went wrong, the oldest first; some of it is over.
    pub exceptions: Vec<Exception>,
}

impl Timeline {
    /// The timeline of what was told, whatever the order in which it was heard and however often.
    pub fn of(facts: &Facts, events: &[Event]) -> Self {
        let heard = entries::distinct(facts, events);
        let parcels = parcels::parcels(facts, &heard);
        let items = items::items(facts, &heard, &parcels);
        let (entries, exceptions) = entries::entries(&heard, &parcels);
        let items = estimates::estimated(facts, &heard, &parcels, &exceptions, items);
        Self { stage: items::whole(&items), entries, parcels, items, exceptions }
    }

    /// What is wrong and not over yet.
    pub fn open(&self) -> impl Iterator<Item = &Exception> {
        self.exceptions.iter().filter(|exception| !exception.over)
    }
}
