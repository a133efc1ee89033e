//! The tests that have a database, once more: on a PostgreSQL of our own.

use std::{path::Path, process::Command};

use serde_json::Value;

use super::tally::Tally;
use crate::{
    outcome::Result,
    postgres::{Care, Postgres},
    process::run_reading,
    workspace::Workspace,
};

/// The packages whose tests open databases.
const PACKAGES: [&str; 2] = ["store", "server"];

/// Runs what the same `selection` of packages was compiled to before; nothing is compiled anew.
///
/// # Errors
/// When PostgreSQL does not come up, or a test fails.
pub fn test(workspace: &Workspace, selection: &[&str], tally: &mut Tally) -> Result {
    let server = Postgres::start(Care::Quick)?;
    let mut outcome = Ok(());
    for (folder, program) in programs(workspace, selection)? {
        let mut command = Command::new(program);
        command.current_dir(folder).env("ONECART_TEST_POSTGRES_URL", server.url());
        let ended = run_reading("a test on PostgreSQL", &mut command, |line| tally.read_cargo(line));
        outcome = outcome.and(ended);
    }
    outcome
}

/// The test programs of our packages, each with the folder it is run in.
fn programs(workspace: &Workspace, selection: &[&str]) -> Result<Vec<(String, String)>> {
    let mut command = workspace.cargo(&["test", "--no-run", "--quiet", "--message-format=json"]);
    let told = command.args(selection).output()?;
    if !told.status.success() {
        return Err("the tests do not compile".into());
    }
    let told = String::from_utf8_lossy(&told.stdout);
    Ok(told.lines().filter_map(|line| program(&serde_json::from_str(line).ok()?)).collect())
}

fn program(told: &Value) -> Option<(String, String)> {
    let folder = Path::new(told["manifest_path"].as_str()?).parent()?;
    let ours = PACKAGES.iter().any(|package| folder.ends_with(package));
    let program = told["executable"].as_str()?;
    (ours && told["profile"]["test"] == true).then(|| (folder.display().to_string(), program.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_of_packages_with_a_database_are_picked() {
        let told = |package: &str, test: bool, executable: Value| {
            serde_json::json!({
                "manifest_path": format!("/shop/{package}/Cargo.toml"),
                "executable": executable,
                "profile": { "test": test },
            })
        };
        let picked = program(&told("store", true, "/target/store-1".into()));
        assert_eq!(picked, Some(("/shop/store".to_owned(), "/target/store-1".to_owned())));
        assert_eq!(program(&told("domain", true, "/target/domain-1".into())), None);
        assert_eq!(program(&told("server", false, "/target/server".into())), None);
        assert_eq!(program(&told("server", true, Value::Null)), None);
    }
}
