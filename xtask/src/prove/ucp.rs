//! Our practice marketplaces that speak UCP, judged by an independent conformance runner from PyPI.
//!
//! A marketplace takes part by having a configuration named after it: `sandbox/conformance/harbor.json`. How to run it by hand stands in `sandbox/conformance/README.md`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Map, Value, json};

use super::{Finding, Proof, Size};
use crate::{
    outcome::Result,
    serve::{Setup, addresses::Addresses, scratch::Scratch, world},
    tools,
    workspace::{Profile, Workspace},
};

pub const PROOF: Proof = Proof {
    name: "ucp",
    promise: "the practice marketplaces speak UCP as an outsider understands it",
    goal: "no MUST of the specification violated, at least one kept, at every UCP marketplace",
    in_tests: true,
    missing,
    run,
};

const RUNNER: &str = "spck-conformance==0.4.0";

fn missing(workspace: &Workspace) -> Option<String> {
    configurations(workspace)
        .is_empty()
        .then(|| "sandbox/conformance holds no configuration".to_owned())
}

fn run(workspace: &Workspace, _: &Size) -> Result<Finding> {
    let programs = tools::python_environment(workspace, RUNNER)?;
    let scratch = Scratch::new(workspace, "prove-ucp")?;
    let setup = Setup::new(
        workspace,
        Profile::Debug,
        Addresses::free()?,
        scratch.path(),
    );
    let _world = setup.start_world()?;
    let places = world::places(setup.addresses)?;
    let mut figures = Map::new();
    let mut ok = true;
    for configuration in configurations(workspace) {
        let slug = configuration
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        let place = places.iter().find(|place| place.slug == slug);
        let place = place.ok_or_else(|| format!("the practice world has no {slug}"))?;
        let finding = read(&slug, &judge(&programs, &place.url, &configuration)?);
        ok &= finding.ok;
        figures.insert(slug.into_owned(), finding.figure);
    }
    Ok(Finding {
        figure: Value::Object(figures),
        ok,
    })
}

/// Takes the verdict out of the runner's report and shows what deviates.
fn read(slug: &str, report: &Value) -> Finding {
    let checks = report["checks"].as_array().into_iter().flatten();
    for check in checks.filter(|check| check["status"] == "deviation") {
        eprintln!(
            "      {slug}: {} deviates, observed {}",
            check["id"], check["observed"]
        );
    }
    let verdict = &report["verdict"];
    let (kept, violated) = (
        verdict["musts_passed"].as_u64(),
        verdict["deviations"].as_u64(),
    );
    Finding {
        figure: json!({
            "version": report["spec_version"],
            "kept": kept,
            "violated": violated,
            "applicable": verdict["applicable_musts"],
        }),
        ok: violated == Some(0) && kept.is_some_and(|kept| kept > 0),
    }
}

/// The runner ends with status 2 where something deviates, and still prints its report.
fn judge(programs: &Path, url: &str, configuration: &Path) -> Result<Value> {
    let output = Command::new(programs.join("spck-conformance"))
        .args(["--server", url, "--json", "--config"])
        .arg(configuration)
        .output()?;
    serde_json::from_slice(&output.stdout).map_err(|_| {
        format!(
            "the conformance runner gave no report: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )
        .into()
    })
}

/// The configurations of the marketplaces that take part.
fn configurations(workspace: &Workspace) -> Vec<PathBuf> {
    let entries = fs::read_dir(workspace.root.join("sandbox/conformance"))
        .into_iter()
        .flatten();
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    found.sort();
    found
}
