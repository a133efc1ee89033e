//! Runs the carts on every core, and a share of them in WebAssembly.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Instant,
};

use serde_json::json;

use super::digest;
use crate::{
    browser::differing,
    finding::{Finding, Problem},
};

/// How many carts are worked out in WebAssembly too.
const COMPARED: u64 = 100_000;

/// Runs the proof.
///
/// # Errors
/// When Node.js or the compiled module is missing.
pub fn prove(seed: u64, first: u64, count: u64, threads: u64) -> Result<Finding, Problem> {
    const BATCH: u64 = 1_000;
    let began = Instant::now();
    let (next, done, end) = (AtomicU64::new(first), AtomicU64::new(0), first.saturating_add(count));
    let work = || {
        loop {
            let from = next.fetch_add(BATCH, Ordering::Relaxed);
            if from >= end {
                return None;
            }
            let to = end.min(from + BATCH);
            if let Some(problem) = (from..to).find_map(|number| digest(seed, number).err()) {
                next.store(end, Ordering::Relaxed);
                return Some(problem);
            }
            let all = done.fetch_add(to - from, Ordering::Relaxed) + (to - from);
            if all.is_multiple_of(1_000_000) {
                eprintln!("{all} of {count} carts");
            }
        }
    };
    let problems: Vec<String> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().filter_map(|thread| thread.join().ok().flatten()).collect()
    });
    let (carts, seconds) = (done.load(Ordering::Relaxed), began.elapsed().as_secs_f64());
    let compared = COMPARED.min(count);
    let different = if problems.is_empty() { differing("cart", digest, seed, first, compared)? } else { 0 };
    let mut figure = json!({
        "carts": carts,
        "inexact": problems.len(),
        "a_second": (carts as f64 / seconds).round(),
        "compared_with_wasm": compared,
        "different": different,
        "from": first,
    });
    if let Some(problem) = problems.first() {
        figure["problem"] = json!(problem);
    }
    Ok(Finding { figure, ok: problems.is_empty() && different == 0 && carts == count })
}
