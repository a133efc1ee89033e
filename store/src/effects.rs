//! The outbox: effects that a committed step calls for, leased by workers, each carried out once per key.

use domain::{guard, ids::OrderNumber, saga::Effect, time::Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, QueryResult, sea_query::OnConflict};

use crate::{
    StoreError, Transaction,
    connect::alone,
    document,
    rows::effect::{self, Column, Model},
    sql::{guarded, row, rows, run, values},
};

/// An effect that a worker holds for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeasedEffect {
    /// Its id.
    pub id: String,
    /// The order whose saga called for it.
    pub order: OrderNumber,
    /// What is to be done.
    pub effect: Effect,
    /// How often it was leased, this time included.
    pub attempts: u32,
    /// The fence of this lease: whoever leased later has a higher one, and only the highest may finish.
    pub fence: i64,
    /// A lease before this one ran out instead of being let go: the call may have been made, and nobody knows.
    pub abandoned: bool,
}

/// Adds effects, each at its time; a known key is left as it is.
pub(crate) async fn add_all(
    tx: &Transaction,
    order: &OrderNumber,
    added: &[(Effect, Timestamp)],
) -> Result<(), StoreError> {
    if added.is_empty() {
        return Ok(());
    }
    let rows = added.iter().map(|(effect, run_at)| Ok(row_of(order, effect, *run_at)?.into_active_model()));
    let rows: Vec<_> = rows.collect::<Result<_, StoreError>>()?;
    let known = OnConflict::column(Column::Key).do_nothing().to_owned();
    effect::Entity::insert_many(rows).on_conflict(known).try_insert().exec_without_returning(tx).await?;
    Ok(())
}

fn row_of(order: &OrderNumber, effect: &Effect, run_at: Timestamp) -> Result<Model, StoreError> {
    let payload = serde_json::to_value(effect).map_err(|error| StoreError::corrupt("effect", error))?;
    let id = uuid::Uuid::now_v7().simple().to_string();
    let key = effect.key(order);
    Ok(Model {
        key: if guard::on("effect.key") { key } else { format!("{key}#{id}") },
        id,
        order_number: order.to_string(),
        kind: payload["effect"].as_str().unwrap_or_default().to_owned(),
        payload: payload.to_string(),
        attempts: 0,
        next_at: run_at.0,
        lease_owner: None,
        lease_until: 0,
        fence: 0,
        done_at: None,
    })
}

/// When the next effect is to be carried out or its lease runs out; `None` when the outbox is empty.
pub async fn next_due(db: &impl ConnectionTrait) -> Result<Option<Timestamp>, StoreError> {
    let sql = "SELECT MIN(CASE WHEN lease_until > next_at THEN lease_until ELSE next_at END) \
               FROM effect WHERE done_at IS NULL";
    let found = row(db, sql, values![]).await?;
    let next: Option<i64> = found.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(next.map(Timestamp))
}

/// Leases effects that are due and that nobody holds, the longest waiting first.
pub async fn lease(
    tx: &Transaction,
    owner: &str,
    now: Timestamp,
    lease_milliseconds: i64,
    limit: u64,
) -> Result<Vec<LeasedEffect>, StoreError> {
    let skip_locked = match tx.get_database_backend() {
        DbBackend::Postgres => " FOR UPDATE SKIP LOCKED",
        _ => "",
    };
    let sql = format!(
        "UPDATE effect SET lease_owner = $1, lease_until = $3, fence = fence + 1, attempts = attempts + 1 \
         WHERE id IN (SELECT id FROM effect WHERE done_at IS NULL AND next_at <= $2 AND lease_until <= $2 \
         ORDER BY next_at, id LIMIT $4{skip_locked}) RETURNING id, order_number, payload, attempts, fence, next_at"
    );
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut leased = rows(tx, &sql, values![owner, now.0, now.plus(lease_milliseconds).0, limit]).await?;
    // What was changed comes back in any order.
    leased.sort_by_key(|row| (row.try_get_by_index::<i64>(5).ok(), row.try_get_by_index::<String>(0).ok()));
    leased.iter().map(LeasedEffect::try_from).collect()
}

/// Takes back every lease at the start of the only process: whoever held one is gone. Beside other processes it takes
/// none; theirs stand, and those of the dead run out.
pub async fn take_back(tx: &Transaction) -> Result<u64, StoreError> {
    if !alone(tx).await? {
        return Ok(0);
    }
    run(
        tx,
        "UPDATE effect SET lease_owner = NULL, lease_until = 0 WHERE done_at IS NULL AND lease_until > 0",
        values![],
    )
    .await
}

/// Whether this lease is still the last one and the effect is not done.
pub async fn is_held(tx: &impl ConnectionTrait, id: &str, fence: i64) -> Result<bool, StoreError> {
    let ours = guarded("lease.fence", "(fence = $2 AND done_at IS NULL)");
    let sql = format!("SELECT 1 FROM effect WHERE id = $1 AND {ours}");
    Ok(row(tx, &sql, values![id, fence]).await?.is_some())
}

/// Marks an effect as done that leads to no step of its saga; `false` when the lease is someone else's now.
pub async fn finish(tx: &Transaction, id: &str, fence: i64, now: Timestamp) -> Result<bool, StoreError> {
    let ours = guarded("lease.fence", "(fence = $2 AND done_at IS NULL)");
    let sql = format!("UPDATE effect SET done_at = $3, lease_owner = NULL, lease_until = 0 WHERE id = $1 AND {ours}");
    Ok(run(tx, &sql, values![id, fence, now.0]).await? == 1)
}

/// Lets go of an effect so that it is carried out again at `next_at`; `false` when the lease is someone else's now.
///
/// Letting go raises the fence once more, so that the fence tells whether every lease before was let go.
pub async fn retry(tx: &Transaction, id: &str, fence: i64, next_at: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE effect SET next_at = $3, lease_owner = NULL, lease_until = 0, fence = fence + 1 \
               WHERE id = $1 AND fence = $2 AND done_at IS NULL";
    Ok(run(tx, sql, values![id, fence, next_at.0]).await? == 1)
}

impl TryFrom<&QueryResult> for LeasedEffect {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        let (attempts, fence): (i64, i64) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        Ok(Self {
            id: row.try_get_by_index(0)?,
            order: document::parse("order number", &row.try_get_by_index::<String>(1)?)?,
            effect: document::read("effect", &row.try_get_by_index::<String>(2)?)?,
            attempts: document::count("attempts", attempts)?,
            fence,
            // One for every lease, and one for every lease before that was let go.
            abandoned: fence < 2 * attempts - 1,
        })
    }
}
