//! Questions about goods, and their answers.

use std::collections::BTreeMap;

use domain::{
    ids::{AccountId, ContributionId, ProductRef},
    locale::Locale,
    reviews::{Answer, Doubt, Question, Standing},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::{OF_GROUP, doubts_text, looked, places, product_of, standing};
use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// A question as it is written down.
#[derive(Clone, Debug)]
pub struct NewQuestion {
    /// Which.
    pub id: ContributionId,
    /// Who asks; nobody where it came with the goods.
    pub account: Option<AccountId>,
    /// What it is about.
    pub product: ProductRef,
    /// What its author is called in public.
    pub author: String,
    /// The question.
    pub text: String,
    /// Its language.
    pub locale: Locale,
    /// Whether others read it.
    pub standing: Standing,
    /// Why it waits.
    pub doubts: Vec<Doubt>,
    /// When.
    pub at: Timestamp,
}

/// An answer as it is written down.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    /// Which.
    pub id: ContributionId,
    /// The question.
    pub question: ContributionId,
    /// Who answers; nobody where the shop does, or where it came with the goods.
    pub account: Option<AccountId>,
    /// Whether the shop answers.
    pub by_shop: bool,
    /// What its author is called in public.
    pub author: String,
    /// The answer.
    pub text: String,
    /// Its language.
    pub locale: Locale,
    /// Whether others read it.
    pub standing: Standing,
    /// Why it waits.
    pub doubts: Vec<Doubt>,
    /// When.
    pub at: Timestamp,
}

pub(super) const QUESTION: &str =
    "r.id, r.marketplace, r.product, r.author, r.text, r.standing, r.doubts, r.refusal, r.note, r.changed_at";
pub(super) const ANSWER: &str =
    "a.id, a.question, a.author, a.by_shop, a.text, a.standing, a.doubts, a.refusal, a.note, a.changed_at";

/// Writes a question down; one that is there already stays as it is.
pub async fn put_question(tx: &Transaction, new: &NewQuestion) -> Result<bool, StoreError> {
    let sql = "INSERT INTO question (id, user_id, marketplace, product, author, text, language, standing, doubts, note, \
               changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10) ON CONFLICT (id) DO NOTHING";
    let bound = values![
        new.id.as_str(),
        new.account.as_ref().map(|account| account.as_str().to_owned()),
        new.product.marketplace.as_str(),
        new.product.external_id.as_str(),
        new.author.as_str(),
        new.text.as_str(),
        new.locale.tag(),
        new.standing.word(),
        doubts_text(&new.doubts),
        new.at.0,
    ];
    Ok(run(tx, sql, bound).await? == 1)
}

/// Writes an answer down to a question that others read; says whether there is such a question and the answer is new.
pub async fn put_answer(tx: &Transaction, new: &NewAnswer) -> Result<bool, StoreError> {
    let sql = "INSERT INTO answer (id, question, user_id, by_shop, author, text, language, standing, doubts, note, \
               changed_at) SELECT $1, q.id, $3, $4, $5, $6, $7, $8, $9, '', $10 FROM question q \
               WHERE q.id = $2 AND q.standing = 'published' ON CONFLICT (id) DO NOTHING";
    let bound = values![
        new.id.as_str(),
        new.question.as_str(),
        new.account.as_ref().map(|account| account.as_str().to_owned()),
        new.by_shop,
        new.author.as_str(),
        new.text.as_str(),
        new.locale.tag(),
        new.standing.word(),
        doubts_text(&new.doubts),
        new.at.0,
    ];
    Ok(run(tx, sql, bound).await? == 1)
}

/// The published questions about a product's group with their published answers, what was answered first.
pub async fn questions(
    db: &impl ConnectionTrait,
    product: &ProductRef,
    limit: u32,
) -> Result<Vec<Question>, StoreError> {
    let sql = format!(
        "SELECT {QUESTION} FROM question r {OF_GROUP} WHERE r.standing = 'published' ORDER BY \
         CASE WHEN EXISTS (SELECT 1 FROM answer a WHERE a.question = r.id AND a.standing = 'published') THEN 0 ELSE 1 END, \
         r.changed_at DESC, r.id LIMIT $3"
    );
    let bound = values![product.marketplace.as_str(), product.external_id.as_str(), i64::from(limit)];
    with_answers(db, &sql, bound).await
}

