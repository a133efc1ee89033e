//! A PostgreSQL of our own for tests and proofs: made in a folder of its own, on a free port of this machine, and gone
//! afterwards. It runs as an unprivileged user, because it refuses to run as root.

use std::{
    env,
    fs::{self, DirBuilder, File, OpenOptions},
    io::Write,
    net::{Ipv4Addr, TcpListener},
    os::unix::{
        fs::{DirBuilderExt, MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    sync::{Mutex, Once, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use crate::{outcome::Result, serve::ready::last_words, stop};

/// How long it may take to come up or to go down.
const PATIENCE: Duration = Duration::from_secs(30);
const TICK: Duration = Duration::from_millis(25);

/// What is said where there is none.
const MISSING: &str = "PostgreSQL is not installed (the package postgresql): NOTHING IS TRIED ON IT";

/// The one that all proofs of this run share.
static SHARED: Mutex<Option<Postgres>> = Mutex::new(None);

/// What may happen to what was committed when the machine itself stops.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// It is on the disk, as in the shop.
    Durable,
    /// It may be lost; tests are quicker so.
    Quick,
}

/// A running server. Dropped, it ends and its folder is gone.
pub struct Postgres {
    /// Waits for the end of the first process: until then it would count as running, and no other could take its place.
    first: Option<JoinHandle<()>>,
    folder: PathBuf,
    port: u16,
}

/// Where a shared server is.
pub struct Place {
    /// Its address, with a database to connect to.
    pub url: String,
    /// The folder of its data: in `postmaster.pid` stands which process it is.
    pub data: PathBuf,
}

/// Whether PostgreSQL is installed; says so loudly where it is not.
pub fn is_there() -> bool {
    static TOLD: Once = Once::new();
    let there = programs().is_some();
    if !there {
        TOLD.call_once(|| eprintln!("!!! {MISSING}"));
    }
    there
}

/// The server that all proofs of this run share, started when the first one asks.
///
/// # Errors
/// When PostgreSQL is not installed or does not come up.
pub fn shared() -> Result<Place> {
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    let server = match shared.take() {
        Some(running) => running,
        None => Postgres::start(Care::Durable)?,
    };
    let place = Place { url: server.url(), data: server.data() };
    *shared = Some(server);
    Ok(place)
}

/// Ends the shared server where there is one.
pub fn end_shared() {
    drop(SHARED.lock().unwrap_or_else(PoisonError::into_inner).take());
}

impl Postgres {
    /// Makes a server and waits until it takes connections.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not come up; its last words are part of the sentence.
    pub fn start(care: Care) -> Result<Self> {
        let programs = programs().ok_or(MISSING)?;
        let folder = env::temp_dir().join(format!("onecart-postgres-{}-{}", process::id(), care as u8));
        DirBuilder::new().mode(0o700).create(&folder)?;
        let user = unprivileged(&folder)?;
        if let Some((id, group)) = user {
            chown(&folder, Some(id), Some(group))?;
        }
        let started = Self::start_in(&programs, &folder, user, care);
        if started.is_err() {
            let _ = fs::remove_dir_all(&folder);
        }
        started
    }

    fn start_in(programs: &Path, folder: &Path, user: Option<(u32, u32)>, care: Care) -> Result<Self> {
        let data = folder.join("data");
        let log = folder.join("log");
        let mut making = as_user(programs.join("initdb"), folder, user);
        making.args(["--username=onecart", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--pgdata"]);
        let made = making.arg(&data).stdin(Stdio::null()).output()?;
        if !made.status.success() {
            return Err(format!("initdb failed: {}", String::from_utf8_lossy(&made.stderr).trim()).into());
        }
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut settings = OpenOptions::new().append(true).open(data.join("postgresql.conf"))?;
        writeln!(settings, "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''")?;
        writeln!(settings, "max_connections = 200\nsynchronous_commit = on")?;
        if care == Care::Quick {
            writeln!(settings, "fsync = off\nfull_page_writes = off")?;
        }
        let said = File::create(&log)?;
        let mut serving = as_user(programs.join("postgres"), folder, user);
        serving.arg("-D").arg(&data).stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
        let mut child = serving.spawn()?;
        let mut server = Self { first: None, folder: folder.to_owned(), port };
        let answers = server.answers(&mut child);
        if answers.is_err() {
            let _ = child.kill();
        }
        server.first = Some(thread::spawn(move || drop(child.wait())));
        answers.map_err(|problem| format!("{problem}{}", last_words(&log)))?;
        Ok(server)
    }

    /// Its address, with a database to connect to.
    pub fn url(&self) -> String {
        format!("postgres://onecart@127.0.0.1:{}/postgres", self.port)
    }

    /// The folder of its data.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn answers(&self, child: &mut Child) -> Result {
        let began = Instant::now();
        while !fs::read_to_string(self.data().join("postmaster.pid")).is_ok_and(|told| told.contains("ready")) {
            if let Some(status) = child.try_wait()? {
                return Err(format!("PostgreSQL ended while starting ({status})").into());
            }
            if stop::requested() || began.elapsed() > PATIENCE {
                return Err("PostgreSQL did not come up".into());
            }
            thread::sleep(TICK);
        }
        Ok(())
    }

    /// The process that serves now; a proof may have killed the first one and started another.
    fn serving(&self) -> Option<Pid> {
        let told = fs::read_to_string(self.data().join("postmaster.pid")).ok()?;
        told.lines().next()?.trim().parse().ok().map(Pid::from_raw)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT ends it at once, whoever is connected.
        for signal in [Signal::SIGINT, Signal::SIGKILL] {
            let began = Instant::now();
            while let Some(serving) = self.serving().filter(|_| began.elapsed() < PATIENCE) {
                if kill(serving, signal).is_err() {
                    break;
                }
                thread::sleep(TICK);
            }
        }
        if let Some(first) = self.first.take() {
            let _ = first.join();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder with PostgreSQL's programs: the newest of Debian's, else where `postgres` is in `PATH`, else where
/// `pg_config` says.
fn programs() -> Option<PathBuf> {
    let mut folders: Vec<(u32, PathBuf)> = Vec::new();
    for entry in fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten() {
        if let Some(version) = entry.file_name().to_str().and_then(|name| name.parse().ok()) {
            folders.push((version, entry.path().join("bin")));
        }
    }
    folders.sort();
    let newest_first = folders.into_iter().rev().map(|(_, folder)| folder);
    let in_path = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect::<Vec<_>>();
    let told = Command::new("pg_config").arg("--bindir").output().ok();
    let told = told.map(|told| PathBuf::from(String::from_utf8_lossy(&told.stdout).trim()));
    let has_both = |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    newest_first.chain(in_path).chain(told).find(has_both)
}

/// Whom to run as where this process is root, by number and group: `postgres`, or else `nobody`.
fn unprivileged(own_folder: &Path) -> Result<Option<(u32, u32)>> {
    if own_folder.metadata()?.uid() != 0 {
        return Ok(None);
    }
    let known = fs::read_to_string("/etc/passwd")?;
    let found = ["postgres", "nobody"].iter().find_map(|name| user(&known, name));
    Ok(Some(found.ok_or("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")?))
}

fn user(known: &str, name: &str) -> Option<(u32, u32)> {
    let line = known.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2).map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn as_user(program: PathBuf, folder: &Path, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("LC_ALL", "C");
    if let Some((id, group)) = user {
        command.uid(id).gid(group);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_read_by_name() {
        let known = "root:x:0:0:root:/root:/bin/sh\npostgres:x:101:104:admin,,,:/var/lib/postgresql:/bin/bash\n";
        assert_eq!(user(known, "postgres"), Some((101, 104)));
        assert_eq!(user(known, "post"), None);
    }

    #[test]
    fn a_server_comes_up_takes_connections_and_leaves_nothing_behind() {
        if !is_there() {
            return;
        }
        let server = Postgres::start(Care::Quick).expect("it is installed");
        let (port, folder) = (server.port, server.folder.clone());
        assert!(std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok());
        drop(server);
        assert!(std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err());
        assert!(!folder.exists());
    }
}
