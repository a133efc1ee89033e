//! Later work: stored in the transaction that calls for it, leased by workers, tried again, given up, tried once more.
//!
//! A job is done at least once: whoever dies in the middle leaves a lease that runs out, and the next one begins anew.

use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// A piece of work to be done later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// What kind of work, such as `mail`.
    pub kind: String,
    /// What makes it this job and no other; a known key is left as it is.
    pub key: String,
    /// What the kind needs to know.
    pub payload: String,
}

/// A job that a worker holds for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeasedJob {
    /// Its id.
    pub id: String,
    /// The work.
    pub job: NewJob,
    /// How often it was leased, this time included.
    pub attempts: u32,
    /// The fence of this lease: only the highest may say how it went.
    pub fence: i64,
}

/// A job as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// What kind of work.
    pub kind: String,
    /// What makes it this job and no other.
    pub key: String,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last try failed.
    pub problem: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it is tried next, unless it was given up.
    pub next_at: Timestamp,
    /// When it was given up.
    pub dead_at: Option<Timestamp>,
}

/// Which jobs are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that wait for their time or are being done.
    Waiting,
    /// Those that were given up.
    Dead,
}

/// How many jobs there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Waiting or being done.
    pub waiting: u32,
    /// Given up.
    pub dead: u32,
}

/// Adds a job; says whether its key was new, and leaves a known one as it is.
pub async fn enqueue(tx: &Transaction, new: &NewJob, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "INSERT INTO job (id, kind, key, payload, next_at, created_at) VALUES ($1, $2, $3, $4, $5, $5) \
               ON CONFLICT (key) DO NOTHING";
    let id = uuid::Uuid::now_v7().simple().to_string();
    Ok(run(tx, sql, values![id, new.kind.as_str(), new.key.as_str(), new.payload.as_str(), now.0]).await? == 1)
}

/// Leases jobs that are due and that nobody holds, the longest waiting first.
pub async fn lease(
    tx: &Transaction,
    now: Timestamp,
    lease_milliseconds: i64,
    limit: u64,
) -> Result<Vec<LeasedJob>, StoreError> {
    let skip_locked = match tx.get_database_backend() {
        DbBackend::Postgres => " FOR UPDATE SKIP LOCKED",
        _ => "",
    };
    let sql = format!(
        "UPDATE job SET lease_until = $2, attempts = attempts + 1, fence = fence + 1 WHERE id IN (SELECT id FROM job \
         WHERE done_at IS NULL AND dead_at IS NULL AND next_at <= $1 AND lease_until <= $1 \
         ORDER BY next_at, id LIMIT $3{skip_locked}) RETURNING id, kind, key, payload, attempts, fence"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let leased = rows(tx, &sql, values![now.0, now.plus(lease_milliseconds).0, limit]).await?;
    leased.iter().map(LeasedJob::try_from).collect()
}

/// Notes that a job is done; `false` when the lease is someone else's now.
pub async fn finish(tx: &Transaction, id: &str, fence: i64, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE job SET done_at = $3, lease_until = 0, problem = NULL \
               WHERE id = $1 AND fence = $2 AND done_at IS NULL AND dead_at IS NULL";
    Ok(run(tx, sql, values![id, fence, now.0]).await? == 1)
}

/// Notes why a try failed, and when the next one is; `false` when the lease is someone else's now.
pub async fn retry(
    tx: &Transaction,
    id: &str,
    fence: i64,
    next_at: Timestamp,
    problem: &str,
) -> Result<bool, StoreError> {
    let sql = "UPDATE job SET next_at = $3, lease_until = 0, problem = $4 \
               WHERE id = $1 AND fence = $2 AND done_at IS NULL AND dead_at IS NULL";
    Ok(run(tx, sql, values![id, fence, next_at.0, problem]).await? == 1)
}

/// Gives a job up until a person has it tried again; `false` when the lease is someone else's now.
pub async fn bury(tx: &Transaction, id: &str, fence: i64, problem: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE job SET dead_at = $4, lease_until = 0, problem = $3 \
               WHERE id = $1 AND fence = $2 AND done_at IS NULL AND dead_at IS NULL";
    Ok(run(tx, sql, values![id, fence, problem, now.0]).await? == 1)
}

/// Has a job tried again that was given up; says whether there was one.
pub async fn replay(tx: &Transaction, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE job SET dead_at = NULL, attempts = 0, next_at = $2 WHERE id = $1 AND dead_at IS NOT NULL";
    Ok(run(tx, sql, values![id, now.0]).await? == 1)
}

/// Has every job tried again that was given up; says how many.
pub async fn replay_all(tx: &Transaction, now: Timestamp) -> Result<u64, StoreError> {
    let sql = "UPDATE job SET dead_at = NULL, attempts = 0, next_at = $1 WHERE dead_at IS NOT NULL";
    run(tx, sql, values![now.0]).await
}

/// Forgets jobs that were done before a moment; says how many.
pub async fn forget_done(tx: &Transaction, before: Timestamp) -> Result<u64, StoreError> {
    run(tx, "DELETE FROM job WHERE done_at < $1", values![before.0]).await
}

/// When the next job is to be done or a lease runs out; `None` when none waits.
pub async fn next_due(db: &impl ConnectionTrait) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT MIN(CASE WHEN lease_until > next_at THEN lease_until ELSE next_at END) \
               FROM job WHERE done_at IS NULL AND dead_at IS NULL";
    let next: Option<i64> = row(db, sql, values![]).await?.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(next.map(Timestamp))
}

