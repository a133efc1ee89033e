//! `./dev prove`: claims as commands. Each proof ends in one line of JSON and is met or not met.

mod find;
mod in_house;
mod oidc;
mod record;
mod security;
mod ucp;
mod vendure;

use std::{path::PathBuf, time::Instant};

use serde_json::{Value, json};

use crate::{
    build, machine,
    outcome::{AlreadyTold, Result},
    progress::Progress,
    workspace::{Profile, Workspace},
};

/// Lists the proofs, or runs one and tells in one line of JSON whether its goal is met
#[derive(clap::Args)]
pub struct Options {
    /// Which one; without a name they are listed
    name: Option<String>,
    /// The published size instead of the quick one
    #[arg(long)]
    full: bool,
    /// Where randomness begins; the same seed runs the same proof
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The database, for proofs that have one
    #[arg(long, value_enum, default_value_t = Database::Sqlite)]
    database: Database,
    /// How many, where neither the quick nor the published number is wanted
    #[arg(long, value_name = "N")]
    count: Option<u64>,
    /// Where to begin counting, to repeat one run that failed
    #[arg(long, value_name = "N", default_value_t = 0)]
    at: u64,
    /// Read what was judged by hand from this file instead of the repository's
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Run the programs that lie in this folder, built from this commit, and build nothing
    #[arg(long, value_name = "FOLDER")]
    built: Option<PathBuf>,
    /// Also write the figure into docs/RELIABILITY.md
    #[arg(long, requires = "full")]
    record: bool,
}

/// Which database a proof runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    /// Its word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// How much of a proof to run.
pub struct Size {
    pub full: bool,
    pub seed: u64,
    pub database: Database,
    pub count: Option<u64>,
    pub at: u64,
    /// What was judged by hand, where it is not the repository's.
    pub data: Option<PathBuf>,
    /// Where the programs lie, where they are not to be built.
    pub built: Option<PathBuf>,
}

impl Size {
    /// The form that the test command runs.
    pub fn quick(database: Database) -> Self {
        Self { full: false, seed: 1, database, count: None, at: 0, data: None, built: None }
    }
}

/// What a proof found, and whether that is enough.
pub struct Finding {
    pub figure: Value,
    pub ok: bool,
}

/// One claim.
pub struct Proof {
    pub name: &'static str,
    pub promise: &'static str,
    pub goal: &'static str,
    /// Whether its quick form takes under a minute, so that the test command runs it.
    in_tests: bool,
    /// Whether it needs the whole shop with its browser part; otherwise it builds what it needs.
    needs_shop: bool,
    /// The databases it runs on; none where it has no database.
    pub databases: &'static [Database],
    /// Why it cannot run in this checkout, if so.
    missing: fn(&Workspace) -> Option<String>,
    run: fn(&Self, &Workspace, &Size) -> Result<Finding>,
}

/// The claims of the money path.
static MONEY: [Proof; 20] = [
    ucp::PROOF,
    vendure::PROOF,
    in_house::SIMULATION,
    in_house::GUARDS,
    in_house::CARTS,
    in_house::TAX,
    in_house::PROMOTIONS,
    in_house::TIMELINE,
    in_house::RETURNS,
    in_house::MODEL,
    in_house::KILL,
    in_house::COMPLETE,
    in_house::OVERSELL,
    in_house::RACES,
    in_house::WEBHOOKS,
    in_house::COMMITS,
    in_house::OUTAGES,
    in_house::MARKETPLACES,
    in_house::MATRIX,
    in_house::RECONCILE,
];

/// Every claim, those of the money path first.
fn proofs() -> impl Iterator<Item = &'static Proof> {
    MONEY.iter().chain(security::PROOFS).chain(find::PROOFS).chain([&oidc::PROOF])
}

/// The proofs that the test command runs in this checkout, on each database that is there.
pub fn ready(workspace: &Workspace) -> Vec<(&'static Proof, Size)> {
    let proofs = proofs().filter(|proof| proof.in_tests && (proof.missing)(workspace).is_none());
    let sized = proofs.flat_map(|proof| {
        let databases = if proof.databases.is_empty() { &[Database::Sqlite] } else { proof.databases };
        databases.iter().filter(|one| in_house::has(**one)).map(move |one| (proof, Size::quick(*one)))
    });
    sized.collect()
}

/// `./dev prove`.
///
/// # Errors
/// When there is no such proof, it cannot run, or its goal is not met.
pub fn prove(workspace: &Workspace, options: &Options) -> Result {
    let Some(name) = &options.name else {
        list(workspace);
        return Ok(());
    };
    let Some(proof) = proofs().find(|proof| proof.name == name) else {
        return Err(format!("there is no proof named {name}; ./dev prove lists them").into());
    };
    if let Some(reason) = (proof.missing)(workspace) {
        return Err(format!("the proof {name} cannot run: {reason}").into());
    }
    if !in_house::has(options.database) {
        return Err("install PostgreSQL (the package postgresql), or name a server in ONECART_POSTGRES_URL".into());
    }
    if proof.needs_shop && options.built.is_none() {
        build::build(workspace, Profile::Debug, &mut Progress::of(build::steps(Profile::Debug)))?;
    }
    let Options { full, seed, database, count, at, .. } = *options;
    let (data, built) = (options.data.as_ref().map(std::path::absolute).transpose()?, options.built.clone());
    let size = Size { full, seed, database, count, at, data, built };
    let (line, ended) = measured(workspace, proof, &size);
    if options.record && line["figure"]["problem"].is_null() {
        record::write(workspace, &size, &line)?;
    }
    // the line of JSON says what was wrong
    ended.map_err(|_| AlreadyTold.into())
}

/// Runs a proof on what is built and prints its line.
///
/// # Errors
/// When it could not be run to its end, or its goal is not met.
pub fn carry_out(workspace: &Workspace, proof: &Proof, size: &Size) -> Result {
    measured(workspace, proof, size).1
}

/// The line of a proof, printed, and whether its goal is met.
fn measured(workspace: &Workspace, proof: &Proof, size: &Size) -> (Value, Result) {
    let began = Instant::now();
    let found = (proof.run)(proof, workspace, size);
    let (figure, ok) = match &found {
        Ok(finding) => (finding.figure.clone(), finding.ok),
        Err(problem) => (json!({ "problem": problem.to_string() }), false),
    };
    let mut line = json!({
        "name": proof.name,
        "figure": figure,
        "goal": proof.goal,
        "ok": ok,
        "seed": size.seed,
        "commit": machine::commit(&workspace.root),
        "seconds": (began.elapsed().as_secs_f64() * 10.0).round() / 10.0,
    });
    if !proof.databases.is_empty() {
        line["database"] = json!(size.database.word());
    }
    println!("{line}");
    let ended = match found {
        Err(problem) => Err(problem),
        Ok(_) if ok => Ok(()),
        Ok(_) => Err(format!("the goal of {} is not met: {}", proof.name, proof.goal).into()),
    };
    (line, ended)
}

fn list(workspace: &Workspace) {
    for proof in proofs() {
        println!("{:<15} {}", proof.name, proof.promise);
        println!("{:<15} goal: {}", "", proof.goal);
        if let Some(reason) = (proof.missing)(workspace) {
            println!("{:<15} not yet: {reason}", "");
        }
    }
}
