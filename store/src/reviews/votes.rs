//! Votes on reviews: each visitor once, and nobody on their own.

use domain::{
    ids::{ContributionId, VisitorId},
    reviews::{Doubt, Vote},
    time::Timestamp,
};

use super::doubt_it;
use crate::{
    StoreError, Transaction,
    sql::{run, values},
};

/// Counts a vote on a published review; says `false` where the visitor voted before, wrote it, or there is no such review.
pub async fn vote(
    tx: &Transaction,
    review: &ContributionId,
    visitor: &VisitorId,
    vote: Vote,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO review_vote (review, visitor, kind, at) SELECT r.id, $2, $3, $4 FROM review r \
               LEFT JOIN \"user\" u ON u.id = r.user_id \
               WHERE r.id = $1 AND r.standing = 'published' AND (u.visitor IS NULL OR u.visitor <> $2) \
               ON CONFLICT DO NOTHING";
    let counted = run(tx, sql, values![review.as_str(), visitor.as_str(), vote.word(), now.0]).await? == 1;
    if counted && vote == Vote::Report {
        doubt_it(tx, review, Doubt::Reported).await?;
    }
    Ok(counted)
}
