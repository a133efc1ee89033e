//! The one writer: gathers waiting transactions into one commit, each behind a savepoint of its own.
//!
//! A commit waits for the disk; many transactions share that wait. One that fails is rolled back alone, an error at the
//! commit fails them all, and nobody is told of success before the commit. A database that fails or falls silent fails
//! everybody who waits at that moment; the next one finds a new connection.

mod transaction;

use std::{
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::Poll,
    vec::Drain,
};

use sea_orm::DatabaseConnection;
use tokio::sync::{mpsc, oneshot};

pub use self::transaction::Transaction;
use crate::{StoreError, connect::Address, error::is_gone};

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

/// A work that waits; what it finds may be of any type.
trait Job: Send {
    fn run<'tx>(self: Box<Self>, transaction: &'tx Transaction) -> Ran<'tx>;

    /// Tells the one who waits that it was not tried.
    fn refuse(self: Box<Self>, error: StoreError);
}

/// A work with the one who waits for what it finds.
struct Waiting<T, W> {
    work: W,
    tell: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, W> Job for Waiting<T, W>
where
    T: Send + 'static,
    W: for<'tx> FnOnce(&'tx Transaction) -> Work<'tx, T> + Send + 'static,
{
    fn run<'tx>(self: Box<Self>, transaction: &'tx Transaction) -> Ran<'tx> {
        Box::pin(async move {
            let Self { work, tell } = *self;
            let found = work(transaction).await;
            let keep = found.is_ok();
            let answer: Answer = Box::new(move |committed| {
                // Nobody waits any more when the caller was dropped; the work stands all the same.
                let _ = tell.send(committed.and(found));
            });
            (keep, answer)
        })
    }

    fn refuse(self: Box<Self>, error: StoreError) {
        let _ = self.tell.send(Err(error));
    }
}

/// A way to the writer.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    jobs: mpsc::Sender<Box<dyn Job>>,
}

impl Writer {
    /// Connects, and starts the writer; it ends when the last way to it is gone.
    pub(crate) async fn start(address: Address) -> Result<Self, StoreError> {
        let pen = Pen { connection: Some(address.writer().await?), address };
        let (jobs, waiting) = mpsc::channel(MOST_WAITING);
        tokio::spawn(write_all(pen, waiting));
        Ok(Self { jobs })
    }

    pub(crate) async fn write<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: for<'tx> FnOnce(&'tx Transaction) -> Work<'tx, T> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        self.jobs.send(Box::new(Waiting { work, tell })).await.map_err(|_| StoreError::BrokeOff)?;
        told.await.map_err(|_| StoreError::BrokeOff)?
    }
}

async fn write_all(mut pen: Pen, mut waiting: mpsc::Receiver<Box<dyn Job>>) {
    let mut together = Vec::with_capacity(MOST_TOGETHER);
    while waiting.recv_many(&mut together, MOST_TOGETHER).await > 0 {
        let Err(why) = pen.commit_together(together.drain(..)).await else { continue };
        tracing::error!(%why, "a commit failed");
        // Everybody who came meanwhile would wait for the same.
        while let Ok(job) = waiting.try_recv() {
            job.refuse(StoreError::Unavailable(why.clone()));
        }
    }
}

/// What the writer writes with: a connection, as long as it is good.
struct Pen {
    address: Address,
    connection: Option<DatabaseConnection>,
}

impl Pen {
    /// Runs works in one transaction and tells each how it went; says why where all of them failed.
    async fn commit_together(&mut self, mut jobs: Drain<'_, Box<dyn Job>>) -> Result<(), String> {
        let mut answers = Vec::with_capacity(jobs.len());
        let outcome = self.attempt(&mut jobs, &mut answers).await;
        let failure = outcome.err().map(|error| error.to_string());
        for answer in answers {
            answer(failure.clone().map_or(Ok(()), |why| Err(StoreError::Unavailable(why))));
        }
        let Some(why) = failure else { return Ok(()) };
        // What state it is in, nobody knows.
        self.connection = None;
        for job in jobs {
            job.refuse(StoreError::Unavailable(why.clone()));
        }
        Err(why)
    }

    async fn attempt(
        &mut self,
        jobs: &mut Drain<'_, Box<dyn Job>>,
        answers: &mut Vec<Answer>,
    ) -> Result<(), StoreError> {
        let whole = self.begin().await?;
        for job in jobs {
            match unless_it_panics(|| job.run(&whole)).await {
                Some((true, answer)) => match whole.keep().await {
                    Ok(()) => answers.push(answer),
                    // A work that went on after the database had refused one of its statements.
                    Err(refused) => {
                        answer(Err(refused.into()));
                        whole.undo().await?;
                    }
                },
                Some((false, answer)) => {
                    // It failed already, whatever becomes of the others.
                    answer(Ok(()));
                    whole.undo().await?;
                }
                None => whole.undo().await?,
            }
        }
        #[cfg(debug_assertions)]
        crate::fault::slow().await;
        crate::fault_point!("committing");
        whole.commit().await?;
        crate::fault_point!("committed");
        Ok(())
    }

    /// Begins a transaction on the connection, or on a new one where that is gone.
    async fn begin(&mut self) -> Result<Transaction, StoreError> {
        if let Some(connection) = &self.connection {
            match Transaction::begin(&self.address, connection).await {
                Err(error) if is_gone(&error) => self.connection = None,
                begun => return Ok(begun?),
            }
        }
        let connection = self.address.writer().await?;
        let begun = Transaction::begin(&self.address, &connection).await?;
        self.connection = Some(connection);
        Ok(begun)
    }
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
