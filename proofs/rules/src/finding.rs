//! How much of a proof to run, and what it found.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, ValueEnum};
use serde::Serialize;
use serde_json::{Value, json};

/// A problem in words that keeps a proof from being run to its end.
pub type Problem = Box<dyn std::error::Error + Send + Sync>;

/// Which proof, and how much of it.
#[derive(Clone, Debug, Parser)]
pub struct Size {
    /// Its name.
    pub name: String,
    /// The published size instead of the quick one.
    #[arg(long)]
    pub full: bool,
    /// Where randomness begins; the same seed runs the same proof.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The database, where the proof has one.
    #[arg(long, value_enum, default_value_t = Database::Sqlite)]
    pub database: Database,
    /// How many, where neither the quick nor the published number is wanted.
    #[arg(long)]
    pub count: Option<u64>,
    /// Where to begin counting: runs of one seed can be shared out, and one that failed can be repeated alone.
    #[arg(long, default_value_t = 0)]
    pub at: u64,
    /// What was judged by hand, in a file of the same form as the repository's, where the proof reads one.
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
}

impl Size {
    /// The wanted number, or the quick or the published one.
    pub fn count(&self, quick: u64, full: u64) -> u64 {
        self.count.unwrap_or(if self.full { full } else { quick })
    }
}

/// Which database a proof runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Database {
    /// A file of its own.
    Sqlite,
    /// The server that `ONECART_POSTGRES_URL` names; the xtask starts one.
    Postgres,
}

/// What a proof found, and whether that is enough.
#[derive(Debug, Serialize)]
pub struct Finding {
    /// The numbers.
    pub figure: Value,
    /// Whether the goal is met.
    pub ok: bool,
}

/// Prints what was found as the last line; the exit status says whether it is enough.
pub fn tell(found: Result<Finding, Problem>) -> ExitCode {
    let finding =
        found.unwrap_or_else(|problem| Finding { figure: json!({ "problem": problem.to_string() }), ok: false });
    println!("{}", json!(finding));
    if finding.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
