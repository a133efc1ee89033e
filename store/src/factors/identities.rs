//! Identities at other providers that open an account here.

use domain::{ids::AccountId, time::Timestamp};
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction,
    sql::{row, rows, run, values},
};

/// An identity that opens an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider, by its short name.
    pub provider: String,
    /// What the provider calls the person; it never changes.
    pub subject: String,
    /// The address that the provider told when it was linked.
    pub email: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it last opened the account.
    pub last_used_at: Option<Timestamp>,
}

/// The account that an identity opens.
pub async fn account_of(
    db: &impl ConnectionTrait,
    provider: &str,
    subject: &str,
) -> Result<Option<AccountId>, StoreError> {
    let sql = "SELECT user_id FROM external_identity WHERE provider = $1 AND subject = $2";
    let found = row(db, sql, values![provider, subject]).await?;
    let account: Option<String> = found.map(|row| row.try_get_by_index(0)).transpose()?;
    account.map(|account| account.parse().map_err(|error| StoreError::corrupt("account", error))).transpose()
}

/// The identities that open an account, the oldest first.
pub async fn of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Vec<Identity>, StoreError> {
    let sql = "SELECT provider, subject, email, created_at, last_used_at FROM external_identity \
               WHERE user_id = $1 ORDER BY created_at, provider";
    let read = |row: &sea_orm::QueryResult| {
        let last_used: Option<i64> = row.try_get_by_index(4)?;
        Ok(Identity {
            provider: row.try_get_by_index(0)?,
            subject: row.try_get_by_index(1)?,
            email: row.try_get_by_index(2)?,
            created_at: Timestamp(row.try_get_by_index(3)?),
            last_used_at: last_used.map(Timestamp),
        })
    };
    rows(db, sql, values![account.as_str()]).await?.iter().map(read).collect()
}

/// Lets an identity open an account.
///
/// # Errors
/// [`StoreError::Conflict`] when it opens one already.
pub async fn link(tx: &Transaction, account: &AccountId, new: &Identity) -> Result<(), StoreError> {
    let sql = "INSERT INTO external_identity (provider, subject, user_id, email, created_at) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (provider, subject) DO NOTHING";
    let values =
        values![new.provider.as_str(), new.subject.as_str(), account.as_str(), new.email.as_str(), new.created_at.0,];
    if run(tx, sql, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Notes that an identity opened its account.
pub async fn used(tx: &Transaction, provider: &str, subject: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE external_identity SET last_used_at = $3 WHERE provider = $1 AND subject = $2";
    run(tx, sql, values![provider, subject, now.0]).await?;
    Ok(())
}

/// Lets an identity open an account no longer; `false` where it did not.
pub async fn unlink(tx: &Transaction, account: &AccountId, provider: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM external_identity WHERE user_id = $1 AND provider = $2";
    Ok(run(tx, sql, values![account.as_str(), provider]).await? > 0)
}
