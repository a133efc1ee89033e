//! Ways to pay that a gateway keeps for an account: its sealed tokens and what a person knows them by.

use domain::{
    ids::{AccountId, MethodId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// The most that an account has kept, or begun to.
pub const MOST_METHODS: u32 = 10;

/// A way to pay as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMethod {
    /// Its id.
    pub id: MethodId,
    /// The gateway that keeps it.
    pub gateway: String,
    /// What its owner knows it by; gives nothing away.
    pub label: String,
}

/// A way to pay as the gateway knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldMethod {
    /// The gateway that keeps it.
    pub gateway: String,
    /// The gateway's page while its shopper has not agreed there, then the sealed token.
    pub token: String,
    /// Whether it is kept.
    pub is_kept: bool,
}

/// Begins to keep a way; says `false` when there are too many. What was begun a day ago and never agreed to goes.
pub async fn begin(
    tx: &Transaction,
    account: &AccountId,
    id: &MethodId,
    (gateway, page): (&str, &str),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let stale = "DELETE FROM saved_payment_method WHERE user_id = $1 AND kept_at IS NULL AND created_at < $2";
    run(tx, stale, values![account.as_str(), now.plus(-Timestamp::DAY).0]).await?;
    let sql = "INSERT INTO saved_payment_method (id, user_id, gateway, token, created_at) \
               SELECT $2, $1, $3, $4, $5 \
               WHERE (SELECT COUNT(*) FROM saved_payment_method WHERE user_id = $1) < $6";
    let values = values![account.as_str(), id.as_str(), gateway, page, now.0, i64::from(MOST_METHODS)];
    Ok(run(tx, sql, values).await? == 1)
}

/// Keeps a way that was begun; one that is kept already stays as it is.
pub async fn keep(
    tx: &Transaction,
    id: &MethodId,
    sealed: &str,
    label: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE saved_payment_method SET token = $2, label = $3, kept_at = $4 WHERE id = $1 AND kept_at IS NULL";
    run(tx, sql, values![id.as_str(), sealed, label, now.0]).await?;
    Ok(())
}

/// A way as its gateway knows it, where it is this account's.
pub async fn held(
    db: &impl ConnectionTrait,
    account: &AccountId,
    id: &MethodId,
) -> Result<Option<HeldMethod>, StoreError> {
    let sql = "SELECT gateway, token, kept_at FROM saved_payment_method WHERE id = $2 AND user_id = $1";
    row(db, sql, values![account.as_str(), id.as_str()]).await?.as_ref().map(held_method).transpose()
}

/// A way as its gateway knows it, whosever it is.
pub async fn of_id(db: &impl ConnectionTrait, id: &MethodId) -> Result<Option<HeldMethod>, StoreError> {
    let sql = "SELECT gateway, token, kept_at FROM saved_payment_method WHERE id = $1";
    row(db, sql, values![id.as_str()]).await?.as_ref().map(held_method).transpose()
}

/// The ways that are kept for an account, the newest first.
pub async fn of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Vec<KeptMethod>, StoreError> {
    let sql = "SELECT id, gateway, label FROM saved_payment_method WHERE user_id = $1 AND kept_at IS NOT NULL \
               ORDER BY created_at DESC, id";
    let read = |row: &QueryResult| {
        Ok(KeptMethod {
            id: document::parse("saved method", &row.try_get_by_index::<String>(0)?)?,
            gateway: row.try_get_by_index(1)?,
            label: row.try_get_by_index(2)?,
        })
    };
    rows(db, sql, values![account.as_str()]).await?.iter().map(read).collect()
}

/// Whether an order is paid with a way, and its gateway has not answered yet: it has to be asked with the same way again.
pub async fn is_needed(db: &impl ConnectionTrait, id: &MethodId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM payment WHERE saved_method = $1 AND status = 'awaited' AND session IS NULL LIMIT 1";
    Ok(row(db, sql, values![id.as_str()]).await?.is_some())
}

/// Forgets a way; says whether it was this account's.
pub async fn forget(tx: &Transaction, account: &AccountId, id: &MethodId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM saved_payment_method WHERE user_id = $1 AND id = $2";
    Ok(run(tx, sql, values![account.as_str(), id.as_str()]).await? == 1)
}

fn held_method(row: &QueryResult) -> Result<HeldMethod, StoreError> {
    let kept_at: Option<i64> = row.try_get_by_index(2)?;
    Ok(HeldMethod { gateway: row.try_get_by_index(0)?, token: row.try_get_by_index(1)?, is_kept: kept_at.is_some() })
}
