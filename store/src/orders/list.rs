//! The list of a visitor's orders.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::VisitorId,
    order::{OrderItem, OrderSummary},
    time::Timestamp,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    StoreError, document,
    rows::{marketplace_order, order, order::Column, order_item},
};

/// The orders of a visitor, the newest first.
pub async fn of_visitor(
    db: &impl ConnectionTrait,
    visitor: &VisitorId,
    limit: u64,
) -> Result<Vec<OrderSummary>, StoreError> {
    let orders = order::Entity::find()
        .filter(Column::Visitor.eq(visitor.as_str()))
        .order_by_desc(Column::CreatedAt)
        .limit(limit)
        .all(db)
        .await?;
    let numbers: Vec<&str> = orders.iter().map(|order| order.number.as_str()).collect();
    let replaced = marketplace_order::Entity::find()
        .filter(marketplace_order::Column::OrderNumber.is_in(numbers.clone()))
        .filter(marketplace_order::Column::State.ne("refused"))
        .all(db)
        .await?;
    let living: BTreeSet<(String, i64)> = replaced.into_iter().map(|part| (part.order_number, part.part)).collect();
    let found = order_item::Entity::find()
        .filter(order_item::Column::OrderNumber.is_in(numbers))
        .order_by_asc(order_item::Column::Part)
        .order_by_asc(order_item::Column::Position)
        .all(db)
        .await?;
    let mut items: BTreeMap<String, Vec<(bool, OrderItem)>> = BTreeMap::new();
    for item in found {
        let lives = living.contains(&(item.order_number.clone(), item.part));
        items.entry(item.order_number).or_default().push((lives, document::read("order item", &item.document)?));
    }
    let summary = |row: order::Model| {
        let of_order = items.remove(&row.number).unwrap_or_default();
        summary(row, of_order)
    };
    orders.into_iter().map(summary).collect()
}

/// Sums an order up by the items that still count; by all of them where none does.
fn summary(row: order::Model, items: Vec<(bool, OrderItem)>) -> Result<OrderSummary, StoreError> {
    let none_lives = items.iter().all(|(lives, _)| !lives);
    let items: Vec<OrderItem> =
        items.into_iter().filter(|(lives, _)| *lives || none_lives).map(|(_, item)| item).collect();
    let marketplaces: BTreeSet<_> = items.iter().map(|item| item.product.marketplace.clone()).collect();
    Ok(OrderSummary {
        number: document::parse("order number", &row.number)?,
        status: document::from_word("order status", &row.status)?,
        created_at: Timestamp(row.created_at),
        total: document::money(row.total_amount, &row.currency)?,
        marketplaces: marketplaces.into_iter().collect(),
        picture: items.iter().find_map(|item| item.picture.clone()),
        item_count: items.iter().map(|item| u32::from(item.quantity)).sum(),
    })
}
