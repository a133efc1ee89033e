//! The transaction that waiting works share, each behind a savepoint of its own.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::{
    connect::{Address, WRITING},
    limit::{is_silence, within},
};

/// A transaction as [`crate::Store::write`] hands it out.
#[derive(Debug)]
pub struct Transaction {
    inner: DatabaseTransaction,
    limit: Option<Duration>,
    /// Whether somebody gave up waiting for an answer; the next answer would be to that question.
    silent: AtomicBool,
}

impl Transaction {
    /// Begins, as the only one who writes, and sets the first savepoint.
    pub(super) async fn begin(address: &Address, connection: &DatabaseConnection) -> Result<Self, DbErr> {
        let limit = address.limit();
        let immediate = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = within(limit, connection.begin_with_options(immediate)).await?;
        let begun = Self { inner, limit, silent: AtomicBool::new(false) };
        let first = match address {
            Address::Sqlite(_) => "SAVEPOINT work".to_owned(),
            // Held to the end of the transaction: whatever is read from here on was committed by everybody before us.
            Address::Postgres(_) => format!("SELECT pg_advisory_xact_lock({WRITING}); SAVEPOINT work"),
        };
        begun.execute_unprepared(&first).await?;
        Ok(begun)
    }

    /// Keeps what was done since the savepoint, and sets it anew.
    pub(super) async fn keep(&self) -> Result<(), DbErr> {
        self.execute_unprepared("RELEASE SAVEPOINT work; SAVEPOINT work").await.map(|_| ())
    }

    /// Takes back what was done since the savepoint.
    pub(super) async fn undo(&self) -> Result<(), DbErr> {
        self.execute_unprepared("ROLLBACK TO SAVEPOINT work").await.map(|_| ())
    }

    /// Commits what was kept.
    pub(super) async fn commit(self) -> Result<(), DbErr> {
        within(self.limit, self.inner.commit()).await
    }

    async fn ask<T>(&self, question: impl Future<Output = Result<T, DbErr>> + Send) -> Result<T, DbErr> {
        let limit = if self.silent.load(Ordering::Relaxed) { Some(Duration::ZERO) } else { self.limit };
        let answer = within(limit, question).await;
        if answer.as_ref().is_err_and(is_silence) {
            self.silent.store(true, Ordering::Relaxed);
        }
        answer
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.ask(self.inner.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.ask(self.inner.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.ask(self.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.ask(self.inner.query_all_raw(statement)).await
    }
}
