//! What goes wrong with the database, and how it is brought about.

use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use sea_orm::{ConnectionTrait, Database as Connect, DbBackend, Statement};
use tokio::sync::Mutex;

use crate::{Database, Problem, world::World};

/// How large the disk is that becomes full.
const SMALL: &str = "size=48m";

/// How long PostgreSQL may take to come back.
const RESTART: Duration = Duration::from_secs(60);

/// One thing that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// PostgreSQL's first process is killed; it is started again afterwards.
    Killed,
    /// All processes of PostgreSQL stand still.
    Hung,
    /// Somebody else keeps everybody from writing.
    Locked,
    /// No byte more fits on the disk with the file of SQLite.
    Full,
    /// Nothing is wrong with the database: the shop is told to end.
    ToldToEnd,
}

impl Cause {
    /// What may go wrong with a database, in the order in which it is tried.
    pub fn all(database: Database) -> [Self; 3] {
        match database {
            Database::Postgres => [Self::Killed, Self::Hung, Self::ToldToEnd],
            Database::Sqlite => [Self::Full, Self::Locked, Self::ToldToEnd],
        }
    }

    /// Its name in the figure.
    pub fn name(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Hung => "hung",
            Self::Locked => "locked",
            Self::Full => "disk_full",
            Self::ToldToEnd => "told_to_end",
        }
    }

    /// Waits as long as it lasts.
    pub async fn lasts(self, full: bool) {
        tokio::time::sleep(Duration::from_secs(if full { 15 } else { 5 })).await;
    }

    /// Brings it about.
    ///
    /// # Errors
    /// When it cannot be brought about here.
    pub async fn bring_about(self, world: &World, disk: Option<&SmallDisk>) -> Result<(), Problem> {
        match self {
            Self::Killed => {
                signal("-KILL", serving()?)?;
                // Until somebody has asked how it ended, it counts as running.
                if let Some(mut killed) = STARTED.lock().await.take() {
                    killed.wait()?;
                }
            }
            Self::Hung => signal_all("-STOP")?,
            Self::Locked => LOCK.lock().await.take_hold(world.database()).await?,
            Self::Full => disk.ok_or("there is no small disk")?.fill()?,
            Self::ToldToEnd => {}
        }
        // By now everybody knows who has a connection.
        tokio::time::sleep(Duration::from_millis(300)).await;
        Ok(())
    }

    /// Puts it right again, as an operator or the system does.
    ///
    /// # Errors
    /// When it cannot be put right.
    pub async fn undo(self, world: &World, disk: Option<&SmallDisk>) -> Result<(), Problem> {
        match self {
            Self::Killed => start_again(world).await,
            Self::Hung => signal_all("-CONT"),
            Self::Locked => LOCK.lock().await.let_go().await,
            Self::Full => disk.ok_or("there is no small disk")?.make_room(),
            Self::ToldToEnd => Ok(()),
        }
    }
}

/// The PostgreSQL that was started again here.
static STARTED: Mutex<Option<Child>> = Mutex::const_new(None);

/// A connection that keeps everybody else from writing.
struct Lock(Option<sea_orm::DatabaseConnection>);

static LOCK: Mutex<Lock> = Mutex::const_new(Lock(None));

impl Lock {
    async fn take_hold(&mut self, url: &str) -> Result<(), Problem> {
        let mut options = sea_orm::ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let connection = Connect::connect(options).await?;
        match connection.get_database_backend() {
            DbBackend::Postgres => {
                let all = "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public'";
                let all = Statement::from_string(DbBackend::Postgres, all);
                let all = connection.query_one_raw(all).await?.ok_or("no tables")?;
                let all: String = all.try_get_by_index(0)?;
                connection.execute_unprepared("BEGIN").await?;
                connection.execute_unprepared(&format!("LOCK TABLE {all} IN EXCLUSIVE MODE")).await?;
            }
            _ => {
                connection.execute_unprepared("BEGIN IMMEDIATE").await?;
            }
        }
        self.0 = Some(connection);
        Ok(())
    }

