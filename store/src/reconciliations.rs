//! Comparing our books with other people's: what we have to compare, what each run found, and what became of it.

use domain::{
    ids::OrderNumber,
    saga::{Effect, Saga},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document, effects,
    sql::{row, rows, run, values},
};

/// An order as it is compared with other people's books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Books {
    /// The order.
    pub order: OrderNumber,
    /// Whose payment it is.
    pub gateway: String,
    /// The order's saga.
    pub saga: Saga,
    /// Its version.
    pub version: i64,
    /// When it last moved.
    pub moved_at: Timestamp,
    /// Whether work on the order waits or is being done.
    pub has_work: bool,
}

/// What a discrepancy is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFinding {
    /// Its kind, in a word.
    pub kind: String,
    /// The order's number, whether our books have it or not.
    pub order: Option<String>,
    /// What of it: a payment, a part, an order of a marketplace.
    pub subject: String,
    /// What both sides say.
    pub detail: String,
}

impl NewFinding {
    /// The same discrepancy has the same key in every run.
    pub fn key(&self) -> String {
        format!("{}:{}:{}", self.kind, self.order.as_deref().unwrap_or_default(), self.subject)
    }
}

/// What became of a discrepancy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingState {
    /// A person was called and has not settled it.
    Raised,
    /// It was put right.
    Repaired,
    /// A person has seen to it.
    Settled,
}

impl FindingState {
    /// Its word in tables and texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Repaired => "repaired",
            Self::Settled => "settled",
        }
    }

    fn from_word(word: &str) -> Result<Self, StoreError> {
        let known = [Self::Raised, Self::Repaired, Self::Settled];
        known.into_iter().find(|state| state.word() == word).ok_or_else(|| StoreError::corrupt("finding state", word))
    }
}

/// A discrepancy as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub about: NewFinding,
    /// What became of it.
    pub state: FindingState,
    /// In how many runs it was met.
    pub times: u32,
    /// When it was met first.
    pub first_seen_at: Timestamp,
    /// When it was met last.
    pub last_seen_at: Timestamp,
}

/// What a run looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Payments that the gateway told of.
    pub payments: u32,
    /// Orders of ours.
    pub orders: u32,
    /// Parts that a marketplace was asked about.
    pub parts: u32,
    /// Who did not answer.
    pub unanswered: Vec<String>,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its id.
    pub id: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it came to its end; `None` while it runs, and when its process died.
    pub ended_at: Option<Timestamp>,
    /// What it looked at.
    pub checked: Checked,
}

const BOOKS: &str = "SELECT payment.order_number, payment.gateway, saga.state, saga.version, saga.updated_at, \
    CASE WHEN EXISTS (SELECT 1 FROM effect WHERE effect.order_number = payment.order_number \
    AND effect.done_at IS NULL) THEN 1 ELSE 0 END \
    FROM payment JOIN saga ON saga.order_number = payment.order_number";

/// One order as our books have it.
pub async fn books_of(db: &impl ConnectionTrait, order: &OrderNumber) -> Result<Option<Books>, StoreError> {
    let sql = format!("{BOOKS} WHERE payment.order_number = $1");
    row(db, &sql, values![order.as_str()]).await?.as_ref().map(Books::try_from).transpose()
}

/// The order whose payment a gateway calls so.
pub async fn books_of_reference(
    db: &impl ConnectionTrait,
    gateway: &str,
    reference: &str,
) -> Result<Option<Books>, StoreError> {
    let sql = format!("{BOOKS} WHERE payment.gateway = $1 AND payment.reference = $2");
    row(db, &sql, values![gateway, reference]).await?.as_ref().map(Books::try_from).transpose()
}

/// Whether a wallet has what a gateway's payment brought for its top-up.
pub async fn is_credited(db: &impl ConnectionTrait, gateway: &str, reference: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM top_up WHERE gateway = $1 AND reference = $2 AND state = 'credited'";
    Ok(row(db, sql, values![gateway, reference]).await?.is_some())
}

/// Orders that moved since a moment and whose number comes after one, by their numbers.
pub async fn books_since(
    db: &impl ConnectionTrait,
    since: Timestamp,
    after: &str,
    limit: u64,
) -> Result<Vec<Books>, StoreError> {
    let sql = format!(
        "{BOOKS} WHERE saga.updated_at >= $1 AND payment.order_number > $2 \
         ORDER BY payment.order_number LIMIT $3"
    );
    let found = rows(db, &sql, values![since.0, after, i64::try_from(limit).unwrap_or(i64::MAX)]).await?;
    found.iter().map(Books::try_from).collect()
}

