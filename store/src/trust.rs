//! What was observed of a marketplace's orders: read from the orders themselves, never from what anybody says of them.

use domain::{
    ids::MarketplaceId,
    time::Timestamp,
    trust::{Observation, REFUND_DAYS},
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError,
    sql::{rows, values},
};

/// How many of its newest orders and refunds count.
const MOST: i64 = 2_000;

/// Everything observed of a marketplace since a moment.
pub async fn observed(
    db: &impl ConnectionTrait,
    marketplace: &MarketplaceId,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<Observation>, StoreError> {
    let mut seen = of_parts(db, marketplace, since, now).await?;
    seen.extend(of_refunds(db, marketplace, since, now).await?);
    Ok(seen)
}

/// Prices that were kept or not, and days that were.
async fn of_parts(
    db: &impl ConnectionTrait,
    marketplace: &MarketplaceId,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<Observation>, StoreError> {
    let sql = "SELECT p.state, p.refusal, p.arrives_by, ( \
                   SELECT MIN(t.at) FROM tracking_event t WHERE t.order_number = p.order_number AND t.part = p.part \
                   AND t.progress = 'delivered') \
               FROM marketplace_order p JOIN \"order\" o ON o.number = p.order_number \
               WHERE p.marketplace = $1 AND o.created_at >= $2 ORDER BY o.created_at DESC, o.number DESC, p.part LIMIT $3";
    let mut seen = Vec::new();
    for row in rows(db, sql, values![marketplace.as_str(), since.0, MOST]).await? {
        let (state, refusal): (String, Option<String>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let (by, came): (Option<i64>, Option<i64>) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
        let taken = matches!(state.as_str(), "placed" | "withdrawn" | "stranded" | "cancelling");
        let dearer = refusal.as_deref() == Some("price_changed");
        if taken || dearer {
            seen.push(Observation::Quoted { kept: taken });
        }
        let (by, came) = (by.map(Timestamp), came.map(Timestamp));
        if let (Some(by), "placed") = (by, state.as_str())
            && (came.is_some() || by.plus(Timestamp::DAY) < now)
        {
            seen.push(Observation::Promised { by, came });
        }
    }
    Ok(seen)
}

/// Money that was to be given back because of the marketplace or its goods; what we give to make up for something is ours.
async fn of_refunds(
    db: &impl ConnectionTrait,
    marketplace: &MarketplaceId,
    since: Timestamp,
    now: Timestamp,
) -> Result<Vec<Observation>, StoreError> {
    let sql = "SELECT r.state, r.created_at, r.updated_at FROM refund r \
               JOIN marketplace_order p ON p.order_number = r.order_number AND p.part = r.part \
               WHERE p.marketplace = $1 AND r.created_at >= $2 AND r.reason <> 'goodwill' \
               ORDER BY r.created_at DESC, r.order_number, r.id LIMIT $3";
    let read = |row: QueryResult| {
        let state: String = row.try_get_by_index(0)?;
        let (asked, changed) = (Timestamp(row.try_get_by_index(1)?), Timestamp(row.try_get_by_index(2)?));
        let overdue = asked.plus(REFUND_DAYS * Timestamp::DAY) < now;
        Ok(match state.as_str() {
            "refunded" => Some(Observation::Refund { asked, given: Some(changed) }),
            "refused" => Some(Observation::Refund { asked, given: None }),
            _ => overdue.then_some(Observation::Refund { asked, given: None }),
        })
    };
    let read = rows(db, sql, values![marketplace.as_str(), since.0, MOST]).await?.into_iter().map(read);
    Ok(read.collect::<Result<Vec<_>, StoreError>>()?.into_iter().flatten().collect())
}
