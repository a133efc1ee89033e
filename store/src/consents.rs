//! What became of each consent: of one visitor's agreement to one quote, one order lives at a time.

use domain::{
    guard,
    ids::{Digest, OrderNumber, VisitorId},
    time::Timestamp,
};

use crate::{
    StoreError, Transaction,
    sql::{run, values},
};

/// Notes the order that a consent leads to, in the transaction that opens it.
///
/// # Errors
/// [`StoreError::Conflict`] when another order of the same consent lives; nothing of the transaction may be kept.
pub async fn take(
    tx: &Transaction,
    visitor: &VisitorId,
    validation: &Digest,
    order: &OrderNumber,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO consent (visitor, validation, order_number, created_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (visitor, validation) DO UPDATE \
               SET order_number = excluded.order_number, created_at = excluded.created_at WHERE EXISTS ( \
                   SELECT 1 FROM \"order\" WHERE \"order\".number = consent.order_number AND \"order\".phase = 'done')";
    let taken = run(tx, sql, values![visitor.as_str(), validation.as_str(), order.as_str(), now.0]).await?;
    if taken == 1 || !guard::on("consent.once") { Ok(()) } else { Err(StoreError::Conflict) }
}
