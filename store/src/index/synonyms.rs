//! Words that mean the same, in sets.

use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// A set of words that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymSet {
    /// Its name.
    pub id: String,
    /// Words or short phrases, in any language.
    pub words: Vec<String>,
}

/// Every set, the newest first, at most so many.
pub async fn list(db: &impl ConnectionTrait, most: u32) -> Result<Vec<SynonymSet>, StoreError> {
    let sql = "SELECT id, words FROM synonym ORDER BY created_at DESC, id LIMIT $1";
    let read = |row: &QueryResult| {
        let words: String = row.try_get_by_index(1)?;
        Ok(SynonymSet { id: row.try_get_by_index(0)?, words: document::read("synonyms", &words)? })
    };
    rows(db, sql, values![i64::from(most)]).await?.iter().map(read).collect()
}

/// How many sets there are, and when the newest was written down: whoever read them before knows whether to read again.
pub async fn version(db: &impl ConnectionTrait) -> Result<(i64, i64), StoreError> {
    let found = row(db, "SELECT COUNT(*), MAX(created_at) FROM synonym", values![]).await?;
    let Some(found) = found else { return Ok((0, 0)) };
    Ok((found.try_get_by_index(0)?, found.try_get_by_index::<Option<i64>>(1)?.unwrap_or(0)))
}

/// Writes a set down.
pub async fn write(tx: &Transaction, set: &SynonymSet, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO synonym (id, words, created_at) VALUES ($1, $2, $3)";
    run(tx, sql, values![set.id.as_str(), document::text(&set.words)?, now.0]).await?;
    Ok(())
}

/// Takes a set away; gives its words, where there was one.
pub async fn remove(tx: &Transaction, id: &str) -> Result<Option<Vec<String>>, StoreError> {
    let gone = row(tx, "DELETE FROM synonym WHERE id = $1 RETURNING words", values![id]).await?;
    let words = gone.map(|row| row.try_get_by_index::<String>(0)).transpose()?;
    words.map(|words| document::read("synonyms", &words)).transpose()
}
