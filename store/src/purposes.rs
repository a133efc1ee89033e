//! What somebody said yes and no to beyond an order: every answer with its text, and the newest one counts.

use domain::{consent::Purpose, ids::VisitorId, locale::Locale, time::Timestamp};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, behaviour, document, recommendations,
    sql::{rows, run, values},
};

/// An answer that somebody gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// To what.
    pub purpose: Purpose,
    /// Yes or no.
    pub given: bool,
    /// The version of the text it was given to.
    pub text_version: String,
    /// When.
    pub at: Timestamp,
}

/// Every answer of a visitor, the newest first.
pub async fn of(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<Vec<Given>, StoreError> {
    let sql = "SELECT purpose, given, text_version, at FROM consent_given WHERE visitor = $1 ORDER BY at DESC, id DESC";
    let read = |row: &QueryResult| {
        let purpose: String = row.try_get_by_index(0)?;
        Ok(Given {
            purpose: Purpose::from_word(&purpose).ok_or_else(|| StoreError::corrupt("purpose", &purpose))?,
            given: row.try_get_by_index(1)?,
            text_version: row.try_get_by_index(2)?,
            at: Timestamp(row.try_get_by_index(3)?),
        })
    };
    rows(db, sql, values![visitor.as_str()]).await?.iter().map(read).collect()
}

/// Notes an answer. A no to remembering behaviour has everything forgotten that was remembered so far.
pub async fn answer(tx: &Transaction, visitor: &VisitorId, answer: &Given, language: Locale) -> Result<(), StoreError> {
    let sql = "INSERT INTO consent_given (id, visitor, purpose, given, text_version, language, at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let id = uuid::Uuid::now_v7().simple().to_string();
    let Given { purpose, given, text_version, at } = answer;
    let language = document::word(&language)?;
    let row = values![id, visitor.as_str(), purpose.word(), *given, text_version.as_str(), language, at.0];
    run(tx, sql, row).await?;
    if *purpose == Purpose::Behaviour && !given {
        behaviour::forget_all(tx, visitor).await?;
    }
    Ok(())
}

/// Makes what a guest answered and did that of the account they sign in to, where the account agrees to it; what it
/// answered itself counts before what the guest did. What it does not agree to is forgotten.
pub async fn bring(tx: &Transaction, guest: &VisitorId, account: &VisitorId) -> Result<(), StoreError> {
    let known = of(tx, account).await?;
    let owner = values![guest.as_str(), account.as_str()];
    if known.iter().any(|answer| answer.purpose == Purpose::Behaviour) {
        run(tx, "DELETE FROM consent_given WHERE visitor = $1", values![guest.as_str()]).await?;
    } else {
        run(tx, "UPDATE consent_given SET visitor = $2 WHERE visitor = $1", owner.clone()).await?;
    }
    let now = of(tx, account).await?;
    if now.iter().find(|answer| answer.purpose == Purpose::Behaviour).is_some_and(|answer| answer.given) {
        run(tx, "UPDATE behaviour_event SET visitor = $2 WHERE visitor = $1", owner).await?;
        recommendations::bring_unwanted(tx, guest, account).await?;
    } else {
        behaviour::forget_all(tx, guest).await?;
    }
    Ok(())
}
