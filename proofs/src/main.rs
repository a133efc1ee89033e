//! The proofs of the money path as one program: `proofs NAME [--full] [--seed N] [--database sqlite|postgres]`.
//!
//! `./dev prove` builds it, runs it and prints what it found beside its goal. Progress goes to standard error; the last
//! line on standard output is the finding as JSON.

mod complete;
mod kill;
mod matrix;
mod outages;
mod oversell;
mod races;
mod reconcile;
mod webhooks;
mod world;

use std::{future::Future, pin::Pin, process::ExitCode};

use clap::Parser;

pub use rule_proofs::finding::{Database, Finding, Problem, Size};

/// What runs one proof.
type Run = fn(Size) -> Pin<Box<dyn Future<Output = Result<Finding, Problem>>>>;

/// Every proof by name. Goals stand in the xtask, which prints them beside the figures.
const PROOFS: &[(&str, Run)] = &[
    ("kill", |size| Box::pin(kill::run(size))),
    ("complete", |size| Box::pin(complete::run(size))),
    ("oversell", |size| Box::pin(oversell::run(size))),
    ("races", |size| Box::pin(races::run(size))),
    ("reconcile", |size| Box::pin(reconcile::run(size))),
    ("webhooks", |size| Box::pin(webhooks::run(size))),
    ("matrix", |size| Box::pin(matrix::run(size))),
    ("outages", |size| Box::pin(outages::run(size))),
];

fn main() -> ExitCode {
    let size = Size::parse();
    let Some((_, run)) = PROOFS.iter().find(|(name, _)| *name == size.name) else {
        eprintln!("there is no proof named {}", size.name);
        return ExitCode::FAILURE;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let found = match runtime {
        Ok(runtime) => runtime.block_on(unless_stopped(run(size))),
        Err(error) => Err(error.into()),
    };
    rule_proofs::finding::tell(found)
}

/// Gives up when someone asks this process to end; what it started ends with it.
async fn unless_stopped(proof: impl Future<Output = Result<Finding, Problem>>) -> Result<Finding, Problem> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        found = proof => found,
        _ = tokio::signal::ctrl_c() => Err("stopped".into()),
        _ = terminate.recv() => Err("stopped".into()),
    }
}
