//! Secrets that work once and not for long: links in mails, half-open sign-ins. Only their digests are kept.

use domain::{
    ids::{AccountId, Digest},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, run, values},
};

/// A secret as it is kept.
#[derive(Clone, Debug)]
pub struct Token {
    /// What it is good for, as a word.
    pub kind: String,
    /// Whose it is; `None` while there is no account yet.
    pub account: Option<AccountId>,
    /// The address it is about; may be empty.
    pub email: String,
    /// The digest of the device that asked for it; empty where it had none.
    pub device: String,
    /// What else it stands for.
    pub document: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// Keeps a secret.
pub async fn add(tx: &Transaction, digest: &Digest, token: &Token, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO account_token (digest, kind, user_id, email, device, document, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = values![
        digest.as_str(),
        token.kind.as_str(),
        token.account.as_ref().map(|account| account.to_string()),
        token.email.as_str(),
        token.device.as_str(),
        token.document.as_str(),
        now.0,
        token.expires_at.0,
    ];
    run(tx, sql, values).await?;
    Ok(())
}

/// A secret of a kind that still works; it stays as it is.
pub async fn find(
    db: &impl ConnectionTrait,
    digest: &Digest,
    kind: &str,
    now: Timestamp,
) -> Result<Option<Token>, StoreError> {
    let sql = "SELECT kind, user_id, email, device, document, expires_at FROM account_token \
               WHERE digest = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3";
    row(db, sql, values![digest.as_str(), kind, now.0]).await?.map(|row| token(&row)).transpose()
}

/// Uses a secret up; says whether it still worked.
pub async fn take(tx: &Transaction, digest: &Digest, kind: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE account_token SET used_at = $3, document = '' \
               WHERE digest = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3";
    Ok(run(tx, sql, values![digest.as_str(), kind, now.0]).await? == 1)
}

/// Whether a secret was used; one that was replaced before was not.
pub async fn was_taken(db: &impl ConnectionTrait, digest: &Digest) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM account_token WHERE digest = $1 AND used_at IS NOT NULL AND voided_at IS NULL";
    Ok(row(db, sql, values![digest.as_str()]).await?.is_some())
}

/// Has all secrets of a kind that an account has work no more.
pub async fn void(tx: &Transaction, account: &AccountId, kind: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE account_token SET used_at = $3, voided_at = $3, document = '' \
               WHERE user_id = $1 AND kind = $2 AND used_at IS NULL";
    run(tx, sql, values![account.as_str(), kind, now.0]).await?;
    Ok(())
}

/// Has all secrets of a kind that went to an address work no more.
pub async fn void_sent(tx: &Transaction, email: &str, kind: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE account_token SET used_at = $3, voided_at = $3, document = '' \
               WHERE email = $1 AND kind = $2 AND used_at IS NULL";
    run(tx, sql, values![email, kind, now.0]).await?;
    Ok(())
}

/// Forgets what ended before a moment.
pub async fn forget_old(tx: &Transaction, before: Timestamp) -> Result<u64, StoreError> {
    run(tx, "DELETE FROM account_token WHERE expires_at < $1", values![before.0]).await
}

fn token(row: &QueryResult) -> Result<Token, StoreError> {
    let account: Option<String> = row.try_get_by_index(1)?;
    Ok(Token {
        kind: row.try_get_by_index(0)?,
        account: account.map(|id| document::parse("account", &id)).transpose()?,
        email: row.try_get_by_index(2)?,
        device: row.try_get_by_index(3)?,
        document: row.try_get_by_index(4)?,
        expires_at: Timestamp(row.try_get_by_index(5)?),
    })
}
