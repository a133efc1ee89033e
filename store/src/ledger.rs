//! The books: transactions are added and never change; the database itself refuses anything else.

use domain::{
    ids::OrderNumber,
    ledger::{Account, Transaction as Entries},
    money::Money,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, QueryResult};

use crate::{
    StoreError, Transaction, document,
    rows::{ledger_entry, ledger_transaction},
    sql::{rows, values},
};

/// Adds a transaction to the books.
///
/// # Errors
/// [`StoreError::Unbalanced`] when debits and credits differ in any currency.
pub async fn record(
    tx: &Transaction,
    order: &OrderNumber,
    transaction: &Entries,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !transaction.balances() {
        return Err(StoreError::Unbalanced);
    }
    let id = uuid::Uuid::now_v7().simple().to_string();
    let row = ledger_transaction::Model {
        id: id.clone(),
        order_number: order.to_string(),
        reason: transaction.reason.clone(),
        created_at: now.0,
    };
    ledger_transaction::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    let entries = (0..).zip(&transaction.entries).map(|(position, entry)| {
        let row = ledger_entry::Model {
            transaction_id: id.clone(),
            position,
            account: entry.account.to_string(),
            amount: entry.amount.minor,
            currency: entry.amount.currency.code().to_owned(),
        };
        row.into_active_model()
    });
    let entries: Vec<_> = entries.collect();
    if !entries.is_empty() {
        ledger_entry::Entity::insert_many(entries).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The balance of every account in every currency.
pub async fn balances(db: &impl ConnectionTrait) -> Result<Vec<(Account, Money)>, StoreError> {
    let sql = "SELECT account, currency, CAST(SUM(amount) AS BIGINT) FROM ledger_entry \
               GROUP BY account, currency ORDER BY account, currency";
    let read = |row: QueryResult| {
        let account = document::parse("account", &row.try_get_by_index::<String>(0)?)?;
        Ok((account, document::money(row.try_get_by_index(2)?, &row.try_get_by_index::<String>(1)?)?))
    };
    rows(db, sql, values![]).await?.into_iter().map(read).collect()
}

/// The transactions, by id, that do not balance in some currency; there are none.
pub async fn unbalanced(db: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT transaction_id FROM ledger_entry GROUP BY transaction_id, currency HAVING SUM(amount) <> 0";
    let read = |row: QueryResult| Ok(row.try_get_by_index(0)?);
    rows(db, sql, values![]).await?.into_iter().map(read).collect()
}
