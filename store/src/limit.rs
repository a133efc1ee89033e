//! A database that has fallen silent is an error after a while, not a wait without end.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};

use crate::{StoreError, connect::Address};

/// What stands for the answer of a database that gives none.
const SILENT: &str = "the database does not answer";

/// The outcome of a call to the database; an error where it takes longer than the limit.
pub(crate) async fn within<T>(
    limit: Option<Duration>,
    call: impl Future<Output = Result<T, DbErr>>,
) -> Result<T, DbErr> {
    match limit {
        None => call.await,
        Some(limit) => tokio::time::timeout(limit, call)
            .await
            .unwrap_or_else(|_| Err(DbErr::Conn(RuntimeErr::Internal(SILENT.to_owned())))),
    }
}

/// Whether a call was given up because nothing was heard.
pub(crate) fn is_silence(error: &DbErr) -> bool {
    matches!(error, DbErr::Conn(RuntimeErr::Internal(said)) if said == SILENT)
}

/// The connections that only read.
#[derive(Clone, Debug)]
pub struct Reader {
    address: Address,
    pool: Arc<RwLock<Arc<DatabaseConnection>>>,
}

impl Reader {
    pub(crate) async fn open(address: Address) -> Result<Self, StoreError> {
        let pool = Arc::new(address.readers().await?);
        Ok(Self { address, pool: Arc::new(RwLock::new(pool)) })
    }

    fn pool(&self) -> Arc<DatabaseConnection> {
        self.pool.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn ask<T>(
        &self,
        pool: &Arc<DatabaseConnection>,
        question: impl Future<Output = Result<T, DbErr>> + Send,
    ) -> Result<T, DbErr> {
        let answer = within(self.address.limit(), question).await;
        if answer.as_ref().is_err_and(is_silence) {
            self.leave(pool).await;
        }
        answer
    }

    /// A connection that somebody gave up waiting on stays taken until the database speaks again. All of them are left
    /// to themselves then, and whoever asks next gets new ones.
    async fn leave(&self, silent: &Arc<DatabaseConnection>) {
        let Ok(fresh) = self.address.readers().await else { return };
        let mut pool = self.pool.write().unwrap_or_else(PoisonError::into_inner);
        if Arc::ptr_eq(&pool, silent) {
            *pool = Arc::new(fresh);
        }
    }
}

#[async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        self.address.backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let pool = self.pool();
        self.ask(&pool, pool.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let pool = self.pool();
        self.ask(&pool, pool.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let pool = self.pool();
        self.ask(&pool, pool.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let pool = self.pool();
        self.ask(&pool, pool.query_all_raw(statement)).await
    }
}
