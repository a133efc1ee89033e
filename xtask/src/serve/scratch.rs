//! A folder for one test or benchmark run, gone afterwards.

use std::{
    fs,
    path::{Path, PathBuf},
    process,
};

use crate::{outcome::Result, workspace::Workspace};

/// A folder under the target directory that is removed when dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes an empty folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(workspace: &Workspace, purpose: &str) -> Result<Self> {
        let folder = workspace.target.join(format!("{purpose}-{}", process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
