//! Later work: leases jobs, does each, tries again what failed with a growing and random pause, and gives up in the end.
//!
//! A job is stored in the same commit as the change that calls for it, and is done at least once; each kind sees to it
//! that twice does no harm. What was given up stays, is shown to the operator, and is tried again when they say so.

mod backoff;

use std::time::Duration;

use futures::future::join_all;
use store::{
    audit_log::{self, Noted},
    factors::phones::TEXT,
    jobs::{self, Job, LeasedJob, Which},
    messages::MAIL,
};

use crate::{
    ServiceError, Shop,
    accounts::LINK_JOB,
    now,
    shop::commit,
    staff::{Allowed, may},
};

/// For how long a worker may be at a job before another may take it over.
const LEASE: i64 = 60_000;

/// How long a job may take; shorter than its lease, so that no two workers are at it.
const LIMIT: Duration = Duration::from_secs(45);

/// How many jobs one round does side by side.
const AT_ONCE: u64 = 20;

/// How often a job is tried before it is given up: over about a day and a half.
const MOST_TRIES: u32 = 16;

/// For how long the operator can see in the tables what was done.
const KEPT: i64 = 30 * 24 * 60 * 60 * 1000;

/// How many jobs a list shows.
const LISTED: u64 = 200;

/// Why a job was not done.
#[derive(Debug)]
pub(crate) enum Problem {
    /// It may work another time.
    Passing(String),
    /// It will fail every time.
    Lasting(String),
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        Self::Passing(error.to_string())
    }
}

impl Shop {
    /// Does the jobs that are due; says how many there were.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn work_jobs(&self) -> Result<usize, ServiceError> {
        let due = commit!(self.store, |tx| jobs::lease(tx, now(), LEASE, AT_ONCE).await)?;
        let count = due.len();
        let outcomes = join_all(due.into_iter().map(|leased| self.work_one(leased))).await;
        outcomes.into_iter().collect::<Result<(), _>>()?;
        Ok(count)
    }

    async fn work_one(&self, leased: LeasedJob) -> Result<(), ServiceError> {
        let outcome = match tokio::time::timeout(LIMIT, self.carry_out_job(&leased)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Problem::Passing("it took too long".to_owned())),
        };
        let LeasedJob { id, fence, attempts, job } = leased;
        match outcome {
            Ok(()) => commit!(self.store, |tx| jobs::finish(tx, &id, fence, now()).await)?,
            Err(Problem::Passing(why)) if attempts < MOST_TRIES => {
                tracing::warn!(key = job.key, attempts, why, "a job failed; again later");
                let again = now().plus(backoff::pause(attempts, rand::random()));
                commit!(self.store, |tx| jobs::retry(tx, &id, fence, again, &why).await)?
            }
            Err(Problem::Passing(why) | Problem::Lasting(why)) => {
                tracing::error!(
                    key = job.key,
                    attempts,
                    why,
                    "a job was given up; the operator may have it tried again"
                );
                commit!(self.store, |tx| jobs::bury(tx, &id, fence, &why, now()).await)?
            }
        };
        Ok(())
    }

    async fn carry_out_job(&self, leased: &LeasedJob) -> Result<(), Problem> {
        match leased.job.kind.as_str() {
            MAIL => self.send_mail(&leased.job.payload).await,
            LINK_JOB => self.write_link(&leased.job.payload).await,
            TEXT => self.send_text(&leased.job.payload).await,
            unknown => Err(Problem::Lasting(format!("nobody here knows how to do {unknown}"))),
        }
    }

    /// Forgets jobs that were done long ago.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_jobs(&self) -> Result<usize, ServiceError> {
        let forgotten = commit!(self.store, |tx| jobs::forget_done(tx, now().plus(-KEPT)).await)?;
        Ok(usize::try_from(forgotten).unwrap_or(usize::MAX))
    }

    /// The jobs that wait or were given up.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn jobs(&self, _: &Allowed<may::SeeJobs>, which: Which) -> Result<Vec<Job>, ServiceError> {
        Ok(jobs::list(self.store.reader(), which, LISTED).await?)
    }

    /// Has a job tried again that was given up; says whether there was one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn replay_job(&self, clerk: &Allowed<may::ReplayJobs>, id: &str) -> Result<bool, ServiceError> {
        let (by, id) = (clerk.by().clone(), id.to_owned());
        Ok(commit!(self.store, |tx| {
            let replayed = jobs::replay(tx, &id, now()).await?;
            if replayed {
                let subject = format!("job:{id}");
                let noted = Noted { actor: &by, action: "job.replayed", subject: &subject, was: None, became: None };
                audit_log::note(tx, &noted, now()).await?;
            }
            Ok(replayed)
        })?)
    }

    /// Has every job tried again that was given up; says how many.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn replay_all_jobs(&self, clerk: &Allowed<may::ReplayJobs>) -> Result<u64, ServiceError> {
        let by = clerk.by().clone();
        Ok(commit!(self.store, |tx| {
            let count = jobs::replay_all(tx, now()).await?;
            let became = Some(count.to_string());
            let noted = Noted { actor: &by, action: "job.all-replayed", subject: "jobs", was: None, became };
            audit_log::note(tx, &noted, now()).await?;
            Ok(count)
        })?)
    }
}
