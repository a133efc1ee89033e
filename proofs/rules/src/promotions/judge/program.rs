//! Runs the cases on every core, a share of them in WebAssembly, and the planted mistakes.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Instant,
};

use serde_json::json;

use super::{Plant, Reached, examine};
use crate::{
    browser::differing,
    finding::{Finding, Problem},
    promotions::digest,
};

/// How many cases are worked out in WebAssembly too: one of ten, no fewer than these.
const COMPARED: u64 = 4_000;

/// After so many cases a planted mistake must be found.
const PLANTED_IN: u64 = 5_000;

/// Runs the proof.
///
/// # Errors
/// When Node.js or the compiled module is missing.
pub fn prove(seed: u64, first: u64, count: u64, threads: u64) -> Result<Finding, Problem> {
    const BATCH: u64 = 500;
    let began = Instant::now();
    let (next, done, end) = (AtomicU64::new(first), AtomicU64::new(0), first.saturating_add(count));
    let work = || {
        let mut reached = Reached::default();
        loop {
            let from = next.fetch_add(BATCH, Ordering::Relaxed);
            if from >= end {
                return (reached, None);
            }
            let to = end.min(from + BATCH);
            if let Some(problem) = (from..to).find_map(|number| examine(seed, number, None, &mut reached).err()) {
                next.store(end, Ordering::Relaxed);
                return (reached, Some(problem));
            }
            let all = done.fetch_add(to - from, Ordering::Relaxed) + (to - from);
            if all.is_multiple_of(100_000) {
                eprintln!("{all} of {count} carts with promotions");
            }
        }
    };
    let mut reached = Reached::default();
    let mut problems = Vec::new();
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for (counted, problem) in running.into_iter().filter_map(|thread| thread.join().ok()) {
            reached.add(counted);
            problems.extend(problem);
        }
    });
    let (cases, seconds) = (done.load(Ordering::Relaxed), began.elapsed().as_secs_f64());
    let compared = (count / 10).max(COMPARED).min(count);
    let different = if problems.is_empty() { differing("promotions", digest, seed, first, compared)? } else { 0 };
    let missed: Vec<String> = if problems.is_empty() { missed(seed) } else { Vec::new() };
    // one case alone reaches little
    let missing = if count >= COMPARED { reached.missing() } else { Vec::new() };
    let mut figure = json!({
        "carts": cases,
        "wrong": problems.len(),
        "a_second": (cases as f64 / seconds).round(),
        "compared_with_wasm": compared,
        "different": different,
        "mistakes_planted": Plant::ALL.len(),
        "mistakes_missed": missed,
        "not_reached": missing,
        "reached": reached.told(),
        "from": first,
    });
    if let Some(problem) = problems.first() {
        figure["problem"] = json!(problem);
    }
    let ok = problems.is_empty() && different == 0 && cases == count && missed.is_empty() && missing.is_empty();
    Ok(Finding { figure, ok })
}

/// The planted mistakes that nobody notices.
fn missed(seed: u64) -> Vec<String> {
    let noticed = |plant: &Plant| {
        (0..PLANTED_IN).any(|number| examine(seed, number, Some(*plant), &mut Reached::default()).is_err())
    };
    Plant::ALL.iter().filter(|plant| !noticed(plant)).map(|plant| format!("{plant:?}")).collect()
}
