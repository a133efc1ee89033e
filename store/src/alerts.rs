//! What a person has to look at.

use domain::{ids::OrderNumber, time::Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    StoreError, Transaction, document,
    rows::alert::{self, Column, Model},
    sql::{row, run, values},
};

/// A call for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its id.
    pub id: String,
    /// The order it is about, where it is about one.
    pub order: Option<OrderNumber>,
    /// What is stuck.
    pub about: String,
    /// When it was raised.
    pub created_at: Timestamp,
    /// When a person had seen to it.
    pub settled_at: Option<Timestamp>,
}

/// Calls a person; an open call about the same thing is enough. Says whether it is a new one.
pub async fn raise(
    tx: &Transaction,
    order: Option<&OrderNumber>,
    about: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(raise_as(tx, order, about, now).await?.1)
}

/// Calls a person as [`raise`] does; gives the call's id, and whether it is a new one.
pub async fn raise_as(
    tx: &Transaction,
    order: Option<&OrderNumber>,
    about: &str,
    now: Timestamp,
) -> Result<(String, bool), StoreError> {
    let number = order.map(OrderNumber::to_string);
    let sql = "SELECT id FROM alert WHERE about = $1 AND COALESCE(order_number, '') = $2 AND resolved_at IS NULL";
    if let Some(known) = row(tx, sql, values![about, number.as_deref().unwrap_or_default()]).await? {
        return Ok((known.try_get_by_index(0)?, false));
    }
    let id = uuid::Uuid::now_v7().simple().to_string();
    let row =
        Model { id: id.clone(), order_number: number, about: about.to_owned(), created_at: now.0, resolved_at: None };
    alert::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok((id, true))
}

/// The calls nobody has resolved, the oldest first.
pub async fn open(db: &impl ConnectionTrait) -> Result<Vec<Alert>, StoreError> {
    let open = alert::Entity::find().filter(Column::ResolvedAt.is_null()).order_by_asc(Column::CreatedAt);
    open.all(db).await?.into_iter().map(Alert::try_from).collect()
}

/// The calls that were settled last.
pub async fn settled(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Alert>, StoreError> {
    let settled = alert::Entity::find().filter(Column::ResolvedAt.is_not_null());
    let newest = settled.order_by_desc(Column::ResolvedAt).limit(limit);
    newest.all(db).await?.into_iter().map(Alert::try_from).collect()
}

/// Notes that a person has seen to it, and to what a comparison of books raised it for; says whether it was open.
pub async fn resolve(tx: &Transaction, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE alert SET resolved_at = $2 WHERE id = $1 AND resolved_at IS NULL";
    let was_open = run(tx, sql, values![id, now.0]).await? == 1;
    run(tx, "UPDATE finding SET state = 'settled' WHERE alert_id = $1 AND state = 'raised'", values![id]).await?;
    Ok(was_open)
}

impl TryFrom<Model> for Alert {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let order = row.order_number.map(|number| document::parse("order number", &number)).transpose()?;
        Ok(Self {
            id: row.id,
            order,
            about: row.about,
            created_at: Timestamp(row.created_at),
            settled_at: row.resolved_at.map(Timestamp),
        })
    }
}
