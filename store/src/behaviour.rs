//! What people looked at, searched for, put into the cart and bought. A row is only ever made where the newest answer of
//! its visitor is a yes, and that is looked up in the transaction that makes it.

use domain::{
    consent::{Behaviour, Purpose},
    ids::VisitorId,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document, recommendations,
    sql::{row, rows, run, values},
};

/// How many moments of one visitor are kept; the oldest go first.
const MOST: i64 = 2_000;

/// A moment worth remembering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Whose.
    pub visitor: VisitorId,
    /// What it was.
    pub what: Behaviour,
    /// A product, or the words of a search.
    pub about: String,
    /// When.
    pub at: Timestamp,
}

/// Remembers a moment of somebody who agreed to it; says whether they did.
pub async fn remember(tx: &Transaction, moment: &Moment) -> Result<bool, StoreError> {
    let sql = "INSERT INTO behaviour_event (id, visitor, kind, about, at) SELECT $1, c.visitor, $3, $4, $5 \
               FROM consent_given c WHERE c.visitor = $2 AND c.given AND c.id = ( \
                   SELECT id FROM consent_given WHERE visitor = $2 AND purpose = $6 ORDER BY at DESC, id DESC LIMIT 1)";
    let id = uuid::Uuid::now_v7().simple().to_string();
    let Moment { visitor, what, about, at } = moment;
    let row = values![id, visitor.as_str(), what.word(), about.as_str(), at.0, Purpose::Behaviour.word()];
    if run(tx, sql, row).await? == 0 {
        return Ok(false);
    }
    let too_many = "DELETE FROM behaviour_event WHERE visitor = $1 AND at < (SELECT at FROM behaviour_event \
                    WHERE visitor = $1 ORDER BY at DESC LIMIT 1 OFFSET $2)";
    run(tx, too_many, values![visitor.as_str(), MOST - 1]).await?;
    Ok(true)
}

/// The newest moments of a visitor.
pub async fn of(db: &impl ConnectionTrait, visitor: &VisitorId, limit: u32) -> Result<Vec<Moment>, StoreError> {
    let sql =
        "SELECT visitor, kind, about, at FROM behaviour_event WHERE visitor = $1 ORDER BY at DESC, id DESC LIMIT $2";
    let read = |row: &QueryResult| {
        Ok(Moment {
            visitor: document::parse("visitor", &row.try_get_by_index::<String>(0)?)?,
            what: document::from_word("behaviour", &row.try_get_by_index::<String>(1)?)?,
            about: row.try_get_by_index(2)?,
            at: Timestamp(row.try_get_by_index(3)?),
        })
    };
    rows(db, sql, values![visitor.as_str(), i64::from(limit)]).await?.iter().map(read).collect()
}

/// How many moments of a visitor are remembered.
pub async fn count(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(*) FROM behaviour_event WHERE visitor = $1";
    let count = row(db, sql, values![visitor.as_str()]).await?.map(|row| row.try_get_by_index(0)).transpose()?;
    document::count("moments", count.unwrap_or(0))
}

/// Forgets everything that a visitor did, and what they did not want suggested; says how many moments there were.
pub async fn forget_all(tx: &Transaction, visitor: &VisitorId) -> Result<u64, StoreError> {
    recommendations::forget_unwanted(tx, visitor).await?;
    run(tx, "DELETE FROM behaviour_event WHERE visitor = $1", values![visitor.as_str()]).await
}
