//! `returns`: random histories of returns over three marketplaces, against days counted one by one and pieces counted one
//! by one. Deadlines are right, what is given back is what was captured, no piece is paid back twice, and what is doubled or
//! late changes nothing.

mod days;
mod history;
mod terms;
mod world;

use std::{
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use serde_json::json;

use self::history::Told;
use crate::{
    dice::Dice,
    finding::{Finding, Problem, Size},
};

/// Runs the proof.
///
/// # Errors
/// When a history panics.
pub fn prove(size: &Size, threads: u64) -> Result<Finding, Problem> {
    let count = size.count(1_000, 10_000);
    let next = AtomicU64::new(size.at);
    let end = size.at.saturating_add(count);
    let work = || {
        let mut all = Told::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= end {
                return all;
            }
            match history::run(&mut Dice::new(size.seed, number)) {
                Ok(told) => all.add(&told),
                Err(problem) => {
                    eprintln!("history {number}: {problem}");
                    all.breaches += 1;
                }
            }
        }
    };
    let told: Option<Vec<Told>> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|thread| thread.join().ok()).collect()
    });
    let told = told.ok_or("a history ended with a panic")?;
    let mut all = Told::default();
    told.iter().for_each(|one| all.add(one));
    let figure = json!({
        "histories": count,
        "breaches": all.breaches,
        "deadlines_compared": all.deadlines,
        "events": all.events,
        "refused": all.refused,
        "returns": all.returns,
        "refunds": all.refunds,
        "to_wallets": all.wallets,
        "given_back_whole": all.whole,
        "doubled_or_late": all.again,
    });
    // A run in which nothing of a kind happened shows nothing about it.
    let seen =
        [all.deadlines, all.refused, all.refunds, all.wallets, all.whole, all.again].iter().all(|count| *count > 0);
    Ok(Finding { figure, ok: all.breaches == 0 && (seen || count < 100) })
}
