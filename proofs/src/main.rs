//! The proofs of the money path as one program: `proofs NAME [--full] [--seed N] [--database sqlite|postgres]`.
//!
//! `./dev prove` builds it, runs it and prints what it found beside its goal. Progress goes to standard error; the last
//! line on standard output is the finding as JSON.

mod finding;

use std::{future::Future, pin::Pin, process::ExitCode};

use clap::Parser;

pub use self::finding::{Finding, Problem, Size};

/// What runs one proof.
type Run = fn(Size) -> Pin<Box<dyn Future<Output = Result<Finding, Problem>>>>;

/// Every proof by name. Goals stand in the xtask, which prints them beside the figures.
const PROOFS: [(&str, Run); 0] = [];

fn main() -> ExitCode {
    let size = Size::parse();
    let Some((_, run)) = PROOFS.iter().find(|(name, _)| *name == size.name) else {
        eprintln!("there is no proof named {}", size.name);
        return ExitCode::FAILURE;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let found = match runtime {
        Ok(runtime) => runtime.block_on(run(size)),
        Err(error) => Err(error.into()),
    };
    match found {
        Ok(finding) => {
            println!("{}", serde_json::json!(finding));
            if finding.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(problem) => {
            println!(
                "{}",
                serde_json::json!(Finding { figure: serde_json::json!({ "problem": problem.to_string() }), ok: false })
            );
            ExitCode::FAILURE
        }
    }
}
