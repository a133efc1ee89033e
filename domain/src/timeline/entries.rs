//! What was told, each thing once, in the order in which it happened, and what of it went wrong.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{EARLY, Event, Exception, Facts, LONGEST, ParcelKey, ParcelView, SKEW, Source, Stage, Told, Trouble, Word};
use crate::time::Timestamp;

/// An event that counts, with what we make of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Heard {
    /// When it happened, as well as we know.
    pub at: Timestamp,
    /// Whether the source said when.
    pub dated: bool,
    /// What it means.
    pub word: Word,
    /// The parcel it is about.
    pub parcel: Option<ParcelKey>,
    /// What was told.
    pub event: Event,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What happened.
    pub word: Word,
    /// When, as well as we know.
    pub at: Timestamp,
    /// Whether a source said when; otherwise it is when we heard of it.
    pub dated: bool,
    /// How far its parcel had come with it; never less than the entry before.
    pub stage: Stage,
    /// The parcel, where it is about one.
    pub parcel: Option<ParcelKey>,
    /// The part, where it was told of one.
    pub part: Option<u32>,
    /// The lines it is about, with pieces; all of them where there is none.
    pub lines: Vec<(u32, u32)>,
    /// Whether it is about goods that go back to the seller.
    pub back: bool,
    /// Who told it.
    pub sources: BTreeSet<Source>,
    /// In whose words; may be empty.
    pub text: String,
}

/// What is the same when it is told again: the source's own name for it where it has one, otherwise all it says.
type Identity = (Source, String, String, String, Option<ParcelKey>, Option<(Option<u32>, Told, String)>);

/// Every event once, without those of other people's parcels of the same number.
pub(super) fn distinct(facts: &Facts, events: &[Event]) -> Vec<Heard> {
    let mut told: BTreeMap<Identity, Vec<&Event>> = BTreeMap::new();
    for event in events {
        let parcel = ParcelKey::of(&event.number, event.part);
        let all = event.id.is_empty().then(|| (event.part, event.at, event.text.clone()));
        let (code, detail) = (event.code.clone(), event.detail.clone());
        told.entry((event.source, event.id.clone(), code, detail, parcel, all)).or_default().push(event);
    }
    let mut heard: Vec<Heard> = told.into_values().filter_map(|copies| read(facts, copies)).collect();
    arrived_back(&mut heard);
    in_line(&mut heard);
    heard.sort();
    heard
}

/// Puts together what was told more than once: the earliest times, all lines, and the newest estimate.
fn read(facts: &Facts, mut copies: Vec<&Event>) -> Option<Heard> {
    copies.sort();
    let mut event = (*copies.first()?).clone();
    event.heard = copies.iter().map(|copy| copy.heard).min()?;
    let mut lines: BTreeMap<u32, u32> = BTreeMap::new();
    for (line, pieces) in copies.iter().flat_map(|copy| &copy.lines) {
        let known = lines.entry(*line).or_default();
        *known = (*known).max(*pieces);
    }
    event.lines = lines.into_iter().collect();
    let newest = copies.iter().filter(|copy| copy.estimate.is_some()).max_by_key(|copy| (copy.heard, copy.estimate));
    event.estimate = newest.and_then(|copy| copy.estimate);
    let parcel = ParcelKey::of(&event.number, event.part);
    let told = event.at.moment(facts.zone);
    if parcel.is_some() && told.is_some_and(|at| !is_ours(facts, &parcel, at)) {
        return None;
    }
    event.part = event.part.or_else(|| recorded_part(facts, &parcel));
    // Nothing happens after it is heard of, whatever a clock elsewhere shows.
    let at = told.map_or(event.heard, |at| at.min(event.heard));
    Some(Heard { at, dated: told.is_some(), word: event.word(), parcel, event })
}

/// The part that a parcel belongs to by our records, where it is one.
fn recorded_part(facts: &Facts, parcel: &Option<ParcelKey>) -> Option<u32> {
    let same = facts.parcels.iter().filter(|known| ParcelKey::of(&known.number, Some(known.part)) == *parcel);
    let parts: BTreeSet<u32> = same.map(|known| known.part).collect();
    parts.first().copied().filter(|_| parcel.is_some() && parts.len() == 1)
}

