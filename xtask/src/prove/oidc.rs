//! People come in by a real identity provider from npm.
//!
//! `end2end/oidc/` brings the provider (`npm ci`, then `node provider.js`) and `prove.js`, which walks through shop and
//! provider and prints one JSON object `{"figure": …, "ok": true|false}` as its last line.

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
    name: "oidc",
    promise: "people come in by a real OpenID Connect provider, and nobody else does",
    goal: "every check holds",
    in_tests: true,
    needs_shop: true,
    databases: &[],
    missing,
    run,
};

fn missing(workspace: &Workspace) -> Option<String> {
    (!workspace.root.join("end2end/oidc/prove.js").exists())
        .then(|| "end2end/oidc/prove.js is not part of this checkout".to_owned())
}

fn run(_: &Proof, workspace: &Workspace, _: &Size) -> Result<Finding> {
    let folder = workspace.root.join("end2end/oidc");
    let node = tools::find("node", "install Node.js 20 or newer, then run this again")?;
    tools::npm_install(&folder)?;
    let scratch = Scratch::new(workspace, "prove-oidc")?;
    let mut last = String::new();
    run_reading(
        "the oidc proof",
        Command::new(node)
            .current_dir(&folder)
            .arg("prove.js")
            .env("DATA", scratch.path())
            .env("SITE", workspace.site(Profile::Debug))
            .env("SERVER", workspace.binary("server", Profile::Debug)),
        |line| last = line.to_owned(),
    )?;
    let told: Value = serde_json::from_str(&last).map_err(|_| "prove.js did not end with a line of JSON")?;
    Ok(Finding { figure: told["figure"].clone(), ok: told["ok"] == Value::Bool(true) })
}
