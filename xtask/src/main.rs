//! The build and test runner behind `./dev`: no tool outside this repository's lock file is needed.
//!
//! `wasm-bindgen` and `lightningcss` are used as libraries, so their versions are fixed by
//! `Cargo.lock` and cannot drift from the crates the shop itself is built with.

mod bench;
mod build;
mod check;
mod http;
mod machine;
mod outcome;
mod postgres;
mod process;
mod progress;
mod prove;
mod run;
mod serve;
mod stop;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use crate::{
    outcome::{AlreadyTold, Result},
    workspace::Workspace,
};

/// What `./dev` can do.
#[derive(Parser)]
#[command(name = "./dev", bin_name = "./dev", disable_help_subcommand = true)]
enum Command {
    Run(run::Options),
    Build(build::Options),
    Test(test::Options),
    /// Formatting, lints for server and browser, documentation and the arrows between crates
    Check,
    Prove(prove::Options),
    Bench(bench::Options),
}

fn main() -> ExitCode {
    let command = Command::parse();
    let outcome = carry_out(command);
    postgres::end_shared();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if stop::requested() => {
            eprintln!("stopped");
            ExitCode::from(130)
        }
        Err(problem) if problem.is::<AlreadyTold>() => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("\n{problem}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(command: Command) -> Result {
    stop::listen()?;
    let workspace = Workspace::find()?;
    match command {
        Command::Run(options) => run::run(&workspace, &options),
        Command::Build(options) => build::build_alone(&workspace, &options),
        Command::Test(options) => test::test(&workspace, &options),
        Command::Check => check::check_alone(&workspace),
        Command::Prove(options) => prove::prove(&workspace, &options),
        Command::Bench(options) => bench::bench(&workspace, &options),
    }
}
