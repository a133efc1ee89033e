//! Stock that is never promised twice: set aside, taken, put back, each once per reference.

use std::collections::BTreeMap;

use domain::{cart::Quantity, guard, ids::ExternalId, time::Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::{
    StoreError, Transaction,
    rows::{house_stock, reservation},
    sql::{guarded, rows, run, values},
};

/// What came of setting goods aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reserved {
    /// All lines are set aside.
    Held,
    /// Nothing is set aside, because of these variants less is left than wanted.
    Short(Vec<(ExternalId, u32)>),
}

/// Sets goods aside under a reference: all lines or none. The same reference again changes nothing.
pub async fn reserve(
    tx: &Transaction,
    reference: &str,
    lines: &[(ExternalId, Quantity)],
    now: Timestamp,
) -> Result<Reserved, StoreError> {
    let mine = reservation::Entity::find().filter(reservation::Column::Reference.eq(reference)).all(tx).await?;
    if mine.iter().any(|row| row.state != "released") {
        return Ok(Reserved::Held);
    }
    run(tx, "DELETE FROM reservation WHERE reference = $1", values![reference]).await?;
    let mut wanted: BTreeMap<&ExternalId, i64> = BTreeMap::new();
    for (variant, quantity) in lines {
        *wanted.entry(variant).or_default() += i64::from(u32::from(*quantity));
    }
    let short = shortages(tx, &wanted).await?;
    if !short.is_empty() && guard::on("stock.left") {
        return Ok(Reserved::Short(short));
    }
    for (variant, quantity) in wanted {
        let left = guarded("stock.left", "on_hand - reserved >= $2");
        let sql = format!("UPDATE house_stock SET reserved = reserved + $2 WHERE variant = $1 AND {left}");
        if run(tx, &sql, values![variant.as_str(), quantity]).await? == 0 {
            return Err(StoreError::Conflict);
        }
        let row = reservation::Model {
            reference: reference.to_owned(),
            variant: variant.to_string(),
            quantity,
            state: "reserved".to_owned(),
            created_at: now.0,
        };
        reservation::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(Reserved::Held)
}

async fn shortages(
    tx: &Transaction,
    wanted: &BTreeMap<&ExternalId, i64>,
) -> Result<Vec<(ExternalId, u32)>, StoreError> {
    let mut short = Vec::new();
    for (variant, quantity) in wanted {
        let stocked = house_stock::Entity::find_by_id(variant.as_str()).one(tx).await?;
        let left = stocked.map_or(0, |row| row.on_hand - row.reserved);
        if left < *quantity {
            short.push(((*variant).clone(), u32::try_from(left).unwrap_or(0)));
        }
    }
    Ok(short)
}

/// Takes the goods of a reference off the shelf for good; says whether they are taken now or were before.
pub async fn claim(tx: &Transaction, reference: &str) -> Result<bool, StoreError> {
    let stock = "UPDATE house_stock SET on_hand = on_hand - $2, reserved = reserved - $2 WHERE variant = $1";
    for (variant, quantity) in moved(tx, reference, "reserved", "claimed").await? {
        run(tx, stock, values![variant, quantity]).await?;
    }
    let sql = "SELECT 1 FROM reservation WHERE reference = $1 AND state = 'claimed'";
    Ok(!rows(tx, sql, values![reference]).await?.is_empty())
}

/// Puts the goods of a reference back, whether set aside or taken; the same again changes nothing.
pub async fn release(tx: &Transaction, reference: &str) -> Result<(), StoreError> {
    let aside = "UPDATE house_stock SET reserved = reserved - $2 WHERE variant = $1";
    for (variant, quantity) in moved(tx, reference, "reserved", "released").await? {
        run(tx, aside, values![variant, quantity]).await?;
    }
    let taken = "UPDATE house_stock SET on_hand = on_hand + $2 WHERE variant = $1";
    for (variant, quantity) in moved(tx, reference, "claimed", "released").await? {
        run(tx, taken, values![variant, quantity]).await?;
    }
    Ok(())
}

/// Puts back what was set aside before a moment for orders that are not being placed: not paid yet, or over. Says for
/// how many references.
pub async fn release_unpaid(tx: &Transaction, before: Timestamp, limit: u64) -> Result<usize, StoreError> {
    let sql = "SELECT DISTINCT reference FROM reservation WHERE state = 'reserved' AND created_at < $1 \
               ORDER BY reference LIMIT $2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut given_back = 0;
    for row in rows(tx, sql, values![before.0, limit]).await? {
        let reference: String = row.try_get_by_index(0)?;
        let order = reference.split(':').next().unwrap_or_default();
        let paid = "SELECT 1 FROM saga WHERE order_number = $1 AND phase NOT IN ('awaiting_payment', 'done')";
        if rows(tx, paid, values![order]).await?.is_empty() {
            release(tx, &reference).await?;
            given_back += 1;
        }
    }
    Ok(given_back)
}

/// Whether the goods of a reference were taken and not put back.
pub async fn is_claimed(db: &impl ConnectionTrait, reference: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM reservation WHERE reference = $1 AND state = 'claimed'";
    Ok(!rows(db, sql, values![reference]).await?.is_empty())
}

/// Moves the reservations of a reference from one state to another and says which those were.
async fn moved(tx: &Transaction, reference: &str, from: &str, to: &str) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "UPDATE reservation SET state = $3 WHERE reference = $1 AND state = $2 RETURNING variant, quantity";
    let read = |row: sea_orm::QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    rows(tx, sql, values![reference, from, to]).await?.into_iter().map(read).collect()
}
