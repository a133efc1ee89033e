//! The books: transactions are added and never change; the database itself refuses anything else.

use domain::{
    guard,
    ids::OrderNumber,
    ledger::{Account, Posting, Transaction as Entries, TrialBalance},
    money::{Currency, Money},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, QueryResult, sea_query::OnConflict};

use crate::{
    StoreError, Transaction, document,
    rows::{ledger_entry, ledger_transaction},
    sql::{rows, values},
    wallets,
};

/// What a transaction is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Belongs<'a> {
    /// A step of an order's saga.
    Of(&'a OrderNumber),
    /// Something else that happens once under this key.
    To(&'a str),
}

/// Adds a transaction of an order to the books, and brings the balances of wallets up to it.
///
/// # Errors
/// [`StoreError::Unbalanced`] when debits and credits differ in any currency, [`StoreError::WalletShort`] when a wallet
/// has too little.
pub async fn record(
    tx: &Transaction,
    order: &OrderNumber,
    transaction: &Entries,
    now: Timestamp,
) -> Result<(), StoreError> {
    add(tx, Belongs::Of(order), transaction, now).await.map(|_| ())
}

/// Adds the transactions of a step of an order's saga, all in one insertion.
///
/// # Errors
/// As [`record`].
pub(crate) async fn record_all(
    tx: &Transaction,
    order: &OrderNumber,
    transactions: &[Entries],
    now: Timestamp,
) -> Result<(), StoreError> {
    let (mut heads, mut entries) = (Vec::new(), Vec::new());
    for transaction in transactions {
        let (head, rows) = rows_of(Belongs::Of(order), transaction, now)?;
        heads.push(head);
        entries.extend(rows);
        for entry in &transaction.entries {
            wallets::moved(tx, entry).await?;
        }
    }
    if !heads.is_empty() {
        ledger_transaction::Entity::insert_many(heads).exec_without_returning(tx).await?;
    }
    if !entries.is_empty() {
        ledger_entry::Entity::insert_many(entries).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Adds a transaction to the books; says `false`, with nothing added, when its key is known.
pub(crate) async fn add(
    tx: &Transaction,
    belongs: Belongs<'_>,
    transaction: &Entries,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (head, entries) = rows_of(belongs, transaction, now)?;
    let known = OnConflict::column(ledger_transaction::Column::Key).do_nothing().to_owned();
    let inserting = ledger_transaction::Entity::insert(head).on_conflict(known).try_insert();
    if !crate::inserted(&inserting.exec_without_returning(tx).await?) {
        return Ok(false);
    }
    for entry in &transaction.entries {
        wallets::moved(tx, entry).await?;
    }
    if !entries.is_empty() {
        ledger_entry::Entity::insert_many(entries).exec_without_returning(tx).await?;
    }
    Ok(true)
}

/// A transaction that balances as rows, under a new id.
fn rows_of(
    belongs: Belongs<'_>,
    transaction: &Entries,
    now: Timestamp,
) -> Result<(ledger_transaction::ActiveModel, Vec<ledger_entry::ActiveModel>), StoreError> {
    if !transaction.balances() && guard::on("ledger.balanced") {
        return Err(StoreError::Unbalanced);
    }
    let id = uuid::Uuid::now_v7().simple().to_string();
    let (order_number, key) = match belongs {
        Belongs::Of(order) => (Some(order.to_string()), None),
        Belongs::To(key) => (None, Some(key.to_owned())),
    };
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
    let entries = entries.collect();
    let reason = transaction.reason.clone();
    let head = ledger_transaction::Model { id, order_number, reason, created_at: now.0, key };
    Ok((head.into_active_model(), entries))
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

/// What debits and credits of all accounts add up to, per currency: the same, or the books are wrong.
pub async fn trial_balance(db: &impl ConnectionTrait) -> Result<Vec<TrialBalance>, StoreError> {
    let sql = "SELECT currency, \
               CAST(SUM(CASE WHEN balance > 0 THEN balance ELSE 0 END) AS BIGINT), \
               CAST(SUM(CASE WHEN balance < 0 THEN -balance ELSE 0 END) AS BIGINT) FROM ( \
                   SELECT currency, CAST(SUM(amount) AS BIGINT) AS balance FROM ledger_entry \
                   GROUP BY account, currency \
               ) AS account GROUP BY currency ORDER BY currency";
    let read = |row: QueryResult| {
        let currency: Currency = document::parse("currency", &row.try_get_by_index::<String>(0)?)?;
        let money = |at| Ok::<_, StoreError>(Money::new(row.try_get_by_index(at)?, currency));
        Ok(TrialBalance { currency, debit: money(1)?, credit: money(2)? })
    };
    rows(db, sql, values![]).await?.into_iter().map(read).collect()
}

/// The entries of an account, the newest first; pages count from 0.
pub async fn of_account(
    db: &impl ConnectionTrait,
    account: &Account,
    page: u64,
    per_page: u64,
) -> Result<Vec<Posting>, StoreError> {
    let sql = "SELECT entry.transaction_id, ledger_transaction.order_number, ledger_transaction.reason, entry.amount, \
               entry.currency, ledger_transaction.created_at FROM ledger_entry AS entry \
               JOIN ledger_transaction ON ledger_transaction.id = entry.transaction_id WHERE entry.account = $1 \
               ORDER BY ledger_transaction.created_at DESC, entry.transaction_id DESC, entry.position DESC \
               LIMIT $2 OFFSET $3";
    let bounded = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let (limit, offset) = (bounded(per_page), bounded(page.saturating_mul(per_page)));
    let read = |row: QueryResult| {
        let order: Option<String> = row.try_get_by_index(1)?;
        Ok(Posting {
            transaction: row.try_get_by_index(0)?,
            order: order.map(|number| document::parse("order number", &number)).transpose()?,
            reason: row.try_get_by_index(2)?,
            amount: document::money(row.try_get_by_index(3)?, &row.try_get_by_index::<String>(4)?)?,
            at: Timestamp(row.try_get_by_index(5)?),
        })
    };
    rows(db, sql, values![account.to_string(), limit, offset]).await?.into_iter().map(read).collect()
}

/// The transactions, by id, that do not balance in some currency; there are none.
pub async fn unbalanced(db: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT transaction_id FROM ledger_entry GROUP BY transaction_id, currency HAVING SUM(amount) <> 0";
    let read = |row: QueryResult| Ok(row.try_get_by_index(0)?);
    rows(db, sql, values![]).await?.into_iter().map(read).collect()
}
