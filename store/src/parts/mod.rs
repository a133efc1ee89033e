//! The parts of orders that the marketplaces deliver.

mod rows;

use std::collections::BTreeMap;

use domain::{
    ids::OrderNumber,
    order::{MarketplaceOrder, OrderItem},
    saga::Part,
    time::Timestamp,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::Value;

use crate::{
    StoreError, Transaction, document,
    rows::{
        marketplace_order::{self, Column, Model},
        order_item,
    },
    sql::{run, values},
    tracking,
};

/// A part that is about to be added to an order.
#[derive(Clone, Debug)]
pub struct NewPart {
    /// The part as the shopper sees it; its ids, shipments and events are empty.
    pub order: MarketplaceOrder,
    /// What the adapter needs to place or find this very cart.
    pub session: Value,
    /// What the marketplace was asked to quote.
    pub request: Value,
}

/// A part with what the adapters need.
#[derive(Clone, Debug)]
pub struct StoredPart {
    /// The part as the shopper sees it.
    pub order: MarketplaceOrder,
    /// What the adapter needs to place or find this very cart.
    pub session: Value,
    /// What the marketplace was asked to quote.
    pub request: Value,
    /// What the adapter needs to ask about the placed order.
    pub handle: Option<Value>,
}

/// What the marketplace said when it took the order.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What it calls the order.
    pub ids: Vec<String>,
    /// What the adapter needs to ask about it later.
    pub handle: Value,
    /// When to ask for the first time.
    pub next_poll_at: Timestamp,
}

/// Adds a part with its items, as when the next best offer takes the place of a refused one.
pub async fn add(tx: &Transaction, number: &OrderNumber, new: &NewPart) -> Result<(), StoreError> {
    add_all(tx, number, std::slice::from_ref(new)).await
}

/// Adds the parts that an order is opened with, and their items.
pub(crate) async fn add_all(tx: &Transaction, number: &OrderNumber, new: &[NewPart]) -> Result<(), StoreError> {
    let parts = new.iter().map(|new| Ok(rows::part(number, new)?.into_active_model()));
    let parts: Vec<_> = parts.collect::<Result<_, StoreError>>()?;
    let items =
        new.iter().flat_map(|new| (0..).zip(&new.order.items).map(move |(at, item)| (new.order.part, at, item)));
    let items = items.map(|(part, at, item)| Ok(rows::item(number, part, at, item)?.into_active_model()));
    let items: Vec<_> = items.collect::<Result<_, StoreError>>()?;
    if !parts.is_empty() {
        marketplace_order::Entity::insert_many(parts).exec_without_returning(tx).await?;
    }
    if !items.is_empty() {
        order_item::Entity::insert_many(items).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// All parts of an order with items and events.
pub async fn of(db: &impl ConnectionTrait, number: &OrderNumber) -> Result<Vec<MarketplaceOrder>, StoreError> {
    Ok(stored(db, number).await?.into_iter().map(|part| part.order).collect())
}

/// One part of an order with what its adapter needs; what happened on its way is left out.
pub async fn one(db: &impl ConnectionTrait, number: &OrderNumber, part: u32) -> Result<Option<StoredPart>, StoreError> {
    let Some(row) = marketplace_order::Entity::find_by_id((number.to_string(), i64::from(part))).one(db).await? else {
        return Ok(None);
    };
    let items = order_item::Entity::find()
        .filter(order_item::Column::OrderNumber.eq(number.as_str()))
        .filter(order_item::Column::Part.eq(i64::from(part)))
        .order_by_asc(order_item::Column::Position)
        .all(db)
        .await?;
    let items = items.iter().map(|item| document::read("order item", &item.document));
    rows::read(row, items.collect::<Result<_, StoreError>>()?, Vec::new()).map(Some)
}

/// What was bought, of all parts of an order.
pub async fn items(db: &impl ConnectionTrait, number: &OrderNumber) -> Result<Vec<OrderItem>, StoreError> {
    let found = order_item::Entity::find().filter(order_item::Column::OrderNumber.eq(number.as_str())).all(db).await?;
    found.iter().map(|item| document::read("order item", &item.document)).collect()
}

/// All parts of an order with what their adapters need.
pub async fn stored(db: &impl ConnectionTrait, number: &OrderNumber) -> Result<Vec<StoredPart>, StoreError> {
    let rows = marketplace_order::Entity::find()
        .filter(Column::OrderNumber.eq(number.as_str()))
        .order_by_asc(Column::Part)
        .all(db)
        .await?;
    let found = order_item::Entity::find()
        .filter(order_item::Column::OrderNumber.eq(number.as_str()))
        .order_by_asc(order_item::Column::Position)
        .all(db)
        .await?;
    let mut items: BTreeMap<i64, Vec<OrderItem>> = BTreeMap::new();
    for item in found {
        items.entry(item.part).or_default().push(document::read("order item", &item.document)?);
    }
    let mut events = tracking::of(db, number).await?;
    let part = |row: Model| {
        let (items, events) = (items.remove(&row.part), events.remove(&row.part));
        rows::read(row, items.unwrap_or_default(), events.unwrap_or_default())
    };
    rows.into_iter().map(part).collect()
}

/// Keeps what the marketplace said when it took the order; the saga's own step is committed beside it.
pub async fn set_placed(tx: &Transaction, number: &OrderNumber, part: u32, placed: &Placed) -> Result<(), StoreError> {
    let sql = "UPDATE marketplace_order SET marketplace_order_ids = $3, handle = $4, next_poll_at = $5, \
               progress = COALESCE(progress, 'placed') WHERE order_number = $1 AND part = $2";
    let (ids, handle) = (document::text(&placed.ids)?, document::text(&placed.handle)?);
    run(tx, sql, values![number.as_str(), i64::from(part), ids, handle, placed.next_poll_at.0]).await?;
    Ok(())
}

/// Keeps a new session of the adapter, made because the one before was lost.
pub async fn set_session(tx: &Transaction, number: &OrderNumber, part: u32, session: &Value) -> Result<(), StoreError> {
    let sql = "UPDATE marketplace_order SET session = $3 WHERE order_number = $1 AND part = $2";
    run(tx, sql, values![number.as_str(), i64::from(part), document::text(session)?]).await?;
    Ok(())
}

/// Brings the rows of an order's parts up to what the saga knows of them, all in one statement.
pub(crate) async fn follow(tx: &Transaction, number: &OrderNumber, parts: &[Part]) -> Result<(), StoreError> {
    let (mut bound, mut states, mut refusals) = (values![number.as_str()], String::new(), String::new());
    for (at, part) in parts.iter().enumerate() {
        let (state, refusal) = rows::state_columns(&part.state)?;
        let (second, third) = (bound.len() + 1, bound.len() + 2);
        states.push_str(&format!(" WHEN {at} THEN CAST(${second} AS TEXT)"));
        refusals.push_str(&format!(" WHEN {at} THEN CAST(${third} AS TEXT)"));
        bound.extend(values![state, refusal]);
    }
    if parts.is_empty() {
        return Ok(());
    }
    // A cancelled part is not asked about any more.
    let sql = format!(
        "UPDATE marketplace_order SET state = CASE part{states} ELSE state END, \
         refusal = CASE part{refusals} ELSE refusal END, \
         next_poll_at = CASE WHEN CASE part{states} ELSE state END IN ('cancelled', 'withdrawn') \
             THEN NULL ELSE next_poll_at END \
         WHERE order_number = $1 AND state <> CASE part{states} ELSE state END"
    );
    run(tx, &sql, bound).await?;
    Ok(())
}
