//! What a visitor has said in a checkout so far; what it looks like inside is the caller's affair.

use domain::{ids::VisitorId, time::Timestamp};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, sea_query::OnConflict};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    StoreError, Transaction, document,
    rows::checkout::{self, Column, Model},
    sql::{run, values},
};

/// The draft of a visitor, where there is one.
pub async fn load<T: DeserializeOwned>(
    db: &impl ConnectionTrait,
    visitor: &VisitorId,
) -> Result<Option<T>, StoreError> {
    let row = checkout::Entity::find_by_id(visitor.as_str()).one(db).await?;
    row.map(|row| document::read("checkout draft", &row.draft)).transpose()
}

/// Keeps the draft of a visitor in place of the one before.
pub async fn save<T: Serialize + Sync>(
    tx: &Transaction,
    visitor: &VisitorId,
    draft: &T,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = Model { visitor: visitor.to_string(), draft: document::text(draft)?, updated_at: now.0 };
    let again = OnConflict::column(Column::Visitor).update_columns([Column::Draft, Column::UpdatedAt]).to_owned();
    checkout::Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Forgets the draft of a visitor.
pub async fn forget(tx: &Transaction, visitor: &VisitorId) -> Result<(), StoreError> {
    run(tx, "DELETE FROM checkout WHERE visitor = $1", values![visitor.as_str()]).await?;
    Ok(())
}