/// Whether something of a parcel's number can be of ours: not long before the order nor long after the number was told.
fn is_ours(facts: &Facts, parcel: &Option<ParcelKey>, at: Timestamp) -> bool {
    let same = facts.parcels.iter().filter(|known| ParcelKey::of(&known.number, Some(known.part)) == *parcel);
    let told = same.filter_map(|known| known.told).max().unwrap_or(facts.placed);
    at >= facts.placed.plus(-EARLY) && at <= told.plus(LONGEST)
}

/// What is delivered after it turned round is delivered to its sender.
fn arrived_back(heard: &mut [Heard]) {
    let turned: Vec<(Option<ParcelKey>, Source, Timestamp)> = heard
        .iter()
        .filter(|told| told.word == Word::Returning && told.dated && told.parcel.is_some())
        .map(|told| (told.parcel.clone(), told.event.source, told.at))
        .collect();
    for told in heard.iter_mut().filter(|told| told.word == Word::Delivered && told.dated) {
        let apart = |source: Source| if source == told.event.source { 0 } else { SKEW };
        let is_later = |(parcel, source, at): &(Option<ParcelKey>, Source, Timestamp)| {
            *parcel == told.parcel && told.at > at.plus(apart(*source))
        };
        if turned.iter().any(is_later) {
            told.word = Word::Returned;
        }
    }
}

/// Puts what has no time, or the time of a clock that is a little off, before what can only have come after it.
fn in_line(heard: &mut [Heard]) {
    let known: Vec<Heard> = heard.iter().filter(|told| told.dated).cloned().collect();
    for told in heard.iter_mut() {
        let Some(stage) = told.word.stage().filter(|_| told.word.happens_once()) else { continue };
        let same = |other: &&Heard| match &told.parcel {
            Some(_) => other.parcel == told.parcel,
            None => other.event.part == told.event.part,
        };
        let further = known.iter().filter(same).filter(|other| other.word.stage().is_some_and(|other| other > stage));
        let before = |other: &&Heard| {
            let apart = told.at.0 - other.at.0;
            apart >= 0 && (!told.dated || other.event.source != told.event.source && apart <= SKEW)
        };
        if let Some(first) = further.filter(before).map(|other| other.at).min() {
            told.at = first.plus(-1);
        }
    }
}

/// What an entry is about: a parcel, some lines of a part, or all of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Scope {
    Parcel(ParcelKey),
    Part(Option<u32>, Vec<(u32, u32)>),
}

impl Scope {
    /// What the marketplace has or packs is no parcel yet; later its word about a part with one parcel is about that parcel.
    fn of(told: &Heard, parcels: &[ParcelView]) -> Self {
        if matches!(told.word, Word::Placed | Word::Processing) {
            return Self::Part(told.event.part, told.event.lines.clone());
        }
        let part = told.event.part;
        let mut of_part =
            parcels.iter().filter(|parcel| !parcel.back && part.is_some_and(|p| parcel.parts.contains(&p)));
        match (&told.parcel, of_part.next(), of_part.next()) {
            (Some(key), ..) => Self::Parcel(key.clone()),
            (None, Some(only), None) if !told.event.back => Self::Parcel(only.key.clone()),
            _ => Self::Part(told.event.part, told.event.lines.clone()),
        }
    }
}

/// Some events that tell the same.
struct Cluster<'a> {
    scope: Scope,
    told: Vec<&'a Heard>,
}

