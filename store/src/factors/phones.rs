//! Telephone numbers of accounts, and the codes that prove them.

use domain::{ids::AccountId, time::Timestamp};
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction, document,
    jobs::{self, NewJob},
    sql::{row, run, values},
};

/// The kind of job that sends a code; its payload is the code's id.
pub const TEXT: &str = "text";

/// A code to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCode {
    /// The name it has in lists of the program.
    pub id: String,
    /// Whose number it is to prove.
    pub account: AccountId,
    /// The number, as `+` and digits.
    pub number: String,
    /// The code, hashed.
    pub hash: String,
    /// The text message, sealed.
    pub message: String,
    /// Until when the code is good.
    pub expires_at: Timestamp,
}

/// A code that was sent and may still be typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCode {
    /// The name it has in lists of the program.
    pub id: String,
    /// The number that it proves.
    pub number: String,
    /// The code, hashed.
    pub hash: String,
}

/// A text message that was not handed over yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsentText {
    /// To which number.
    pub number: String,
    /// What it says, sealed.
    pub message: String,
}

/// How many codes were sent since a moment: for an account, and to a number.
pub async fn sent_since(
    db: &impl ConnectionTrait,
    account: &AccountId,
    number: &str,
    since: Timestamp,
) -> Result<(u32, u32), StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM phone_code WHERE user_id = $1 AND created_at > $3), \
               (SELECT COUNT(*) FROM phone_code WHERE phone_number = $2 AND created_at > $3)";
    let Some(row) = row(db, sql, values![account.as_str(), number, since.0]).await? else { return Ok((0, 0)) };
    Ok((document::count("codes", row.try_get_by_index(0)?)?, document::count("codes", row.try_get_by_index(1)?)?))
}

/// Writes down a code and the job that sends it. Codes of the account that were sent before are good no longer.
pub async fn begin(tx: &Transaction, new: &NewCode, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE phone_code SET expires_at = $2, message = NULL WHERE user_id = $1 AND expires_at > $2";
    run(tx, sql, values![new.account.as_str(), now.0]).await?;
    let sql = "INSERT INTO phone_code (id, user_id, phone_number, hash, message, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = values![
        new.id.as_str(),
        new.account.as_str(),
        new.number.as_str(),
        new.hash.as_str(),
        new.message.as_str(),
        now.0,
        new.expires_at.0,
    ];
    run(tx, sql, values).await?;
    let job = NewJob { kind: TEXT.to_owned(), key: format!("{TEXT}:{}", new.id), payload: new.id.clone() };
    jobs::enqueue(tx, &job, now).await?;
    Ok(())
}

/// The text message of a code, while it was neither sent nor ended.
pub async fn unsent(db: &impl ConnectionTrait, id: &str, now: Timestamp) -> Result<Option<UnsentText>, StoreError> {
    let sql = "SELECT phone_number, message FROM phone_code \
               WHERE id = $1 AND message IS NOT NULL AND expires_at > $2";
    let Some(row) = row(db, sql, values![id, now.0]).await? else { return Ok(None) };
    Ok(Some(UnsentText { number: row.try_get_by_index(0)?, message: row.try_get_by_index(1)? }))
}

/// Notes that a text message was handed over, and forgets what it said.
pub async fn mark_sent(tx: &Transaction, id: &str) -> Result<(), StoreError> {
    run(tx, "UPDATE phone_code SET message = NULL WHERE id = $1", values![id]).await?;
    Ok(())
}

/// The number that an account is proving, if any.
pub async fn proving(
    db: &impl ConnectionTrait,
    account: &AccountId,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT phone_number FROM phone_code WHERE user_id = $1 AND used_at IS NULL AND expires_at > $2 \
               ORDER BY created_at DESC, id DESC LIMIT 1";
    let found = row(db, sql, values![account.as_str(), now.0]).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// Counts a try at the code of an account and gives that code; `None` where there is none, or it had all its tries.
pub async fn count_try(
    tx: &Transaction,
    account: &AccountId,
    most: u32,
    now: Timestamp,
) -> Result<Option<OpenCode>, StoreError> {
    let sql = "UPDATE phone_code SET tries = tries + 1 WHERE id = (SELECT id FROM phone_code WHERE user_id = $1 \
               AND used_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id DESC LIMIT 1) AND tries < $3 \
               RETURNING id, phone_number, hash";
    let Some(row) = row(tx, sql, values![account.as_str(), now.0, i64::from(most)]).await? else { return Ok(None) };
    Ok(Some(OpenCode {
        id: row.try_get_by_index(0)?,
        number: row.try_get_by_index(1)?,
        hash: row.try_get_by_index(2)?,
    }))
}

/// Takes a code: its number is the account's from then on. `false` where it was taken before.
pub async fn take(tx: &Transaction, account: &AccountId, code: &OpenCode, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE phone_code SET used_at = $2 WHERE id = $1 AND used_at IS NULL";
    if run(tx, sql, values![code.id.as_str(), now.0]).await? == 0 {
        return Ok(false);
    }
    let sql = "UPDATE \"user\" SET phone_number = $2, phone_verified_at = $3 WHERE id = $1";
    run(tx, sql, values![account.as_str(), code.number.as_str(), now.0]).await?;
    Ok(true)
}

/// The proven number of an account.
pub async fn proven(db: &impl ConnectionTrait, account: &AccountId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT phone_number FROM \"user\" WHERE id = $1 AND phone_verified_at IS NOT NULL";
    let found = row(db, sql, values![account.as_str()]).await?;
    let number: Option<Option<String>> = found.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(number.flatten())
}

/// Forgets the number of an account; `false` where it had none.
pub async fn forget(tx: &Transaction, account: &AccountId) -> Result<bool, StoreError> {
    let sql = "UPDATE \"user\" SET phone_number = NULL, phone_verified_at = NULL \
               WHERE id = $1 AND phone_number IS NOT NULL";
    Ok(run(tx, sql, values![account.as_str()]).await? == 1)
}

/// Forgets codes that were sent before a moment; says how many.
pub async fn forget_codes(tx: &Transaction, before: Timestamp) -> Result<u64, StoreError> {
    run(tx, "DELETE FROM phone_code WHERE created_at < $1", values![before.0]).await
}
