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
    serve::{
        Setup,
        addresses::Addresses,
        scratch::Scratch,
        world::{self, Place},
    },
    tools,
    workspace::{Profile, Workspace},
};

pub const PROOF: Proof = Proof {
    name: "ucp",
    promise: "the practice marketplaces speak UCP as an outsider understands it",
    goal: "no MUST of the specification violated, at least one kept, at every UCP marketplace",
    in_tests: true,
    needs_shop: true,
    databases: &[],
    missing,
    run,
};

const RUNNER: &str = "spck-conformance==0.4.0";

fn missing(workspace: &Workspace) -> Option<String> {
    (!folder(workspace).is_dir()).then(|| "sandbox/conformance is not part of this checkout".to_owned())
}

fn run(_: &Proof, workspace: &Workspace, _: &Size) -> Result<Finding> {
    let programs = tools::python_environment(workspace, RUNNER)?;
    let scratch = Scratch::new(workspace, "prove-ucp")?;
    let setup = Setup::new(workspace, Profile::Debug, Addresses::free()?, scratch.path());
    let _world = setup.start_world()?;
    let places = world::places(setup.addresses)?;
    let mut figures = Map::new();
    let mut ok = true;
    for place in &places {
        let written = folder(workspace).join(format!("{}.json", place.slug));
        if !written.exists() {
            continue;
        }
        let configuration = scratch.path().join(format!("{}.json", place.slug));
        fs::write(&configuration, at_these_ports(&fs::read_to_string(written)?, &places, setup.addresses.sandbox)?)?;
        let finding = read(&place.slug, &judge(&programs, &place.url, &configuration)?);
        ok &= finding.ok;
        figures.insert(place.slug.clone(), finding.figure);
    }
    ok &= !figures.is_empty();
    Ok(Finding { figure: Value::Object(figures), ok })
}

/// Takes the verdict out of the runner's report and shows what deviates.
fn read(slug: &str, report: &Value) -> Finding {
    let checks = report["checks"].as_array().into_iter().flatten();
    for check in checks.filter(|check| check["status"] == "deviation") {
        eprintln!("      {slug}: {} deviates, observed {}", check["id"], check["observed"]);
    }
    let verdict = &report["verdict"];
    let (kept, violated) = (verdict["musts_passed"].as_u64(), verdict["deviations"].as_u64());
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
        format!("the conformance runner gave no report: {}", String::from_utf8_lossy(&output.stderr).trim()).into()
    })
}

/// Where the configurations of the marketplaces are that take part.
fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("sandbox/conformance")
}

/// The configurations name the usual ports; this world has others.
fn at_these_ports(configuration: &str, places: &[Place], base: u16) -> Result<String> {
    let mut text = configuration.to_owned();
    for place in places {
        let usual = 4100 + (place.port()? - base);
        text = text.replace(&format!("127.0.0.1:{usual}"), &format!("127.0.0.1:{}", place.port()?));
    }
    Ok(text)
}
