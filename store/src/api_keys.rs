//! Keys for programs: what each may do, and when it ends. Only digests of their secrets are kept.

use domain::{permission::PermissionSet, time::Timestamp};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// A key for a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id; opens nothing.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub permissions: PermissionSet,
    /// By whom it was made, as the audit log names them.
    pub made_by: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its secret was replaced last.
    pub rotated_at: Option<Timestamp>,
    /// Until when the secret before also works.
    pub former_until: Option<Timestamp>,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was used last, within a minute.
    pub used_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
}

impl ApiKey {
    /// Whether it works.
    pub fn works(&self, now: Timestamp) -> bool {
        self.withdrawn_at.is_none() && now < self.expires_at
    }
}

const COLUMNS: &str = "SELECT id, name, permissions, made_by, created_at, rotated_at, former_until, expires_at, \
                       used_at, withdrawn_at FROM api_key";

/// Keeps a new key under the digest of its secret.
pub async fn add(tx: &Transaction, key: &ApiKey, digest: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO api_key (id, name, digest, permissions, made_by, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let permissions = document::text(&key.permissions)?;
    let (id, name, by) = (key.id.as_str(), key.name.as_str(), key.made_by.as_str());
    run(tx, sql, values![id, name, digest, permissions, by, key.created_at.0, key.expires_at.0]).await?;
    Ok(())
}

/// Every key, the newest first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<ApiKey>, StoreError> {
    let sql = format!("{COLUMNS} ORDER BY created_at DESC, id");
    rows(db, &sql, values![]).await?.iter().map(ApiKey::try_from).collect()
}

/// A key by its id.
pub async fn one(db: &impl ConnectionTrait, id: &str) -> Result<Option<ApiKey>, StoreError> {
    row(db, &format!("{COLUMNS} WHERE id = $1"), values![id]).await?.as_ref().map(ApiKey::try_from).transpose()
}

/// The key of a secret, by its digest, while it works; a secret that was replaced works until its time is over.
pub async fn of_digest(db: &impl ConnectionTrait, digest: &str, now: Timestamp) -> Result<Option<ApiKey>, StoreError> {
    let sql = format!("{COLUMNS} WHERE digest = $1 OR (former_digest = $1 AND former_until > $2)");
    let found = row(db, &sql, values![digest, now.0]).await?.as_ref().map(ApiKey::try_from).transpose()?;
    Ok(found.filter(|key| key.works(now)))
}

/// Puts another secret in the place of a key's; the one before works until a moment. Says whether the key still worked.
pub async fn rotate(
    tx: &Transaction,
    id: &str,
    digest: &str,
    former_until: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE api_key SET former_digest = digest, former_until = $3, digest = $2, rotated_at = $4 \
               WHERE id = $1 AND withdrawn_at IS NULL AND expires_at > $4";
    Ok(run(tx, sql, values![id, digest, former_until.0, now.0]).await? == 1)
}

/// Withdraws a key at once; says whether it still worked.
pub async fn withdraw(tx: &Transaction, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE api_key SET withdrawn_at = $2, former_digest = NULL, former_until = NULL \
               WHERE id = $1 AND withdrawn_at IS NULL";
    Ok(run(tx, sql, values![id, now.0]).await? == 1)
}

/// Notes that a key was used.
pub async fn used(tx: &Transaction, id: &str, now: Timestamp) -> Result<(), StoreError> {
    run(tx, "UPDATE api_key SET used_at = $2 WHERE id = $1", values![id, now.0]).await?;
    Ok(())
}

impl TryFrom<&QueryResult> for ApiKey {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        let moment = |at: Option<i64>| at.map(Timestamp);
        let words: Vec<String> = document::read("permissions", &row.try_get_by_index::<String>(2)?)?;
        Ok(Self {
            id: row.try_get_by_index(0)?,
            name: row.try_get_by_index(1)?,
            // One that this program does not know permits nothing.
            permissions: words.iter().filter_map(|word| word.parse().ok()).collect(),
            made_by: row.try_get_by_index(3)?,
            created_at: Timestamp(row.try_get_by_index(4)?),
            rotated_at: moment(row.try_get_by_index(5)?),
            former_until: moment(row.try_get_by_index(6)?),
            expires_at: Timestamp(row.try_get_by_index(7)?),
            used_at: moment(row.try_get_by_index(8)?),
            withdrawn_at: moment(row.try_get_by_index(9)?),
        })
    }
}
