//! Compares our books with the gateway's and the marketplaces', puts right what can be proved, and calls a person for the
//! rest, once.
//!
//! Other people's books are read first and ours after, and what differs is asked about once more before anything is
//! done: what moved in between is no discrepancy. An order with work under way is left alone until it rests.

mod compare;
mod mending;
mod parts;
mod payments;
mod stuck;

use std::collections::BTreeSet;

use domain::{ids::OrderNumber, time::Timestamp};
use store::reconciliations::{self, Books, Checked, Finding, Run};

pub use self::compare::{Kind, Side, Sides};
use crate::{ServiceError, Shop, now, shop::commit};

/// How far back the first run looks.
const FIRST_WINDOW: i64 = 30 * DAY;

/// How far before the last run the next one looks again.
const OVERLAP: i64 = DAY;

/// For how long an order must have rested before it is compared.
const RESTED: i64 = 60_000;

/// How many orders are read at a time.
const PAGE: u64 = 500;

/// For how long runs that found nothing are kept.
const KEPT: i64 = 30 * DAY;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// How much of the books is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Orders that moved and payments that were begun since.
    pub since: Timestamp,
    /// For how long an order must have rested, in milliseconds.
    pub rested: i64,
}

impl Scope {
    /// As much as the first run of a shop looks at.
    pub fn recent() -> Self {
        Self { since: now().plus(-FIRST_WINDOW), rested: RESTED }
    }
}

/// What a run looked at and met.
#[derive(Clone, Debug)]
pub struct Report {
    /// The run.
    pub run: Run,
    /// The discrepancies it met.
    pub findings: Vec<Finding>,
}

/// What one run gathers on its way.
struct Progress {
    id: String,
    scope: Scope,
    started_at: Timestamp,
    checked: Checked,
    silent: BTreeSet<String>,
}

impl Progress {
    /// Whether an order has rested long enough to be compared.
    fn rests(&self, books: &Books) -> bool {
        !books.has_work && books.moved_at.0 <= self.started_at.0 - self.scope.rested
    }
}

impl Shop {
    /// Compares the books since the last run, with a day of overlap; says how many discrepancies were met.
    ///
    /// # Errors
    /// When the store fails. Whoever does not answer is named in the report.
    pub async fn sweep_books(&self) -> Result<usize, ServiceError> {
        let since = match reconciliations::last(self.store.reader()).await? {
            Some(last) => last.started_at.plus(-OVERLAP),
            None => now().plus(-FIRST_WINDOW),
        };
        let report = self.reconcile(Scope { since, rested: RESTED }).await?;
        commit!(self.store, |tx| reconciliations::forget(tx, now().plus(-KEPT)).await)?;
        Ok(report.findings.len())
    }

    /// Compares the books, puts right what can be proved, and calls a person for the rest.
    ///
    /// # Errors
    /// When the store fails. Whoever does not answer is named in the report.
    pub async fn reconcile(&self, scope: Scope) -> Result<Report, ServiceError> {
        let started_at = now();
        let id = commit!(self.store, |tx| reconciliations::begin(tx, started_at).await)?;
        let (checked, silent) = Default::default();
        let mut progress = Progress { id: id.clone(), scope, started_at, checked, silent };
        // What a payment explains goes first: whoever has work again is no longer stuck.
        self.compare_payments(&mut progress).await?;
        self.look_for_stuck(&progress).await?;
        self.compare_parts(&mut progress).await?;
        let Progress { mut checked, silent, .. } = progress;
        checked.unanswered = silent.into_iter().collect();
        let count = checked.clone();
        let ended = id.clone();
        commit!(self.store, |tx| reconciliations::end(tx, &ended, &count, now()).await)?;
        let findings = reconciliations::met_by(self.store.reader(), &id).await?;
        tracing::info!(
            payments = checked.payments,
            orders = checked.orders,
            parts = checked.parts,
            found = findings.len(),
            "the books were compared"
        );
        Ok(Report { run: Run { id, started_at, ended_at: Some(now()), checked }, findings })
    }

    /// Every order of ours that moved since the run's beginning of time, page by page.
    async fn books_after(&self, progress: &Progress, after: &str) -> Result<Vec<Books>, ServiceError> {
        Ok(reconciliations::books_since(self.store.reader(), progress.scope.since, after, PAGE).await?)
    }

    async fn books_of(&self, order: &OrderNumber) -> Result<Option<Books>, ServiceError> {
        Ok(reconciliations::books_of(self.store.reader(), order).await?)
    }
}
