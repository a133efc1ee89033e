//! Products that somebody saved.

use domain::{
    ids::{AccountId, ProductRef},
    profile::MOST_SAVED,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// What an account saved and when, the newest first.
pub async fn of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Vec<(ProductRef, Timestamp)>, StoreError> {
    let sql = "SELECT marketplace, product, saved_at FROM saved_product WHERE user_id = $1 \
               ORDER BY saved_at DESC, marketplace, product";
    let read = |row: &QueryResult| {
        let product = ProductRef {
            marketplace: document::parse("marketplace", &row.try_get_by_index::<String>(0)?)?,
            external_id: document::parse("product id", &row.try_get_by_index::<String>(1)?)?,
        };
        Ok((product, Timestamp(row.try_get_by_index(2)?)))
    };
    rows(db, sql, values![account.as_str()]).await?.iter().map(read).collect()
}

/// Saves a product; the oldest goes when there are too many. Says `false` when its marketplace is not known.
pub async fn save(
    tx: &Transaction,
    account: &AccountId,
    product: &ProductRef,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO saved_product (user_id, marketplace, product, saved_at) \
               SELECT $1, id, $3, $4 FROM marketplace WHERE id = $2 \
               ON CONFLICT (user_id, marketplace, product) DO UPDATE SET saved_at = saved_product.saved_at";
    let (marketplace, id) = (product.marketplace.as_str(), product.external_id.as_str());
    let kept = run(tx, sql, values![account.as_str(), marketplace, id, now.0]).await?;
    let too_many = "DELETE FROM saved_product WHERE user_id = $1 AND saved_at < (SELECT saved_at FROM saved_product \
                    WHERE user_id = $1 ORDER BY saved_at DESC LIMIT 1 OFFSET $2)";
    run(tx, too_many, values![account.as_str(), i64::from(MOST_SAVED) - 1]).await?;
    Ok(kept == 1)
}

/// Forgets a saved product; says whether it was one.
pub async fn forget(tx: &Transaction, account: &AccountId, product: &ProductRef) -> Result<bool, StoreError> {
    let sql = "DELETE FROM saved_product WHERE user_id = $1 AND marketplace = $2 AND product = $3";
    let values = values![account.as_str(), product.marketplace.as_str(), product.external_id.as_str()];
    Ok(run(tx, sql, values).await? == 1)
}
