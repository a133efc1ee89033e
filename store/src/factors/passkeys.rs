//! Passkeys: public keys that somebody's device has the other half of.

use domain::{ids::AccountId, time::Timestamp};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction,
    sql::{row, rows, run, values},
};

/// A passkey of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// The name it has in lists of the program.
    pub id: String,
    /// Whose it is.
    pub account: AccountId,
    /// What its device calls it.
    pub credential_id: String,
    /// The public key with its counter, as its library writes it.
    pub credential: String,
    /// What its owner calls it.
    pub name: String,
    /// Since when.
    pub created_at: Timestamp,
    /// When it last opened the account.
    pub last_used_at: Option<Timestamp>,
}

const COLUMNS: &str = "SELECT id, user_id, credential_id, credential, name, created_at, last_used_at FROM passkey";

impl TryFrom<&QueryResult> for Passkey {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        let account: String = row.try_get_by_index(1)?;
        let last_used: Option<i64> = row.try_get_by_index(6)?;
        Ok(Self {
            id: row.try_get_by_index(0)?,
            account: account.parse().map_err(|error| StoreError::corrupt("account", error))?,
            credential_id: row.try_get_by_index(2)?,
            credential: row.try_get_by_index(3)?,
            name: row.try_get_by_index(4)?,
            created_at: Timestamp(row.try_get_by_index(5)?),
            last_used_at: last_used.map(Timestamp),
        })
    }
}

/// Adds a passkey.
///
/// # Errors
/// [`StoreError::Conflict`] when its device has shown it before.
pub async fn add(tx: &Transaction, new: &Passkey) -> Result<(), StoreError> {
    let sql = "INSERT INTO passkey (id, user_id, credential_id, credential, name, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (credential_id) DO NOTHING";
    let values = values![
        new.id.as_str(),
        new.account.as_str(),
        new.credential_id.as_str(),
        new.credential.as_str(),
        new.name.as_str(),
        new.created_at.0,
    ];
    if run(tx, sql, values).await? == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}

/// The passkeys of an account, the oldest first.
pub async fn of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Vec<Passkey>, StoreError> {
    let sql = format!("{COLUMNS} WHERE user_id = $1 ORDER BY created_at, id");
    rows(db, &sql, values![account.as_str()]).await?.iter().map(Passkey::try_from).collect()
}

/// The passkey that a device calls so.
pub async fn of_credential(db: &impl ConnectionTrait, credential_id: &str) -> Result<Option<Passkey>, StoreError> {
    let sql = format!("{COLUMNS} WHERE credential_id = $1");
    row(db, &sql, values![credential_id]).await?.as_ref().map(Passkey::try_from).transpose()
}

/// Notes that a passkey opened its account; its counter may have gone on. `false` where it is gone.
pub async fn used(tx: &Transaction, id: &str, credential: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE passkey SET credential = $2, last_used_at = $3 WHERE id = $1";
    Ok(run(tx, sql, values![id, credential, now.0]).await? == 1)
}

/// Gives a passkey another name; `false` where the account has no such passkey.
pub async fn rename(tx: &Transaction, account: &AccountId, id: &str, name: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE passkey SET name = $3 WHERE user_id = $1 AND id = $2";
    Ok(run(tx, sql, values![account.as_str(), id, name]).await? == 1)
}

/// Removes a passkey; `false` where the account has no such passkey.
pub async fn remove(tx: &Transaction, account: &AccountId, id: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM passkey WHERE user_id = $1 AND id = $2";
    Ok(run(tx, sql, values![account.as_str(), id]).await? == 1)
}
