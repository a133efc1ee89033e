//! The sagas of the money path: their state, what it leads to, and the ledger, committed together or not at all.

use domain::{
    ids::OrderNumber,
    ledger,
    saga::{Effect, Phase, Saga},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use crate::{
    StoreError, Transaction, coupons, document, effects, ledger as books, orders, parts, payments, refunds,
    rows::saga::{self, Model},
    sql::{guarded, rows, run, values},
    wallets,
};

/// A saga as it stands, with the version it has to be advanced from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSaga {
    /// The saga.
    pub saga: Saga,
    /// Its version.
    pub version: i64,
    /// When it last moved.
    pub updated_at: Timestamp,
}

/// A step of a saga, as `domain::saga::step` found it.
#[derive(Clone, Debug)]
pub struct Advance {
    /// The version the step was worked out from.
    pub expected_version: i64,
    /// The new state.
    pub saga: Saga,
    /// What is to be carried out, each at its time.
    pub effects: Vec<(Effect, Timestamp)>,
    /// What the ledger records.
    pub transactions: Vec<ledger::Transaction>,
    /// The effect whose outcome this step is: its id and the fence it was leased under.
    pub finishes: Option<(String, i64)>,
    /// Now.
    pub at: Timestamp,
}

/// Begins a saga at version 1.
pub(crate) async fn open(tx: &Transaction, saga: &Saga, now: Timestamp) -> Result<(), StoreError> {
    let row = Model {
        order_number: saga.order.to_string(),
        state: document::text(saga)?,
        version: 1,
        phase: document::word(&saga.phase)?,
        updated_at: now.0,
    };
    saga::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The saga of an order.
pub async fn load(db: &impl ConnectionTrait, order: &OrderNumber) -> Result<Option<StoredSaga>, StoreError> {
    let row = saga::Entity::find_by_id(order.as_str()).one(db).await?;
    let read = |row: Model| {
        let saga = document::read("saga", &row.state)?;
        Ok(StoredSaga { saga, version: row.version, updated_at: Timestamp(row.updated_at) })
    };
    row.map(read).transpose()
}

/// The orders whose saga has been in a phase since before a moment, the longest first.
pub async fn in_phase(
    db: &impl ConnectionTrait,
    phase: Phase,
    before: Timestamp,
    limit: u64,
) -> Result<Vec<OrderNumber>, StoreError> {
    let sql = "SELECT order_number FROM saga WHERE phase = $1 AND updated_at < $2 ORDER BY updated_at LIMIT $3";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let found = rows(db, sql, values![document::word(&phase)?, before.0, limit]).await?;
    let read = |row: sea_orm::QueryResult| document::parse("order number", &row.try_get_by_index::<String>(0)?);
    found.into_iter().map(read).collect()
}

/// Commits a step: state, effects, ledger entries, the finished effect, and what order, parts and payment show of it.
///
/// Says `false`, with nothing changed, when another worker was faster: the version moved on, or the lease ran out and
/// the effect is someone else's now. The work is dropped then; a transaction that wrote anything else before must end
/// with [`StoreError::Conflict`], so that it is dropped with it.
///
/// # Errors
/// [`StoreError::Unbalanced`] when ledger entries do not balance; the transaction must not be committed.
pub async fn advance(tx: &Transaction, step: &Advance) -> Result<bool, StoreError> {
    let order = &step.saga.order;
    let unmoved = guarded("saga.version", "version = $5");
    let held = guarded("lease.fence", "(effect.fence = $7 AND effect.done_at IS NULL)");
    let held = match step.finishes {
        Some(_) => format!("AND EXISTS (SELECT 1 FROM effect WHERE effect.id = $6 AND {held})"),
        None => String::new(),
    };
    let sql = format!(
        "UPDATE saga SET state = $2, version = version + 1, phase = $3, updated_at = $4 \
         WHERE order_number = $1 AND {unmoved} {held}"
    );
    let (state, phase) = (document::text(&step.saga)?, document::word(&step.saga.phase)?);
    let mut bound = values![order.as_str(), state, phase.as_str(), step.at.0, step.expected_version];
    if let Some((id, fence)) = &step.finishes {
        bound.extend(values![id.as_str(), *fence]);
    }
    if run(tx, &sql, bound).await? == 0 {
        return Ok(false);
    }
    if let Some((id, fence)) = &step.finishes
        && !effects::finish(tx, id, *fence, step.at).await?
    {
        return Err(StoreError::Conflict);
    }
    effects::add_all(tx, order, &step.effects).await?;
    books::record_all(tx, order, &step.transactions, step.at).await?;
    show(tx, step, &phase).await?;
    Ok(true)
}

/// Brings the order, its parts and its payment up to the saga.
async fn show(tx: &Transaction, step: &Advance, phase: &str) -> Result<(), StoreError> {
    let order = &step.saga.order;
    parts::follow(tx, order, &step.saga.parts).await?;
    payments::follow(tx, &step.saga, step.at).await?;
    refunds::follow(tx, &step.saga, step.at).await?;
    coupons::follow(tx, &step.saga, step.at).await?;
    wallets::follow(tx, &step.saga, &step.transactions, step.at).await?;
    orders::show_phase(tx, order, phase, step.at).await
}
