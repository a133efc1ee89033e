//! `timeline`: what marketplaces and carriers tell, in every order and doubled, against what a person reads from it.
//!
//! Every sequence of the data is worked out as it stands and compared with what is expected; then it is shuffled and
//! doubled, and heard piece by piece. The end must be the same each time, and nothing may go back on the way.

mod data;

use std::{collections::BTreeSet, path::Path};

use domain::timeline::{Event, KNOWN, Stage, Timeline};
use serde_json::json;

use self::data::Sequence;
use crate::{
    dice::Dice,
    finding::{Finding, Problem, Size},
};

/// Where the sequences lie that belong to the proof.
const DATA: &str = "proofs/rules/data/sequences.jsonl";

/// How many sequences of how many sources are promised.
const SEQUENCES: usize = 300;
const SOURCES: usize = 8;

/// Runs the proof.
///
/// # Errors
/// When the data cannot be read.
pub fn prove(size: &Size) -> Result<Finding, Problem> {
    let file = size.data.as_deref().unwrap_or(Path::new(DATA));
    let sequences = data::read(file)?;
    let times = size.count(100, 1_000);
    let (mut otherwise, mut different, mut back, mut heard) = (Vec::new(), 0_u64, 0_u64, 0_u64);
    for (number, sequence) in sequences.iter().enumerate() {
        let plain = Timeline::of(&sequence.facts, &sequence.events);
        if let Some(problem) = sequence.expected.differs(&plain) {
            otherwise.push(format!("{}: {problem}", sequence.name));
        }
        for time in 0..times {
            let mut dice = Dice::new(size.seed, (number as u64) << 32 | (size.at + time));
            let events = shuffled(&sequence.events, &mut dice);
            heard += events.len() as u64;
            let told = piece_by_piece(sequence, &events);
            different += u64::from(told.end != plain);
            if let Some(problem) = told.went_back {
                back += 1;
                eprintln!("{} ({time}): {problem}", sequence.name);
            }
        }
    }
    otherwise.iter().for_each(|problem| eprintln!("{problem}"));
    let sources: BTreeSet<_> = sequences.iter().flat_map(|one| &one.events).map(|event| event.source).collect();
    let untold = untold(&sequences);
    untold.iter().for_each(|code| eprintln!("no sequence tells {code}"));
    let enough = sequences.len() >= SEQUENCES && sources.len() >= SOURCES || size.data.is_some();
    let figure = json!({
        "sequences": sequences.len(),
        "sources": sources.len(),
        "codes_without_a_sequence": untold.len(),
        "orders_each": times,
        "events_heard": heard,
        "otherwise_than_expected": otherwise.len(),
        "different_in_another_order": different,
        "gone_back": back,
    });
    let all_codes = untold.is_empty() || size.data.is_some();
    Ok(Finding { figure, ok: enough && all_codes && otherwise.is_empty() && different == 0 && back == 0 })
}

/// Every event once or more, in any order; a copy is heard later than the first.
fn shuffled(events: &[Event], dice: &mut Dice) -> Vec<Event> {
    let copies = |event: &Event, dice: &mut Dice| {
        let later = (0..1 + dice.below(2)).map(|_| dice.between(0, 9_000_000)).collect::<Vec<_>>();
        let copy = |later: i64| Event { heard: event.heard.plus(later), ..event.clone() };
        std::iter::once(event.clone()).chain(later.into_iter().map(copy)).collect::<Vec<_>>()
    };
    let mut all: Vec<Event> = events.iter().flat_map(|event| copies(event, dice)).collect();
    for last in (1..all.len()).rev() {
        all.swap(last, dice.place(last + 1));
    }
    all
}

/// What hearing one event after the other came to.
struct Told {
    end: Timeline,
    went_back: Option<String>,
}

fn piece_by_piece(sequence: &Sequence, events: &[Event]) -> Told {
    let mut told = Told { end: Timeline::of(&sequence.facts, &[]), went_back: None };
    for count in 1..=events.len() {
        let next = Timeline::of(&sequence.facts, &events[..count]);
        told.went_back = told.went_back.or_else(|| went_back(&told.end, &next));
        told.end = next;
    }
    told
}

/// What stands at an earlier stage than before, of the whole, of a line, of a parcel, or within the list of entries.
fn went_back(before: &Timeline, now: &Timeline) -> Option<String> {
    let back = |what: String, before: Stage, now: Stage| {
        (now < before).then(|| format!("{what} went from {} back to {}", before.word(), now.word()))
    };
    let items = before.items.iter().zip(&now.items);
    let mut items = items.filter_map(|(one, other)| back(format!("line {}", one.line), one.stage, other.stage));
    let of_key = |key| now.parcels.iter().find(move |parcel| parcel.key == key);
    let mut parcels = before.parcels.iter().filter_map(|parcel| match of_key(parcel.key.clone()) {
        Some(later) => back(format!("parcel {}", parcel.key.as_str()), parcel.stage, later.stage),
        None => Some(format!("parcel {} is gone", parcel.key.as_str())),
    });
    let whole = back("the order".to_owned(), before.stage, now.stage);
    whole.or_else(|| items.next()).or_else(|| parcels.next()).or_else(|| list_goes_back(now))
}

/// An entry at an earlier stage than one before it of the same parcel.
fn list_goes_back(timeline: &Timeline) -> Option<String> {
    let pairs = timeline
        .entries
        .iter()
        .enumerate()
        .flat_map(|(place, entry)| timeline.entries[..place].iter().map(move |earlier| (earlier, entry)));
    let mut of_one = pairs.filter(|(earlier, later)| earlier.parcel.is_some() && earlier.parcel == later.parcel);
    let wrong = of_one.find(|(earlier, later)| earlier.at > later.at || earlier.stage > later.stage);
    wrong.map(|(earlier, _)| format!("the entry {} stands too early", earlier.word.word()))
}

/// The codes of the tables that no sequence tells.
fn untold(sequences: &[Sequence]) -> Vec<String> {
    let told: BTreeSet<_> = sequences
        .iter()
        .flat_map(|one| &one.events)
        .flat_map(|event| [(event.source, event.code.to_lowercase()), (event.source, event.detail.to_lowercase())])
        .collect();
    let known = KNOWN.iter().flat_map(|(source, codes)| codes.iter().map(move |(code, _)| (*source, *code)));
    let missing = known.filter(|(source, code)| !told.contains(&(*source, code.to_lowercase())));
    missing.map(|(source, code)| format!("{source:?} {code}")).collect()
}
