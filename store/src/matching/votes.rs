//! What shoppers said: that a listing is not the same thing as the one they looked at.

use domain::{ids::VisitorId, matching::Apart, time::Timestamp};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// How many pairs one visitor may tell apart; the oldest go first.
pub const MOST: u32 = 200;

/// What one visitor says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// Who.
    pub visitor: VisitorId,
    /// What they looked at, and what is something else.
    pub apart: Apart,
    /// A keyed digest of the household that asked.
    pub household: String,
}

/// Keeps what a visitor says.
pub async fn cast(tx: &Transaction, vote: &Vote, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO match_vote (visitor, shown, other, household, at) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (visitor, shown, other) DO NOTHING";
    let Apart { shown, other } = &vote.apart;
    let household = vote.household.as_str();
    run(tx, sql, values![vote.visitor.as_str(), shown.to_string(), other.to_string(), household, now.0]).await?;
    let too_many = "DELETE FROM match_vote WHERE visitor = $1 AND at < (SELECT at FROM match_vote \
                    WHERE visitor = $1 ORDER BY at DESC LIMIT 1 OFFSET $2)";
    run(tx, too_many, values![vote.visitor.as_str(), i64::from(MOST) - 1]).await?;
    Ok(())
}

/// Takes back what a visitor said of a pair, whichever listing they looked at.
pub async fn withdraw(tx: &Transaction, visitor: &VisitorId, apart: &Apart) -> Result<(), StoreError> {
    let sql =
        "DELETE FROM match_vote WHERE visitor = $1 AND ((shown = $2 AND other = $3) OR (shown = $3 AND other = $2))";
    run(tx, sql, values![visitor.as_str(), apart.shown.to_string(), apart.other.to_string()]).await?;
    Ok(())
}

/// How many say of a pair that it is not one thing, whichever listing they looked at: visitors, or households where that
/// is fewer.
pub async fn count(db: &impl ConnectionTrait, apart: &Apart) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(DISTINCT visitor), COUNT(DISTINCT household) FROM match_vote \
               WHERE (shown = $1 AND other = $2) OR (shown = $2 AND other = $1)";
    let Some(row) = row(db, sql, values![apart.shown.to_string(), apart.other.to_string()]).await? else {
        return Ok(0);
    };
    let (visitors, households): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    document::count("votes", visitors.min(households))
}

/// What a visitor said.
pub async fn of(db: &impl ConnectionTrait, visitor: &VisitorId) -> Result<Vec<Apart>, StoreError> {
    let sql = "SELECT shown, other FROM match_vote WHERE visitor = $1 ORDER BY at, shown, other LIMIT $2";
    let read = |row: &QueryResult| {
        let listing = |place| document::parse("listing", &row.try_get_by_index::<String>(place)?);
        Ok(Apart { shown: listing(0)?, other: listing(1)? })
    };
    rows(db, sql, values![visitor.as_str(), i64::from(MOST)]).await?.iter().map(read).collect()
}

/// What a guest said is the account's from now on.
pub async fn take_over(tx: &Transaction, guest: &VisitorId, owner: &VisitorId) -> Result<(), StoreError> {
    let moved = "INSERT INTO match_vote (visitor, shown, other, household, at) \
                 SELECT $2, shown, other, household, at FROM match_vote WHERE visitor = $1 \
                 ON CONFLICT (visitor, shown, other) DO NOTHING";
    run(tx, moved, values![guest.as_str(), owner.as_str()]).await?;
    run(tx, "DELETE FROM match_vote WHERE visitor = $1", values![guest.as_str()]).await?;
    Ok(())
}
