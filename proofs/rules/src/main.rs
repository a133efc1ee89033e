//! The proofs over the pure rules as a program of their own, quick to build with optimisation:
//! `rule-proofs simulation|carts|tax|promotions|timeline|returns [--full] [--seed N] [--count N] [--at N] [--data FILE]`.
//!
//! Progress goes to standard error; the last line on standard output is the finding as JSON.

use std::{process::ExitCode, thread};

use clap::Parser;
use rule_proofs::{
    carts,
    finding::{Finding, Problem, Size, tell},
    promotions, returns, simulation, tax, timeline,
};
use serde_json::json;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let size = Size::parse();
    tell(match size.name.as_str() {
        "simulation" => simulate(&size),
        "carts" => carts::prove(size.seed, size.at, size.count(200_000, 5_000_000), threads()),
        "tax" => tax::prove(&size),
        "promotions" => promotions::prove(size.seed, size.at, size.count(20_000, 1_000_000), threads()),
        "timeline" => timeline::prove(&size),
        "returns" => returns::prove(&size, threads()),
        #[cfg(feature = "removable-guards")]
        "guards" => Ok(missing_guards(&size)),
        name => Err(format!("there is no proof named {name}").into()),
    })
}

fn threads() -> u64 {
    thread::available_parallelism().map_or(1, |number| number.get() as u64)
}

/// Runs the schedules; tells the first breach step by step. One schedule alone is told in any case.
fn simulate(size: &Size) -> Result<Finding, Problem> {
    let count = size.count(200_000, 100_000_000);
    let outcome = simulation::run(size.seed, size.at, count, threads(), true);
    let replayed = outcome.breach.as_ref().map(|breach| breach.number).or((count == 1).then_some(size.at));
    if let Some(number) = replayed {
        let (told, _) = simulation::replay(size.seed, number);
        told.iter().for_each(|line| eprintln!("{line}"));
    }
    let seconds = outcome.took.as_secs_f64();
    let mut figure = json!({
        "schedules": outcome.schedules,
        "breaches": u8::from(outcome.breach.is_some()),
        "a_second": (outcome.schedules as f64 / seconds).round(),
        "from": size.at,
    });
    if let Some(breach) = &outcome.breach {
        let again = format!("simulation --seed {} --at {} --count 1", size.seed, breach.number);
        figure["breach"] = json!({ "problem": breach.problem, "again": again });
    }
    Ok(Finding { figure, ok: outcome.breach.is_none() && outcome.schedules == count })
}

/// Takes each guard away and tells after how many schedules its absence is seen.
#[cfg(feature = "removable-guards")]
fn missing_guards(size: &Size) -> Finding {
    let most = size.count(100_000, 100_000);
    let mut found = serde_json::Map::new();
    for (name, _) in simulation::GUARDS {
        domain::guard::remove(Some(name));
        let outcome = simulation::run(size.seed, size.at, most, threads(), false);
        domain::guard::remove(None);
        let seen = outcome.breach.map(|breach| json!({ "schedule": breach.number, "problem": breach.problem }));
        found.insert(name.to_owned(), json!(seen));
    }
    let ok = found.values().all(|seen| !seen.is_null());
    Finding { figure: json!(found), ok }
}
