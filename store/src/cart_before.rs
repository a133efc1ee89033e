//! Carts as they were before the optimiser changed them.

use std::collections::BTreeMap;

use domain::{
    cart::Line,
    ids::{MarketplaceId, VisitorId},
    time::Timestamp,
};
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction, document,
    sql::{row, run, values},
};

/// A cart as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartBefore {
    /// The version that the change made; another version means that something else came in between.
    pub version: i64,
    /// The lines.
    pub lines: Vec<Line>,
    /// The chosen ways of delivery.
    pub delivery: BTreeMap<MarketplaceId, String>,
}

/// Keeps the cart of a visitor as it was, in place of one kept before.
pub async fn keep(
    tx: &Transaction,
    visitor: &VisitorId,
    before: &CartBefore,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO cart_before (visitor, version, lines, delivery, kept_at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (visitor) DO UPDATE SET version = excluded.version, lines = excluded.lines, \
               delivery = excluded.delivery, kept_at = excluded.kept_at";
    let (lines, delivery) = (document::text(&before.lines)?, document::text(&before.delivery)?);
    run(tx, sql, values![visitor.as_str(), before.version, lines, delivery, now.0]).await?;
    Ok(())
}

/// The cart as it was, where one was kept for this version.
pub async fn of(
    db: &impl ConnectionTrait,
    visitor: &VisitorId,
    version: i64,
) -> Result<Option<CartBefore>, StoreError> {
    let sql = "SELECT lines, delivery FROM cart_before WHERE visitor = $1 AND version = $2";
    let Some(row) = row(db, sql, values![visitor.as_str(), version]).await? else { return Ok(None) };
    Ok(Some(CartBefore {
        version,
        lines: document::read("cart lines", &row.try_get_by_index::<String>(0)?)?,
        delivery: document::read("ways of delivery", &row.try_get_by_index::<String>(1)?)?,
    }))
}

/// Forgets it.
pub async fn forget(tx: &Transaction, visitor: &VisitorId) -> Result<(), StoreError> {
    run(tx, "DELETE FROM cart_before WHERE visitor = $1", values![visitor.as_str()]).await?;
    Ok(())
}
