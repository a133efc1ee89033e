//! The two processes of a running shop: the practice world and the server, started, awaited and ended together.

pub mod addresses;
pub mod ready;
pub mod scratch;
pub mod world;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use self::{addresses::Addresses, ready::last_words};
use crate::{
    outcome::Result,
    process::Process,
    stop,
    workspace::{OUTPUT_NAME, Profile, Workspace},
};

/// What to start.
pub struct Setup<'a> {
    pub workspace: &'a Workspace,
    pub profile: Profile,
    pub addresses: Addresses,
    /// Database, practice world and logs live here.
    pub data: PathBuf,
    pub products: Option<u32>,
    /// Offers the routes that only benchmarks use.
    pub bench: bool,
    /// The server talks to the terminal; otherwise to `server.log`.
    pub aloud: bool,
}

/// Both processes, answering. Dropped, both end.
pub struct Shop {
    // fields are dropped in this order: the server first, so that it never meets a dead practice world
    server: Process,
    sandbox: Process,
    data: PathBuf,
}

impl<'a> Setup<'a> {
    /// A quiet shop with the whole practice world, its data in `data`.
    pub fn new(workspace: &'a Workspace, profile: Profile, addresses: Addresses, data: &Path) -> Self {
        Self { workspace, profile, addresses, data: data.to_owned(), products: None, bench: false, aloud: false }
    }

    /// Starts both and waits until both answer.
    ///
    /// # Errors
    /// When one cannot be started, ends, or stays silent; its last words are part of the sentence.
    pub fn start(&self) -> Result<Shop> {
        let sandbox = self.start_world()?;
        let mut server = self.start_server()?;
        let log = self.data.join("server.log");
        ready::wait(&mut server, self.addresses.shop, "/readyz", &log)?;
        Ok(Shop { server, sandbox, data: self.data.clone() })
    }

    /// Starts the practice world alone and waits until it answers.
    ///
    /// # Errors
    /// As [`Setup::start`].
    pub fn start_world(&self) -> Result<Process> {
        fs::create_dir_all(&self.data)?;
        let mut sandbox = self.start_sandbox()?;
        let log = self.data.join("sandbox.log");
        ready::wait(&mut sandbox, self.addresses.sandbox, "/sandbox/world.json", &log)?;
        Ok(sandbox)
    }

    fn start_sandbox(&self) -> Result<Process> {
        let Self { workspace, addresses, .. } = self;
        let mut command = Command::new(workspace.binary("sandbox", self.profile));
        command
            .current_dir(&workspace.root)
            .args(["--port-base", &addresses.sandbox.to_string(), "--shop", &addresses.shop_url()])
            .args(["--pictures", "public/pictures", "--state"])
            .arg(self.data.join("world"));
        if let Some(products) = self.products {
            command.args(["--products", &products.to_string()]);
        }
        self.log_to(&mut command, "sandbox.log")?;
        Process::start("the practice world", &mut command)
    }

    fn start_server(&self) -> Result<Process> {
        let Self { workspace, addresses, .. } = self;
        let mut command = Command::new(workspace.binary("server", self.profile));
        command
            .current_dir(&workspace.root)
            .env("LEPTOS_OUTPUT_NAME", OUTPUT_NAME)
            .env("LEPTOS_SITE_ROOT", workspace.site(self.profile))
            .env("LEPTOS_SITE_PKG_DIR", "pkg")
            .env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{}", addresses.shop))
            .env("DATABASE_URL", format!("sqlite://{}?mode=rwc", self.data.join("onecart.db").display()))
            .env("ONECART_SANDBOX", addresses.sandbox_url())
            .env("ONECART_PUBLIC_URL", addresses.shop_url());
        if self.bench {
            command.env("ONECART_BENCH", "1");
        }
        if !self.aloud {
            self.log_to(&mut command, "server.log")?;
        }
        Process::start("the server", &mut command)
    }

    fn log_to(&self, command: &mut Command, name: &str) -> Result {
        let log = File::create(self.data.join(name))?;
        command.stdout(log.try_clone()?).stderr(log).stdin(Stdio::null());
        Ok(())
    }
}

impl Shop {
    /// The number the system knows the server by.
    pub fn server_id(&self) -> u32 {
        self.server.id()
    }

    /// Waits until someone asks us to stop.
    ///
    /// # Errors
    /// When one of the two ended by itself.
    pub fn wait(&mut self) -> Result {
        while !stop::requested() {
            if let Some(status) = self.server.ended()? {
                return Err(format!("the server ended by itself ({status})").into());
            }
            if let Some(status) = self.sandbox.ended()? {
                let words = last_words(&self.data.join("sandbox.log"));
                return Err(format!("the practice world ended by itself ({status}){words}").into());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}
