//! Searches that somebody keeps, with what was found so far.

use domain::{
    ids::{RelationToken, SearchId, VisitorId},
    keeping::{MOST_SAVED_SEARCHES, SavedSearch},
    money::Currency,
    search::SearchQuery,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// A kept search as the sweep looks at it.
#[derive(Clone, Debug)]
pub struct KeptSearch {
    /// The search.
    pub search: SavedSearch,
    /// What was found so far.
    pub known: Vec<RelationToken>,
    /// What of it its owner has not seen yet.
    pub fresh: Vec<RelationToken>,
}

const COLUMNS: &str = "id, question, currency, known, fresh, saved_at";

/// The searches of a visitor: those with something new first, then the newest.
pub async fn of(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<Vec<SavedSearch>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM saved_search WHERE visitor = $1 \
         ORDER BY CASE WHEN fresh = '[]' THEN 1 ELSE 0 END, saved_at DESC, id"
    );
    rows(db, &sql, values![visitor.as_str()]).await?.iter().map(|row| Ok(kept(row)?.search)).collect()
}

/// Keeps a search with what it finds at this moment; `false` when there are too many. One that is kept already stays.
pub async fn save(
    tx: &Transaction,
    visitor: &VisitorId,
    search: &SavedSearch,
    known: &[RelationToken],
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO saved_search (id, visitor, question, currency, known, fresh, saved_at, checked_at) \
               SELECT $2, $1, $3, $4, $5, '[]', $6, $6 \
               WHERE (SELECT COUNT(*) FROM saved_search WHERE visitor = $1) < $7 \
               ON CONFLICT (visitor, question, currency) DO UPDATE SET saved_at = excluded.saved_at";
    let question = document::text(&search.query.pairs(search.currency))?;
    let values = values![
        visitor.as_str(),
        search.id.as_str(),
        question,
        search.currency.code(),
        document::text(&known)?,
        search.saved_at.0,
        i64::from(MOST_SAVED_SEARCHES),
    ];
    Ok(run(tx, sql, values).await? == 1)
}

/// Forgets a search; says whether it was the visitor's.
pub async fn forget(tx: &Transaction, visitor: &VisitorId, id: &SearchId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM saved_search WHERE visitor = $1 AND id = $2";
    Ok(run(tx, sql, values![visitor.as_str(), id.as_str()]).await? == 1)
}

/// Notes that its owner looked: nothing is new any more. Says whether it is theirs.
pub async fn look_at(tx: &Transaction, visitor: &VisitorId, id: &SearchId) -> Result<bool, StoreError> {
    let sql = "UPDATE saved_search SET fresh = '[]' WHERE visitor = $1 AND id = $2";
    Ok(run(tx, sql, values![visitor.as_str(), id.as_str()]).await? == 1)
}

/// Searches that nobody looked into since a moment, the longest waiting first.
pub async fn due(db: &impl ConnectionTrait, before: Timestamp, limit: u32) -> Result<Vec<KeptSearch>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM saved_search WHERE checked_at < $1 ORDER BY checked_at, id LIMIT $2");
    rows(db, &sql, values![before.0, i64::from(limit)]).await?.iter().map(kept).collect()
}

/// Notes what was found.
pub async fn found(tx: &Transaction, kept: &KeptSearch, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE saved_search SET known = $2, fresh = $3, checked_at = $4 WHERE id = $1";
    let (known, fresh) = (document::text(&kept.known)?, document::text(&kept.fresh)?);
    run(tx, sql, values![kept.search.id.as_str(), known, fresh, now.0]).await?;
    Ok(())
}

/// Makes a guest's searches those of another visitor; one that both keep stays the other's.
pub(super) async fn take_over(tx: &Transaction, guest: &VisitorId, owner: &VisitorId) -> Result<(), StoreError> {
    let sql = "UPDATE saved_search SET visitor = $2 WHERE visitor = $1 AND NOT EXISTS (SELECT 1 FROM saved_search o \
               WHERE o.visitor = $2 AND o.question = saved_search.question AND o.currency = saved_search.currency)";
    run(tx, sql, values![guest.as_str(), owner.as_str()]).await?;
    run(tx, "DELETE FROM saved_search WHERE visitor = $1", values![guest.as_str()]).await?;
    Ok(())
}

fn kept(row: &QueryResult) -> Result<KeptSearch, StoreError> {
    let currency: Currency = document::parse("currency", &row.try_get_by_index::<String>(2)?)?;
    let question: Vec<(String, String)> = document::read("question", &row.try_get_by_index::<String>(1)?)?;
    let pairs = question.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let fresh: Vec<RelationToken> = document::read("new results", &row.try_get_by_index::<String>(4)?)?;
    let search = SavedSearch {
        id: document::parse("search", &row.try_get_by_index::<String>(0)?)?,
        query: SearchQuery::from_pairs(pairs, currency).0,
        currency,
        fresh: u32::try_from(fresh.len()).unwrap_or(u32::MAX),
        saved_at: Timestamp(row.try_get_by_index(5)?),
    };
    Ok(KeptSearch { search, known: document::read("known results", &row.try_get_by_index::<String>(3)?)?, fresh })
}
