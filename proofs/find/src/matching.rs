//! Labelled pairs against what the matcher says of them: precision and recall at the shown threshold, for all, for the even
//! half that nothing was tuned on, and for each kind.

#[cfg(test)]
mod fitting;

use std::collections::BTreeMap;

use domain::{
    matching::{Listing, Reading, SHOWN, Verdict},
    money::{Currency, Money},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Finding, Problem, Size, data};

/// What is wanted of the pairs that are shown as one thing, and of those that are one.
const PRECISION: f64 = 0.98;
const RECALL: f64 = 0.85;

/// What one of a currency is worth in euros, about: prices only count as near or far.
const IN_EUROS: [(&str, f64); 8] = [
    ("EUR", 1.0),
    ("USD", 0.92),
    ("GBP", 1.17),
    ("CHF", 1.05),
    ("JPY", 0.0061),
    ("TND", 0.296),
    ("AED", 0.25),
    ("MAD", 0.092),
];

/// A pair as people judged it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    left_title: String,
    left_brand: String,
    left_gtin: String,
    left_attributes: String,
    left_price: String,
    right_title: String,
    right_brand: String,
    right_gtin: String,
    right_attributes: String,
    right_price: String,
    same: String,
    kind: String,
}

impl Row {
    pub(crate) fn is_same(&self) -> bool {
        self.same == "yes"
    }

    /// Whether its number is odd: constants are found on these alone.
    pub(crate) fn is_odd(&self) -> bool {
        self.id.chars().last().and_then(|digit| digit.to_digit(10)).is_some_and(|digit| digit % 2 == 1)
    }

    pub(crate) fn readings(&self) -> (Reading, Reading) {
        let left = [&self.left_title, &self.left_brand, &self.left_gtin, &self.left_attributes, &self.left_price];
        let right = [&self.right_title, &self.right_brand, &self.right_gtin, &self.right_attributes, &self.right_price];
        (Reading::of(&listing(left)), Reading::of(&listing(right)))
    }
}

fn listing([title, brand, gtin, attributes, price]: [&String; 5]) -> Listing {
    let told = |text: &String| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let pairs = attributes.split(';').filter_map(|pair| pair.split_once('='));
    Listing {
        title: title.clone(),
        brand: told(brand),
        gtin: told(gtin),
        attributes: pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect(),
        price: in_euros(price),
    }
}

/// A price such as `12.99 USD` in euros.
fn in_euros(text: &str) -> Option<Money> {
    let (amount, code) = text.trim().split_once(' ')?;
    let amount: f64 = amount.parse().ok()?;
    let (_, worth) = IN_EUROS.iter().find(|(known, _)| *known == code)?;
    // Far below what whole cents lose.
    Some(Money::new((amount * worth * 100.0).round() as i64, Currency::Eur))
}

/// How pairs came out.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    pairs: u32,
    same: u32,
    shown: u32,
    right: u32,
}

impl Tally {
    fn take(&mut self, same: bool, shown: bool) {
        self.pairs += 1;
        self.same += u32::from(same);
        self.shown += u32::from(shown);
        self.right += u32::from(same && shown);
    }

    fn precision(self) -> f64 {
        if self.shown == 0 { 1.0 } else { f64::from(self.right) / f64::from(self.shown) }
    }

    fn recall(self) -> f64 {
        if self.same == 0 { 1.0 } else { f64::from(self.right) / f64::from(self.same) }
    }

    fn told(self) -> Value {
        let short = |share: f64| (share * 10_000.0).round() / 10_000.0;
        json!({ "pairs": self.pairs, "precision": short(self.precision()), "recall": short(self.recall()) })
    }
}

/// Runs the proof.
///
/// # Errors
/// When the pairs cannot be read.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let rows: Vec<Row> = data::rows(&data::file(&size, "pairs.csv"))?;
    let (mut all, mut even, mut reached) = (Tally::default(), Tally::default(), Tally::default());
    let mut kinds: BTreeMap<String, Tally> = BTreeMap::new();
    for row in &rows {
        let (left, right) = row.readings();
        let shown = left.judge(&right).verdict == Verdict::Same;
        all.take(row.is_same(), shown);
        if !row.is_odd() {
            even.take(row.is_same(), shown);
        }
        reached.take(row.is_same(), !left.keys().is_disjoint(&right.keys()));
        let kind = format!("{} {}", row.kind, if row.is_same() { "same" } else { "other" });
        kinds.entry(kind).or_default().take(row.is_same(), shown);
    }
    eprintln!("{:<28} {:>6} {:>6}", "kind", "pairs", "right");
    for (kind, tally) in &kinds {
        let right = if tally.same > 0 { tally.right } else { tally.pairs - tally.shown };
        eprintln!("{kind:<28} {:>6} {right:>6}", tally.pairs);
    }
    let figure = json!({
        "threshold": f64::from(SHOWN) / 1000.0,
        "all": all.told(),
        "even": even.told(),
        "found_by_keys": (reached.recall() * 10_000.0).round() / 10_000.0,
    });
    Ok(Finding { figure, ok: !rows.is_empty() && all.precision() >= PRECISION && all.recall() >= RECALL })
}
