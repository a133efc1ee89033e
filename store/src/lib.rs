//! What the shop remembers: functions that take and return domain types. Rows never leave.
//!
//! Functions that only read take any connection: [`Store::reader`] outside, the transaction inside [`Store::write`].
//! Functions that change something take the transaction that [`Store::write`] hands out.

pub mod account_tokens;
pub mod accounts;
pub mod alerts;
pub mod api_keys;
pub mod audit;
pub mod audit_log;
pub mod behaviour;
pub mod cart_before;
pub mod carts;
pub mod checkouts;
pub mod consents;
pub mod counterfeits;
pub mod coupons;
pub mod data_map;
pub mod effects;
pub mod factors;
pub mod fault;
pub mod films;
pub mod groups;
pub mod house;
pub mod inbox;
pub mod index;
pub mod jobs;
pub mod keeping;
pub mod ledger;
pub mod marketplaces;
pub mod matching;
pub mod messages;
pub mod notices;
pub mod orders;
pub mod papers;
pub mod parts;
pub mod payments;
pub mod prices;
pub mod privacy;
pub mod products;
pub mod profile;
pub mod promotions;
pub mod purposes;
pub mod rates;
pub mod recommendations;
pub mod reconciliations;
pub mod refunds;
pub mod reviews;
pub mod sagas;
pub mod sealed;
pub mod seed;
pub mod sessions;
pub mod staff;
pub mod testing;
pub mod throttles;
pub mod tracking;
pub mod trust;
pub mod uploads;
pub mod wallets;

mod connect;
mod document;
mod error;
mod limit;
mod rows;
mod sql;
#[cfg(test)]
mod tests;
mod writer;

use self::{connect::Address, writer::Writer};
pub use self::{
    error::StoreError,
    limit::Reader,
    writer::{Transaction, Work},
};

/// Any connection that can be read from.
pub use sea_orm::ConnectionTrait as Connection;

/// The database: many readers, and one writer that commits waiting transactions together.
#[derive(Clone, Debug)]
pub struct Store {
    reader: Reader,
    writer: Writer,
}

impl Store {
    /// Opens the database, makes it where there is none, and brings it to the newest step.
    ///
    /// # Errors
    /// When the address is neither one of SQLite nor one of PostgreSQL, the database cannot be opened, or a migration
    /// fails.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let address = Address::read(url)?;
        address.migrate().await?;
        let writer = Writer::start(address.clone()).await?;
        Ok(Self { reader: Reader::open(address).await?, writer })
    }

    /// The connections that only read.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Runs a transaction. It is committed together with others that wait at the same time, or not at all.
    ///
    /// The work must await nothing but the database: everybody else's writes wait for it. It runs to its end even when
    /// nobody waits for the answer any more.
    ///
    /// # Errors
    /// With what the work says; nothing of it is kept then. When the database fails, as [`StoreError::Unavailable`]
    /// says.
    pub async fn write<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: for<'tx> FnOnce(&'tx Transaction) -> Work<'tx, T> + Send + 'static,
    {
        self.writer.write(work).await
    }
}

/// Whether an insertion found its place free.
fn inserted(outcome: &sea_orm::TryInsertResult<u64>) -> bool {
    matches!(outcome, sea_orm::TryInsertResult::Inserted(rows) if *rows > 0)
}
