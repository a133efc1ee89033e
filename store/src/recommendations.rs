//! What suggestions are made of: the log of those who agreed, and what somebody does not want suggested.

use domain::{
    consent::{Behaviour, Purpose},
    ids::{ProductRef, VisitorId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// How many things somebody may not want to see suggested; the oldest go first.
const MOST_UNWANTED: i64 = 500;

/// Something that somebody did with a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Who, as the log names them; only good to tell one from another.
    pub who: String,
    /// With what.
    pub product: ProductRef,
    /// What they did.
    pub what: Behaviour,
    /// When.
    pub at: Timestamp,
}

/// What changes whenever something is added to the log or forgotten, or other goods are heard of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    moments: i64,
    newest: i64,
    listings: i64,
}

/// The stamp of this moment.
pub async fn stamp(db: &impl ConnectionTrait) -> Result<Stamp, StoreError> {
    let sql = "SELECT COUNT(*), COALESCE(MAX(at), 0), (SELECT COUNT(*) FROM product) FROM behaviour_event";
    let Some(row) = row(db, sql, values![]).await? else { return Ok(Stamp::default()) };
    Ok(Stamp {
        moments: row.try_get_by_index(0)?,
        newest: row.try_get_by_index(1)?,
        listings: row.try_get_by_index(2)?,
    })
}

/// The newest moments about products, at most so many.
pub async fn log(db: &impl ConnectionTrait, most: u32) -> Result<Vec<Logged>, StoreError> {
    let sql = "SELECT visitor, about, kind, at FROM behaviour_event WHERE kind <> 'search' \
               ORDER BY at DESC, id DESC LIMIT $1";
    let read = |row: QueryResult| {
        Ok(Logged {
            who: row.try_get_by_index(0)?,
            product: document::parse("product", &row.try_get_by_index::<String>(1)?)?,
            what: document::from_word("behaviour", &row.try_get_by_index::<String>(2)?)?,
            at: Timestamp(row.try_get_by_index(3)?),
        })
    };
    rows(db, sql, values![i64::from(most)]).await?.into_iter().map(read).collect()
}

/// What somebody does not want to see suggested.
pub async fn unwanted(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<Vec<ProductRef>, StoreError> {
    let sql = "SELECT product FROM unwanted_suggestion WHERE visitor = $1 ORDER BY at DESC, product LIMIT $2";
    let read = |row: QueryResult| document::parse("product", &row.try_get_by_index::<String>(0)?);
    rows(db, sql, values![visitor.as_str(), MOST_UNWANTED]).await?.into_iter().map(read).collect()
}

/// Notes that somebody does not want a thing suggested, where they agreed that such is remembered; says whether they did.
pub async fn do_not_want(
    tx: &Transaction,
    visitor: &VisitorId,
    product: &ProductRef,
    at: Timestamp,
) -> Result<bool, StoreError> {
    // The condition `WHERE` also keeps SQLite from taking `ON` for a part of a join.
    let sql = "INSERT INTO unwanted_suggestion (visitor, product, at) SELECT c.visitor, $2, $3 \
               FROM consent_given c WHERE c.visitor = $1 AND c.given AND c.id = ( \
                   SELECT id FROM consent_given WHERE visitor = $1 AND purpose = $4 ORDER BY at DESC, id DESC LIMIT 1) \
               ON CONFLICT (visitor, product) DO UPDATE SET at = excluded.at";
    let row = values![visitor.as_str(), product.to_string(), at.0, Purpose::Behaviour.word()];
    if run(tx, sql, row).await? == 0 {
        return Ok(false);
    }
    let too_many = "DELETE FROM unwanted_suggestion WHERE visitor = $1 AND at < (SELECT at FROM unwanted_suggestion \
                    WHERE visitor = $1 ORDER BY at DESC LIMIT 1 OFFSET $2)";
    run(tx, too_many, values![visitor.as_str(), MOST_UNWANTED - 1]).await?;
    Ok(true)
}

/// Forgets what somebody did with products; says how many moments there were.
pub async fn forget_products(
    tx: &Transaction,
    visitor: &VisitorId,
    products: &[ProductRef],
) -> Result<u64, StoreError> {
    if products.is_empty() {
        return Ok(0);
    }
    let places: Vec<String> = (2..2 + products.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "DELETE FROM behaviour_event WHERE visitor = $1 AND kind <> 'search' AND about IN ({})",
        places.join(", ")
    );
    let mut bound = values![visitor.as_str()];
    bound.extend(products.iter().map(|product| Value::from(product.to_string())));
    run(tx, &sql, bound).await
}

/// Forgets that somebody searched for words; says how often they did.
pub async fn forget_search(tx: &Transaction, visitor: &VisitorId, text: &str) -> Result<u64, StoreError> {
    let sql = "DELETE FROM behaviour_event WHERE visitor = $1 AND kind = 'search' AND about = $2";
    run(tx, sql, values![visitor.as_str(), text]).await
}

/// Forgets everything that a visitor does not want suggested.
pub(crate) async fn forget_unwanted(tx: &Transaction, visitor: &VisitorId) -> Result<(), StoreError> {
    run(tx, "DELETE FROM unwanted_suggestion WHERE visitor = $1", values![visitor.as_str()]).await?;
    Ok(())
}

/// Makes what a guest does not want that of the account they signed in to.
pub(crate) async fn bring_unwanted(tx: &Transaction, guest: &VisitorId, account: &VisitorId) -> Result<(), StoreError> {
    let both = "DELETE FROM unwanted_suggestion WHERE visitor = $1 \
                AND product IN (SELECT product FROM unwanted_suggestion WHERE visitor = $2)";
    let owner = values![guest.as_str(), account.as_str()];
    run(tx, both, owner.clone()).await?;
    run(tx, "UPDATE unwanted_suggestion SET visitor = $2 WHERE visitor = $1", owner).await?;
    Ok(())
}