    async fn let_go(&mut self) -> Result<(), Problem> {
        let connection = self.0.take().ok_or("nobody held the database")?;
        connection.execute_unprepared("ROLLBACK").await?;
        Ok(connection.close().await?)
    }
}

/// A small file system in memory over a folder; it takes the rights of root to make one.
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Lays it over a folder.
    ///
    /// # Errors
    /// When this process may not.
    pub fn under(folder: &Path) -> Result<Self, Problem> {
        let made = Command::new("mount").args(["-t", "tmpfs", "-o", SMALL, "tmpfs"]).arg(folder).output()?;
        if !made.status.success() {
            let why = String::from_utf8_lossy(&made.stderr).trim().to_owned();
            return Err(format!("a small disk takes the rights of root: {why}").into());
        }
        Ok(Self(folder.to_owned()))
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    fn fill(&self) -> Result<(), Problem> {
        let mut ballast = File::create(self.ballast())?;
        for size in [1 << 20, 1 << 12, 1] {
            let block = vec![0; size];
            while ballast.write_all(&block).is_ok() {}
        }
        Ok(())
    }

    fn make_room(&self) -> Result<(), Problem> {
        Ok(fs::remove_file(self.ballast())?)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: somebody may still have a file open.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// Sends a signal to one process.
///
/// # Errors
/// When there is no such process.
pub fn signal(signal: &str, process: u32) -> Result<(), Problem> {
    let sent = Command::new("kill").args([signal, &process.to_string()]).output()?;
    if sent.status.success() { Ok(()) } else { Err(format!("no signal {signal} reached the process {process}").into()) }
}

/// Sends a signal to PostgreSQL's first process and to all that it started.
fn signal_all(name: &str) -> Result<(), Problem> {
    let first = serving()?;
    for process in started_by(first) {
        // One that has ended meanwhile is fine.
        let _ = signal(name, process);
    }
    signal(name, first)
}

fn started_by(parent: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = all.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let is_child = |process: &u32| {
        // The name of the program stands in brackets and may hold anything.
        let told = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let parent_of = told.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(1)?.parse().ok());
        parent_of == Some(parent)
    };
    numbers.filter(is_child).collect()
}

/// The folder of the server that the build tool started.
fn data() -> Result<PathBuf, Problem> {
    let named = std::env::var_os("ONECART_POSTGRES_DATA");
    Ok(named
        .ok_or("only a PostgreSQL that ./dev prove started itself is killed: leave ONECART_POSTGRES_URL out")?
        .into())
}

/// Its first process.
fn serving() -> Result<u32, Problem> {
    let told = fs::read_to_string(data()?.join("postmaster.pid"))?;
    Ok(told.lines().next().unwrap_or_default().trim().parse()?)
}

/// Starts PostgreSQL as it was started before, again and again until the remains of the killed one are gone.
async fn start_again(world: &World) -> Result<(), Problem> {
    let data = data()?;
    let owner = data.metadata()?;
    let told = fs::read_to_string(data.join("postmaster.opts"))?;
    let program = told.split_whitespace().next().ok_or("postmaster.opts names no program")?.to_owned();
    let began = Instant::now();
    loop {
        let log = OpenOptions::new().create(true).append(true).open(data.with_file_name("log"))?;
        let mut command = Command::new(&program);
        command.arg("-D").arg(&data).current_dir(&data).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        if fs::metadata("/proc/self")?.uid() == 0 {
            command.uid(owner.uid()).gid(owner.gid());
        }
        let mut child = command.spawn()?;
        loop {
            let mut options = sea_orm::ConnectOptions::new(world.database());
            options.acquire_timeout(Duration::from_millis(500)).sqlx_logging(false);
            if Connect::connect(options).await.is_ok() {
                *STARTED.lock().await = Some(child);
                return Ok(());
            }
            if child.try_wait()?.is_some() {
                break;
            }
            if began.elapsed() > RESTART {
                return Err("PostgreSQL does not come back".into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        if began.elapsed() > RESTART {
            return Err("PostgreSQL does not come back".into());
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}
