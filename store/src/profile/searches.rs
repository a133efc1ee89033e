//! What somebody searched for.

use domain::{
    ids::{AccountId, SearchId},
    profile::{MOST_SEARCHES, PastSearch},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// The searches of an account, the newest first.
pub async fn of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Vec<PastSearch>, StoreError> {
    let sql = "SELECT id, text, times, searched_at FROM past_search WHERE user_id = $1 ORDER BY searched_at DESC, id";
    let read = |row: &QueryResult| {
        Ok(PastSearch {
            id: document::parse("search", &row.try_get_by_index::<String>(0)?)?,
            text: row.try_get_by_index(1)?,
            times: document::count("searches", row.try_get_by_index(2)?)?,
            searched_at: Timestamp(row.try_get_by_index(3)?),
        })
    };
    rows(db, sql, values![account.as_str()]).await?.iter().map(read).collect()
}

/// Remembers a search, unless its owner switched that off; the oldest goes when there are too many.
pub async fn remember(
    tx: &Transaction,
    account: &AccountId,
    id: &SearchId,
    text: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO past_search (id, user_id, text, times, searched_at) \
               SELECT $1, u.id, $3, 1, $4 FROM \"user\" u WHERE u.id = $2 AND NOT EXISTS ( \
                   SELECT 1 FROM preference p WHERE p.user_id = u.id AND NOT p.keeps_searches) \
               ON CONFLICT (user_id, text) DO UPDATE \
               SET times = past_search.times + 1, searched_at = excluded.searched_at";
    if run(tx, sql, values![id.as_str(), account.as_str(), text, now.0]).await? == 0 {
        return Ok(());
    }
    let too_many = "DELETE FROM past_search WHERE user_id = $1 AND searched_at < (SELECT searched_at FROM past_search \
                    WHERE user_id = $1 ORDER BY searched_at DESC LIMIT 1 OFFSET $2)";
    run(tx, too_many, values![account.as_str(), i64::from(MOST_SEARCHES) - 1]).await?;
    Ok(())
}

/// Forgets one search; says whether it was this account's.
pub async fn forget(tx: &Transaction, account: &AccountId, id: &SearchId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM past_search WHERE user_id = $1 AND id = $2";
    Ok(run(tx, sql, values![account.as_str(), id.as_str()]).await? == 1)
}

/// Forgets all searches of an account; says how many.
pub async fn forget_all(tx: &Transaction, account: &AccountId) -> Result<u64, StoreError> {
    run(tx, "DELETE FROM past_search WHERE user_id = $1", values![account.as_str()]).await
}
