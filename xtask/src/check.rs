//! Everything that reads the sources without running the shop: format, lints, documentation, arrows.

use crate::{
    outcome::Result,
    process::run,
    progress::{Progress, spoken},
    workspace::Workspace,
};

/// A check: what it is called while it runs, and the cargo call.
pub struct Check {
    pub name: &'static str,
    arguments: &'static [&'static str],
}

/// Never the whole workspace at once: leptos cannot be built for server and browser in one go. The xtask goes
/// by itself, so that it keeps the artefacts it was started from. Clippy looks at the path dependencies too, so the
/// pages are read twice: as the server compiles them and as the browser does.
pub const CHECKS: [Check; 5] = [
    Check { name: "checking the format", arguments: &["fmt", "--all", "--check"] },
    Check {
        name: "linting the server's side",
        arguments: &[
            "clippy",
            "--workspace",
            "--exclude=frontend",
            "--exclude=xtask",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    },
    Check {
        name: "linting the build tool",
        arguments: &["clippy", "--package=xtask", "--all-targets", "--", "-D", "warnings"],
    },
    Check {
        name: "linting the browser's side",
        arguments: &["clippy", "--package=frontend", "--target=wasm32-unknown-unknown", "--", "-D", "warnings"],
    },
    Check {
        name: "reading the documentation",
        arguments: &["doc", "--no-deps", "--workspace", "--exclude=frontend", "--exclude=xtask"],
    },
];

impl Check {
    /// Runs it.
    ///
    /// # Errors
    /// When it finds something; cargo has said what.
    pub fn run(&self, workspace: &Workspace) -> Result {
        run(self.name, workspace.cargo(self.arguments).env("RUSTDOCFLAGS", "-D warnings"))
    }
}

/// `./dev check`.
///
/// # Errors
/// When a check finds something; the first one ends it.
pub fn check_alone(workspace: &Workspace) -> Result {
    let mut progress = Progress::of(CHECKS.len() + 1);
    for check in &CHECKS {
        progress.step(check.name, || check.run(workspace))?;
    }
    progress.step("checking the arrows between crates", || {
        run("the arrows", &mut workspace.cargo(&["test", "--quiet", "--package=xtask", "--test=arrows"]))
    })?;
    eprintln!("all is well, {}", spoken(progress.elapsed()));
    Ok(())
}
