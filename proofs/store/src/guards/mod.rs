//! `guards`: each guard of the money path is taken away, and its absence has to be seen.
//!
//! Guards of the rules and of the store around them are missed by the simulation, within so many schedules. Guards of
//! the real store, connectors and services are missed by a check of their own, which passes while they stand.

mod coupons;
mod remembered;
mod shop;

use std::{future::Future, pin::Pin};

use domain::guard;
use rule_proofs::simulation;
use serde_json::{Map, Value, json};

use crate::{Finding, Problem, Size};

/// What follows a guard's name where it is taken away a second time, in the real store.
const AGAIN: &str = " (real store)";

/// Where the full run tells how each absence was seen.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guards.md");

/// How many schedules may pass before the absence of a guard is seen.
const SCHEDULES: u64 = 100_000;

/// What a check comes to: nothing, or what is wrong.
type Checked = Pin<Box<dyn Future<Output = Result<(), Wrong>>>>;

/// Why a check did not pass.
#[derive(Debug)]
pub enum Wrong {
    /// Something happened that the guard is there to keep from happening.
    Happened(&'static str),
    /// The check itself could not be carried out.
    Broken(Problem),
}

impl Wrong {
    /// The check itself could not be carried out.
    pub fn broken(problem: &str) -> Self {
        Self::Broken(problem.into())
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Wrong {
    fn from(problem: E) -> Self {
        Self::Broken(problem.into())
    }
}

/// Something happened that must not.
pub fn must(holds: bool, otherwise: &'static str) -> Result<(), Wrong> {
    if holds { Ok(()) } else { Err(Wrong::Happened(otherwise)) }
}

/// A guard, and the check that misses it.
pub struct Check {
    /// The guard's name.
    pub guard: &'static str,
    /// The check.
    pub run: fn() -> Checked,
}

/// Runs the proof.
///
/// # Errors
/// When a check cannot be carried out, or does not pass while its guard stands.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let mut told = Map::new();
    let mut missed = Vec::new();
    let most = size.count(SCHEDULES, SCHEDULES);
    let threads = std::thread::available_parallelism()?.get() as u64;
    for (name, keeps_away) in simulation::GUARDS {
        eprintln!("without {name}: {keeps_away}");
        guard::remove(Some(name));
        let seed = size.seed;
        let outcome = tokio::task::spawn_blocking(move || simulation::run(seed, 0, most, threads, false)).await?;
        guard::remove(None);
        let seen = outcome.breach.map(|breach| json!({ "schedule": breach.number, "problem": breach.problem }));
        note(&mut told, &mut missed, name, seen);
    }
    for Check { guard: name, run } in remembered::CHECKS.iter().chain(coupons::CHECKS).chain(shop::CHECKS) {
        eprintln!("without {name}");
        match run().await {
            Ok(()) => {}
            Err(wrong) => return Err(format!("the check of {name} does not pass with its guard: {wrong:?}").into()),
        }
        guard::remove(Some(name));
        let without = run().await;
        guard::remove(None);
        let seen = match without {
            Ok(()) => None,
            Err(Wrong::Happened(problem)) => Some(json!({ "problem": problem })),
            Err(Wrong::Broken(problem)) => return Err(format!("the check of {name} broke: {problem}").into()),
        };
        note(&mut told, &mut missed, name, seen);
    }
    if size.full {
        std::fs::write(PAGE, page(&told))?;
    }
    let guards = told.keys().filter(|name| !name.ends_with(AGAIN)).count();
    let figure = json!({ "guards": guards, "removals": told.len(), "missed": missed });
    Ok(Finding { ok: missed.is_empty() && guards >= 15, figure })
}

/// The page that tells how each absence was seen.
fn page(told: &Map<String, Value>) -> String {
    let mut page = String::from(
        "# Guards\n\nWritten by `./dev prove guards --full`: each guard of the money path was taken away, and what was seen then. The \
         simulation\nhas journals of its own for gateway and marketplaces; its numbers are those of the invariants in \
         `RELIABILITY.md`.\n\n| guard | seen by | what was seen |\n|---|---|---|\n",
    );
    for (name, seen) in told {
        let by = match seen["schedule"].as_u64() {
            Some(number) => format!("simulation, schedule {number}"),
            None => "a check".to_owned(),
        };
        let problem = seen["problem"].as_str().unwrap_or("**nothing**");
        page.push_str(&format!("| `{name}` | {by} | {problem} |\n"));
    }
    page
}

/// Notes how the absence of a guard was seen. A guard that stands in more than one place is found in each.
fn note(told: &mut Map<String, Value>, missed: &mut Vec<String>, name: &str, seen: Option<Value>) {
    let name = if told.contains_key(name) { format!("{name}{AGAIN}") } else { name.to_owned() };
    if seen.is_none() {
        missed.push(name.clone());
    }
    told.insert(name, json!(seen));
}
