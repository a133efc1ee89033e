//! The shop's process: started, awaited, killed, started again on the same port and database.

use std::{
    fs::{self, OpenOptions},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tokio::net::TcpStream;

use crate::Problem;

/// How long the shop may take until it answers.
const START: Duration = Duration::from_secs(60);

/// How often is looked whether something has come about.
const TICK: Duration = Duration::from_millis(2);

/// The shop's process.
pub struct Server {
    program: PathBuf,
    port: u16,
    environment: Vec<(String, String)>,
    log: PathBuf,
    child: Option<Child>,
}

impl Server {
    /// The shop that listens on `port`, keeps its books at `database` and practises with the world of `desk`.
    ///
    /// # Errors
    /// When the program does not lie beside this one.
    pub fn new(port: u16, database: &str, desk: &str, folder: &Path) -> Result<Self, Problem> {
        let program = std::env::current_exe()?.with_file_name(format!("server{}", std::env::consts::EXE_SUFFIX));
        if !program.exists() {
            return Err(format!("{} has not been built", program.display()).into());
        }
        let url = format!("http://127.0.0.1:{port}");
        let secret = folder.join("secret").display().to_string();
        let environment = [
            ("LEPTOS_OUTPUT_NAME", "onecart"),
            ("LEPTOS_SITE_ROOT", "target/site"),
            ("LEPTOS_SITE_PKG_DIR", "pkg"),
            ("LEPTOS_SITE_ADDR", &format!("127.0.0.1:{port}")),
            ("DATABASE_URL", database),
            ("ONECART_SANDBOX", desk),
            ("ONECART_PUBLIC_URL", &url),
            ("ONECART_SECRET_FILE", &secret),
            ("RUST_LOG", "warn,services=info"),
            ("RUST_BACKTRACE", "0"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        Ok(Self { program, port, environment, log: folder.join("server.log"), child: None })
    }

    /// Starts the process with these variables beside the usual ones.
    ///
    /// # Errors
    /// When it runs already or cannot be started.
    pub fn start(&mut self, also: &[(&str, String)]) -> Result<(), Problem> {
        if self.child.is_some() {
            return Err("the shop runs already".into());
        }
        let log = OpenOptions::new().create(true).append(true).open(&self.log)?;
        let mut command = Command::new(&self.program);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.envs(also.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        self.child = Some(command.spawn()?);
        Ok(())
    }

    /// Ends the process at once, as `kill -9` does. Nothing it holds in memory is written down.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// The number the system knows the process by, while there is one.
    pub fn id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Whether the process has ended by itself, as it does at a fault point.
    pub fn has_ended(&mut self) -> bool {
        self.child.as_mut().is_none_or(|child| !matches!(child.try_wait(), Ok(None)))
    }

    /// Waits until the process takes connections, or has ended; says which.
    ///
    /// # Errors
    /// When it does neither within a minute.
    pub async fn opens(&mut self) -> Result<bool, Problem> {
        let began = Instant::now();
        while !self.has_ended() {
            if TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return Ok(true);
            }
            if began.elapsed() > START {
                return Err(format!("the shop does not open\n{}", self.last_words()).into());
            }
            tokio::time::sleep(TICK).await;
        }
        Ok(false)
    }

    /// Waits until the shop serves.
    ///
    /// # Errors
    /// When the process ends instead.
    pub async fn answers(&mut self) -> Result<(), Problem> {
        if self.opens().await? {
            return Ok(());
        }
        self.kill();
        Err(format!("the shop ended while starting\n{}", self.last_words()).into())
    }

    /// Waits until the process has ended by itself; says `false` when it still runs after `limit`.
    pub async fn ends_within(&mut self, limit: Duration) -> bool {
        let began = Instant::now();
        while !self.has_ended() {
            if began.elapsed() > limit {
                return false;
            }
            tokio::time::sleep(TICK).await;
        }
        true
    }

    /// The shop's own address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Whether something stands in the log.
    pub fn said(&self, words: &str) -> bool {
        fs::read_to_string(&self.log).is_ok_and(|log| log.contains(words))
    }

    /// The last lines of the log.
    pub fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
