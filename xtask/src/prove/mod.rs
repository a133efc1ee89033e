//! `./dev prove`: claims as commands. Each proof ends in one line of JSON and is met or not met.

mod ucp;
mod vendure;

use std::time::Instant;

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
}

/// How much of a proof to run.
pub struct Size {
    pub full: bool,
    pub seed: u64,
}

impl Size {
    /// The form that the test command runs.
    pub fn quick() -> Self {
        Self { full: false, seed: 1 }
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
    /// Why it cannot run in this checkout, if so.
    missing: fn(&Workspace) -> Option<String>,
    run: fn(&Workspace, &Size) -> Result<Finding>,
}

const PROOFS: [Proof; 2] = [ucp::PROOF, vendure::PROOF];

/// The proofs that the test command runs in this checkout.
pub fn ready(workspace: &Workspace) -> Vec<&'static Proof> {
    PROOFS.iter().filter(|proof| proof.in_tests && (proof.missing)(workspace).is_none()).collect()
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
    let Some(proof) = PROOFS.iter().find(|proof| proof.name == name) else {
        return Err(format!("there is no proof named {name}; ./dev prove lists them").into());
    };
    if let Some(reason) = (proof.missing)(workspace) {
        return Err(format!("the proof {name} cannot run: {reason}").into());
    }
    build::build(workspace, Profile::Debug, &mut Progress::of(build::steps(Profile::Debug)))?;
    // the line of JSON says what was wrong
    carry_out(workspace, proof, &Size { full: options.full, seed: options.seed }).map_err(|_| AlreadyTold.into())
}

/// Runs a proof on what is built and prints its line.
///
/// # Errors
/// When it could not be run to its end, or its goal is not met.
pub fn carry_out(workspace: &Workspace, proof: &Proof, size: &Size) -> Result {
    let began = Instant::now();
    let found = (proof.run)(workspace, size);
    let (figure, ok) = match &found {
        Ok(finding) => (finding.figure.clone(), finding.ok),
        Err(problem) => (json!({ "problem": problem.to_string() }), false),
    };
    println!(
        "{}",
        json!({
            "name": proof.name,
            "figure": figure,
            "goal": proof.goal,
            "ok": ok,
            "seed": size.seed,
            "commit": machine::commit(&workspace.root),
            "seconds": (began.elapsed().as_secs_f64() * 10.0).round() / 10.0,
        })
    );
    found?;
    if ok { Ok(()) } else { Err(format!("the goal of {} is not met: {}", proof.name, proof.goal).into()) }
}

fn list(workspace: &Workspace) {
    for proof in &PROOFS {
        println!("{:<10} {}", proof.name, proof.promise);
        println!("{:<10} goal: {}", "", proof.goal);
        if let Some(reason) = (proof.missing)(workspace) {
            println!("{:<10} not yet: {reason}", "");
        }
    }
}
