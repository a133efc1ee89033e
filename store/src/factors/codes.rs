//! Codes that an app on a telephone shows, and backup codes for the day on which the telephone is gone.

use domain::{ids::AccountId, time::Timestamp};
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction, document,
    sql::{row, run, values},
};

/// The secret that an account shares with an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totp {
    /// The secret, sealed.
    pub secret: String,
    /// When a first code showed that the app has it; `None` while it is being set up.
    pub confirmed_at: Option<Timestamp>,
    /// The step of the last code that was taken.
    pub last_step: i64,
}

/// The secret of an account, being set up or in use.
pub async fn totp(db: &impl ConnectionTrait, account: &AccountId) -> Result<Option<Totp>, StoreError> {
    let sql = "SELECT secret, confirmed_at, last_step FROM totp WHERE user_id = $1";
    let Some(row) = row(db, sql, values![account.as_str()]).await? else { return Ok(None) };
    let confirmed: Option<i64> = row.try_get_by_index(1)?;
    Ok(Some(Totp {
        secret: row.try_get_by_index(0)?,
        confirmed_at: confirmed.map(Timestamp),
        last_step: row.try_get_by_index(2)?,
    }))
}

/// Keeps a secret that is being set up, in the place of another that was; `false` where one is in use already.
pub async fn begin_totp(
    tx: &Transaction,
    account: &AccountId,
    sealed: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO totp (user_id, secret, created_at) VALUES ($1, $2, $3) ON CONFLICT (user_id) DO UPDATE \
               SET secret = excluded.secret, created_at = excluded.created_at WHERE totp.confirmed_at IS NULL";
    Ok(run(tx, sql, values![account.as_str(), sealed, now.0]).await? == 1)
}

/// Takes the first code of a secret, which is in use from then on; `false` where it was in use already, or was changed.
pub async fn confirm_totp(
    tx: &Transaction,
    account: &AccountId,
    sealed: &str,
    step: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE totp SET confirmed_at = $4, last_step = $3 \
               WHERE user_id = $1 AND secret = $2 AND confirmed_at IS NULL";
    Ok(run(tx, sql, values![account.as_str(), sealed, step, now.0]).await? == 1)
}

/// Takes the code of a step; `false` where that or a later one was taken before, so that no code works twice.
pub async fn take_step(tx: &Transaction, account: &AccountId, step: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE totp SET last_step = $2 WHERE user_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2";
    Ok(run(tx, sql, values![account.as_str(), step]).await? == 1)
}

/// Forgets the secret and the backup codes of an account; says whether it had a secret in use.
pub async fn remove_totp(tx: &Transaction, account: &AccountId) -> Result<bool, StoreError> {
    run(tx, "DELETE FROM backup_code WHERE user_id = $1", values![account.as_str()]).await?;
    let removed = run(tx, "DELETE FROM totp WHERE user_id = $1", values![account.as_str()]).await?;
    Ok(removed == 1)
}

/// Gives an account these backup codes and no others; they come hashed.
pub async fn replace_backup_codes(
    tx: &Transaction,
    account: &AccountId,
    hashes: &[String],
    now: Timestamp,
) -> Result<(), StoreError> {
    run(tx, "DELETE FROM backup_code WHERE user_id = $1", values![account.as_str()]).await?;
    let sql = "INSERT INTO backup_code (user_id, hash, created_at) VALUES ($1, $2, $3)";
    for hash in hashes {
        run(tx, sql, values![account.as_str(), hash.as_str(), now.0]).await?;
    }
    Ok(())
}

/// Takes a backup code; `false` where there is none like it, or it was taken before.
pub async fn take_backup_code(
    tx: &Transaction,
    account: &AccountId,
    hash: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE backup_code SET used_at = $3 WHERE user_id = $1 AND hash = $2 AND used_at IS NULL";
    Ok(run(tx, sql, values![account.as_str(), hash, now.0]).await? == 1)
}

/// How many backup codes an account has left.
pub async fn backup_codes_left(db: &impl ConnectionTrait, account: &AccountId) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(*) FROM backup_code WHERE user_id = $1 AND used_at IS NULL";
    let Some(row) = row(db, sql, values![account.as_str()]).await? else { return Ok(0) };
    document::count("backup codes", row.try_get_by_index(0)?)
}

/// Until when no answer of an account is looked at.
pub async fn waits_until(db: &impl ConnectionTrait, account: &AccountId) -> Result<Timestamp, StoreError> {
    let sql = "SELECT wait_until FROM factor_miss WHERE user_id = $1";
    let found = row(db, sql, values![account.as_str()]).await?;
    let until: Option<i64> = found.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(Timestamp(until.unwrap_or(0)))
}

/// Counts a wrong answer; says how many there were in a row.
pub async fn count_miss(tx: &Transaction, account: &AccountId) -> Result<u32, StoreError> {
    let sql = "INSERT INTO factor_miss (user_id, misses, wait_until) VALUES ($1, 1, 0) \
               ON CONFLICT (user_id) DO UPDATE SET misses = factor_miss.misses + 1 RETURNING misses";
    let Some(row) = row(tx, sql, values![account.as_str()]).await? else { return Ok(0) };
    document::count("misses", row.try_get_by_index(0)?)
}

/// Lets an account's answers wait.
pub async fn wait(tx: &Transaction, account: &AccountId, until: Timestamp) -> Result<(), StoreError> {
    run(tx, "UPDATE factor_miss SET wait_until = $2 WHERE user_id = $1", values![account.as_str(), until.0]).await?;
    Ok(())
}

/// Forgets wrong answers after a right one.
pub async fn forget_misses(tx: &Transaction, account: &AccountId) -> Result<(), StoreError> {
    run(tx, "DELETE FROM factor_miss WHERE user_id = $1", values![account.as_str()]).await?;
    Ok(())
}
