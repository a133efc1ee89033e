//! Reports of counterfeits, and what may not be sold here because of them.

use domain::{
    counterfeit::{Reason, Statement},
    ids::{ExternalId, MarketplaceId, VisitorId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// What something is about: one product, or everything of a marketplace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Goods {
    /// Whose.
    pub marketplace: MarketplaceId,
    /// Which product; all of them where none is named.
    pub product: Option<ExternalId>,
}

impl Goods {
    fn product_text(&self) -> &str {
        self.product.as_ref().map_or("", ExternalId::as_str)
    }

    fn read(marketplace: &str, product: &str) -> Result<Self, StoreError> {
        Ok(Self {
            marketplace: document::parse("marketplace", marketplace)?,
            product: if product.is_empty() { None } else { Some(document::parse("product", product)?) },
        })
    }
}

/// A report as staff reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub goods: Goods,
    /// What is said of it.
    pub statement: Statement,
    /// When.
    pub at: Timestamp,
    /// When a person saw to it.
    pub settled_at: Option<Timestamp>,
    /// Whether the goods are blocked.
    pub blocked: bool,
}

/// A report that is about to be kept.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Its id.
    pub id: String,
    /// Who says so.
    pub visitor: VisitorId,
    /// What it is about.
    pub goods: Goods,
    /// What is said of it.
    pub statement: Statement,
    /// When.
    pub at: Timestamp,
}

/// What came of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    /// It is kept.
    Kept,
    /// The same person reported the same before, and nobody has seen to it yet.
    Known,
    /// They reported too much in a day.
    TooMany,
}

/// Keeps a report, unless its visitor told the same before or told too much since a moment.
pub async fn report(tx: &Transaction, new: &NewReport, since: Timestamp, most: u32) -> Result<Reported, StoreError> {
    let (visitor, marketplace, product) =
        (new.visitor.as_str(), new.goods.marketplace.as_str(), new.goods.product_text());
    let same = "SELECT id FROM counterfeit_report WHERE visitor = $1 AND marketplace = $2 AND product = $3 \
                AND settled_at IS NULL LIMIT 1";
    if row(tx, same, values![visitor, marketplace, product]).await?.is_some() {
        return Ok(Reported::Known);
    }
    let told = "SELECT COUNT(*) FROM counterfeit_report WHERE visitor = $1 AND at >= $2";
    let told: i64 = match row(tx, told, values![visitor, since.0]).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    if told >= i64::from(most) {
        return Ok(Reported::TooMany);
    }
    let sql = "INSERT INTO counterfeit_report (id, visitor, marketplace, product, reason, words, at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let (reason, words) = (new.statement.reason.word(), new.statement.words.as_str());
    run(tx, sql, values![new.id.as_str(), visitor, marketplace, product, reason, words, new.at.0]).await?;
    Ok(Reported::Kept)
}

/// The reports that nobody has seen to yet, or those that somebody has; the newest first.
pub async fn list(db: &impl ConnectionTrait, open: bool, most: u32) -> Result<Vec<Report>, StoreError> {
    let settled = if open { "IS NULL" } else { "IS NOT NULL" };
    let sql = format!(
        "SELECT r.id, r.marketplace, r.product, r.reason, r.words, r.at, r.settled_at, ( \
             SELECT COUNT(*) FROM blocked_goods b WHERE b.marketplace = r.marketplace AND b.product = r.product) \
         FROM counterfeit_report r WHERE r.settled_at {settled} ORDER BY r.at DESC, r.id LIMIT $1"
    );
    let read = |row: QueryResult| {
        let (marketplace, product): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let reason: String = row.try_get_by_index(3)?;
        Ok(Report {
            id: row.try_get_by_index(0)?,
            goods: Goods::read(&marketplace, &product)?,
            statement: Statement {
                reason: Reason::from_word(&reason).ok_or_else(|| StoreError::corrupt("reason", &reason))?,
                words: row.try_get_by_index(4)?,
            },
            at: Timestamp(row.try_get_by_index(5)?),
            settled_at: row.try_get_by_index::<Option<i64>>(6)?.map(Timestamp),
            blocked: row.try_get_by_index::<i64>(7)? > 0,
        })
    };
    rows(db, &sql, values![i64::from(most)]).await?.into_iter().map(read).collect()
}

/// Notes that a person saw to a report; says whether it waited for that.
pub async fn settle(tx: &Transaction, id: &str, at: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE counterfeit_report SET settled_at = $2 WHERE id = $1 AND settled_at IS NULL";
    Ok(run(tx, sql, values![id, at.0]).await? == 1)
}

/// Blocks goods; says whether they were not blocked before.
pub async fn block(tx: &Transaction, goods: &Goods, at: Timestamp) -> Result<bool, StoreError> {
    let sql = "INSERT INTO blocked_goods (marketplace, product, at) SELECT id, $2, $3 FROM marketplace WHERE id = $1 \
               ON CONFLICT (marketplace, product) DO NOTHING";
    Ok(run(tx, sql, values![goods.marketplace.as_str(), goods.product_text(), at.0]).await? == 1)
}

/// Takes a block away; says whether there was one.
pub async fn unblock(tx: &Transaction, goods: &Goods) -> Result<bool, StoreError> {
    let sql = "DELETE FROM blocked_goods WHERE marketplace = $1 AND product = $2";
    Ok(run(tx, sql, values![goods.marketplace.as_str(), goods.product_text()]).await? == 1)
}

/// Everything that is blocked, the newest first.
pub async fn blocked(db: &impl ConnectionTrait) -> Result<Vec<(Goods, Timestamp)>, StoreError> {
    let sql = "SELECT marketplace, product, at FROM blocked_goods ORDER BY at DESC, marketplace, product LIMIT 10000";
    let read = |row: QueryResult| {
        let (marketplace, product): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok((Goods::read(&marketplace, &product)?, Timestamp(row.try_get_by_index(2)?)))
    };
    rows(db, sql, values![]).await?.into_iter().map(read).collect()
}
