//! How the weights in `domain/src/matching/weights.rs` were found. `cargo test -p find-proofs fitting -- --ignored
//! --nocapture` prints them; decision 0032 tells why so.
//!
//! Logistic regression with a prior: what was set by hand pulls each weight towards it, a weight keeps its sign, and a few
//! keep a least size where the judged pairs alone would say less than shops know. It sees pairs with an odd number and
//! listings of the practice world, whose things are known. The calibration is a logistic curve through what five models
//! say, each of a fifth of the pairs it did not see.

use std::path::Path;

use domain::{
    matching::{Evidence, Listing, Reading, Signal},
    money::{Currency, Money},
};

use super::Row;
use crate::data;

/// What was set by hand, in thousandths, in the order of [`Signal::ALL`].
const PRIOR: [i32; Signal::ALL.len()] = [
    12_000, 6_500, 1_000, 2_500, 2_500, 2_000, 1_500, 600, 400, 700, 400, 900, 600, -3_500, -4_000, -300, -1_500,
    -5_000, -700, -4_500, -3_000, -2_000, -4_500, -2_500, -800, -2_500, -6_500, -4_500, -5_500, -8_000, -5_000, -5_000,
    -4_000, -3_500, -5_000, -2_000, -2_000, -7_000, -3_000,
];

/// How small the weight of a signal may get.
const LEAST: [(Signal, f64); 5] = [
    (Signal::OtherGtin, -2.5),
    (Signal::OtherNames, -0.5),
    (Signal::LackingMark, -0.2),
    (Signal::OtherMark, -0.3),
    (Signal::Bundle, -4.5),
];

/// The highest beginning: two listings that tell nothing of each other are more likely two things.
const HIGHEST_START: f64 = -0.5;

/// How strongly the prior pulls.
const PULL: f64 = 1.0;

const ROUNDS: usize = 4000;
const PACE: f64 = 2.0;

type Case = (Vec<f64>, bool);

struct Model {
    weights: Vec<f64>,
    start: f64,
}

impl Model {
    fn sum(&self, signals: &[f64]) -> f64 {
        self.start + signals.iter().zip(&self.weights).map(|(much, weight)| much * weight).sum::<f64>()
    }
}

