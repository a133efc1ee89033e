//! What can go wrong with the database.

use domain::money::MoneyError;
use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{self, postgres::PgDatabaseError},
};

/// Why something was not read or not kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no.
    #[error("the database failed: {0}")]
    Database(#[source] DbErr),
    /// The database does not answer, is full, or the connection to it is lost; it is worth trying again.
    ///
    /// Nothing of the transaction is kept, except where the answer to the commit itself was lost: then nobody knows.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The folder of the database could not be made.
    #[error("the folder of the database cannot be made: {0}")]
    Folder(#[from] std::io::Error),
    /// The address names no database that we can open.
    #[error("not the address of a database: sqlite://FILE is one, and postgres://USER:PASSWORD@HOST/DATABASE")]
    Address,
    /// A row holds what cannot be read back.
    #[error("a stored {what} cannot be read: {reason}")]
    Corrupt {
        /// What was read.
        what: &'static str,
        /// Why it failed.
        reason: String,
    },
    /// Someone else was faster; nothing of the transaction is kept.
    #[error("changed in the meantime")]
    Conflict,
    /// A wallet holds less than is to be taken from it; nothing of the transaction is kept.
    #[error("the wallet holds too little")]
    WalletShort,
    /// A coupon was used as often as it may be, or does not count now; nothing of the transaction is kept.
    #[error("the coupon is used up")]
    CouponGone,
    /// Ledger entries that do not balance in every currency.
    #[error("the ledger entries do not balance")]
    Unbalanced,
    /// Amounts that do not add up.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The work of a transaction broke off, or the writer is gone; nothing of it is kept.
    #[error("the transaction broke off")]
    BrokeOff,
}

impl StoreError {
    /// Something stored that cannot be read back.
    pub(crate) fn corrupt(what: &'static str, reason: impl ToString) -> Self {
        Self::Corrupt { what, reason: reason.to_string() }
    }

    /// Whether it passes by itself, or with more room on the disk: nothing is wrong with what was asked.
    pub fn is_outage(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if is_outage(&error) { Self::Unavailable(error.to_string()) } else { Self::Database(error) }
    }
}

/// Whether the connection itself is gone, so that a new one may do better at once.
pub(crate) fn is_gone(error: &DbErr) -> bool {
    match cause(error) {
        Some(sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed) => true,
        Some(sqlx::Error::Database(told)) => told.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    }
}

fn is_outage(error: &DbErr) -> bool {
    match cause(error) {
        Some(sqlx::Error::Database(told)) => match told.try_downcast_ref::<PgDatabaseError>() {
            Some(told) => passes_on_postgres(told.code()),
            None => told.code().and_then(|code| code.parse().ok()).is_some_and(passes_on_sqlite),
        },
        Some(sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Tls(_)) => true,
        Some(_) => is_gone(error),
        None => matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_)),
    }
}

fn cause(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}

/// Connection lost, out of room, stopped by an operator or a limit, a server that only reads, locks, faulty disk.
fn passes_on_postgres(code: &str) -> bool {
    let class = ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class));
    class || matches!(code, "25006" | "25P03" | "40001" | "40P01" | "55P03")
}

/// Aborted, busy, locked, interrupted, only to be read, input and output, full, not to be opened. The rest of the code
/// says more precisely why.
fn passes_on_sqlite(code: u32) -> bool {
    matches!(code & 0xff, 4 | 5 | 6 | 8 | 9 | 10 | 13 | 14)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_told_from_what_is_wrong() {
        for code in ["08006", "53100", "57014", "57P03", "58030", "55P03", "25006"] {
            assert!(passes_on_postgres(code), "{code}");
        }
        for code in ["23505", "42601", "22021", "P0001", "25P02"] {
            assert!(!passes_on_postgres(code), "{code}");
        }
        // full, an error while writing, busy, a constraint, an abort by a trigger
        assert_eq!([13, 778, 5, 2067, 1811].map(passes_on_sqlite), [true, true, true, false, false]);
    }
}
