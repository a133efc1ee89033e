//! The people that staff looks up: a page of them, and one.

use domain::{
    ids::{AccountId, VisitorId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, document,
    sql::{row, rows, values},
};

/// Somebody with an account, as staff sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRow {
    /// Their account.
    pub account: AccountId,
    /// The name they sign in with.
    pub username: String,
    /// Their address.
    pub email: String,
    /// First and last name.
    pub name: String,
    /// Their role.
    pub role: String,
    /// When the account was made.
    pub joined_at: Timestamp,
    /// When they signed in last.
    pub last_login: Option<Timestamp>,
    /// Since when the account is closed to them.
    pub suspended_at: Option<Timestamp>,
    /// Whether their address was verified.
    pub verified: bool,
    /// What carts and orders are kept under.
    pub visitor: Option<VisitorId>,
    /// What the audit log calls them.
    pub pseudonym: Option<String>,
}

/// Which people are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What the name, the address or the name to sign in with holds.
    pub text: String,
    /// Only with this role.
    pub role: String,
}

const COLUMNS: &str = "SELECT id, username, email, first_name, last_name, role, date_joined, last_login, \
                       suspended_at, email_verified_at, visitor, pseudonym FROM \"user\"";

/// A page of people, the newest first; erased ones are gone.
pub async fn search(
    db: &impl ConnectionTrait,
    asked: &Search,
    skip: u32,
    limit: u32,
) -> Result<Vec<PersonRow>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE erased_at IS NULL AND ($1 = '' OR role = $1) AND (LOWER(email) LIKE $2 ESCAPE '!' \
         OR LOWER(username) LIKE $2 ESCAPE '!' OR LOWER(first_name || ' ' || last_name) LIKE $2 ESCAPE '!') \
         ORDER BY date_joined DESC, id LIMIT $3 OFFSET $4"
    );
    let holds = format!("%{}%", escaped(&asked.text.trim().to_lowercase()));
    let asked = values![asked.role.as_str(), holds, i64::from(limit), i64::from(skip)];
    rows(db, &sql, asked).await?.iter().map(PersonRow::try_from).collect()
}

/// Somebody by their account.
pub async fn one(db: &impl ConnectionTrait, account: &AccountId) -> Result<Option<PersonRow>, StoreError> {
    let sql = format!("{COLUMNS} WHERE id = $1 AND erased_at IS NULL");
    row(db, &sql, values![account.as_str()]).await?.as_ref().map(PersonRow::try_from).transpose()
}

/// Somebody by their address.
pub async fn of_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<PersonRow>, StoreError> {
    let sql = format!("{COLUMNS} WHERE email = $1 AND erased_at IS NULL");
    row(db, &sql, values![email]).await?.as_ref().map(PersonRow::try_from).transpose()
}

/// A text in which the letters that `LIKE` reads otherwise stand for themselves.
fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

impl TryFrom<&QueryResult> for PersonRow {
    type Error = StoreError;

    fn try_from(row: &QueryResult) -> Result<Self, StoreError> {
        let (first, last): (String, String) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        let visitor: Option<String> = row.try_get_by_index(10)?;
        Ok(Self {
            account: document::parse("account", &row.try_get_by_index::<String>(0)?)?,
            username: row.try_get_by_index(1)?,
            email: row.try_get_by_index(2)?,
            name: format!("{first} {last}").trim().to_owned(),
            role: row.try_get_by_index(5)?,
            joined_at: Timestamp(row.try_get_by_index(6)?),
            last_login: row.try_get_by_index::<Option<i64>>(7)?.map(Timestamp),
            suspended_at: row.try_get_by_index::<Option<i64>>(8)?.map(Timestamp),
            verified: row.try_get_by_index::<Option<i64>>(9)?.is_some(),
            visitor: visitor.map(|visitor| document::parse("visitor", &visitor)).transpose()?,
            pseudonym: row.try_get_by_index(11)?,
        })
    }
}
