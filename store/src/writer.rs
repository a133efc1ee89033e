//! The one writer: gathers waiting transactions into one commit, each inside a savepoint of its own.
//!
//! A commit waits for the disk; many transactions share that wait. One that fails is rolled back alone, an error at the
//! commit fails them all, and nobody is told of success before the commit.

use std::{
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::Poll,
};

use sea_orm::{DatabaseConnection, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::{mpsc, oneshot};

use crate::{StoreError, Transaction};

/// The work of one transaction.
pub type Work<'tx, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'tx>>;

/// How many transactions share a commit at most.
const MOST_TOGETHER: usize = 64;

/// How many may wait before writers are held back.
const MOST_WAITING: usize = 1024;

/// Tells the one who waits how the commit went.
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// What is left of a work that ran: whether it is to be kept, and whom to tell.
type Ran<'tx> = Pin<Box<dyn Future<Output = (bool, Answer)> + Send + 'tx>>;

type Job = Box<dyn for<'tx> FnOnce(&'tx Transaction) -> Ran<'tx> + Send>;

/// A way to the writer.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the writer on its connection; it ends when the last way to it is gone.
    pub(crate) fn start(connection: DatabaseConnection) -> Self {
        let (jobs, waiting) = mpsc::channel(MOST_WAITING);
        tokio::spawn(write_all(connection, waiting));
        Self { jobs }
    }

    pub(crate) async fn write<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: for<'tx> FnOnce(&'tx Transaction) -> Work<'tx, T> + Send + 'static,
    {
        let (tell, told) = oneshot::channel::<Result<T, StoreError>>();
        self.jobs.send(job(work, tell)).await.map_err(|_| StoreError::BrokeOff)?;
        told.await.map_err(|_| StoreError::BrokeOff)?
    }
}

/// Hides the type of what a work finds, so that works of all kinds wait in one line.
fn job<T, W>(work: W, tell: oneshot::Sender<Result<T, StoreError>>) -> Job
where
    T: Send + 'static,
    W: for<'tx> FnOnce(&'tx Transaction) -> Work<'tx, T> + Send + 'static,
{
    Box::new(move |transaction| {
        Box::pin(async move {
            let found = work(transaction).await;
            let keep = found.is_ok();
            let answer: Answer = Box::new(move |committed| {
                // Nobody waits any more when the caller was dropped; the work stands all the same.
                let _ = tell.send(committed.and(found));
            });
            (keep, answer)
        })
    })
}

async fn write_all(connection: DatabaseConnection, mut waiting: mpsc::Receiver<Job>) {
    let mut together = Vec::with_capacity(MOST_TOGETHER);
    while waiting.recv_many(&mut together, MOST_TOGETHER).await > 0 {
        let mut answers = Vec::with_capacity(together.len());
        let outcome = commit_together(&connection, &mut together, &mut answers).await;
        if let Err(error) = &outcome {
            tracing::error!(%error, "a commit failed");
        }
        together.clear();
        let failure = outcome.err().map(|error| error.to_string());
        for answer in answers {
            answer(failure.clone().map_or(Ok(()), |why| Err(StoreError::Commit(why))));
        }
    }
}

async fn commit_together(
    connection: &DatabaseConnection,
    together: &mut Vec<Job>,
    answers: &mut Vec<Answer>,
) -> Result<(), DbErr> {
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let whole = connection.begin_with_options(immediate).await?;
    for job in together.drain(..) {
        let savepoint = whole.begin().await?;
        match unless_it_panics(|| job(&savepoint)).await {
            Some((true, answer)) => {
                answers.push(answer);
                savepoint.commit().await?;
            }
            Some((false, answer)) => {
                savepoint.rollback().await?;
                // It failed already, whatever becomes of the others.
                answer(Ok(()));
            }
            None => savepoint.rollback().await?,
        }
    }
    whole.commit().await
}

/// Runs a work to its end; `None` when it panicked, so that one broken work does not take the writer with it.
async fn unless_it_panics<'tx>(start: impl FnOnce() -> Ran<'tx>) -> Option<(bool, Answer)> {
    let mut running = catch_unwind(AssertUnwindSafe(start)).ok()?;
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(context))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(ran)) => Poll::Ready(Some(ran)),
        Err(_) => Poll::Ready(None),
    })
    .await
}

#[cfg(test)]
mod tests;
