//! The inbox: what others told us on their own account, each event kept once.

use domain::{guard, time::Timestamp};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, QueryResult, sea_query::OnConflict};

use crate::{
    StoreError, Transaction,
    rows::inbox::{self, Column, Model},
    sql::{rows, run, values},
};

/// Keeps an event; says whether it was new.
pub async fn insert(
    tx: &Transaction,
    provider: &str,
    event_id: &str,
    body: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = Model {
        provider: provider.to_owned(),
        event_id: match guard::on("inbox.unique") {
            true => event_id.to_owned(),
            false => format!("{event_id}#{}", uuid::Uuid::now_v7().simple()),
        },
        received_at: now.0,
        handled_at: None,
        body: body.to_owned(),
    };
    let known = OnConflict::columns([Column::Provider, Column::EventId]).do_nothing().to_owned();
    let inserting = inbox::Entity::insert(row.into_active_model()).on_conflict(known).try_insert();
    Ok(crate::inserted(&inserting.exec_without_returning(tx).await?))
}

/// Notes that an event was handled.
pub async fn mark_handled(tx: &Transaction, provider: &str, event_id: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE inbox SET handled_at = $3 WHERE provider = $1 AND event_id = $2";
    run(tx, sql, values![provider, event_id, now.0]).await?;
    Ok(())
}

/// Events that came before a moment and were never handled: provider, event id and body, the oldest first.
pub async fn unhandled(
    db: &impl ConnectionTrait,
    before: Timestamp,
    limit: u64,
) -> Result<Vec<(String, String, String)>, StoreError> {
    let sql = "SELECT provider, event_id, body FROM inbox WHERE handled_at IS NULL AND received_at < $1 \
               ORDER BY received_at LIMIT $2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let read = |row: QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?));
    rows(db, sql, values![before.0, limit]).await?.into_iter().map(read).collect()
}
