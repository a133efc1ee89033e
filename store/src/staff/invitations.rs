//! Invitations to work here: each works once, for a while, and only for the address it was sent to.

use domain::{account::Email, time::Timestamp};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id; opens nothing.
    pub id: String,
    /// Whom it was sent to.
    pub email: Email,
    /// The role it leads to.
    pub role: String,
    /// By whom, as the audit log names them.
    pub invited_by: String,
    /// When it was sent.
    pub created_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
}

impl Invitation {
    /// Whether it still works.
    pub fn works(&self, now: Timestamp) -> bool {
        self.accepted_at.is_none() && self.withdrawn_at.is_none() && now < self.expires_at
    }
}

/// Keeps a new invitation under the digest of its secret; former ones to the same address are withdrawn.
pub async fn add(tx: &Transaction, invitation: &Invitation, digest: &str) -> Result<(), StoreError> {
    let Invitation { id, email, role, invited_by, created_at, expires_at, .. } = invitation;
    let sql = "UPDATE invitation SET withdrawn_at = $2 \
               WHERE email = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL";
    run(tx, sql, values![email.as_str(), created_at.0]).await?;
    let sql = "INSERT INTO invitation (id, digest, email, role, invited_by, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let (id, role, by) = (id.as_str(), role.as_str(), invited_by.as_str());
    run(tx, sql, values![id, digest, email.as_str(), role, by, created_at.0, expires_at.0]).await?;
    Ok(())
}

const COLUMNS: &str = "SELECT id, email, role, invited_by, created_at, expires_at, accepted_at, withdrawn_at \
                       FROM invitation";

/// The invitation of a secret, by its digest, whether it still works or not.
pub async fn of_digest(db: &impl ConnectionTrait, digest: &str) -> Result<Option<Invitation>, StoreError> {
    let found = row(db, &format!("{COLUMNS} WHERE digest = $1"), values![digest]).await?;
    found.as_ref().map(Invitation::try_from).transpose()
}

/// An invitation by its id.
pub async fn one(db: &impl ConnectionTrait, id: &str) -> Result<Option<Invitation>, StoreError> {
    let found = row(db, &format!("{COLUMNS} WHERE id = $1"), values![id]).await?;
    found.as_ref().map(Invitation::try_from).transpose()
}

/// The invitations, the newest first.
pub async fn list(db: &impl ConnectionTrait, limit: u32) -> Result<Vec<Invitation>, StoreError> {
    let sql = format!("{COLUMNS} ORDER BY created_at DESC, id LIMIT $1");
    rows(db, &sql, values![i64::from(limit)]).await?.iter().map(Invitation::try_from).collect()
}

/// Notes that an invitation was accepted; says whether it still worked.
pub async fn accept(tx: &Transaction, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE invitation SET accepted_at = $2 \
               WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2";
    Ok(run(tx, sql, values![id, now.0]).await? == 1)
}

/// Withdraws an invitation; says whether it still worked.
pub async fn withdraw(tx: &Transaction, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE invitation SET withdrawn_at = $2 \
               WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2";
    Ok(run(tx, sql, values![id, now.0]).await? == 1)
}

impl TryFrom<&QueryResult> for Invitation {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.try_get_by_index(0)?,
            email: document::parse("e-mail address", &row.try_get_by_index::<String>(1)?)?,
            role: row.try_get_by_index(2)?,
            invited_by: row.try_get_by_index(3)?,
            created_at: Timestamp(row.try_get_by_index(4)?),
            expires_at: Timestamp(row.try_get_by_index(5)?),
            accepted_at: row.try_get_by_index::<Option<i64>>(6)?.map(Timestamp),
            withdrawn_at: row.try_get_by_index::<Option<i64>>(7)?.map(Timestamp),
        })
    }
}
