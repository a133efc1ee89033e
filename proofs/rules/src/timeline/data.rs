//! Reads the sequences, and says where a timeline is not the expected one.

use std::{collections::BTreeSet, fs, path::Path};

use domain::{
    calendar::{Calendar, Daylight, Zone},
    time::{Date, Timestamp},
    timeline::{Event, Expected as Estimated, Facts, KnownParcel, Line, Source, Timeline, Told, Window, told},
};
use serde::Deserialize;

use crate::finding::Problem;

/// What is told of one order, and what a person reads from it.
pub struct Sequence {
    pub name: String,
    pub facts: Facts,
    pub events: Vec<Event>,
    pub expected: Expected,
}

/// What a person reads from a sequence.
#[derive(Deserialize)]
pub struct Expected {
    /// What stands in the list, in its order.
    words: Vec<String>,
    /// How far the order has come.
    stage: String,
    /// How far every line has come.
    items: Vec<String>,
    /// What is wrong, and whether it is `open` or `over`.
    exceptions: Vec<(String, String)>,
    /// From when to when each line should be here and what that is made from, where it is looked at.
    #[serde(default)]
    estimates: Option<Vec<Option<(String, String, String)>>>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    order: Order,
    events: Vec<Heard>,
    expected: Expected,
}

#[derive(Deserialize)]
struct Order {
    placed: String,
    lines: Vec<LineRow>,
    parcels: Vec<KnownParcel>,
}

#[derive(Deserialize)]
struct LineRow {
    line: u32,
    part: u32,
    pieces: u32,
    #[serde(default)]
    expected: ExpectedRow,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ExpectedRow {
    promised: Option<WindowRow>,
    days: Option<(u16, u16)>,
    cut_off: Option<u16>,
    lateness: domain::timeline::Lateness,
}

#[derive(Deserialize)]
struct WindowRow {
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct Heard {
    source: Source,
    #[serde(default)]
    part: Option<u32>,
    #[serde(default)]
    id: String,
    code: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    text: String,
    at: String,
    heard: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    lines: Vec<(u32, u32)>,
    #[serde(default)]
    became: Vec<String>,
    #[serde(default)]
    estimate: Option<(String, String)>,
    #[serde(default)]
    back: bool,
}

/// Reads a file of sequences, one a line.
pub fn read(file: &Path) -> Result<Vec<Sequence>, Problem> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let row = |(number, line): (usize, &str)| {
        sequence(line).map_err(|problem| Problem::from(format!("line {}: {problem}", number + 1)))
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(row).collect()
}

fn sequence(line: &str) -> Result<Sequence, Problem> {
    let row: Row = serde_json::from_str(line)?;
    let lines = row.order.lines.into_iter().map(bought).collect::<Result<_, Problem>>()?;
    let holiday = Date { year: 2026, month: 11, day: 11 };
    let facts = Facts {
        placed: moment(&row.order.placed)?,
        zone: Zone { minutes: 60, daylight: Daylight::European },
        calendar: Calendar { weekend: BTreeSet::from([6]), holidays: BTreeSet::from([holiday]) },
        lines,
        parcels: row.order.parcels,
    };
    let events = row.events.into_iter().map(event).collect::<Result<_, Problem>>()?;
    Ok(Sequence { name: row.name, facts, events, expected: row.expected })
}

fn bought(row: LineRow) -> Result<Line, Problem> {
    let window = row.expected.promised.map(|promised| window(&promised.from, &promised.to)).transpose()?;
    let ExpectedRow { days, cut_off, lateness, .. } = row.expected;
    let expected = Estimated { promised: window, days, cut_off, lateness };
    Ok(Line { line: row.line, part: row.part, pieces: row.pieces, expected })
}

fn event(row: Heard) -> Result<Event, Problem> {
    let estimate = row.estimate.map(|(from, to)| window(&from, &to)).transpose()?;
    Ok(Event {
        source: row.source,
        part: row.part,
        id: row.id,
        code: row.code,
        detail: row.detail,
        text: row.text,
        at: told(&row.at),
        heard: moment(&row.heard)?,
        number: row.number,
        lines: row.lines,
        became: row.became,
        estimate,
        back: row.back,
    })
}

fn moment(text: &str) -> Result<Timestamp, Problem> {
    match told(text) {
        Told::Moment(at) => Ok(at),
        _ => Err(format!("{text} is no moment").into()),
    }
}

fn window(from: &str, to: &str) -> Result<Window, Problem> {
    match (told(from), told(to)) {
        (Told::Day(from), Told::Day(to)) => Ok(Window { from, to }),
        _ => Err(format!("{from} to {to} are no days").into()),
    }
}

impl Expected {
    /// The first thing that is otherwise than expected.
    pub fn differs(&self, timeline: &Timeline) -> Option<String> {
        let words: Vec<&str> = timeline.entries.iter().map(|entry| entry.word.word()).collect();
        let items: Vec<&str> = timeline.items.iter().map(|item| item.stage.word()).collect();
        let over = |over: bool| if over { "over" } else { "open" };
        let exceptions: Vec<(String, String)> = timeline
            .exceptions
            .iter()
            .map(|exception| (exception.trouble.word().to_owned(), over(exception.over).to_owned()))
            .collect();
        let tell =
            |what: &str, expected: String, found: String| Some(format!("{what}: {expected} expected, {found} found"));
        if words != self.words {
            return tell("entries", format!("{:?}", self.words), format!("{words:?}"));
        }
        if timeline.stage.word() != self.stage {
            return tell("stage", self.stage.clone(), timeline.stage.word().to_owned());
        }
        if items != self.items {
            return tell("items", format!("{:?}", self.items), format!("{items:?}"));
        }
        if exceptions != self.exceptions {
            return tell("exceptions", format!("{:?}", self.exceptions), format!("{exceptions:?}"));
        }
        let estimates: Vec<_> = timeline
            .items
            .iter()
            .map(|item| {
                let word = |estimate: domain::timeline::Estimate| format!("{:?}", estimate.basis).to_lowercase();
                item.estimate.map(|one| (one.window.from.to_string(), one.window.to.to_string(), word(one)))
            })
            .collect();
        let expected = self.estimates.as_ref().filter(|expected| **expected != estimates)?;
        tell("estimates", format!("{expected:?}"), format!("{estimates:?}"))
    }
}