/// How many jobs wait, and how many were given up.
pub async fn counts(db: &impl ConnectionTrait) -> Result<Counts, StoreError> {
    let sql = "SELECT (SELECT COUNT(*) FROM job WHERE done_at IS NULL AND dead_at IS NULL), \
               (SELECT COUNT(*) FROM job WHERE dead_at IS NOT NULL)";
    let Some(row) = row(db, sql, values![]).await? else { return Ok(Counts::default()) };
    Ok(Counts {
        waiting: document::count("jobs", row.try_get_by_index(0)?)?,
        dead: document::count("jobs", row.try_get_by_index(1)?)?,
    })
}

/// Jobs as the operator sees them: waiting ones by their time, given up ones the newest first.
pub async fn list(db: &impl ConnectionTrait, which: Which, limit: u64) -> Result<Vec<Job>, StoreError> {
    let (condition, order) = match which {
        Which::Waiting => ("done_at IS NULL AND dead_at IS NULL", "next_at, id"),
        Which::Dead => ("dead_at IS NOT NULL", "dead_at DESC, id DESC"),
    };
    let sql = format!(
        "SELECT id, kind, key, attempts, problem, created_at, next_at, dead_at FROM job \
         WHERE {condition} ORDER BY {order} LIMIT $1"
    );
    let found = rows(db, &sql, values![i64::try_from(limit).unwrap_or(i64::MAX)]).await?;
    found.iter().map(Job::try_from).collect()
}

impl TryFrom<&QueryResult> for LeasedJob {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        let job =
            NewJob { kind: row.try_get_by_index(1)?, key: row.try_get_by_index(2)?, payload: row.try_get_by_index(3)? };
        let attempts = document::count("attempts", row.try_get_by_index(4)?)?;
        Ok(Self { id: row.try_get_by_index(0)?, job, attempts, fence: row.try_get_by_index(5)? })
    }
}

impl TryFrom<&QueryResult> for Job {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.try_get_by_index(0)?,
            kind: row.try_get_by_index(1)?,
            key: row.try_get_by_index(2)?,
            attempts: document::count("attempts", row.try_get_by_index(3)?)?,
            problem: row.try_get_by_index(4)?,
            created_at: Timestamp(row.try_get_by_index(5)?),
            next_at: Timestamp(row.try_get_by_index(6)?),
            dead_at: row.try_get_by_index::<Option<i64>>(7)?.map(Timestamp),
        })
    }
}
