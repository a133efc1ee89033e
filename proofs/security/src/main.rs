//! The proofs of accounts, privacy and defences as one program: `security-proofs NAME [--full] [--seed N]`.
//!
//! A new proof is a file with `pub async fn run(size: Size) -> Result<Finding, Problem>`, its `mod`, one row in
//! [`PROOFS`], and one row in `xtask/src/prove/security.rs`. Progress goes to standard error; the last line on standard
//! output is the finding as JSON.

mod asvs;
mod audit;
mod authorisation;
mod caller;
mod consent;
mod csrf;
mod doors;
mod erase;
mod hostile;
mod mass_assignment;
mod memory;
mod secrets;
mod signin;
mod ssrf;
mod state;
mod uploads;
mod world;
mod xss;

use std::{future::Future, pin::Pin, process::ExitCode};

use clap::Parser;

pub use rule_proofs::finding::{Database, Finding, Problem, Size};

/// What runs one proof.
type Run = fn(Size) -> Pin<Box<dyn Future<Output = Result<Finding, Problem>>>>;

/// Every proof by name. Goals stand in the xtask, which prints them beside the figures.
const PROOFS: &[(&str, Run)] = &[
    ("authorisation", |size| Box::pin(authorisation::run(size))),
    ("secrets", |size| Box::pin(secrets::run(size))),
    ("audit", |size| Box::pin(audit::run(size))),
    ("csrf", |size| Box::pin(csrf::run(size))),
    ("mass-assignment", |size| Box::pin(mass_assignment::run(size))),
    ("xss", |size| Box::pin(xss::run(size))),
    ("signin", |size| Box::pin(signin::run(size))),
    ("ssrf", |size| Box::pin(ssrf::run(size))),
    ("uploads", |size| Box::pin(uploads::run(size))),
    ("erase", |size| Box::pin(erase::run(size))),
    ("consent", |size| Box::pin(consent::run(size))),
    ("asvs", |size| Box::pin(asvs::run(size))),
];

fn main() -> ExitCode {
    let size = Size::parse();
    let Some((_, run)) = PROOFS.iter().find(|(name, _)| *name == size.name) else {
        eprintln!("there is no proof named {}", size.name);
        return ExitCode::FAILURE;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    rule_proofs::finding::tell(runtime.map_err(Problem::from).and_then(|runtime| runtime.block_on(run(size))))
}
