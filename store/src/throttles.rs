//! Failures in a row, under names that tell nobody whose they are.

use domain::time::Timestamp;
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction,
    sql::{row, rows, run, values},
};

/// Counts a try that is about to be made; gives how many there were in a row with it, or until when to wait.
///
/// A try is counted before it is known to fail, so that a thousand at once are a thousand. `pause` says how long to wait
/// after so many.
pub async fn count(
    tx: &Transaction,
    name: &str,
    now: Timestamp,
    forgotten_after: i64,
    pause: fn(u32) -> i64,
) -> Result<Result<u32, Timestamp>, StoreError> {
    let sql = "SELECT failures, last_at, next_at FROM throttle WHERE name = $1";
    let (failures, last, next) = match row(tx, sql, values![name]).await? {
        Some(row) => {
            (row.try_get_by_index::<i64>(0)?, row.try_get_by_index::<i64>(1)?, row.try_get_by_index::<i64>(2)?)
        }
        None => (0, now.0, 0),
    };
    if next > now.0 {
        return Ok(Err(Timestamp(next)));
    }
    let before = if now.0 - last > forgotten_after { 0 } else { failures };
    let failures = u32::try_from(before + 1).unwrap_or(u32::MAX);
    let sql = "INSERT INTO throttle (name, failures, last_at, next_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, \
               next_at = excluded.next_at";
    run(tx, sql, values![name, i64::from(failures), now.0, now.plus(pause(failures)).0]).await?;
    Ok(Ok(failures))
}

/// Forgets the failures under a name.
pub async fn clear(tx: &Transaction, name: &str) -> Result<(), StoreError> {
    run(tx, "DELETE FROM throttle WHERE name = $1", values![name]).await?;
    Ok(())
}

/// Until when a name has to wait; `None` when it need not.
pub async fn waits_until(
    db: &impl ConnectionTrait,
    name: &str,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT next_at FROM throttle WHERE name = $1 AND next_at > $2";
    let found = rows(db, sql, values![name, now.0]).await?;
    Ok(found.first().map(|row| row.try_get_by_index(0)).transpose()?.map(Timestamp))
}

/// Forgets failures of long ago.
pub async fn forget_old(tx: &Transaction, before: Timestamp) -> Result<u64, StoreError> {
    run(tx, "DELETE FROM throttle WHERE last_at < $1", values![before.0]).await
}
