//! Whole shelves: what one marketplace sells, page by page, and what is best known of all of them.

use domain::{
    catalog::{Availability, Product},
    ids::MarketplaceId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, FromQueryResult, QueryFilter, QueryResult, QuerySelect, Select, sea_query::Expr,
};

use super::{Column, Entity, Known, active, best_known_first, read};
use crate::{
    StoreError, document,
    sql::{row, rows, values},
};

/// What is not blocked, as a condition on a row of `product`.
pub(super) const NOT_BLOCKED: &str = "NOT EXISTS (SELECT 1 FROM blocked_goods WHERE \
    blocked_goods.marketplace = product.marketplace \
    AND (blocked_goods.product = product.external_id OR blocked_goods.product = ''))";

/// A page of what an active marketplace sells, what can be bought first, then the best known.
pub async fn of_marketplace(
    db: &impl ConnectionTrait,
    marketplace: &MarketplaceId,
    skip: u64,
    limit: u64,
) -> Result<Vec<Product>, StoreError> {
    let of_marketplace = active().filter(Column::Marketplace.eq(marketplace.as_str()));
    read(db, best_known_first(of_marketplace).offset(skip).limit(limit)).await
}

/// How many products of an active marketplace there are on its shelves.
pub async fn count_of_marketplace(db: &impl ConnectionTrait, marketplace: &MarketplaceId) -> Result<u64, StoreError> {
    let sql = format!(
        "SELECT COUNT(*) FROM product WHERE marketplace = $1 \
         AND marketplace IN (SELECT id FROM marketplace WHERE active) AND {NOT_BLOCKED}"
    );
    let count: i64 = match row(db, &sql, values![marketplace.as_str()]).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    Ok(count.unsigned_abs())
}

/// The best known listings of all active marketplaces that can be bought, without their descriptions.
pub async fn best_known(db: &impl ConnectionTrait, most: u32) -> Result<Vec<Product>, StoreError> {
    let sql = format!(
        "SELECT document FROM product WHERE available AND marketplace IN (SELECT id FROM marketplace WHERE active) \
         AND {NOT_BLOCKED} ORDER BY rating_count DESC, marketplace, external_id LIMIT $1"
    );
    let product = |row: QueryResult| document::read("product", &row.try_get_by_index::<String>(0)?);
    rows(db, &sql, values![i64::from(most)]).await?.into_iter().map(product).collect()
}

/// Reads listings that were asked for by their names: what is blocked is out of stock.
pub(super) async fn read_named(db: &impl ConnectionTrait, select: Select<Entity>) -> Result<Vec<Product>, StoreError> {
    #[derive(FromQueryResult)]
    struct Named {
        description: String,
        document: String,
        sold: bool,
    }
    let select = select.select_only().columns([Column::Description, Column::Document]);
    let found = select.expr_as(Expr::cust(NOT_BLOCKED), "sold").into_model::<Named>().all(db).await?;
    let product = |Named { description, document, sold }| {
        let mut product = Known { description, document }.product()?;
        if !sold {
            product.availability = Availability::OutOfStock;
            product.variants.iter_mut().for_each(|variant| variant.availability = Availability::OutOfStock);
        }
        Ok(product)
    };
    found.into_iter().map(product).collect()
}
