//! The parcels of an order: known by their numbers, split up, put together, and how far each has come.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Facts, Stage, entries::Heard};

/// The shortest number that carriers give; shorter ones are words of a marketplace and mean something in one part only.
const SHORTEST: usize = 6;

/// What tells a parcel from all others of an order: its number in capitals, without blanks and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParcelKey(String);

impl ParcelKey {
    /// The key of a number, as it was told of a part; nothing where there is no number.
    pub fn of(number: &str, part: Option<u32>) -> Option<Self> {
        let letters = number.chars().filter(|letter| letter.is_alphanumeric());
        let number: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
        match number.chars().count() {
            0 => None,
            length if length < SHORTEST => Some(Self(format!("{}:{number}", part.unwrap_or_default()))),
            _ => Some(Self(number)),
        }
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A parcel as its shopper sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelView {
    /// What tells it from others.
    pub key: ParcelKey,
    /// The carrier's name; may be empty.
    pub carrier: String,
    /// The parts whose goods are in it.
    pub parts: BTreeSet<u32>,
    /// How far it has come, or all it was split up into.
    pub stage: Stage,
    /// What is in it by what was told, as lines with pieces; empty where nobody told.
    pub contents: BTreeMap<u32, u32>,
    /// Under which numbers it goes on, one set for each time that was told.
    pub became: BTreeSet<Vec<ParcelKey>>,
    /// Whether it goes back to the seller.
    pub back: bool,
    /// Whether our records name it.
    pub on_record: bool,
    /// Whether another parcel was split up into it or put into it.
    pub made_of_others: bool,
}

impl ParcelView {
    fn new(key: ParcelKey) -> Self {
        Self {
            key,
            carrier: String::new(),
            parts: BTreeSet::new(),
            stage: Stage::Announced,
            contents: BTreeMap::new(),
            became: BTreeSet::new(),
            back: false,
            on_record: false,
            made_of_others: false,
        }
    }

    fn holds(&mut self, lines: &[(u32, u32)]) {
        for (line, pieces) in lines {
            let known = self.contents.entry(*line).or_default();
            *known = (*known).max(*pieces);
        }
    }
}

type Parcels = BTreeMap<ParcelKey, ParcelView>;

/// The parcels on record and those that events name, by key.
pub(super) fn parcels(facts: &Facts, heard: &[Heard]) -> Vec<ParcelView> {
    let mut parcels = Parcels::new();
    for known in &facts.parcels {
        let Some(key) = ParcelKey::of(&known.number, Some(known.part)) else { continue };
        let parcel = parcels.entry(key.clone()).or_insert_with(|| ParcelView::new(key));
        parcel.on_record = true;
        parcel.parts.insert(known.part);
        if parcel.carrier.is_empty() {
            parcel.carrier.clone_from(&known.carrier);
        }
        parcel.holds(&known.contents);
    }
    for told in heard {
        let Some(key) = &told.parcel else { continue };
        let parcel = parcels.entry(key.clone()).or_insert_with(|| ParcelView::new(key.clone()));
        parcel.parts.extend(told.event.part);
        parcel.back |= told.event.back;
        parcel.stage = parcel.stage.max(told.word.stage().unwrap_or(Stage::Announced));
        parcel.holds(&told.event.lines);
        let became: BTreeSet<ParcelKey> =
            told.event.became.iter().filter_map(|number| ParcelKey::of(number, told.event.part)).collect();
        let became: Vec<ParcelKey> = became.into_iter().filter(|other| other != key).collect();
        for other in &became {
            let parts = told.event.part;
            let next = parcels.entry(other.clone()).or_insert_with(|| ParcelView::new(other.clone()));
            next.made_of_others = true;
            next.parts.extend(parts);
        }
        if let Some(parcel) = parcels.get_mut(key).filter(|_| !became.is_empty()) {
            parcel.became.insert(became);
        }
    }
    while carry_on(&mut parcels) {}
    parcels.into_values().collect()
}

/// Takes every parcel as far as all that it became have come; says whether one went further. Stages only rise, so this ends.
fn carry_on(parcels: &mut Parcels) -> bool {
    let stages: BTreeMap<ParcelKey, Stage> = parcels.iter().map(|(key, parcel)| (key.clone(), parcel.stage)).collect();
    let mut further = false;
    for parcel in parcels.values_mut() {
        let all_of = |others: &Vec<ParcelKey>| others.iter().filter_map(|other| stages.get(other)).min().copied();
        if let Some(stage) = parcel.became.iter().filter_map(all_of).max().filter(|stage| *stage > parcel.stage) {
            parcel.stage = stage;
            further = true;
        }
    }
    further
}
