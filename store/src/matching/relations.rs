//! Relation tokens as they are now. A listing keeps the token it was given; a group that became part of another one leaves
//! a row that leads on, so that whoever still holds its token finds the goods.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    catalog::Product,
    ids::{ProductRef, RelationToken},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, Value};

use super::places;
use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// A group that becomes part of an older one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The token that leads on from now.
    pub gone: RelationToken,
    /// The token that is kept.
    pub kept: RelationToken,
}

/// A listing that goes to another group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The listing.
    pub listing: ProductRef,
    /// Its group from now on.
    pub token: RelationToken,
}

/// Where tokens lead that are not in use any more; the others are not in it.
pub async fn current(
    db: &impl ConnectionTrait,
    tokens: &BTreeSet<RelationToken>,
) -> Result<BTreeMap<RelationToken, RelationToken>, StoreError> {
    if tokens.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!("SELECT token, kept FROM relation_forward WHERE token IN {}", places(1, tokens.len()));
    let bound = tokens.iter().map(|token| Value::from(token.as_str())).collect();
    let read = |row: sea_orm::QueryResult| -> Result<_, StoreError> {
        let token = |place| document::parse("relation token", &row.try_get_by_index::<String>(place)?);
        Ok((token(0)?, token(1)?))
    };
    rows(db, &sql, bound).await?.into_iter().map(read).collect()
}

/// The tokens of listings that we know; the others are not in it.
pub async fn tokens_of(
    db: &impl ConnectionTrait,
    listings: &BTreeSet<&ProductRef>,
) -> Result<BTreeMap<ProductRef, RelationToken>, StoreError> {
    let mut of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for listing in listings {
        of.entry(listing.marketplace.as_str()).or_default().push(listing.external_id.as_str());
    }
    if of.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut bound: Vec<Value> = Vec::new();
    let mut any = Vec::new();
    for (marketplace, ids) in of {
        bound.push(marketplace.into());
        let first = bound.len();
        bound.extend(ids.iter().map(|id| Value::from(*id)));
        let ids: Vec<String> = (first + 1..=bound.len()).map(|place| format!("${place}")).collect();
        any.push(format!("(marketplace = ${first} AND external_id IN ({}))", ids.join(", ")));
    }
    let sql = format!("SELECT marketplace, external_id, relation_token FROM product WHERE {}", any.join(" OR "));
    let read = |row: sea_orm::QueryResult| -> Result<_, StoreError> {
        let text = |place| row.try_get_by_index::<String>(place);
        let marketplace = document::parse("marketplace", &text(0)?)?;
        let external_id = document::parse("product id", &text(1)?)?;
        Ok((ProductRef { marketplace, external_id }, document::parse("relation token", &text(2)?)?))
    };
    rows(db, &sql, bound).await?.into_iter().map(read).collect()
}

/// Gives listings, as a marketplace told them, the tokens of the groups they belong to: the one they have where they are
/// known, else where their own leads to.
pub async fn settle(db: &impl ConnectionTrait, products: &mut [Product]) -> Result<(), StoreError> {
    let listings: BTreeSet<&ProductRef> = products.iter().map(|product| &product.reference).collect();
    let known = tokens_of(db, &listings).await?;
    let unknown = products.iter().filter(|product| !known.contains_key(&product.reference));
    let led = current(db, &unknown.map(|product| product.relation.clone()).collect()).await?;
    for product in products {
        let now = known.get(&product.reference).or_else(|| led.get(&product.relation));
        if let Some(token) = now.cloned() {
            product.relation = token;
        }
    }
    Ok(())
}

/// Makes groups part of others and leaves a row that leads on for each. A kept token must not be a gone one.
pub async fn merge(tx: &Transaction, merges: &[Merge], now: Timestamp) -> Result<(), StoreError> {
    if merges.is_empty() {
        return Ok(());
    }
    let mut bound = Vec::with_capacity(merges.len() * 4);
    for Merge { gone, kept } in merges {
        bound.extend(values![gone.as_str(), kept.as_str(), in_document(gone)?, in_document(kept)?]);
    }
    let sql = format!(
        "WITH merge (gone, kept, was, becomes) AS (VALUES {}) UPDATE product SET relation_token = merge.kept, \
         document = REPLACE(document, merge.was, merge.becomes) FROM merge WHERE product.relation_token = merge.gone",
        places(merges.len(), 4)
    );
    run(tx, &sql, bound).await?;
    let pairs = || merges.iter().flat_map(|merge| values![merge.gone.as_str(), merge.kept.as_str()]).collect();
    let further = format!(
        "WITH merge (gone, kept) AS (VALUES {}) UPDATE relation_forward SET kept = merge.kept FROM merge \
         WHERE relation_forward.kept = merge.gone",
        places(merges.len(), 2)
    );
    run(tx, &further, pairs()).await?;
    let since = merges.len() * 2 + 1;
    let rows: Vec<String> =
        (0..merges.len()).map(|row| format!("(${}, ${}, ${since})", row * 2 + 1, row * 2 + 2)).collect();
    let lead = format!(
        "INSERT INTO relation_forward (token, kept, since) VALUES {} \
         ON CONFLICT (token) DO UPDATE SET kept = excluded.kept, since = excluded.since",
        rows.join(", ")
    );
    let mut bound: Vec<Value> = pairs();
    bound.push(now.0.into());
    run(tx, &lead, bound).await?;
    stay(tx, merges.iter().map(|merge| &merge.kept).collect()).await
}

/// Moves listings to other groups.
pub async fn shift(tx: &Transaction, moves: &[Move]) -> Result<(), StoreError> {
    if moves.is_empty() {
        return Ok(());
    }
    let mut bound = Vec::with_capacity(moves.len() * 4);
    for Move { listing, token } in moves {
        let (marketplace, external_id) = (listing.marketplace.as_str(), listing.external_id.as_str());
        bound.extend(values![marketplace, external_id, token.as_str(), in_document(token)?]);
    }
    // What stands in the document is what stands in the column.
    let sql = format!(
        "WITH move (marketplace, external_id, token, becomes) AS (VALUES {}) UPDATE product SET \
         relation_token = move.token, document = REPLACE(document, \
         '\"relation\":\"' || REPLACE(REPLACE(relation_token, '\\', '\\\\'), '\"', '\\\"') || '\"', move.becomes) \
         FROM move WHERE product.marketplace = move.marketplace AND product.external_id = move.external_id",
        places(moves.len(), 4)
    );
    run(tx, &sql, bound).await?;
    stay(tx, moves.iter().map(|one| &one.token).collect()).await
}

/// Tokens that are in use lead nowhere else.
async fn stay(tx: &Transaction, tokens: BTreeSet<&RelationToken>) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM relation_forward WHERE token IN {}", places(1, tokens.len()));
    run(tx, &sql, tokens.into_iter().map(|token| Value::from(token.as_str())).collect()).await?;
    Ok(())
}

/// A token as it stands in the document of a listing. A quote inside a text is written with a stroke before it, so this can
/// stand nowhere else.
fn in_document(token: &RelationToken) -> Result<String, StoreError> {
    Ok(format!("\"relation\":{}", document::text(token)?))
}
