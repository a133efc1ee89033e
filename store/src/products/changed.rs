//! Listings in the order in which we last heard of them, for whoever keeps something made of them.

use domain::{catalog::Product, ids::ProductRef, time::Timestamp};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult};

use super::Known;
use crate::{
    StoreError,
    sql::{row, rows, values},
};

/// A place in the order of what was heard when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardAt {
    /// When.
    pub at: Timestamp,
    /// Behind which listing of that moment; before all of them where there is none.
    pub behind: Option<ProductRef>,
}

/// The next listings from a place on, whoever sells them, the oldest first.
pub async fn heard_since(db: &impl ConnectionTrait, from: &HeardAt, most: u32) -> Result<Vec<Product>, StoreError> {
    let (marketplace, external_id) =
        from.behind.as_ref().map_or(("", ""), |behind| (behind.marketplace.as_str(), behind.external_id.as_str()));
    let sql = "SELECT description, document FROM product \
               WHERE observed_at > $1 OR (observed_at = $1 AND (marketplace > $2 OR \
               (marketplace = $2 AND external_id > $3))) \
               ORDER BY observed_at, marketplace, external_id LIMIT $4";
    let product = |row: QueryResult| Known::from_query_result(&row, "")?.product();
    let found = rows(db, sql, values![from.at.0, marketplace, external_id, i64::from(most)]).await?;
    found.into_iter().map(product).collect()
}

/// How many listings we know.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let counted = row(db, "SELECT COUNT(*) FROM product", values![]).await?;
    let number: i64 = counted.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    Ok(number.unsigned_abs())
}
