//! Mails on their way out: written in the transaction that calls for them, together with the job that sends them.

use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, sea_query::OnConflict};

use crate::{
    StoreError, Transaction,
    jobs::{self, NewJob},
    rows::message::{self, Column, Model},
    sql::{run, values},
};

/// The kind of job that sends a mail; its payload is the mail's id.
pub const MAIL: &str = "mail";

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

/// Writes a mail and the job that sends it; says whether its key was new, and leaves a known one as it is.
pub async fn enqueue(tx: &Transaction, new: &NewMessage, now: Timestamp) -> Result<bool, StoreError> {
    let new = new.clone();
    let job_key = format!("{MAIL}:{}", new.key);
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
    let id = row.id.clone();
    let known = OnConflict::column(Column::Key).do_nothing().to_owned();
    let inserting = message::Entity::insert(row.into_active_model()).on_conflict(known).try_insert();
    if !crate::inserted(&inserting.exec_without_returning(tx).await?) {
        return Ok(false);
    }
    jobs::enqueue(tx, &NewJob { kind: MAIL.to_owned(), key: job_key, payload: id }, now).await?;
    Ok(true)
}

/// A mail that was not handed over yet, by its id.
pub async fn unsent(db: &impl ConnectionTrait, id: &str) -> Result<Option<NewMessage>, StoreError> {
    let row = message::Entity::find_by_id(id).one(db).await?;
    Ok(row.filter(|row| row.sent_at.is_none()).map(|row| NewMessage {
        key: row.key,
        to: row.recipient,
        subject: row.subject,
        text: row.text,
        html: row.html,
        language: row.language,
    }))
}

/// Notes that a mail was handed over.
pub async fn mark_sent(tx: &Transaction, id: &str, now: Timestamp) -> Result<(), StoreError> {
    run(tx, "UPDATE message SET sent_at = $2, lease_until = 0 WHERE id = $1", values![id, now.0]).await?;
    Ok(())
}

/// Forgets what a mail said that carried a secret.
pub async fn forget_text(tx: &Transaction, id: &str) -> Result<(), StoreError> {
    run(tx, "UPDATE message SET text = '', html = '' WHERE id = $1", values![id]).await?;
    Ok(())
}
