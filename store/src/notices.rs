//! What everybody is to be told: incidents that people must know of.

use std::collections::BTreeMap;

use domain::time::Timestamp;
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction,
    sql::{row, rows, run, values},
};

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its name.
    pub id: String,
    /// What it says, by language tag.
    pub texts: BTreeMap<String, String>,
    /// Since when it is shown.
    pub created_at: Timestamp,
    /// When it was taken back.
    pub ended_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, texts, created_at, ended_at";

/// Writes a notice down.
pub async fn write(tx: &Transaction, notice: &Notice) -> Result<(), StoreError> {
    let texts = serde_json::to_string(&notice.texts).map_err(|_| StoreError::corrupt("notice", "its texts"))?;
    let sql = "INSERT INTO notice (id, texts, created_at) VALUES ($1, $2, $3)";
    run(tx, sql, values![notice.id.as_str(), texts, notice.created_at.0]).await?;
    Ok(())
}

/// Takes a notice back; says whether it was shown.
pub async fn end(tx: &Transaction, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE notice SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    Ok(run(tx, sql, values![id, now.0]).await? > 0)
}

/// The newest notice that is shown.
pub async fn current(db: &impl ConnectionTrait) -> Result<Option<Notice>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM notice WHERE ended_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1");
    row(db, &sql, values![]).await?.map(read).transpose()
}

/// The newest notices, shown or taken back.
pub async fn list(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Notice>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM notice ORDER BY created_at DESC, id DESC LIMIT $1");
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    rows(db, &sql, values![most]).await?.into_iter().map(read).collect()
}

/// The addresses of everybody with an account, with the language they read.
pub async fn everybody(db: &impl ConnectionTrait) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT email, locale FROM \"user\" WHERE erased_at IS NULL AND email <> ''";
    let read = |row: sea_orm::QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    rows(db, sql, values![]).await?.into_iter().map(read).collect()
}

fn read(row: sea_orm::QueryResult) -> Result<Notice, StoreError> {
    let texts: String = row.try_get_by_index(1)?;
    Ok(Notice {
        id: row.try_get_by_index(0)?,
        texts: serde_json::from_str(&texts).map_err(|_| StoreError::corrupt("notice", "its texts"))?,
        created_at: Timestamp(row.try_get_by_index(2)?),
        ended_at: row.try_get_by_index::<Option<i64>>(3)?.map(Timestamp),
    })
}
