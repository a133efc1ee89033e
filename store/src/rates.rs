//! The exchange rates of each day.

use domain::money::RateTable;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder, sea_query::OnConflict};

use crate::{
    StoreError, Transaction, document,
    rows::rate_table::{self, Column, Model},
};

/// Keeps the rates of a day in place of what was known of that day.
pub async fn save(tx: &Transaction, table: &RateTable) -> Result<(), StoreError> {
    let row =
        Model { dated: table.dated.to_string(), base: table.base.code().to_owned(), rates: document::text(table)? };
    let again = OnConflict::columns([Column::Dated, Column::Base]).update_column(Column::Rates).to_owned();
    rate_table::Entity::insert(row.into_active_model()).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// The rates of the newest day.
pub async fn latest(db: &impl ConnectionTrait) -> Result<Option<RateTable>, StoreError> {
    let row = rate_table::Entity::find().order_by_desc(Column::Dated).one(db).await?;
    row.map(|row| document::read("rate table", &row.rates)).transpose()
}
