//! The same product across marketplaces: what waits to be held against other listings, what it is looked for by, and what
//! came of it. Tokens of groups are in [`relations`], what people say of pairs in [`pairs`] and [`votes`].

pub mod pairs;
pub mod relations;
pub mod votes;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    catalog::Product,
    ids::{ProductRef, RelationToken},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use sha2::{Digest, Sha256};

use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// How many listings may share a key before it tells nothing any more.
const COMMON: i64 = 60;

/// A listing that is to be held against others.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// The listing.
    pub product: Product,
    /// The digest of what it says.
    pub told: String,
}

/// A listing as a member of its group.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The listing, with the token of its group.
    pub product: Product,
    /// When we first heard of it.
    pub since: Timestamp,
}

/// The digest of what a listing says that is held against others: another one has it matched again. Details come and go
/// with the way a marketplace was asked, so they are not in it.
pub(crate) fn told(product: &Product) -> String {
    let mut digest = Sha256::new();
    let gtin = product.gtin.as_ref().map_or("", |gtin| gtin.as_str());
    for text in [product.title.as_str(), product.brand.as_deref().unwrap_or_default(), gtin] {
        digest.update(text.as_bytes());
        digest.update([0]);
    }
    hex::encode(&digest.finalize()[..8])
}

/// Listings that say something they were not yet matched by, those heard of first at the beginning.
pub async fn waiting(db: &impl ConnectionTrait, limit: u32) -> Result<Vec<Waiting>, StoreError> {
    let sql = "SELECT document, told FROM product WHERE told <> matched ORDER BY observed_at LIMIT $1";
    let read = |row: &QueryResult| {
        let product = document::read("product", &row.try_get_by_index::<String>(0)?)?;
        Ok(Waiting { product, told: row.try_get_by_index(1)? })
    };
    rows(db, sql, values![i64::from(limit)]).await?.iter().map(read).collect()
}

/// Notes what listings were matched by; whoever says something else by now stays waiting.
pub async fn note_matched(tx: &Transaction, matched: &[Waiting]) -> Result<(), StoreError> {
    if matched.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "WITH done (marketplace, external_id, told) AS (VALUES {}) UPDATE product SET matched = done.told FROM done \
         WHERE product.marketplace = done.marketplace AND product.external_id = done.external_id",
        places(matched.len(), 3)
    );
    let mut bound: Vec<Value> = Vec::with_capacity(matched.len() * 3);
    for Waiting { product, told } in matched {
        let ProductRef { marketplace, external_id } = &product.reference;
        bound.extend(values![marketplace.as_str(), external_id.as_str(), told.as_str()]);
    }
    run(tx, &sql, bound).await?;
    Ok(())
}

/// Keeps what listings are looked for by, in the place of what they were looked for by before.
pub async fn keep_keys(tx: &Transaction, keys: &[(ProductRef, BTreeSet<String>)]) -> Result<(), StoreError> {
    if keys.is_empty() {
        return Ok(());
    }
    let listings: Vec<Value> = keys.iter().map(|(listing, _)| Value::from(listing.to_string())).collect();
    run(tx, &format!("DELETE FROM match_key WHERE listing IN {}", places(1, listings.len())), listings).await?;
    let pairs: Vec<(&str, String)> = keys
        .iter()
        .flat_map(|(listing, keys)| keys.iter().map(move |key| (key.as_str(), listing.to_string())))
        .collect();
    if pairs.is_empty() {
        return Ok(());
    }
    let sql = format!("INSERT INTO match_key (key, listing) VALUES {} ON CONFLICT DO NOTHING", places(pairs.len(), 2));
    run(tx, &sql, pairs.into_iter().flat_map(|(key, listing)| values![key, listing]).collect()).await?;
    Ok(())
}

/// Which listings share which of these keys. A key that many share tells nothing and is left out.
pub async fn candidates(
    db: &impl ConnectionTrait,
    keys: &BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<ProductRef>>, StoreError> {
    if keys.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT key, listing FROM (SELECT key, listing, COUNT(*) OVER (PARTITION BY key) AS many FROM match_key \
         WHERE key IN {}) AS shared WHERE many BETWEEN 2 AND ${} ORDER BY key, listing",
        places(1, keys.len()),
        keys.len() + 1
    );
    let mut bound: Vec<Value> = keys.iter().map(|key| Value::from(key.as_str())).collect();
    bound.push(COMMON.into());
    let mut found: BTreeMap<String, Vec<ProductRef>> = BTreeMap::new();
    for row in rows(db, &sql, bound).await? {
        let listing = document::parse("listing", &row.try_get_by_index::<String>(1)?)?;
        found.entry(row.try_get_by_index(0)?).or_default().push(listing);
    }
    Ok(found)
}

/// Everything that belongs to these groups, whether its marketplace is active or not.
pub async fn members(db: &impl ConnectionTrait, tokens: &BTreeSet<RelationToken>) -> Result<Vec<Member>, StoreError> {
    if tokens.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT document, created_at FROM product WHERE relation_token IN {} ORDER BY marketplace, external_id",
        places(1, tokens.len())
    );
    let read = |row: &QueryResult| {
        let product = document::read("product", &row.try_get_by_index::<String>(0)?)?;
        Ok(Member { product, since: Timestamp(row.try_get_by_index(1)?) })
    };
    rows(db, &sql, tokens.iter().map(|token| Value::from(token.as_str())).collect()).await?.iter().map(read).collect()
}

/// The numbered places of so many rows with so many values each: `($1, $2), ($3, $4)`.
pub(crate) fn places(rows: usize, values: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=values).map(|value| format!("${}", row * values + value)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}
