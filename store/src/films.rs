//! What the shop adds to listings by itself: short films, and until when an order leaves on the same day.

use domain::{
    catalog::Film,
    ids::{MarketplaceId, ProductRef},
    promise::CutOff,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction,
    sql::{row, rows, run, values},
};

/// The films of a product's group.
pub async fn of(db: &impl ConnectionTrait, product: &ProductRef) -> Result<Vec<Film>, StoreError> {
    let sql = "SELECT f.address, MIN(f.poster), MIN(f.alt) FROM product_film f \
               JOIN product p ON p.marketplace = f.marketplace AND p.external_id = f.product \
               WHERE p.relation_token = (SELECT relation_token FROM product WHERE marketplace = $1 AND external_id = $2) \
               GROUP BY f.address ORDER BY f.address LIMIT 4";
    let read = |row: &QueryResult| {
        let (address, poster, alt) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        Ok(Film { address, poster, alt })
    };
    rows(db, sql, values![product.marketplace.as_str(), product.external_id.as_str()]).await?.iter().map(read).collect()
}

/// Adds a film to a listing, once.
pub async fn put(tx: &Transaction, product: &ProductRef, film: &Film) -> Result<(), StoreError> {
    let sql = "INSERT INTO product_film (marketplace, product, address, poster, alt) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (marketplace, product, address) DO UPDATE SET poster = excluded.poster, alt = excluded.alt";
    let listing = (product.marketplace.as_str(), product.external_id.as_str());
    let bound = values![listing.0, listing.1, film.address.as_str(), film.poster.as_str(), film.alt.as_str()];
    run(tx, sql, bound).await?;
    Ok(())
}

/// Until when an order leaves a marketplace on the same day, where it tells.
pub async fn cut_off(db: &impl ConnectionTrait, marketplace: &MarketplaceId) -> Result<Option<CutOff>, StoreError> {
    let found = row(db, "SELECT minutes FROM cut_off WHERE marketplace = $1", values![marketplace.as_str()]).await?;
    let Some(minutes) = found.map(|row| row.try_get_by_index::<i64>(0)).transpose()? else { return Ok(None) };
    let minutes = u16::try_from(minutes).map_err(|error| StoreError::corrupt("cut-off", error))?;
    CutOff::try_from(minutes).map(Some).map_err(|error| StoreError::corrupt("cut-off", error))
}

/// Notes until when an order leaves a marketplace on the same day.
pub async fn set_cut_off(tx: &Transaction, marketplace: &MarketplaceId, minutes: u16) -> Result<(), StoreError> {
    let sql = "INSERT INTO cut_off (marketplace, minutes) VALUES ($1, $2) \
               ON CONFLICT (marketplace) DO UPDATE SET minutes = excluded.minutes";
    run(tx, sql, values![marketplace.as_str(), i64::from(minutes)]).await?;
    Ok(())
}
