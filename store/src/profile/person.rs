//! The names of an account's owner, and when they came.

use domain::{
    account::Username,
    ids::{AccountId, VisitorId},
    profile::Names,
    time::Timestamp,
};
use sea_orm::ConnectionTrait;

use crate::{
    StoreError, Transaction, document,
    sql::{row, run, values},
};

/// What the page of personal data shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// First and last name.
    pub names: Names,
    /// The name to sign in with.
    pub username: String,
    /// The mail address.
    pub email: String,
    /// The telephone number, where there is one.
    pub phone: Option<String>,
    /// Since when they have an account.
    pub joined_at: Timestamp,
}

/// The person of an account.
pub async fn of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Option<Person>, StoreError> {
    let sql = "SELECT first_name, last_name, username, email, phone_number, date_joined FROM \"user\" WHERE id = $1";
    let Some(row) = row(db, sql, values![account.as_str()]).await? else { return Ok(None) };
    Ok(Some(Person {
        names: Names { first: row.try_get_by_index(0)?, last: row.try_get_by_index(1)? },
        username: row.try_get_by_index(2)?,
        email: row.try_get_by_index(3)?,
        phone: row.try_get_by_index(4)?,
        joined_at: Timestamp(row.try_get_by_index(5)?),
    }))
}

/// The visitor that everything of an account is kept under.
pub async fn visitor_of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Option<VisitorId>, StoreError> {
    let Some(row) = row(db, "SELECT visitor FROM \"user\" WHERE id = $1", values![account.as_str()]).await? else {
        return Ok(None);
    };
    let visitor: Option<String> = row.try_get_by_index(0)?;
    visitor.map(|visitor| document::parse("visitor", &visitor)).transpose()
}

/// Keeps names and username; says `false` when somebody else has the username.
pub async fn rename(
    tx: &Transaction,
    account: &AccountId,
    names: &Names,
    username: &Username,
) -> Result<bool, StoreError> {
    let taken = "SELECT 1 FROM \"user\" WHERE username = $2 AND id <> $1";
    if row(tx, taken, values![account.as_str(), username.as_str()]).await?.is_some() {
        return Ok(false);
    }
    let sql = "UPDATE \"user\" SET first_name = $2, last_name = $3, username = $4 WHERE id = $1";
    let row = values![account.as_str(), names.first.as_str(), names.last.as_str(), username.as_str()];
    Ok(run(tx, sql, row).await? == 1)
}
