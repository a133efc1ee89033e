//! What the shop takes off carts by itself: begun by a person, in force for its time, ended by a person or by its end.

use domain::{ids::PromotionId, promotion::Promotion, time::Timestamp};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// A promotion with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPromotion {
    /// What it says.
    pub promotion: Promotion,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When a person ended it.
    pub ended_at: Option<Timestamp>,
}

/// Writes a promotion down.
pub async fn begin(tx: &Transaction, promotion: &Promotion, now: Timestamp) -> Result<(), StoreError> {
    let terms = promotion.terms();
    let sql = "INSERT INTO promotion (id, terms, valid_from, valid_until, created_at) VALUES ($1, $2, $3, $4, $5)";
    let moment = |at: Option<Timestamp>| at.map(|at| at.0);
    let (from, until) = (moment(terms.valid_from), moment(terms.valid_until));
    run(tx, sql, values![terms.id.as_str(), document::text(promotion)?, from, until, now.0]).await?;
    Ok(())
}

/// Ends a promotion; gives it, where it was not ended before.
pub async fn end(tx: &Transaction, id: &PromotionId, now: Timestamp) -> Result<Option<Promotion>, StoreError> {
    let sql = "UPDATE promotion SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING terms";
    row(tx, sql, values![id.as_str(), now.0]).await?.map(|row| read(&row)).transpose()
}

/// How many are not ended.
pub async fn count(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let found = row(db, "SELECT COUNT(*) FROM promotion WHERE ended_at IS NULL", values![]).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// Those in force at a moment, at most so many.
pub async fn in_force(db: &impl ConnectionTrait, now: Timestamp, most: u32) -> Result<Vec<Promotion>, StoreError> {
    let sql = "SELECT terms FROM promotion WHERE ended_at IS NULL AND (valid_from IS NULL OR valid_from <= $1) \
               AND (valid_until IS NULL OR valid_until > $1) ORDER BY created_at, id LIMIT $2";
    rows(db, sql, values![now.0, i64::from(most)]).await?.iter().map(read).collect()
}

/// Those that are not over: in force at a moment, or later.
pub async fn not_over(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<Promotion>, StoreError> {
    let sql = "SELECT terms FROM promotion WHERE ended_at IS NULL AND (valid_until IS NULL OR valid_until > $1) \
               ORDER BY created_at, id";
    rows(db, sql, values![now.0]).await?.iter().map(read).collect()
}

/// All of them, the newest first, at most so many.
pub async fn list(db: &impl ConnectionTrait, most: u32) -> Result<Vec<KeptPromotion>, StoreError> {
    let sql = "SELECT terms, created_at, ended_at FROM promotion ORDER BY created_at DESC, id LIMIT $1";
    let kept = |row: &QueryResult| {
        Ok(KeptPromotion {
            promotion: read(row)?,
            created_at: Timestamp(row.try_get_by_index(1)?),
            ended_at: row.try_get_by_index::<Option<i64>>(2)?.map(Timestamp),
        })
    };
    rows(db, sql, values![i64::from(most)]).await?.iter().map(kept).collect()
}

fn read(row: &QueryResult) -> Result<Promotion, StoreError> {
    document::read("promotion", &row.try_get_by_index::<String>(0)?)
}
