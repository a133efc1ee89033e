//! What somebody keeps for another day: lists, lines put aside, searches, alerts. All of it belongs to a visitor; an account
//! owns one, and what a guest kept becomes the account's at sign-in.

pub mod alerts;
pub mod later;
pub mod lists;
pub mod searches;

use domain::{
    ids::{ListId, ProductRef, VisitorId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// Makes everything that a guest kept that of another visitor, who may keep something already. Nothing is lost: what both
/// have becomes one.
pub async fn take_over(
    tx: &Transaction,
    guest: &VisitorId,
    owner: &VisitorId,
    fresh: &ListId,
    now: Timestamp,
) -> Result<(), StoreError> {
    lists::take_over(tx, guest, owner, fresh, now).await?;
    later::take_over(tx, guest, owner).await?;
    searches::take_over(tx, guest, owner).await?;
    alerts::take_over(tx, guest, owner).await
}

/// The products a visitor looked at last, each once, the newest first; there are some only where they agreed to that.
pub async fn recent(
    db: &impl ConnectionTrait,
    visitor: &VisitorId,
    limit: u32,
) -> Result<Vec<(ProductRef, Timestamp)>, StoreError> {
    let sql = "SELECT about, MAX(at) AS newest FROM behaviour_event WHERE visitor = $1 AND kind = 'view' \
               GROUP BY about ORDER BY newest DESC, about LIMIT $2";
    let read = |row: &QueryResult| {
        let about: String = row.try_get_by_index(0)?;
        Ok((document::parse("product", &about)?, Timestamp(row.try_get_by_index(1)?)))
    };
    rows(db, sql, values![visitor.as_str(), i64::from(limit)]).await?.iter().map(read).collect()
}

/// Forgets that a visitor looked at a product, or at anything; says how many moments there were.
pub async fn forget_looked(
    tx: &Transaction,
    visitor: &VisitorId,
    product: Option<&ProductRef>,
) -> Result<u64, StoreError> {
    match product {
        Some(product) => {
            let sql = "DELETE FROM behaviour_event WHERE visitor = $1 AND kind = 'view' AND about = $2";
            run(tx, sql, values![visitor.as_str(), product.to_string()]).await
        }
        None => {
            let sql = "DELETE FROM behaviour_event WHERE visitor = $1 AND kind = 'view'";
            run(tx, sql, values![visitor.as_str()]).await
        }
    }
}
