//! What is given back of what orders took, and payments that nobody asked for.

use domain::{
    ids::OrderNumber,
    order::GivenBack,
    saga::{Refund, Saga},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// The refunds of an order, the oldest first.
pub async fn of(db: &impl ConnectionTrait, order: &OrderNumber) -> Result<Vec<Refund>, StoreError> {
    let sql = "SELECT id, part, amount, currency, reason, state FROM refund \
               WHERE order_number = $1 ORDER BY created_at, id";
    let read = |row: QueryResult| {
        Ok(Refund {
            id: document::parse("refund", &row.try_get_by_index::<String>(0)?)?,
            part: document::count("part", row.try_get_by_index(1)?)?,
            amount: document::money(row.try_get_by_index(2)?, &row.try_get_by_index::<String>(3)?)?,
            reason: document::from_word("refund reason", &row.try_get_by_index::<String>(4)?)?,
            state: document::from_word("refund state", &row.try_get_by_index::<String>(5)?)?,
        })
    };
    rows(db, sql, values![order.as_str()]).await?.into_iter().map(read).collect()
}

/// What is given back of an order: its refunds, and what was paid beside its payment; the oldest first.
pub async fn given_back(db: &impl ConnectionTrait, order: &OrderNumber) -> Result<Vec<GivenBack>, StoreError> {
    let sql = "SELECT part, reason, amount, currency, state, updated_at, created_at FROM refund WHERE order_number = $1 \
               UNION ALL SELECT NULL, NULL, amount, currency, \
                   CASE state WHEN 'returning' THEN 'asked' WHEN 'returned' THEN 'refunded' ELSE 'refused' END, \
                   updated_at, created_at FROM surplus_payment WHERE order_number = $1 ORDER BY created_at";
    let read = |row: QueryResult| {
        let (part, reason): (Option<i64>, Option<String>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let of_part = match (part, reason) {
            (Some(part), Some(reason)) => {
                Some((document::count("part", part)?, document::from_word("refund reason", &reason)?))
            }
            _ => None,
        };
        Ok(GivenBack {
            of_part,
            amount: document::money(row.try_get_by_index(2)?, &row.try_get_by_index::<String>(3)?)?,
            state: document::from_word("refund state", &row.try_get_by_index::<String>(4)?)?,
            at: Timestamp(row.try_get_by_index(5)?),
        })
    };
    rows(db, sql, values![order.as_str()]).await?.into_iter().map(read).collect()
}

/// Brings the rows of refunds and surplus payments up to what the saga knows of them.
pub(crate) async fn follow(tx: &Transaction, saga: &Saga, now: Timestamp) -> Result<(), StoreError> {
    for refund in &saga.refunds {
        let sql = "INSERT INTO refund (order_number, id, part, amount, currency, reason, state, created_at, updated_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (order_number, id) \
                   DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at \
                   WHERE refund.state <> excluded.state";
        let (amount, currency) = (refund.amount.minor, refund.amount.currency.code());
        let (reason, state) = (refund.reason.word(), refund.state.word());
        let (order, id, part) = (saga.order.as_str(), refund.id.as_str(), i64::from(refund.part));
        run(tx, sql, values![order, id, part, amount, currency, reason, state, now.0]).await?;
    }
    for surplus in &saga.surplus {
        let sql = "INSERT INTO surplus_payment (order_number, reference, amount, currency, state, created_at, updated_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (order_number, reference) \
                   DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at \
                   WHERE surplus_payment.state <> excluded.state";
        let (amount, currency) = (surplus.amount.minor, surplus.amount.currency.code());
        let state = document::word(&surplus.state)?;
        let reference = surplus.reference.as_str();
        run(tx, sql, values![saga.order.as_str(), reference, amount, currency, state, now.0]).await?;
    }
    Ok(())
}
