//! What somebody has begun and comes back to: known by the digest of a value that only their browser holds, good once
//! and not for long.

use domain::{ids::AccountId, time::Timestamp};
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction,
    sql::{row, run, values},
};

/// Something that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceremony {
    /// The SHA-256 of the value that the browser holds, as hexadecimal digits.
    pub id: String,
    /// What was begun.
    pub kind: String,
    /// For which account, where that is known.
    pub account: Option<AccountId>,
    /// What has to be known at its end.
    pub state: String,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// Writes down that something was begun, and forgets what ended by itself.
pub async fn begin(tx: &Transaction, new: &Ceremony, now: Timestamp) -> Result<(), StoreError> {
    run(tx, "DELETE FROM ceremony WHERE expires_at <= $1", values![now.0]).await?;
    let sql = "INSERT INTO ceremony (id, kind, user_id, state, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let account = new.account.as_ref().map(|account| account.as_str().to_owned());
    let values = values![new.id.as_str(), new.kind.as_str(), account, new.state.as_str(), now.0, new.expires_at.0];
    run(tx, sql, values).await?;
    Ok(())
}

/// What was begun, without ending it.
pub async fn find(
    db: &impl ConnectionTrait,
    id: &str,
    kind: &str,
    now: Timestamp,
) -> Result<Option<Ceremony>, StoreError> {
    let sql = "SELECT user_id, state, expires_at FROM ceremony WHERE id = $1 AND kind = $2 AND expires_at > $3";
    let Some(row) = row(db, sql, values![id, kind, now.0]).await? else { return Ok(None) };
    read(&row, id, kind).map(Some)
}

/// Ends what was begun and gives what was known of it; `None` where it ended before.
pub async fn end(tx: &Transaction, id: &str, kind: &str, now: Timestamp) -> Result<Option<Ceremony>, StoreError> {
    let sql = "DELETE FROM ceremony WHERE id = $1 AND kind = $2 AND expires_at > $3 \
               RETURNING user_id, state, expires_at";
    let Some(row) = row(tx, sql, values![id, kind, now.0]).await? else { return Ok(None) };
    read(&row, id, kind).map(Some)
}

/// Counts a try, and ends what had as many as it may; says whether this one is allowed.
pub async fn count_try(tx: &Transaction, id: &str, most: u32) -> Result<bool, StoreError> {
    let sql = "UPDATE ceremony SET tries = tries + 1 WHERE id = $1 AND tries < $2";
    if run(tx, sql, values![id, i64::from(most)]).await? == 1 {
        return Ok(true);
    }
    run(tx, "DELETE FROM ceremony WHERE id = $1", values![id]).await?;
    Ok(false)
}

fn read(row: &sea_orm::QueryResult, id: &str, kind: &str) -> Result<Ceremony, StoreError> {
    let account: Option<String> = row.try_get_by_index(0)?;
    let account = account.map(|account| account.parse().map_err(|error| StoreError::corrupt("account", error)));
    Ok(Ceremony {
        id: id.to_owned(),
        kind: kind.to_owned(),
        account: account.transpose()?,
        state: row.try_get_by_index(1)?,
        expires_at: Timestamp(row.try_get_by_index(2)?),
    })
}
