//! `advice`: histories of prices, some with sales that are none. How many of those are found, how many honest sales are
//! accused, and whether anything is advised where too little is known.
//!
//! A row of `series-*.csv` is one history, judged on its last day. What was advised on the days before is compared with what
//! the price did next, and only printed: nobody can know it.

use std::collections::BTreeMap;

use domain::{
    money::{Currency, Money},
    price_history::{Claim, History, LEAST_POINTS, LOOKS_BACK, Point, Seen, Verdict, advise, claim},
    time::Timestamp,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Finding, Problem, Size, data};

/// The repository's own histories: written by a program of their own, and by hand.
const OWN: [&str; 2] = ["series-drawn.csv", "series-hand.csv"];

/// The day on which every history begins; any would do.
const FIRST: i64 = 20_000;

/// How many days a price has to do what was said of it.
const SOON: i64 = 30;

#[derive(Deserialize)]
struct Row {
    id: String,
    kind: String,
    fake: String,
    end: i64,
    changes: String,
}

/// A price from a day on; nothing where the thing was not seen.
struct Change {
    day: i64,
    price: Option<(Money, Option<Money>)>,
}

/// What came of one kind of history.
#[derive(Default)]
struct Tally {
    of: u32,
    flagged: u32,
}

/// Runs the proof.
///
/// # Errors
/// When a file cannot be read, or a history in it is not one.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let files: Vec<_> = match &size.data {
        Some(file) => vec![file.clone()],
        None => OWN.iter().map(|own| data::file(&size, own)).collect(),
    };
    let mut rows: Vec<Row> = Vec::new();
    for file in &files {
        rows.extend(data::rows::<Row>(file)?);
    }
    let mut kinds: BTreeMap<(bool, String), Tally> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut advised = Advised::default();
    for row in &rows {
        let fake = match row.fake.as_str() {
            "yes" => true,
            "no" => false,
            other => return Err(format!("{}: {other:?} is neither yes nor no", row.id).into()),
        };
        let changes = read(row)?;
        let history = history(&changes, row.end);
        let now = moment(row.end);
        let flagged = matches!(claim(&history, now), Claim::Doubtful { .. });
        let tally = kinds.entry((fake, row.kind.clone())).or_default();
        tally.of += 1;
        tally.flagged += u32::from(flagged);
        if flagged != fake {
            missed.push(row.id.clone());
        }
        advised.go_through(&changes, row.end);
    }
    let sum = |fake: bool, number: fn(&Tally) -> u32| -> u32 {
        kinds.iter().filter(|((known, _), _)| *known == fake).map(|(_, tally)| number(tally)).sum()
    };
    let (fakes, found) = (sum(true, |tally| tally.of), sum(true, |tally| tally.flagged));
    let (honest, alarms) = (sum(false, |tally| tally.of), sum(false, |tally| tally.flagged));
    let share = f64::from(found) / f64::from(fakes.max(1));
    let by_kind: BTreeMap<String, Value> =
        kinds.iter().map(|((fake, kind), tally)| (name(*fake, kind), json!([tally.flagged, tally.of]))).collect();
    eprintln!("told wrongly: {}", missed.join(" "));
    let figure = json!({
        "series": rows.len(),
        "false_sales": fakes,
        "found": found,
        "share_found": (share * 10_000.0).round() / 10_000.0,
        "honest": honest,
        "false_alarms": alarms,
        "flagged_by_kind": by_kind,
        "advised_on_too_little": advised.too_early,
        "days_with_too_little": advised.early_days,
        "least_points": LEAST_POINTS,
        "said_low": advised.low,
        "of_these_cheaper_within_30_days": advised.low_then_cheaper,
        "said_high": advised.high,
        "of_these_fell_within_30_days": advised.high_then_fell,
    });
    let ok = fakes > 0 && share >= 0.95 && advised.too_early == 0 && advised.early_days > 0;
    Ok(Finding { figure, ok })
}

fn name(fake: bool, kind: &str) -> String {
    format!("{} {kind}", if fake { "false:" } else { "honest:" })
}

/// What was advised on every day of every history.
#[derive(Default)]
struct Advised {
    /// Days with fewer than the stated number of points, and on how many of them something was advised all the same.
    early_days: u32,
    too_early: u32,
    low: u32,
    low_then_cheaper: u32,
    high: u32,
    high_then_fell: u32,
}

impl Advised {
    fn go_through(&mut self, changes: &[Change], end: i64) {
        let whole = history(changes, end);
        for day in 0..=end {
            let known = history(changes, day);
            let now = moment(day);
            let points = known.points(now.plus(-LOOKS_BACK * Timestamp::DAY), now);
            let Some(price) = known.latest().map(|latest| latest.price.minor) else { continue };
            let today = FIRST + day;
            let advice = advise(&points, today, price);
            let counted = points.iter().filter(|point| (today - LOOKS_BACK..=today).contains(&point.day)).count();
            if counted < LEAST_POINTS {
                self.early_days += 1;
                self.too_early += u32::from(advice.is_some());
            }
            // Only what has 30 days after it can be compared with them.
            let Some(advice) = advice.filter(|_| day + SOON <= end) else { continue };
            let next: Vec<Point> = whole.points(now, moment(day + SOON));
            match advice.verdict {
                Verdict::Low => {
                    self.low += 1;
                    self.low_then_cheaper += u32::from(next.iter().any(|later| later.lowest * 100 < price * 98));
                }
                Verdict::High => {
                    self.high += 1;
                    self.high_then_fell += u32::from(next.iter().any(|later| later.lowest * 100 <= price * 95));
                }
                Verdict::Usual => {}
            }
        }
    }
}

/// The evening of a day.
fn moment(day: i64) -> Timestamp {
    Timestamp((FIRST + day) * Timestamp::DAY + Timestamp::DAY - 1)
}

/// What a shop that looks every day has seen up to a day.
fn history(changes: &[Change], until: i64) -> History {
    let mut seen = Vec::new();
    for (place, change) in changes.iter().enumerate().take_while(|(_, change)| change.day <= until) {
        let Some((price, list_price)) = change.price else { continue };
        let last = changes.get(place + 1).map_or(until, |next| (next.day - 1).min(until));
        let from = Timestamp((FIRST + change.day) * Timestamp::DAY);
        seen.push(Seen { from, until: moment(last), price, list_price });
    }
    History::new(seen)
}

/// Reads `0:100.00;45:80.00/100.00;60:-`: prices from a day on, with the old price that is named, or not seen.
fn read(row: &Row) -> Result<Vec<Change>, Problem> {
    let wrong = |piece: &str| format!("{}: {piece:?} is no change of a price", row.id);
    let mut changes: Vec<Change> = Vec::new();
    for piece in row.changes.split(';') {
        let (day, price) = piece.split_once(':').ok_or_else(|| wrong(piece))?;
        let day: i64 = day.parse().map_err(|_| wrong(piece))?;
        if changes.last().is_some_and(|last| last.day >= day) || day > row.end {
            return Err(wrong(piece).into());
        }
        let money = |text: &str| Money::from_decimal(text, Currency::Eur).map_err(|_| wrong(piece));
        let price = match price.split_once('/') {
            _ if price == "-" => None,
            Some((price, list)) => Some((money(price)?, Some(money(list)?))),
            None => Some((money(price)?, None)),
        };
        changes.push(Change { day, price });
    }
    Ok(changes)
}
