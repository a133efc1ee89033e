//! People's paths in a real browser, against a shop of their own on free ports.

use std::{fs, process::Command};

use serde_json::Value;

use super::tally::Tally;
use crate::{
    outcome::Result,
    process::run,
    progress::Progress,
    serve::{Setup, addresses::Addresses, ready::last_words, scratch::Scratch, world},
    tools,
    workspace::{Profile, Workspace},
};

/// Installs what playwright needs and runs every path, with scripts and without.
///
/// # Errors
/// When someone asked us to stop; what fails is counted in `tally`.
pub fn test(workspace: &Workspace, progress: &mut Progress, tally: &mut Tally) -> Result {
    let folder = workspace.root.join("end2end");
    let installed = progress.step("installing the browser tests' packages", || tools::npm_install(&folder));
    let ready = installed.is_ok();
    tally.check("installing the browser tests' packages", installed)?;
    if !ready {
        return Ok(());
    }
    let mut report = Value::Null;
    let result = progress.step("walking through the shop in a browser", || walk(workspace, &mut report));
    tally.read_playwright(&report);
    tally.tests("walking through the shop in a browser", result)
}

fn walk(workspace: &Workspace, report: &mut Value) -> Result {
    let node = tools::find("node", "install Node.js 20 or newer, then run this again")?;
    let scratch = Scratch::new(workspace, "browser-tests")?;
    let addresses = Addresses::free()?;
    let shop = Setup::new(workspace, Profile::Debug, addresses, scratch.path()).start()?;
    let written = scratch.path().join("report.json");
    let result = run(
        "playwright",
        Command::new(node)
            .current_dir(workspace.root.join("end2end"))
            .args(["node_modules/@playwright/test/cli.js", "test"])
            .env("BASE_URL", addresses.shop_url())
            .env("SANDBOX_URL", addresses.sandbox_url())
            .env("MAIL_URL", world::url(addresses, "mail")?)
            .env("OPERATOR_KEY", fs::read_to_string(scratch.path().join("onecart.db.operator")).unwrap_or_default())
            // one path starts a server of its own, to kill it
            .env("SERVER_BIN", workspace.binary("server", Profile::Debug))
            .env("SERVER_SITE", workspace.site(Profile::Debug))
            .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &written),
    );
    drop(shop);
    *report = fs::read(&written).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    result.map_err(|problem| {
        format!("{problem}; the server's last words{}", last_words(&scratch.path().join("server.log"))).into()
    })
}
