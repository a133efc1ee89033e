//! The proofs over the real store and the services on it, in this process:
//! `store-proofs model|commits|guards [--full] [--seed N]`.
//!
//! Progress goes to standard error; the last line on standard output is the finding as JSON.

mod commits;
#[cfg(feature = "removable-guards")]
mod guards;
mod model;
mod sample;

use std::process::ExitCode;

use clap::Parser;
use rule_proofs::finding::{Database, Finding, Problem, Size, tell};

fn main() -> ExitCode {
    let size = Size::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    tell(match runtime {
        Ok(runtime) => runtime.block_on(prove(size)),
        Err(error) => Err(error.into()),
    })
}

async fn prove(size: Size) -> Result<Finding, Problem> {
    match size.name.as_str() {
        "model" => model::run(size).await,
        "commits" => commits::run(size).await,
        #[cfg(feature = "removable-guards")]
        "guards" => guards::run(size).await,
        name => Err(format!("there is no proof named {name}").into()),
    }
}
