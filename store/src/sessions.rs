//! Where people are signed in. Only digests of what cookies hold are kept.

use domain::{
    ids::{AccountId, Digest, VisitorId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// A session as it is kept.
#[derive(Clone, Debug)]
pub struct Session {
    /// The name it has in lists; opens nothing.
    pub key: String,
    /// Whose it is.
    pub account: AccountId,
    /// How it was opened, as a word.
    pub method: String,
    /// Whether a second factor was shown.
    pub strong: bool,
    /// The digest of the browser's device cookie.
    pub device: String,
    /// Browser and system in words.
    pub agent: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When its owner last showed who they are.
    pub authenticated_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// For how many milliseconds it may rest unused.
    pub idle: i64,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
    /// Who of the staff opened it in the owner's place; `None` where its owner did.
    pub acting: Option<AccountId>,
}

/// A session with what a request needs to know of its owner.
#[derive(Clone, Debug)]
pub struct Present {
    /// The session.
    pub session: Session,
    /// The visitor that everything of the account is kept under.
    pub visitor: VisitorId,
    /// The name to sign in with.
    pub username: String,
    /// First name; may be empty.
    pub first_name: String,
    /// The address.
    pub email: String,
    /// Whether the address is confirmed.
    pub verified: bool,
    /// The word of the role.
    pub role: String,
}

const COLUMNS: &str = "session.key, session.user_id, session.method, session.strong, session.device, session.agent, \
    session.created_at, session.authenticated_at, session.seen_at, session.idle, session.ends_at, session.acting_by";

/// Opens a session.
pub async fn open(tx: &Transaction, digest: &Digest, session: &Session) -> Result<(), StoreError> {
    let sql = "INSERT INTO session (digest, key, user_id, method, strong, device, agent, created_at, authenticated_at, \
               seen_at, idle, ends_at, acting_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let values = values![
        digest.as_str(),
        session.key.as_str(),
        session.account.as_str(),
        session.method.as_str(),
        session.strong,
        session.device.as_str(),
        session.agent.as_str(),
        session.created_at.0,
        session.authenticated_at.0,
        session.seen_at.0,
        session.idle,
        session.ends_at.0,
        session.acting.as_ref().map(AccountId::as_str),
    ];
    run(tx, sql, values).await?;
    Ok(())
}

/// The living session of a cookie, with its owner; `None` when it ended or its account is suspended or forgotten.
pub async fn present(
    db: &impl ConnectionTrait,
    digest: &Digest,
    now: Timestamp,
) -> Result<Option<Present>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, \"user\".visitor, \"user\".username, \"user\".first_name, \"user\".email, \
         \"user\".email_verified_at, \"user\".role FROM session JOIN \"user\" ON \"user\".id = session.user_id \
         WHERE session.digest = $1 AND session.ends_at > $2 AND session.seen_at + session.idle > $2 \
         AND \"user\".suspended_at IS NULL AND \"user\".erased_at IS NULL"
    );
    let Some(row) = row(db, &sql, values![digest.as_str(), now.0]).await? else { return Ok(None) };
    Ok(Some(Present {
        session: session(&row)?,
        visitor: document::parse("visitor", &row.try_get_by_index::<String>(12)?)?,
        username: row.try_get_by_index(13)?,
        first_name: row.try_get_by_index(14)?,
        email: row.try_get_by_index(15)?,
        verified: row.try_get_by_index::<Option<i64>>(16)?.is_some(),
        role: row.try_get_by_index(17)?,
    }))
}

/// Notes that a session is in use.
pub async fn touch(tx: &Transaction, key: &str, now: Timestamp) -> Result<(), StoreError> {
    run(tx, "UPDATE session SET seen_at = $2 WHERE key = $1 AND seen_at < $2", values![key, now.0]).await?;
    Ok(())
}

/// Gives a session another id, because its owner just showed who they are; says whether it still lived.
pub async fn renew(
    tx: &Transaction,
    key: &str,
    digest: &Digest,
    strong: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE session SET digest = $2, strong = $3, authenticated_at = $4, seen_at = $4 WHERE key = $1";
    Ok(run(tx, sql, values![key, digest.as_str(), strong, now.0]).await? == 1)
}

/// The living sessions of an account, the last used first.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: &AccountId,
    now: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM session WHERE user_id = $1 AND ends_at > $2 AND seen_at + idle > $2 \
         ORDER BY seen_at DESC, key"
    );
    let found = rows(db, &sql, values![account.as_str(), now.0]).await?;
    found.iter().map(session).collect()
}

/// Ends a session of an account; says whether there was one.
pub async fn end(tx: &Transaction, account: &AccountId, key: &str) -> Result<bool, StoreError> {
    let sql = "DELETE FROM session WHERE user_id = $1 AND key = $2";
    Ok(run(tx, sql, values![account.as_str(), key]).await? == 1)
}

/// Ends all sessions of an account but one, and those it opened in other people's place; all of them where none is spared.
pub async fn end_others(tx: &Transaction, account: &AccountId, spared: Option<&str>) -> Result<u64, StoreError> {
    let sql = "DELETE FROM session WHERE (user_id = $1 OR acting_by = $1) AND key <> $2";
    run(tx, sql, values![account.as_str(), spared.unwrap_or_default()]).await
}

/// Forgets sessions that ended.
pub async fn forget_ended(tx: &Transaction, now: Timestamp) -> Result<u64, StoreError> {
    run(tx, "DELETE FROM session WHERE ends_at <= $1 OR seen_at + idle <= $1", values![now.0]).await
}

fn session(row: &QueryResult) -> Result<Session, StoreError> {
    Ok(Session {
        key: row.try_get_by_index(0)?,
        account: document::parse("account", &row.try_get_by_index::<String>(1)?)?,
        method: row.try_get_by_index(2)?,
        strong: row.try_get_by_index(3)?,
        device: row.try_get_by_index(4)?,
        agent: row.try_get_by_index(5)?,
        created_at: Timestamp(row.try_get_by_index(6)?),
        authenticated_at: Timestamp(row.try_get_by_index(7)?),
        seen_at: Timestamp(row.try_get_by_index(8)?),
        idle: row.try_get_by_index(9)?,
        ends_at: Timestamp(row.try_get_by_index(10)?),
        acting: row
            .try_get_by_index::<Option<String>>(11)?
            .map(|account| document::parse("account", &account))
            .transpose()?,
    })
}
