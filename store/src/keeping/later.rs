//! Lines put aside under the cart.

use domain::{
    cart::{Line, Quantity},
    ids::{ExternalId, ProductRef, VisitorId},
    keeping::Later,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// How many lines are shown; a merge at sign-in may have put aside more, which come up as others go.
const SHOWN: i64 = 200;

/// What a visitor put aside, the newest first.
pub async fn of(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<Later, StoreError> {
    let sql = "SELECT document, quantity FROM later_line WHERE visitor = $1 \
               ORDER BY kept_at DESC, marketplace, product, variant LIMIT $2";
    let lines = rows(db, sql, values![visitor.as_str(), SHOWN]).await?.iter().map(line).collect::<Result<_, _>>()?;
    Ok(Later { lines })
}

/// Puts a line aside: one that is there already gets its quantity.
pub async fn put(tx: &Transaction, visitor: &VisitorId, line: &Line, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO later_line (visitor, marketplace, product, variant, relation_token, quantity, kept_at, document) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (visitor, marketplace, product, variant) DO UPDATE \
               SET quantity = excluded.quantity, kept_at = excluded.kept_at, document = excluded.document";
    let values = values![
        visitor.as_str(),
        line.product.marketplace.as_str(),
        line.product.external_id.as_str(),
        line.variant.as_str(),
        line.relation.as_str(),
        i64::from(u32::from(line.quantity)),
        now.0,
        document::text(line)?,
    ];
    run(tx, sql, values).await?;
    Ok(())
}

/// Takes a line away; says whether it was there.
pub async fn take(
    tx: &Transaction,
    visitor: &VisitorId,
    product: &ProductRef,
    variant: &ExternalId,
) -> Result<bool, StoreError> {
    let sql = "DELETE FROM later_line WHERE visitor = $1 AND marketplace = $2 AND product = $3 AND variant = $4";
    let (marketplace, id) = (product.marketplace.as_str(), product.external_id.as_str());
    Ok(run(tx, sql, values![visitor.as_str(), marketplace, id, variant.as_str()]).await? == 1)
}

/// Makes a guest's lines those of another visitor; quantities of the same variant are added.
pub(super) async fn take_over(tx: &Transaction, guest: &VisitorId, owner: &VisitorId) -> Result<(), StoreError> {
    let sql = "INSERT INTO later_line (visitor, marketplace, product, variant, relation_token, quantity, kept_at, document) \
               SELECT $2, marketplace, product, variant, relation_token, quantity, kept_at, document \
               FROM later_line WHERE visitor = $1 \
               ON CONFLICT (visitor, marketplace, product, variant) DO UPDATE SET quantity = \
               CASE WHEN later_line.quantity + excluded.quantity > $3 THEN $3 \
               ELSE later_line.quantity + excluded.quantity END";
    run(tx, sql, values![guest.as_str(), owner.as_str(), i64::from(Quantity::MAX)]).await?;
    run(tx, "DELETE FROM later_line WHERE visitor = $1", values![guest.as_str()]).await?;
    Ok(())
}

/// The column counts, not what the document says of the quantity.
fn line(row: &QueryResult) -> Result<Line, StoreError> {
    let line: Line = document::read("line put aside", &row.try_get_by_index::<String>(0)?)?;
    let quantity = document::count("quantity", row.try_get_by_index(1)?)?;
    let quantity = Quantity::try_from(quantity).map_err(|error| StoreError::corrupt("quantity", error))?;
    Ok(Line { quantity, ..line })
}