fn probability(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

fn signals(evidence: &Evidence) -> Vec<f64> {
    Signal::ALL.iter().map(|signal| evidence.of(*signal)).collect()
}

fn fit(cases: &[Case]) -> Model {
    let prior: Vec<f64> = PRIOR.iter().map(|thousandths| f64::from(*thousandths) / 1000.0).collect();
    let mut model = Model { weights: prior.clone(), start: HIGHEST_START };
    let count = cases.len() as f64;
    for _ in 0..ROUNDS {
        let mut slopes: Vec<f64> =
            model.weights.iter().zip(&prior).map(|(weight, prior)| PULL * (weight - prior) / count).collect();
        let mut slope_of_start = 0.0;
        for (signals, same) in cases {
            let wrong = (probability(model.sum(signals)) - f64::from(u8::from(*same))) / count;
            slope_of_start += wrong;
            slopes.iter_mut().zip(signals).for_each(|(slope, much)| *slope += wrong * much);
        }
        model.start = (model.start - PACE * slope_of_start).min(HIGHEST_START);
        for ((weight, slope), prior) in model.weights.iter_mut().zip(&slopes).zip(&prior) {
            *weight -= PACE * slope;
            if weight.signum() != prior.signum() {
                *weight = 0.05 * prior.signum();
            }
        }
        for (signal, least) in LEAST {
            let weight = &mut model.weights[signal as usize];
            *weight = weight.min(least);
        }
    }
    model
}

/// The slope and the shift of the curve through what models say of pairs they did not see.
fn calibrate(cases: &[Case], beside: &[Case]) -> (f64, f64) {
    let mut said: Vec<(f64, bool)> = Vec::new();
    for fold in 0..5 {
        let other = cases.iter().enumerate().filter(|(place, _)| place % 5 != fold).map(|(_, case)| case.clone());
        let model = fit(&other.chain(beside.iter().cloned()).collect::<Vec<_>>());
        let own = cases.iter().enumerate().filter(|(place, _)| place % 5 == fold);
        said.extend(own.map(|(_, (signals, same))| (model.sum(signals), *same)));
    }
    let (mut slope, mut shift, count) = (1.0, 0.0, said.len() as f64);
    for _ in 0..20_000 {
        let (mut of_slope, mut of_shift) = (0.0, 0.0);
        for (sum, same) in &said {
            let wrong = (probability(slope * sum + shift) - f64::from(u8::from(*same))) / count;
            of_slope += wrong * sum;
            of_shift += wrong;
        }
        slope -= 0.05 * of_slope;
        shift -= 0.05 * of_shift;
    }
    (slope, shift)
}

/// Listings of the practice world with the thing each one is.
fn practice(root: &Path) -> Vec<(String, Listing)> {
    let read = |path: &str| -> serde_json::Value {
        serde_json::from_str(&std::fs::read_to_string(root.join(path)).expect("the file is there")).expect("it is JSON")
    };
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let things = read("things.json");
    let thing =
        |key: &str| things.as_array().and_then(|all| all.iter().find(|one| one["key"] == key)).expect("a thing");
    let mut found = Vec::new();
    for (marketplace, worth) in
        [("harbor", 1.0), ("kitemart", 0.61), ("baobab", 0.0296), ("nomad", 0.92), ("lumen", 1.0)]
    {
        for told in read(&format!("listings/{marketplace}.json")).as_array().expect("a list") {
            let key = text(&told["thing"]);
            let attributes = told["attributes"].as_array().into_iter().flatten();
            let listing = Listing {
                title: text(&told["title"]),
                brand: Some(text(&thing(&key)["brand"])),
                gtin: Some(text(&thing(&key)["gtin"])),
                attributes: attributes.map(|pair| (text(&pair[0]), text(&pair[1]))).collect(),
                price: Some(Money::new((told["price"].as_f64().unwrap_or(0.0) * worth) as i64, Currency::Eur)),
            };
            found.push((key, listing));
        }
    }
    found
}

/// Pairs of the practice world that the matcher would meet: some of the same thing with and without its number, and every
/// fourth of two things without.
fn practice_cases(root: &Path) -> Vec<Case> {
    let all = practice(root);
    let without = |listing: &Listing| Listing { gtin: None, ..listing.clone() };
    let opened = |listing: &Listing| ["Grade A", "Open Box"].iter().any(|word| listing.title.contains(word));
    let keys: Vec<_> = all.iter().map(|(_, listing)| Reading::of(listing).keys()).collect();
    let (mut same, mut numbered, mut other) = (Vec::new(), Vec::new(), Vec::new());
    for (one, (thing, left)) in all.iter().enumerate() {
        for (two, (other_thing, right)) in all.iter().enumerate().skip(one + 1) {
            if keys[one].is_disjoint(&keys[two]) || thing == other_thing && opened(left) != opened(right) {
                continue;
            }
            let bare = || signals(&Reading::of(&without(left)).evidence(&Reading::of(&without(right))));
            if thing == other_thing {
                numbered.push((signals(&Reading::of(left).evidence(&Reading::of(right))), true));
                same.push((bare(), true));
            } else if (one * 7919 + two * 104_729) % 4 == 0 {
                other.push((bare(), false));
            }
        }
    }
    other.into_iter().chain(same.into_iter().step_by(6)).chain(numbered.into_iter().step_by(6)).collect()
}

#[test]
#[ignore = "prints constants; it proves nothing"]
fn weights_and_calibration() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows: Vec<Row> = data::rows(&root.join("data/pairs.csv")).expect("the pairs can be read");
    let cases: Vec<Case> = rows
        .iter()
        .filter(|row| row.is_odd())
        .map(|row| {
            let (left, right) = row.readings();
            (signals(&left.evidence(&right)), row.is_same())
        })
        .collect();
    let beside = practice_cases(&root.join("../../sandbox/catalogue"));
    let model = fit(&cases.iter().chain(&beside).cloned().collect::<Vec<_>>());
    let (slope, shift) = calibrate(&cases, &beside);
    for (signal, weight) in Signal::ALL.iter().zip(&model.weights) {
        println!("{} {:.0}", signal.word(), weight * 1000.0);
    }
    println!("start {:.0} slope {:.0} shift {:.0}", model.start * 1000.0, slope * 1000.0, shift * 1000.0);
}
