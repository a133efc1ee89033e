//! Mails on their way out: written in the transaction that calls for them, sent later, each once per key.

use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryResult, sea_query::OnConflict};

use crate::{
    StoreError, Transaction, document,
    rows::message::{self, Column, Model},
    sql::{row, rows, run, values},
};

/// A mail to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMessage {
    /// What makes it this mail and no other, such as `OC-7K3M-9Q2D:confirm`.
    pub key: String,
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// The language tag.
    pub language: String,
}

/// A mail that a sender holds for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeasedMessage {
    /// Its id.
    pub id: String,
    /// How often it was leased, this time included.
    pub attempts: u32,
    /// The mail.
    pub message: NewMessage,
}

/// Writes a mail; says whether its key was new, and leaves a known one as it is.
pub async fn enqueue(tx: &Transaction, new: &NewMessage, now: Timestamp) -> Result<bool, StoreError> {
    let new = new.clone();
    let row = Model {
        id: uuid::Uuid::now_v7().simple().to_string(),
        key: new.key,
        recipient: new.to,
        subject: new.subject,
        text: new.text,
        html: new.html,
        language: new.language,
        attempts: 0,
        next_at: Some(now.0),
        lease_until: 0,
        created_at: now.0,
        sent_at: None,
    };
    let known = OnConflict::column(Column::Key).do_nothing().to_owned();
    let inserting = message::Entity::insert(row.into_active_model()).on_conflict(known).try_insert();
    Ok(crate::inserted(&inserting.exec_without_returning(tx).await?))
}

/// When the next mail is to be sent; `None` when none waits.
pub async fn next_due(db: &impl ConnectionTrait) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT MIN(CASE WHEN lease_until > next_at THEN lease_until ELSE next_at END) \
               FROM message WHERE sent_at IS NULL AND next_at IS NOT NULL";
    let next: Option<i64> = row(db, sql, values![]).await?.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(next.map(Timestamp))
}

/// Leases mails that are due and that nobody holds, the longest waiting first.
pub async fn lease(
    tx: &Transaction,
    now: Timestamp,
    lease_milliseconds: i64,
    limit: u64,
) -> Result<Vec<LeasedMessage>, StoreError> {
    let skip_locked = match tx.get_database_backend() {
        DbBackend::Postgres => " FOR UPDATE SKIP LOCKED",
        _ => "",
    };
    let sql = format!(
        "UPDATE message SET lease_until = $2, attempts = attempts + 1 WHERE id IN (SELECT id FROM message \
         WHERE sent_at IS NULL AND next_at <= $1 AND lease_until <= $1 ORDER BY next_at, id LIMIT $3{skip_locked}) \
         RETURNING id, attempts, key, recipient, subject, text, html, language"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let leased = rows(tx, &sql, values![now.0, now.plus(lease_milliseconds).0, limit]).await?;
    leased.iter().map(LeasedMessage::try_from).collect()
}

/// Notes that a mail was handed over.
pub async fn mark_sent(tx: &Transaction, id: &str, now: Timestamp) -> Result<(), StoreError> {
    run(tx, "UPDATE message SET sent_at = $2, lease_until = 0 WHERE id = $1", values![id, now.0]).await?;
    Ok(())
}

/// Notes that a mail could not be handed over; `None` gives it up.
pub async fn mark_failed(tx: &Transaction, id: &str, next_at: Option<Timestamp>) -> Result<(), StoreError> {
    let sql = "UPDATE message SET next_at = $2, lease_until = 0 WHERE id = $1 AND sent_at IS NULL";
    run(tx, sql, values![id, next_at.map(|at| at.0)]).await?;
    Ok(())
}

impl TryFrom<&QueryResult> for LeasedMessage {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.try_get_by_index(0)?,
            attempts: document::count("attempts", row.try_get_by_index(1)?)?,
            message: NewMessage {
                key: row.try_get_by_index(2)?,
                to: row.try_get_by_index(3)?,
                subject: row.try_get_by_index(4)?,
                text: row.try_get_by_index(5)?,
                html: row.try_get_by_index(6)?,
                language: row.try_get_by_index(7)?,
            },
        })
    }
}
