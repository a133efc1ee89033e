//! What can go wrong with the database.

use sea_orm::DbErr;

/// Why something was not read or not kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no.
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
    /// The folder of the database could not be made.
    #[error("the folder of the database cannot be made: {0}")]
    Folder(#[from] std::io::Error),
    /// The address names no database that we can open.
    #[error("not the address of a database: sqlite://FILE is one")]
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
    /// Ledger entries that do not balance in every currency.
    #[error("the ledger entries do not balance")]
    Unbalanced,
    /// The transactions that were gathered could not be committed; none of them is kept.
    #[error("the transaction could not be committed: {0}")]
    Commit(String),
    /// The work of a transaction broke off, or the writer is gone; nothing of it is kept.
    #[error("the transaction broke off")]
    BrokeOff,
}

impl StoreError {
    /// Something stored that cannot be read back.
    pub(crate) fn corrupt(what: &'static str, reason: impl ToString) -> Self {
        Self::Corrupt { what, reason: reason.to_string() }
    }
}
