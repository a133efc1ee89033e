//! Pictures of accounts: one of each kind, and how many an account gave on a day.

use domain::{ids::AccountId, time::Timestamp};
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction,
    sql::{row, run, values},
};

/// What a picture of oneself is called among the kinds of uploads.
pub const PORTRAIT: &str = "portrait";

/// A picture as it is given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// What it is, as an answer's header says it.
    pub content_type: String,
    /// The picture.
    pub bytes: Vec<u8>,
}

/// Counts one more of this day; says how many there are with it. Earlier days are forgotten.
pub async fn count(tx: &Transaction, account: &AccountId, now: Timestamp) -> Result<i64, StoreError> {
    let day = now.date().days();
    let old = "DELETE FROM upload_count WHERE user_id = $1 AND day < $2";
    run(tx, old, values![account.as_str(), day]).await?;
    let sql = "INSERT INTO upload_count (user_id, day, number) VALUES ($1, $2, 1) \
               ON CONFLICT (user_id, day) DO UPDATE SET number = upload_count.number + 1 RETURNING number";
    let found = row(tx, sql, values![account.as_str(), day]).await?;
    let found = found.ok_or_else(|| StoreError::corrupt("upload_count", "it was just written"))?;
    Ok(found.try_get_by_index(0)?)
}

/// Puts a picture in the place of the one before it, under a new id.
pub async fn replace(
    tx: &Transaction,
    account: &AccountId,
    kind: &str,
    id: &str,
    upload: Upload,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO upload (id, user_id, kind, content_type, bytes, created_at) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (user_id, kind) DO UPDATE SET id = excluded.id, content_type = excluded.content_type, \
               bytes = excluded.bytes, created_at = excluded.created_at";
    let of = account.as_str();
    run(tx, sql, values![id, of, kind, upload.content_type, upload.bytes, now.0]).await?;
    Ok(())
}

/// Takes a picture away; says whether there was one.
pub async fn remove(tx: &Transaction, account: &AccountId, kind: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM upload WHERE user_id = $1 AND kind = $2";
    Ok(run(tx, sql, values![account.as_str(), kind]).await? > 0)
}

/// Takes a picture away by its id, where it is the account's; says whether it was.
pub async fn remove_by_id(tx: &Transaction, account: &AccountId, id: &str) -> Result<bool, StoreError> {
    Ok(run(tx, "DELETE FROM upload WHERE user_id = $1 AND id = $2", values![account.as_str(), id]).await? > 0)
}

/// The id of an account's picture.
pub async fn id_of(db: &impl ConnectionTrait, account: &AccountId, kind: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT id FROM upload WHERE user_id = $1 AND kind = $2";
    let found = row(db, sql, values![account.as_str(), kind]).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// A picture by its id.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Upload>, StoreError> {
    let sql = "SELECT content_type, bytes FROM upload WHERE id = $1";
    let found = row(db, sql, values![id]).await?;
    let read = |row: sea_orm::QueryResult| {
        Ok(Upload { content_type: row.try_get_by_index(0)?, bytes: row.try_get_by_index(1)? })
    };
    found.map(read).transpose()
}