/// The lines of the timeline, and what went wrong.
pub(super) fn entries(heard: &[Heard], parcels: &[ParcelView]) -> (Vec<Entry>, Vec<Exception>) {
    let mut clusters: Vec<Cluster> = Vec::new();
    for told in heard {
        let scope = Scope::of(told, parcels);
        match clusters.iter_mut().find(|cluster| cluster.scope == scope && is_same(&cluster.told, told)) {
            Some(cluster) => cluster.told.push(told),
            None => clusters.push(Cluster { scope, told: vec![told] }),
        }
    }
    let mut lines: Vec<(Scope, Entry)> = clusters.into_iter().filter_map(entry).collect();
    lines.sort_by(|(scope, one), (other_scope, other)| {
        let key = |entry: &Entry| (entry.at, entry.word, entry.text.clone());
        key(one).cmp(&key(other)).then_with(|| scope.cmp(other_scope))
    });
    let mut reached: BTreeMap<Scope, Stage> = BTreeMap::new();
    for (scope, entry) in &mut lines {
        let stage = reached.entry(scope.clone()).or_insert(Stage::Placed);
        *stage = entry.word.stage().map_or(*stage, |told| told.max(*stage));
        entry.stage = *stage;
    }
    let entries: Vec<Entry> = lines.into_iter().map(|(_, entry)| entry).collect();
    let exceptions = exceptions(&entries);
    (entries, exceptions)
}

/// Whether an event tells what some others tell, of the same thing.
fn is_same(others: &[&Heard], told: &Heard) -> bool {
    let Some(first) = others.first().filter(|first| first.word == told.word && first.event.back == told.event.back)
    else {
        return false;
    };
    if told.word.happens_once() {
        return true;
    }
    let same_words = told.word != Word::Information || first.event.text == told.event.text;
    let is_another_source = others.iter().all(|other| other.event.source != told.event.source);
    same_words && is_another_source && told.at.0 - first.at.0 <= SKEW
}

/// One line for what was told by some: carriers know it better than marketplaces, and a time better than none.
fn entry(cluster: Cluster) -> Option<(Scope, Entry)> {
    let rank = |told: &&&Heard| (!told.dated, told.event.source.is_marketplace(), told.at);
    let lead = *cluster.told.iter().min_by_key(rank)?;
    let texts = std::iter::once(&lead).chain(&cluster.told).map(|told| &told.event.text);
    let parcel = match &cluster.scope {
        Scope::Parcel(key) => Some(key.clone()),
        Scope::Part(..) => lead.parcel.clone(),
    };
    let entry = Entry {
        word: lead.word,
        at: lead.at,
        dated: lead.dated,
        stage: Stage::Placed,
        parcel,
        part: cluster.told.iter().find_map(|told| told.event.part),
        lines: cluster
            .told
            .iter()
            .map(|told| &told.event.lines)
            .find(|lines| !lines.is_empty())
            .cloned()
            .unwrap_or_default(),
        back: lead.event.back,
        sources: cluster.told.iter().map(|told| told.event.source).collect(),
        text: texts.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default(),
    };
    Some((cluster.scope, entry))
}

/// What went wrong, from the entries in their order. The same trouble told again while it lasts is the same.
fn exceptions(entries: &[Entry]) -> Vec<Exception> {
    let mut found: Vec<(Option<u32>, Exception)> = Vec::new();
    for entry in entries.iter().filter(|entry| !entry.back) {
        let concerns = |part: &Option<u32>, exception: &Exception| match (&exception.parcel, &entry.parcel) {
            (Some(one), Some(other)) => one == other,
            _ => part.is_none() || entry.part.is_none() || *part == entry.part,
        };
        for (part, exception) in found.iter_mut().filter(|(_, exception)| !exception.over) {
            exception.over = concerns(part, exception) && exception.trouble.is_over_with(entry.word);
        }
        let Some(trouble) = entry.word.trouble() else { continue };
        let lasts = |(part, known): &(Option<u32>, Exception)| {
            known.trouble == trouble && !known.over && known.parcel == entry.parcel && *part == entry.part
        };
        if found.iter().any(lasts) {
            continue;
        }
        // What is told of goods that have arrived already was told late.
        let stays = matches!(trouble, Trouble::Damaged | Trouble::ReturnedToSender);
        let over = !stays && matches!(entry.stage, Stage::Delivered | Stage::Returned);
        let (parcel, since, text) = (entry.parcel.clone(), entry.at, entry.text.clone());
        found.push((entry.part, Exception { trouble, parcel, since, text, over }));
    }
    found.into_iter().map(|(_, exception)| exception).collect()
}
