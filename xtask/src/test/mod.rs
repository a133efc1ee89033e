//! `./dev test`: every check and every test, one after the other, and one line of figures at the end.
//!
//! A failing step does not stop the others, except that nothing is tried in a browser when the build failed.

mod browser;
mod on_postgres;
mod tally;

use self::tally::Tally;
use crate::{
    build,
    check::CHECKS,
    outcome::Result,
    postgres,
    process::run_reading,
    progress::{Progress, spoken},
    prove,
    workspace::{Profile, Workspace},
};

/// Everything that is tested with plain cargo; the browser's part and this tool are built with other features.
const ALL: &[&str] = &["--workspace", "--exclude=frontend", "--exclude=xtask"];

/// Runs all checks, unit, integration and browser tests, and the quick proofs
#[derive(clap::Args)]
pub struct Options {
    /// Leave out what needs Node.js and Chromium
    #[arg(long)]
    no_browser: bool,
}

/// Checks, tests, builds, tries in a browser, proves, and tells how many passed and failed.
///
/// # Errors
/// When anything failed.
pub fn test(workspace: &Workspace, options: &Options) -> Result {
    let proofs = prove::ready(workspace);
    let browser_steps = if options.no_browser { 0 } else { 2 };
    let on_postgres = postgres::is_there();
    let total =
        CHECKS.len() + 2 + usize::from(on_postgres) + build::steps(Profile::Debug) + browser_steps + proofs.len();
    let mut progress = Progress::of(total);
    let mut tally = Tally::default();
    for check in &CHECKS {
        tally.check(check.name, progress.step(check.name, || check.run(workspace)))?;
    }
    for (name, arguments) in [
        ("testing rules, services and the server", ALL),
        ("testing the build tool and the arrows between crates", &["--package=xtask"]),
    ] {
        let result = progress.step(name, || cargo_test(workspace, arguments, &mut tally));
        tally.tests(name, result)?;
    }
    if on_postgres {
        let name = "testing store and server on PostgreSQL";
        let result = progress.step(name, || on_postgres::test(workspace, ALL, &mut tally));
        tally.tests(name, result)?;
    }
    let built = build::build(workspace, Profile::Debug, &mut progress);
    let can_serve = built.is_ok();
    tally.check("building", built)?;
    if can_serve {
        if !options.no_browser {
            browser::test(workspace, &mut progress, &mut tally)?;
        }
        for (proof, size) in proofs {
            let on = if proof.databases.is_empty() { "" } else { size.database.word() };
            let name = format!("proving {} {on}: {}", proof.name, proof.promise).replace(" :", ":");
            tally.check(&name, progress.step(&name, || prove::carry_out(workspace, proof, &size)))?;
        }
    }
    eprintln!("\nall of it took {}", spoken(progress.elapsed()));
    tally.tell()
}

fn cargo_test(workspace: &Workspace, packages: &[&str], tally: &mut Tally) -> Result {
    let mut command = workspace.cargo(&["test", "--no-fail-fast"]);
    run_reading("cargo test", command.args(packages), |line| tally.read_cargo(line))
}
