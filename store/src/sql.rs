//! Plain SQL where one statement says more than a builder: both databases read `$1`.

use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use crate::StoreError;

fn statement(connection: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(connection.get_database_backend(), sql, values)
}

/// Carries out a statement and says how many rows it changed.
pub(crate) async fn run(connection: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
    Ok(connection.execute_raw(statement(connection, sql, values)).await?.rows_affected())
}

/// The rows of a question, or those that a `RETURNING` gives back.
pub(crate) async fn rows(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    Ok(connection.query_all_raw(statement(connection, sql, values)).await?)
}

/// The only row of a question.
pub(crate) async fn row(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: Vec<Value>,
) -> Result<Option<QueryResult>, StoreError> {
    Ok(connection.query_one_raw(statement(connection, sql, values)).await?)
}

/// A condition that a proof can take away by the name of its guard.
pub(crate) fn guarded(name: &str, condition: &str) -> String {
    if domain::guard::on(name) { condition.to_owned() } else { format!("({condition} OR 1 = 1)") }
}

/// The values of a statement, in the order of their numbers.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(sea_orm::Value::from($value)),*] };
}
pub(crate) use values;
