//! What the operator can ask of the program instead of serving: plain words, or JSON for other programs.

mod coupons;
mod invariants;
mod jobs;
mod ledger;
mod reconcile;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use store::Store;

use crate::{configuration::Configuration, start::StartError};

/// The shop as one process: pages, doors, workers and database. With a command it does that and ends.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Line {
    /// How the shop is configured.
    #[command(flatten)]
    pub configuration: Configuration,

    /// What to do instead of serving.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done instead of serving.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Shows that the books balance: the trial balance and every account; fails where they do not
    Ledger(Form),
    /// Compares the books with the gateway's and the marketplaces'; fails while a person is needed
    Reconcile(reconcile::Options),
    /// Shows the jobs that wait or were given up, and has them tried again
    Jobs(jobs::Options),
    /// Issues coupons and shows those that were issued
    Coupons(coupons::Options),
    /// Shows which of the things that must hold do not; fails where there is one
    Invariants(Form),
}

/// In which form to answer.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Form {
    /// As JSON
    #[arg(long, global = true)]
    pub json: bool,
}

/// Does what was asked; the status says whether all is well.
///
/// # Errors
/// When the database cannot be opened, or the shop cannot be put together.
pub async fn run(command: &Command, configuration: &Configuration) -> Result<ExitCode, StartError> {
    let well = match command {
        Command::Ledger(form) => ledger::run(&store(configuration).await?, *form).await?,
        Command::Invariants(form) => invariants::run(&store(configuration).await?, *form).await?,
        Command::Coupons(options) => coupons::run(&store(configuration).await?, options).await?,
        Command::Jobs(options) => jobs::run(&store(configuration).await?, options).await?,
        Command::Reconcile(options) => reconcile::run(configuration, options).await?,
    };
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn store(configuration: &Configuration) -> Result<Store, StartError> {
    Ok(Store::connect(&configuration.database_url).await?)
}
