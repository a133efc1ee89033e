//! Programs of the machine that some commands need, and the sentence to say where one is missing.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{outcome::Result, process::run, workspace::Workspace};

/// Finds a program in `PATH`.
///
/// # Errors
/// When it is not there; the sentence says what to install.
pub fn find(program: &str, what_to_do: &str) -> Result<PathBuf> {
    let paths = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&paths)
        .map(|folder| folder.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
        .ok_or_else(|| format!("{program} is not installed: {what_to_do}").into())
}

/// Installs what the browser tests need from npm, when the lock file is newer than what is there.
///
/// # Errors
/// When npm is missing or cannot install.
pub fn npm_install(folder: &Path) -> Result {
    if is_newer(&folder.join("node_modules/.package-lock.json"), &folder.join("package-lock.json")) {
        return Ok(());
    }
    let npm = find("npm", "install Node.js 20 or newer, then run this again")?;
    run(
        "npm ci",
        Command::new(npm)
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(folder)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )
}

/// A Python environment under the target directory that holds `package`, and the folder of its programs.
///
/// # Errors
/// When Python or its venv module is missing, or the package cannot be installed.
pub fn python_environment(workspace: &Workspace, package: &str) -> Result<PathBuf> {
    let folder = workspace.target.join("python").join(package.replace("==", "-"));
    let programs = folder.join("bin");
    let mark = folder.join("complete");
    if mark.exists() {
        return Ok(programs);
    }
    let python = find("python3", "install Python 3.9 or newer with its venv module, then run this again")?;
    run("python3 -m venv", Command::new(python).args(["-m", "venv", "--clear"]).arg(&folder))
        .map_err(|problem| format!("{problem}; on Debian and Ubuntu install python3-venv, then run this again"))?;
    run("pip install", Command::new(programs.join("python")).args(["-m", "pip", "install", "--quiet", package]))?;
    std::fs::write(mark, package)?;
    Ok(programs)
}

/// Whether `file` exists and was written no earlier than `source`.
pub fn is_newer(file: &Path, source: &Path) -> bool {
    let written = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    matches!((written(file), written(source)), (Some(file), Some(source)) if file >= source)
}
