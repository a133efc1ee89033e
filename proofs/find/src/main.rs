//! The proofs of finding, comparing and deciding as one program: `find-proofs NAME [--full] [--seed N] [--data FILE]`.
//!
//! A new proof is a file with `pub async fn run(size: Size) -> Result<Finding, Problem>`, its `mod`, one row in
//! [`PROOFS`], and one row in `xtask/src/prove/find.rs`. Progress goes to standard error; the last line on standard
//! output is the finding as JSON. What is judged by hand lies in `proofs/find/data`; see the README there.

mod advice;
mod data;
mod grammar;
mod matching;
mod recommendations;
mod scale;
mod search;
mod true_cost;

use std::{future::Future, pin::Pin, process::ExitCode};

use clap::Parser;

pub use rule_proofs::finding::{Finding, Problem, Size};

/// What runs one proof.
type Run = fn(Size) -> Pin<Box<dyn Future<Output = Result<Finding, Problem>>>>;

/// Every proof by name. Goals stand in the xtask, which prints them beside the figures.
const PROOFS: &[(&str, Run)] = &[
    ("search", |size| Box::pin(search::run(size))),
    ("grammar", |size| Box::pin(grammar::run(size))),
    ("matching", |size| Box::pin(matching::run(size))),
    ("recommendations", |size| Box::pin(recommendations::run(size))),
    ("true-cost", |size| Box::pin(true_cost::run(size))),
    ("advice", |size| Box::pin(advice::run(size))),
    ("scale", |size| Box::pin(scale::run(size))),
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
