//! What a person has to look at.

use domain::{ids::OrderNumber, time::Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

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
}

/// Calls a person; an open call about the same thing is enough. Says whether it is a new one.
pub async fn raise(
    tx: &Transaction,
    order: Option<&OrderNumber>,
    about: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let number = order.map(OrderNumber::to_string);
    let sql = "SELECT 1 FROM alert WHERE about = $1 AND COALESCE(order_number, '') = $2 AND resolved_at IS NULL";
    if row(tx, sql, values![about, number.as_deref().unwrap_or_default()]).await?.is_some() {
        return Ok(false);
    }
    let id = uuid::Uuid::now_v7().simple().to_string();
    let row = Model { id, order_number: number, about: about.to_owned(), created_at: now.0, resolved_at: None };
    alert::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(true)
}

/// The calls nobody has resolved, the oldest first.
pub async fn open(db: &impl ConnectionTrait) -> Result<Vec<Alert>, StoreError> {
    let open = alert::Entity::find().filter(Column::ResolvedAt.is_null()).order_by_asc(Column::CreatedAt);
    let read = |row: Model| {
        let order = row.order_number.map(|number| document::parse("order number", &number)).transpose()?;
        Ok(Alert { id: row.id, order, about: row.about, created_at: Timestamp(row.created_at) })
    };
    open.all(db).await?.into_iter().map(read).collect()
}

/// Notes that a person has seen to it; says whether it was open.
pub async fn resolve(tx: &Transaction, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE alert SET resolved_at = $2 WHERE id = $1 AND resolved_at IS NULL";
    Ok(run(tx, sql, values![id, now.0]).await? == 1)
}