/// Orders that wait for work of which there is none, though they have not moved since a moment.
pub async fn without_work(
    db: &impl ConnectionTrait,
    before: Timestamp,
    limit: u64,
) -> Result<Vec<OrderNumber>, StoreError> {
    let sql = "SELECT order_number FROM saga WHERE phase IN ('placing', 'undoing', 'settling') AND updated_at <= $1 \
               AND NOT EXISTS (SELECT 1 FROM effect WHERE effect.order_number = saga.order_number \
               AND effect.done_at IS NULL) ORDER BY updated_at LIMIT $2";
    numbers(rows(db, sql, values![before.0, i64::try_from(limit).unwrap_or(i64::MAX)]).await?)
}

/// Orders that need a person and for which none was ever called, nor is about to be.
pub async fn without_alert(
    db: &impl ConnectionTrait,
    before: Timestamp,
    limit: u64,
) -> Result<Vec<OrderNumber>, StoreError> {
    let sql = "SELECT order_number FROM saga WHERE phase = 'needs_human' AND updated_at <= $1 \
               AND NOT EXISTS (SELECT 1 FROM alert WHERE alert.order_number = saga.order_number) \
               AND NOT EXISTS (SELECT 1 FROM effect WHERE effect.order_number = saga.order_number \
               AND effect.done_at IS NULL) ORDER BY updated_at LIMIT $2";
    numbers(rows(db, sql, values![before.0, i64::try_from(limit).unwrap_or(i64::MAX)]).await?)
}

/// Has effects carried out again whose outcome never reached their saga, or for the first time where they are missing.
///
/// Says `false`, with nothing changed, when there are none, or work on the order waits already.
pub async fn bring_back(
    tx: &Transaction,
    order: &OrderNumber,
    lost: &[Effect],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let waiting = "SELECT 1 FROM effect WHERE order_number = $1 AND done_at IS NULL";
    if lost.is_empty() || row(tx, waiting, values![order.as_str()]).await?.is_some() {
        return Ok(false);
    }
    let sql = "UPDATE effect SET done_at = NULL, next_at = $2, attempts = 0, lease_owner = NULL, lease_until = 0 \
               WHERE key = $1";
    for effect in lost {
        if run(tx, sql, values![effect.key(order), now.0]).await? == 0 {
            effects::add_all(tx, order, &[(effect.clone(), now)]).await?;
        }
    }
    Ok(true)
}

/// Begins a run; gives its id.
pub async fn begin(tx: &Transaction, now: Timestamp) -> Result<String, StoreError> {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let sql = "INSERT INTO reconciliation (id, started_at) VALUES ($1, $2)";
    run(tx, sql, values![id.as_str(), now.0]).await?;
    Ok(id)
}

/// Ends a run.
pub async fn end(tx: &Transaction, id: &str, checked: &Checked, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE reconciliation SET ended_at = $2, payments = $3, orders = $4, parts = $5, unanswered = $6 \
               WHERE id = $1";
    let (payments, orders) = (i64::from(checked.payments), i64::from(checked.orders));
    let (parts, unanswered) = (i64::from(checked.parts), document::text(&checked.unanswered)?);
    run(tx, sql, values![id, now.0, payments, orders, parts, unanswered]).await?;
    Ok(())
}

/// What became of a discrepancy that was met before.
pub async fn known(db: &impl ConnectionTrait, key: &str) -> Result<Option<(FindingState, u32)>, StoreError> {
    let found = row(db, "SELECT state, times FROM finding WHERE key = $1", values![key]).await?;
    let read = |row: QueryResult| {
        let state = FindingState::from_word(&row.try_get_by_index::<String>(0)?)?;
        Ok((state, document::count("times", row.try_get_by_index(1)?)?))
    };
    found.map(read).transpose()
}

