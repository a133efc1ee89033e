//! What the operator can ask of the program instead of serving: plain words, or JSON for other programs.

mod audit;
mod coupons;
mod import_users;
mod invariants;
mod jobs;
mod ledger;
mod notice;
mod prices;
mod reconcile;
mod secrets;
mod staff;

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
    /// Checks the audit log as a whole, or signs its head; fails where it is not whole
    Audit(audit::Options),
    /// Shows the master keys that secrets are sealed with, and has another one take over
    Secrets(secrets::Options),
    /// Tells people of an incident, on every page and by mail
    Notice(notice::Options),
    /// Takes in prices that were recorded elsewhere, from a CSV file
    ImportPrices(prices::Options),
    /// Opens accounts for the people of another shop, from a CSV file
    ImportUsers(import_users::Options),
    /// Says who is an owner
    Staff(staff::Options),
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
        Command::Audit(options) => audit::run(configuration, options).await?,
        Command::Secrets(options) => secrets::run(configuration, options).await?,
        Command::ImportPrices(options) => prices::run(&store(configuration).await?, options).await?,
        Command::ImportUsers(options) => import_users::run(&store(configuration).await?, options).await?,
        Command::Staff(options) => staff::run(configuration, options).await?,
        Command::Notice(options) => notice::run(configuration, options).await?,
        Command::Reconcile(options) => reconcile::run(configuration, options).await?,
    };
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn store(configuration: &Configuration) -> Result<Store, StartError> {
    Ok(Store::connect(&configuration.database_url).await?)
}
