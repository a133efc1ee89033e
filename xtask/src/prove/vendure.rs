//! Our Vendure connector against a real Vendure from npm.
//!
//! `end2end/vendure/` brings the server (`npm ci`, then `node server.js`) and `prove.js`, which places an order
//! through our connector and prints one JSON object `{"figure": …, "ok": true|false}` as its last line.

use std::process::Command;

use serde_json::Value;

use super::{Finding, Proof, Size};
use crate::{
    outcome::Result,
    process::run_reading,
    serve::scratch::Scratch,
    tools,
    workspace::{Profile, Workspace},
};

pub const PROOF: Proof = Proof {
    name: "vendure",
    promise: "an order placed through our connector stands in a real Vendure shop",
    goal: "the order is there, once, with our total",
    in_tests: true,
    needs_shop: true,
    databases: &[],
    missing,
    run,
};

fn missing(workspace: &Workspace) -> Option<String> {
    (!workspace.root.join("end2end/vendure/prove.js").exists())
        .then(|| "end2end/vendure/prove.js is not part of this checkout".to_owned())
}

fn run(_: &Proof, workspace: &Workspace, size: &Size) -> Result<Finding> {
    let folder = workspace.root.join("end2end/vendure");
    let node = tools::find("node", "install Node.js 20 or newer, then run this again")?;
    tools::npm_install(&folder)?;
    let scratch = Scratch::new(workspace, "prove-vendure")?;
    let mut last = String::new();
    run_reading(
        "the vendure proof",
        Command::new(node)
            .current_dir(&folder)
            .arg("prove.js")
            .env("DATA", scratch.path())
            .env("SEED", size.seed.to_string())
            .env("FULL", if size.full { "1" } else { "0" })
            .env("SERVER", workspace.binary("server", Profile::Debug)),
        |line| last = line.to_owned(),
    )?;
    let told: Value = serde_json::from_str(&last).map_err(|_| "prove.js did not end with a line of JSON")?;
    Ok(Finding { figure: told["figure"].clone(), ok: told["ok"] == Value::Bool(true) })
}
