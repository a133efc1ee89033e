//! Erasing: who asked for it and from when on it is done, and doing it.

use domain::{
    ids::{AccountId, VisitorId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult};

use super::Person;
use crate::{
    Reader, StoreError, Transaction,
    data_map::{Erased, TABLES},
    document,
    sql::{row, rows, run, values},
};

/// That somebody asked to be erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// When they asked.
    pub asked_at: Timestamp,
    /// From when on it is done.
    pub due_at: Timestamp,
}

/// Notes that somebody asked to be erased; whoever asked before keeps their day.
pub async fn ask(tx: &Transaction, account: &AccountId, erasure: Erasure) -> Result<(), StoreError> {
    let sql = "INSERT INTO erasure (user_id, asked_at, due_at) VALUES ($1, $2, $3) ON CONFLICT (user_id) DO NOTHING";
    run(tx, sql, values![account.as_str(), erasure.asked_at.0, erasure.due_at.0]).await?;
    Ok(())
}

/// Forgets that somebody asked to be erased; says whether they had.
pub async fn keep(tx: &Transaction, account: &AccountId) -> Result<bool, StoreError> {
    Ok(run(tx, "DELETE FROM erasure WHERE user_id = $1", values![account.as_str()]).await? == 1)
}

/// Whether somebody asked to be erased, and for when.
pub async fn of_account(db: &impl ConnectionTrait, account: &AccountId) -> Result<Option<Erasure>, StoreError> {
    let found = row(db, "SELECT asked_at, due_at FROM erasure WHERE user_id = $1", values![account.as_str()]).await?;
    let read = |row: QueryResult| {
        let (asked_at, due_at) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok(Erasure { asked_at: Timestamp(asked_at), due_at: Timestamp(due_at) })
    };
    found.map(read).transpose()
}

/// Who is to be erased by now, whoever waits longest first.
pub async fn due(db: &impl ConnectionTrait, now: Timestamp, limit: u32) -> Result<Vec<Person>, StoreError> {
    let sql = "SELECT u.id, u.visitor FROM erasure e JOIN \"user\" u ON u.id = e.user_id \
               WHERE e.due_at <= $1 AND u.visitor IS NOT NULL ORDER BY e.due_at, u.id LIMIT $2";
    let read = |row: &QueryResult| {
        Ok(Person {
            account: document::parse("account", &row.try_get_by_index::<String>(0)?)?,
            visitor: document::parse("visitor", &row.try_get_by_index::<String>(1)?)?,
        })
    };
    rows(db, sql, values![now.0, i64::from(limit)]).await?.iter().map(read).collect()
}

/// How many orders of a person still need their address: not settled, or goods on their way.
pub async fn orders_under_way(db: &impl ConnectionTrait, person: &Person) -> Result<u32, StoreError> {
    let text = "SELECT COUNT(*) FROM \"order\" o WHERE o.number IN ({orders}) AND (o.phase <> 'done' \
                OR o.status IN ('pending', 'processing', 'shipped') OR EXISTS ( \
                SELECT 1 FROM refund r WHERE r.order_number = o.number AND r.state = 'asked'))";
    let (sql, values) = person.statement(text, None);
    let count = row(db, &sql, values).await?.map(|row| row.try_get_by_index(0)).transpose()?;
    document::count("orders", count.unwrap_or(0))
}

/// Erases a person: what is theirs alone goes, what the books need stays without them, and their orders and wallet
/// become those of `fresh`, a visitor that nobody is.
pub async fn erase(tx: &Transaction, person: &Person, fresh: &VisitorId) -> Result<(), StoreError> {
    for table in TABLES {
        let Some(whose) = table.whose else { continue };
        let text = match table.erased {
            Erased::Untouched | Erased::Blanked([]) => continue,
            Erased::Deleted => format!("DELETE FROM \"{}\" WHERE {whose}", table.name),
            Erased::Blanked(columns) => {
                let blanks: Vec<String> = columns.iter().map(|(column, value)| format!("{column} = {value}")).collect();
                format!("UPDATE \"{}\" SET {} WHERE {whose}", table.name, blanks.join(", "))
            }
        };
        let (sql, values) = person.statement(&text, Some(fresh));
        run(tx, &sql, values).await?;
    }
    Ok(())
}

/// Writes what SQLite keeps in its log into the file and empties the log, so that nothing erased is left in it. Says
/// `false` when somebody is still reading; it is worth trying again.
pub async fn truncate_log(reader: &Reader) -> Result<bool, StoreError> {
    if reader.get_database_backend() != DbBackend::Sqlite {
        return Ok(true);
    }
    let told = row(reader, "PRAGMA wal_checkpoint(TRUNCATE)", values![]).await?;
    let busy: i32 = told.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(1);
    Ok(busy == 0)
}
