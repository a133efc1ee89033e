//! `./dev bench`: measurements of the release build on this machine. They judge nothing.
//!
//! The load comes from the same machine as the shop, so the two share its cores; every rate therefore
//! stands beside that of a route which only sends bytes, measured the same way in the same run.

mod checkout;
mod figure;
mod lighthouse;
mod load;
mod memory;
mod pages;
mod record;
mod search;
mod visit;

use std::time::Duration;

pub use self::figure::Figure;
use crate::{
    build, machine,
    outcome::Result,
    progress::Progress,
    serve::{Setup, Shop, addresses::Addresses, scratch::Scratch},
    workspace::{Profile, Workspace},
};

/// Measures the release build: first visit, Lighthouse, pages, search, checkout, memory
#[derive(clap::Args)]
pub struct Options {
    /// visit, lighthouse, pages, search, checkout or memory; all of them without a name
    name: Option<String>,
    /// One line of JSON per figure instead of a table
    #[arg(long)]
    json: bool,
    /// How long each rate is measured
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// How many connections ask at once
    #[arg(long, default_value_t = 32, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=2000))]
    connections: u16,
    /// Also write docs/PERFORMANCE.md
    #[arg(long)]
    record: bool,
}

/// The running shop that is measured.
pub struct Bench {
    shop: Shop,
    addresses: Addresses,
    duration: Duration,
    connections: u16,
}

/// What is measured, and how.
type Benchmark = (&'static str, fn(&Bench) -> Result<Vec<Figure>>);

/// Memory comes last, so that it tells what the others left.
const BENCHMARKS: [Benchmark; 6] = [
    ("visit", visit::measure),
    ("lighthouse", lighthouse::measure),
    ("pages", pages::measure),
    ("search", search::measure),
    ("checkout", checkout::measure),
    ("memory", memory::measure),
];

/// Builds, starts a shop of its own, measures and prints.
///
/// # Errors
/// When there is no such benchmark, the shop does not start, or a page does not answer as it should.
pub fn bench(workspace: &Workspace, options: &Options) -> Result {
    let chosen: Vec<&Benchmark> =
        BENCHMARKS.iter().filter(|(name, _)| options.name.as_deref().is_none_or(|wanted| wanted == *name)).collect();
    if chosen.is_empty() {
        return Err(
            format!("there is no such benchmark; there are {}", BENCHMARKS.map(|(name, _)| name).join(", ")).into()
        );
    }
    let profile = Profile::Release;
    let mut progress = Progress::of(build::steps(profile) + 1 + chosen.len());
    build::build(workspace, profile, &mut progress)?;
    let scratch = Scratch::new(workspace, "bench")?;
    let addresses = Addresses::free()?;
    let shop = progress.step("starting the practice world and the shop", || {
        Setup { bench: true, ..Setup::new(workspace, profile, addresses, scratch.path()) }.start()
    })?;
    warn_when_busy();
    let duration = Duration::from_secs(options.seconds);
    let bench = Bench { shop, addresses, duration, connections: options.connections };
    let mut figures = Vec::new();
    for (name, measure) in chosen {
        let found = progress.step(&format!("measuring: {name}"), || measure(&bench))?;
        for figure in found {
            println!("{}", if options.json { figure.json() } else { figure.line() });
            figures.push(figure);
        }
    }
    if options.record {
        record::write(workspace, &figures, &bench)?;
    }
    Ok(())
}

fn warn_when_busy() {
    if let Some(load) = machine::load().filter(|load| *load > 1.0) {
        eprintln!("      this machine is busy (load {load:.1}): take the figures as too low");
    }
}