/// One question that others read, with its answers.
pub async fn question(db: &impl ConnectionTrait, id: &ContributionId) -> Result<Option<Question>, StoreError> {
    let sql = format!("SELECT {QUESTION} FROM question r WHERE r.id = $1 AND r.standing = 'published'");
    Ok(with_answers(db, &sql, values![id.as_str()]).await?.pop())
}

/// Published questions that the shop has not answered, the oldest first.
pub async fn unanswered(db: &impl ConnectionTrait, limit: u32) -> Result<Vec<Question>, StoreError> {
    let sql = format!(
        "SELECT {QUESTION} FROM question r WHERE r.standing = 'published' AND NOT EXISTS ( \
         SELECT 1 FROM answer a WHERE a.question = r.id AND a.by_shop) ORDER BY r.changed_at, r.id LIMIT $1"
    );
    with_answers(db, &sql, values![i64::from(limit)]).await
}

/// All questions that somebody asked, the newest first.
pub async fn questions_of_account(db: &impl ConnectionTrait, account: &AccountId) -> Result<Vec<Question>, StoreError> {
    let sql =
        format!("SELECT {QUESTION} FROM question r WHERE r.user_id = $1 ORDER BY r.changed_at DESC, r.id LIMIT 200");
    with_answers(db, &sql, values![account.as_str()]).await
}

/// All answers that somebody gave, the newest first.
pub async fn answers_of_account(db: &impl ConnectionTrait, account: &AccountId) -> Result<Vec<Answer>, StoreError> {
    let sql = format!("SELECT {ANSWER} FROM answer a WHERE a.user_id = $1 ORDER BY a.changed_at DESC, a.id LIMIT 200");
    rows(db, &sql, values![account.as_str()]).await?.iter().map(read_answer).collect()
}

async fn with_answers(db: &impl ConnectionTrait, sql: &str, bound: Vec<Value>) -> Result<Vec<Question>, StoreError> {
    let mut questions: Vec<Question> =
        rows(db, sql, bound).await?.iter().map(read_question).collect::<Result<_, _>>()?;
    if questions.is_empty() {
        return Ok(questions);
    }
    let sql = format!(
        "SELECT {ANSWER} FROM answer a WHERE a.standing = 'published' AND a.question IN ({}) \
         ORDER BY a.by_shop DESC, a.changed_at, a.id LIMIT 1000",
        places(questions.len())
    );
    let bound = questions.iter().map(|question| Value::from(question.id.as_str())).collect();
    let mut answers: BTreeMap<ContributionId, Vec<Answer>> = BTreeMap::new();
    for row in rows(db, &sql, bound).await? {
        let answer = read_answer(&row)?;
        answers.entry(answer.question.clone()).or_default().push(answer);
    }
    for question in &mut questions {
        question.answers = answers.remove(&question.id).unwrap_or_default();
    }
    Ok(questions)
}

pub(super) fn read_question(row: &QueryResult) -> Result<Question, StoreError> {
    Ok(Question {
        id: document::parse("question", &row.try_get_by_index::<String>(0)?)?,
        product: product_of(row, 1)?,
        author: row.try_get_by_index(3)?,
        text: row.try_get_by_index(4)?,
        standing: standing(row, 5)?,
        looked: looked(row, 6)?,
        at: Timestamp(row.try_get_by_index(9)?),
        answers: Vec::new(),
    })
}

pub(super) fn read_answer(row: &QueryResult) -> Result<Answer, StoreError> {
    Ok(Answer {
        id: document::parse("answer", &row.try_get_by_index::<String>(0)?)?,
        question: document::parse("question", &row.try_get_by_index::<String>(1)?)?,
        author: row.try_get_by_index(2)?,
        by_shop: row.try_get_by_index(3)?,
        text: row.try_get_by_index(4)?,
        standing: standing(row, 5)?,
        looked: looked(row, 6)?,
        at: Timestamp(row.try_get_by_index(9)?),
    })
}
