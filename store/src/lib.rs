//! What the shop remembers: functions that take and return domain types. Rows never leave.
//!
//! Functions that only read take any connection: [`Store::reader`] outside, the transaction inside [`Store::write`].
//! Functions that change something take the transaction that [`Store::write`] hands out.

pub mod alerts;
pub mod audit;
pub mod carts;
pub mod checkouts;
pub mod effects;
pub mod fault;
pub mod house;
pub mod inbox;
pub mod ledger;
pub mod marketplaces;
pub mod messages;
pub mod orders;
pub mod parts;
pub mod payments;
pub mod products;
pub mod rates;
pub mod sagas;
pub mod seed;
pub mod testing;
pub mod tracking;

mod document;
mod error;
mod rows;
mod sql;
#[cfg(test)]
mod tests;
mod writer;

use std::{path::Path, time::Duration};

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

use self::writer::Writer;
pub use self::{error::StoreError, writer::Work};

/// A transaction as [`Store::write`] hands it out.
pub type Transaction = sea_orm::DatabaseTransaction;

/// Any connection that can be read from.
pub use sea_orm::ConnectionTrait as Connection;

/// How many readers work side by side.
const READERS: u32 = 6;

/// How long one connection waits for another to let go of the file.
const BUSY: Duration = Duration::from_secs(5);

/// The database: many readers, and one writer that commits waiting transactions together.
#[derive(Clone, Debug)]
pub struct Store {
    reader: DatabaseConnection,
    writer: Writer,
}

impl Store {
    /// Opens the database, makes it where there is none, and brings it to the newest step.
    ///
    /// # Errors
    /// When the address is not one of SQLite, the file cannot be opened, or a migration fails.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        if !url.starts_with("sqlite:") || url.contains(":memory:") || url.contains("mode=memory") {
            return Err(StoreError::Address);
        }
        make_folder(url)?;
        let writer = Database::connect(options(url, 1, false)).await?;
        Migrator::up(&writer, None).await?;
        let reader = Database::connect(options(url, READERS, true)).await?;
        Ok(Self { reader, writer: Writer::start(writer) })
    }

    /// The connections that only read.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Runs a transaction. It is committed together with others that wait at the same time, or not at all.
    ///
    /// The work must await nothing but the database: everybody else's writes wait for it. It runs to its end even when
    /// nobody waits for the answer any more.
    ///
    /// # Errors
    /// With what the work says, or when the commit fails; in both cases nothing of it is kept.
    pub async fn write<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: for<'tx> FnOnce(&'tx Transaction) -> Work<'tx, T> + Send + 'static,
    {
        self.writer.write(work).await
    }
}

/// Makes the folder that a database file is to lie in.
fn make_folder(url: &str) -> Result<(), StoreError> {
    let file = url.trim_start_matches("sqlite:").trim_start_matches("//").split('?').next().unwrap_or_default();
    match Path::new(file).parent() {
        Some(folder) if !folder.as_os_str().is_empty() => Ok(std::fs::create_dir_all(folder)?),
        _ => Ok(()),
    }
}

fn options(url: &str, connections: u32, only_reads: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .create_if_missing(!only_reads)
            .busy_timeout(BUSY)
            .foreign_keys(true)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("cache_size", "-16000")
            .pragma("mmap_size", "268435456")
            .pragma("temp_store", "MEMORY")
            .statement_cache_capacity(400);
        if only_reads { sqlite.pragma("query_only", "ON") } else { sqlite }
    });
    options.acquire_timeout(Duration::from_secs(10)).idle_timeout(None).max_lifetime(None).test_before_acquire(false);
    options
}

/// Whether an insertion found its place free.
fn inserted(outcome: &sea_orm::TryInsertResult<u64>) -> bool {
    matches!(outcome, sea_orm::TryInsertResult::Inserted(rows) if *rows > 0)
}