/// Writes down that a run met a discrepancy, what became of it, and the alert that tells of it.
pub async fn note(
    tx: &Transaction,
    run_id: &str,
    new: &NewFinding,
    state: FindingState,
    alert: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO finding (id, key, kind, order_number, subject, detail, state, times, alert_id, \
               reconciliation_id, first_seen_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $10) \
               ON CONFLICT (key) DO UPDATE SET detail = excluded.detail, state = excluded.state, \
               times = finding.times + 1, alert_id = COALESCE(excluded.alert_id, finding.alert_id), \
               reconciliation_id = excluded.reconciliation_id, last_seen_at = excluded.last_seen_at";
    let id = uuid::Uuid::now_v7().simple().to_string();
    let (kind, order, subject) = (new.kind.as_str(), new.order.clone(), new.subject.as_str());
    let alert = alert.map(str::to_owned);
    let row = values![id, new.key(), kind, order, subject, new.detail.as_str(), state.word(), alert, run_id, now.0];
    run(tx, sql, row).await?;
    Ok(())
}

/// The last run that came to its end.
pub async fn last(db: &impl ConnectionTrait) -> Result<Option<Run>, StoreError> {
    let sql = "SELECT id, started_at, ended_at, payments, orders, parts, unanswered FROM reconciliation \
               WHERE ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1";
    row(db, sql, values![]).await?.as_ref().map(Run::try_from).transpose()
}

/// The discrepancies that a run met.
pub async fn met_by(db: &impl ConnectionTrait, run_id: &str) -> Result<Vec<Finding>, StoreError> {
    let sql = format!("{FINDINGS} WHERE reconciliation_id = $1 ORDER BY state, kind, key");
    rows(db, &sql, values![run_id]).await?.iter().map(Finding::try_from).collect()
}

/// All discrepancies that were ever met, the last met first.
pub async fn findings(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Finding>, StoreError> {
    let sql =
        format!("{FINDINGS} ORDER BY CASE WHEN state = 'raised' THEN 0 ELSE 1 END, last_seen_at DESC, key LIMIT $1");
    let found = rows(db, &sql, values![i64::try_from(limit).unwrap_or(i64::MAX)]).await?;
    found.iter().map(Finding::try_from).collect()
}

/// Forgets runs that ended before a moment and met nothing that is still written down.
pub async fn forget(tx: &Transaction, before: Timestamp) -> Result<u64, StoreError> {
    let sql = "DELETE FROM reconciliation WHERE started_at < $1 AND NOT EXISTS \
               (SELECT 1 FROM finding WHERE finding.reconciliation_id = reconciliation.id)";
    run(tx, sql, values![before.0]).await
}

const FINDINGS: &str =
    "SELECT kind, order_number, subject, detail, state, times, first_seen_at, last_seen_at FROM finding";

fn numbers(found: Vec<QueryResult>) -> Result<Vec<OrderNumber>, StoreError> {
    found.into_iter().map(|row| document::parse("order number", &row.try_get_by_index::<String>(0)?)).collect()
}

impl TryFrom<&QueryResult> for Books {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            order: document::parse("order number", &row.try_get_by_index::<String>(0)?)?,
            gateway: row.try_get_by_index(1)?,
            saga: document::read("saga", &row.try_get_by_index::<String>(2)?)?,
            version: row.try_get_by_index(3)?,
            moved_at: Timestamp(row.try_get_by_index(4)?),
            has_work: row.try_get_by_index::<i32>(5)? != 0,
        })
    }
}

impl TryFrom<&QueryResult> for Run {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        let count = |place| document::count("checked", row.try_get_by_index(place)?);
        Ok(Self {
            id: row.try_get_by_index(0)?,
            started_at: Timestamp(row.try_get_by_index(1)?),
            ended_at: row.try_get_by_index::<Option<i64>>(2)?.map(Timestamp),
            checked: Checked {
                payments: count(3)?,
                orders: count(4)?,
                parts: count(5)?,
                unanswered: document::read("unanswered", &row.try_get_by_index::<String>(6)?)?,
            },
        })
    }
}

impl TryFrom<&QueryResult> for Finding {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            about: NewFinding {
                kind: row.try_get_by_index(0)?,
                order: row.try_get_by_index(1)?,
                subject: row.try_get_by_index(2)?,
                detail: row.try_get_by_index(3)?,
            },
            state: FindingState::from_word(&row.try_get_by_index::<String>(4)?)?,
            times: document::count("times", row.try_get_by_index(5)?)?,
            first_seen_at: Timestamp(row.try_get_by_index(6)?),
            last_seen_at: Timestamp(row.try_get_by_index(7)?),
        })
    }
}
