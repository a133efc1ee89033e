//! The addresses of an account; at most one of them is the one that is offered first.

use domain::{
    address::{Address, KeptAddress, MOST_ADDRESSES},
    ids::{AccountId, AddressId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

const FIELDS: &str = "SELECT id, name, street, extra, postcode, city, country, phone, chosen FROM address";

/// All addresses, the one that is offered first at the head, then the newest.
pub async fn of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Vec<KeptAddress>, StoreError> {
    let sql = format!("{FIELDS} WHERE user_id = $1 ORDER BY chosen DESC, created_at DESC, id");
    rows(db, &sql, values![account.as_str()]).await?.iter().map(kept).collect()
}

/// One address, if it is this account's.
pub async fn one(
    db: &impl ConnectionTrait,
    account: &AccountId,
    id: &AddressId,
) -> Result<Option<KeptAddress>, StoreError> {
    let sql = format!("{FIELDS} WHERE user_id = $1 AND id = $2");
    let found = row(db, &sql, values![account.as_str(), id.as_str()]);
    found.await?.as_ref().map(kept).transpose()
}

/// Adds an address; the first one becomes the one that is offered first. Says `false` when there are too many.
pub async fn add(
    tx: &Transaction,
    account: &AccountId,
    id: &AddressId,
    address: &Address,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let known = of(tx, account).await?;
    if known.len() >= MOST_ADDRESSES {
        return Ok(false);
    }
    let sql = "INSERT INTO address (id, user_id, name, street, extra, postcode, city, country, phone, chosen, \
               created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)";
    let Address { name, street, extra, postcode, city, country, phone } = address.clone();
    let first = known.is_empty();
    let row = values![id.as_str(), account.as_str(), name, street, extra, postcode, city, country, phone, first, now.0];
    run(tx, sql, row).await?;
    Ok(true)
}

/// Changes an address; says `false` when it is not this account's.
pub async fn change(
    tx: &Transaction,
    account: &AccountId,
    id: &AddressId,
    address: &Address,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "UPDATE address SET name = $3, street = $4, extra = $5, postcode = $6, city = $7, country = $8, \
               phone = $9, updated_at = $10 WHERE user_id = $1 AND id = $2";
    let Address { name, street, extra, postcode, city, country, phone } = address.clone();
    let row = values![account.as_str(), id.as_str(), name, street, extra, postcode, city, country, phone, now.0];
    Ok(run(tx, sql, row).await? == 1)
}

/// Makes an address the one that is offered first; says `false` when it is not this account's.
pub async fn choose(tx: &Transaction, account: &AccountId, id: &AddressId) -> Result<bool, StoreError> {
    if one(tx, account, id).await?.is_none() {
        return Ok(false);
    }
    // One after the other: at no moment are there two.
    run(tx, "UPDATE address SET chosen = FALSE WHERE user_id = $1 AND chosen", values![account.as_str()]).await?;
    let sql = "UPDATE address SET chosen = TRUE WHERE user_id = $1 AND id = $2";
    Ok(run(tx, sql, values![account.as_str(), id.as_str()]).await? == 1)
}

/// Forgets an address; the newest of the rest takes its place where it was the one that is offered first.
pub async fn forget(tx: &Transaction, account: &AccountId, id: &AddressId) -> Result<bool, StoreError> {
    let gone = run(tx, "DELETE FROM address WHERE user_id = $1 AND id = $2", values![account.as_str(), id.as_str()]);
    if gone.await? == 0 {
        return Ok(false);
    }
    let left = of(tx, account).await?;
    if let Some(next) = left.first().filter(|next| !next.chosen) {
        choose(tx, account, &next.id).await?;
    }
    Ok(true)
}

fn kept(row: &QueryResult) -> Result<KeptAddress, StoreError> {
    let text = |place: usize| row.try_get_by_index::<String>(place);
    Ok(KeptAddress {
        id: document::parse("address", &text(0)?)?,
        address: Address {
            name: text(1)?,
            street: text(2)?,
            extra: text(3)?,
            postcode: text(4)?,
            city: text(5)?,
            country: text(6)?,
            phone: text(7)?,
        },
        chosen: row.try_get_by_index(8)?,
    })
}
