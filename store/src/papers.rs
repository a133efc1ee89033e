//! Papers of orders: each is written once, under the next number of its series, and never changes.

use domain::{
    ids::OrderNumber,
    papers::{Content, Paper, PaperNumber},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// Issues a paper under the next number of its series. A transaction that is not kept takes no number.
///
/// # Errors
/// When the order has a paper of this part and refund already, or the store fails.
pub async fn issue(tx: &Transaction, content: Content, at: Timestamp) -> Result<Paper, StoreError> {
    let year = at.date().year;
    let series = content.issuer.series().to_owned();
    let kind = content.kind;
    let next = "INSERT INTO paper_series (issuer, kind, year, last) VALUES ($1, $2, $3, 1) \
                ON CONFLICT (issuer, kind, year) DO UPDATE SET last = paper_series.last + 1 RETURNING last";
    let taken = row(tx, next, values![series.as_str(), kind.word(), i64::from(year)]).await?;
    let taken = taken.ok_or_else(|| StoreError::corrupt("paper series", "it gives no number"))?;
    let serial: i64 = taken.try_get_by_index(0)?;
    let number = PaperNumber { kind, year, serial: document::count("paper", serial)? };
    let paper = Paper { number, issued_at: at, content };
    let Content { order, part, refund, total, .. } = &paper.content;
    let refund = refund.as_ref().map_or("", |refund| refund.as_str());
    let sql = "INSERT INTO paper (issuer, kind, year, serial, order_number, part, refund, total, currency, issued_at, \
               document) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let bound = values![
        series,
        kind.word(),
        i64::from(year),
        serial,
        order.as_str(),
        i64::from(*part),
        refund,
        total.minor,
        total.currency.code(),
        at.0,
        document::text(&paper)?,
    ];
    run(tx, sql, bound).await?;
    Ok(paper)
}

/// The papers of an order, the oldest first.
pub async fn of(db: &impl ConnectionTrait, order: &OrderNumber) -> Result<Vec<Paper>, StoreError> {
    let sql = "SELECT document FROM paper WHERE order_number = $1 ORDER BY issued_at, kind, part, serial";
    let read = |row: QueryResult| document::read("paper", &row.try_get_by_index::<String>(0)?);
    rows(db, sql, values![order.as_str()]).await?.into_iter().map(read).collect()
}
