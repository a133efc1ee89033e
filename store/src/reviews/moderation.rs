//! What waits for a person, what they decided, and what the shop replies.

use domain::{
    ids::{ContributionId, ProductRef},
    reviews::{Answer, ContributionKind, Question, Refusal, Review, Standing},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use super::{
    COLUMNS, many, product_of,
    questions::{ANSWER, QUESTION, read_answer, read_question},
    standing,
};
use crate::{
    StoreError, Transaction,
    sql::{row, rows, run, values},
};

/// What waits, the oldest first.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// Reviews that wait, and published ones that somebody reported.
    pub reviews: Vec<Review>,
    /// Questions.
    pub questions: Vec<Question>,
    /// Answers, each with its question's text and product.
    pub answers: Vec<(Answer, String, ProductRef)>,
}

/// What somebody decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Everybody may read it.
    Publish,
    /// Nobody may, and why; the note is for its author.
    Refuse(Refusal, String),
}

/// What waits, at most so many of each.
pub async fn queue(db: &impl ConnectionTrait, limit: u32) -> Result<Queue, StoreError> {
    let reviews = format!(
        "SELECT {COLUMNS} FROM review r WHERE r.standing = 'waiting' \
         OR (r.standing = 'published' AND r.doubts LIKE '%reported%') ORDER BY r.changed_at, r.id LIMIT $1"
    );
    let questions =
        format!("SELECT {QUESTION} FROM question r WHERE r.standing = 'waiting' ORDER BY r.changed_at, r.id LIMIT $1");
    let answers = format!(
        "SELECT {ANSWER}, q.text, q.marketplace, q.product FROM answer a JOIN question q ON q.id = a.question \
         WHERE a.standing = 'waiting' ORDER BY a.changed_at, a.id LIMIT $1"
    );
    let bound = || values![i64::from(limit)];
    let with_question =
        |row: &QueryResult| Ok((read_answer(row)?, row.try_get_by_index::<String>(10)?, product_of(row, 11)?));
    Ok(Queue {
        reviews: many(db, &reviews, bound()).await?,
        questions: rows(db, &questions, bound()).await?.iter().map(read_question).collect::<Result<_, _>>()?,
        answers: rows(db, &answers, bound()).await?.iter().map(with_question).collect::<Result<_, StoreError>>()?,
    })
}

/// Carries a decision out; gives the standing before it, or `None` where there is no such thing. Why it waited is forgotten
/// with that.
pub async fn decide(
    tx: &Transaction,
    kind: ContributionKind,
    id: &ContributionId,
    decision: &Decision,
) -> Result<Option<Standing>, StoreError> {
    let table = kind.word();
    let found = row(tx, &format!("SELECT standing FROM {table} WHERE id = $1"), values![id.as_str()]).await?;
    let Some(before) = found.map(|row| standing(&row, 0)).transpose()? else { return Ok(None) };
    let (after, refusal, note) = match decision {
        Decision::Publish => (Standing::Published, None, ""),
        Decision::Refuse(refusal, note) => (Standing::Refused, Some(refusal.word()), note.as_str()),
    };
    let sql = format!("UPDATE {table} SET standing = $2, refusal = $3, note = $4, doubts = '' WHERE id = $1");
    run(tx, &sql, values![id.as_str(), after.word(), refusal.map(str::to_owned), note]).await?;
    Ok(Some(before))
}

/// Puts the shop's reply under a published review, in the place of the one before it; none takes it away. Says whether there
/// is such a review.
pub async fn reply(
    tx: &Transaction,
    review: &ContributionId,
    text: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE review SET reply = $2, replied_at = $3 WHERE id = $1 AND standing = 'published'";
    let at = text.map(|_| now.0);
    Ok(run(tx, sql, values![review.as_str(), text.map(str::to_owned), at]).await? == 1)
}

/// What the audit log calls something that was contributed.
pub fn subject_of(kind: ContributionKind, id: &ContributionId) -> String {
    format!("{}:{id}", kind.word())
}
