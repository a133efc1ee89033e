//! How the two databases are opened: what their connections have in common, and where they differ.

use std::{path::Path, time::Duration};

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, sqlx::Executor};

use crate::{
    StoreError, Transaction,
    limit::within,
    sql::{row, values},
};

/// How many readers work side by side.
const READERS: u32 = 6;

/// How long anything waits for the database before it counts as silent.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);

/// After how long PostgreSQL gives a statement or a lock up by itself, so that the connection stays usable.
const SERVER_PATIENCE: &str = "1800ms";

/// After how long PostgreSQL ends a transaction whose process is gone or silent, so that others may write.
const SILENT_TRANSACTION: &str = "5s";

/// Connections that lay idle for longer are tried before they are used; their server may have ended meanwhile.
const TRIED_AFTER: Duration = Duration::from_secs(1);

/// The advisory lock that lets one process at a time bring the tables to the newest step.
const MIGRATING: i64 = 0x4f6e_6563_6172_7401;

/// The advisory lock that whoever writes holds to the end of the transaction.
pub(crate) const WRITING: i64 = 0x4f6e_6563_6172_7402;

/// The advisory lock that every process shares while its writer is connected.
const PRESENT: i64 = 0x4f6e_6563_6172_7403;

/// Where the database is.
#[derive(Clone, Debug)]
pub(crate) enum Address {
    /// A file, as `sqlite://FILE`.
    Sqlite(String),
    /// A server, as `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.
    Postgres(String),
}

impl Address {
    /// Reads the address of a database.
    ///
    /// # Errors
    /// When it is neither a file of SQLite nor a server of PostgreSQL.
    pub(crate) fn read(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        if !url.starts_with("sqlite:") || url.contains(":memory:") || url.contains("mode=memory") {
            return Err(StoreError::Address);
        }
        Ok(Self::Sqlite(url.to_owned()))
    }

    /// Which of the two it is.
    pub(crate) fn backend(&self) -> DbBackend {
        match self {
            Self::Sqlite(_) => DbBackend::Sqlite,
            Self::Postgres(_) => DbBackend::Postgres,
        }
    }

    /// For how long one statement may take, where the database may fall silent.
    pub(crate) fn limit(&self) -> Option<Duration> {
        match self {
            Self::Sqlite(_) => None,
            Self::Postgres(_) => Some(PATIENCE),
        }
    }

    /// Brings the tables to the newest step. Of several processes one does it, and the others wait.
    pub(crate) async fn migrate(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(url) => {
                make_folder(url)?;
                let connection = Database::connect(sqlite(url, 1, false)).await?;
                Migrator::up(&connection, None).await?;
                connection.close().await?;
            }
            Self::Postgres(url) => {
                let mut options = common(url, 1);
                // The first connection to a database that was just made is slow, and a step may take its time over a large table.
                options.acquire_timeout(5 * PATIENCE);
                options.map_sqlx_postgres_opts(|postgres| postgres.options([("client_min_messages", "warning")]));
                let connection = Database::connect(options).await?;
                connection.execute_unprepared(&format!("SELECT pg_advisory_lock({MIGRATING})")).await?;
                Migrator::up(&connection, None).await?;
                connection.close().await?;
            }
        }
        Ok(())
    }

    /// The one connection that writes. Opening it says whether the database answers.
    pub(crate) async fn writer(&self) -> Result<DatabaseConnection, StoreError> {
        let options = match self {
            Self::Sqlite(url) => sqlite(url, 1, false),
            Self::Postgres(url) => {
                let mut options = postgres(url, 1, false);
                options.map_sqlx_postgres_pool_opts(|pool| {
                    pool.after_connect(|connection, _| {
                        Box::pin(async move {
                            let present = sea_orm::sqlx::query("SELECT pg_advisory_lock_shared($1)").bind(PRESENT);
                            connection.execute(present).await.map(|_| ())
                        })
                    })
                });
                options
            }
        };
        within(self.limit(), Database::connect(options)).await.map_err(StoreError::from)
    }

    /// The connections that only read. They are opened as they are needed.
    pub(crate) async fn readers(&self) -> Result<DatabaseConnection, StoreError> {
        let mut options = match self {
            Self::Sqlite(url) => sqlite(url, READERS, true),
            Self::Postgres(url) => postgres(url, READERS, true),
        };
        options.connect_lazy(true);
        Ok(Database::connect(options).await?)
    }
}

/// Whether this process is the only one that is connected to write. Only that may undo what a process left behind that
/// is gone; of SQLite there is never more than one.
pub(crate) async fn alone(tx: &Transaction) -> Result<bool, StoreError> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(true);
    }
    // What this connection shares itself is not in its own way.
    let asked = row(tx, "SELECT pg_try_advisory_xact_lock($1)", values![PRESENT]).await?;
    Ok(asked.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(false))
}

/// Makes the folder that a database file is to lie in.
fn make_folder(url: &str) -> Result<(), StoreError> {
    let file = url.trim_start_matches("sqlite:").trim_start_matches("//").split('?').next().unwrap_or_default();
    match Path::new(file).parent() {
        Some(folder) if !folder.as_os_str().is_empty() => Ok(std::fs::create_dir_all(folder)?),
        _ => Ok(()),
    }
}

fn common(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).sqlx_logging(false).record_stmt_in_spans(false);
    options.acquire_timeout(PATIENCE).idle_timeout(None).max_lifetime(None).test_before_acquire(false);
    options
}

fn sqlite(url: &str, connections: u32, only_reads: bool) -> ConnectOptions {
    let mut options = common(url, connections);
    // A file does not fall silent; who waits here waits for other readers.
    options.acquire_timeout(5 * PATIENCE).min_connections(1).map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .create_if_missing(!only_reads)
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            // What is deleted is written over, so that erasing a person leaves nothing in the file.
            .pragma("secure_delete", "ON")
            .pragma("cache_size", "-16000")
            .pragma("mmap_size", "268435456")
            .pragma("temp_store", "MEMORY")
            .statement_cache_capacity(400);
        if only_reads { sqlite.pragma("query_only", "ON") } else { sqlite }
    });
    options
}

fn postgres(url: &str, connections: u32, only_reads: bool) -> ConnectOptions {
    let mut options = common(url, connections);
    options.test_before_acquire_if_idle_for(TRIED_AFTER).map_sqlx_postgres_opts(move |postgres| {
        postgres
            .application_name("onecart")
            .statement_cache_capacity(400)
            .options([
                ("statement_timeout", SERVER_PATIENCE),
                ("lock_timeout", SERVER_PATIENCE),
                ("idle_in_transaction_session_timeout", SILENT_TRANSACTION),
                ("synchronous_commit", "on"),
            ])
            .options([("default_transaction_read_only", if only_reads { "on" } else { "off" })])
    });
    options
}
