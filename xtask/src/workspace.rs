//! Where things lie: the checkout, the target directory, what the build leaves there, and how cargo is called.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::outcome::Result;

/// The name of everything the browser loads: `pkg/onecart.js`, `.wasm`, `.css`.
pub const OUTPUT_NAME: &str = "onecart";

/// How carefully to compile.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Debug,
    Release,
}

impl Profile {
    /// The profile that `--release` asks for.
    pub fn from_flag(release: bool) -> Self {
        if release { Self::Release } else { Self::Debug }
    }
}

/// The checkout and its target directory.
pub struct Workspace {
    pub root: PathBuf,
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the checkout this run belongs to.
    ///
    /// Asked at run time: a target directory shared by two checkouts would keep the other one's path.
    ///
    /// # Errors
    /// When not started by cargo.
    pub fn find() -> Result<Self> {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").ok_or("start it as ./dev or cargo xtask")?;
        let root = Path::new(&manifest).parent().ok_or("xtask has no folder above it")?.to_path_buf();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |named| root.join(named));
        Ok(Self { root, target })
    }

    /// A cargo call; the variables that leptos reads while it compiles stand in `.cargo/config.toml`.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root).args(arguments).env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// The folder the server serves files from.
    pub fn site(&self, profile: Profile) -> PathBuf {
        self.target.join(match profile {
            Profile::Debug => "site",
            Profile::Release => "site-release",
        })
    }

    /// What the browser loads: script, WASM and style. For release it is published from here into the site.
    pub fn package(&self, profile: Profile) -> PathBuf {
        match profile {
            Profile::Debug => self.site(profile).join("pkg"),
            Profile::Release => self.target.join("package"),
        }
    }

    /// A compiled program of ours.
    pub fn binary(&self, name: &str, profile: Profile) -> PathBuf {
        let folder = match profile {
            Profile::Debug => "debug",
            Profile::Release => "release",
        };
        self.target.join(folder).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The browser part as rustc leaves it.
    pub fn wasm(&self, profile: Profile) -> PathBuf {
        let folder = match profile {
            Profile::Debug => "debug",
            Profile::Release => "wasm-release",
        };
        self.target.join("wasm32-unknown-unknown").join(folder).join("frontend.wasm")
    }
}
