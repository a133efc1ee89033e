//! Groups of customers: what there is, and who is in them.

use std::collections::BTreeSet;

use domain::{
    ids::{AccountId, GroupId, VisitorId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{row, rows, run, values},
};

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which one.
    pub id: GroupId,
    /// What it is called behind the counter.
    pub name: String,
    /// How many are in it.
    pub members: u32,
}

/// Somebody in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their account.
    pub account: AccountId,
    /// The name they sign in with.
    pub username: String,
    /// Their address.
    pub email: String,
    /// First and last name.
    pub name: String,
    /// Since when they are in it.
    pub added_at: Timestamp,
}

/// Writes a group down that nobody is in yet.
pub async fn make(tx: &Transaction, id: &GroupId, name: &str, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO customer_group (id, name, created_at) VALUES ($1, $2, $3)";
    run(tx, sql, values![id.as_str(), name, now.0]).await?;
    Ok(())
}

/// Gives a group another name.
pub async fn rename(tx: &Transaction, id: &GroupId, name: &str) -> Result<(), StoreError> {
    run(tx, "UPDATE customer_group SET name = $2 WHERE id = $1", values![id.as_str(), name]).await?;
    Ok(())
}

/// Removes a group; nobody is in it any more.
pub async fn remove(tx: &Transaction, id: &GroupId) -> Result<(), StoreError> {
    run(tx, "DELETE FROM customer_group_member WHERE group_id = $1", values![id.as_str()]).await?;
    run(tx, "DELETE FROM customer_group WHERE id = $1", values![id.as_str()]).await?;
    Ok(())
}

/// What a group is called; `None` where there is no such group.
pub async fn name_of(db: &impl ConnectionTrait, id: &GroupId) -> Result<Option<String>, StoreError> {
    let found = row(db, "SELECT name FROM customer_group WHERE id = $1", values![id.as_str()]).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// The groups by name with how many are in each, at most so many.
pub async fn list(db: &impl ConnectionTrait, most: u32) -> Result<Vec<Group>, StoreError> {
    let sql = "SELECT g.id, g.name, (SELECT COUNT(*) FROM customer_group_member m WHERE m.group_id = g.id) \
               FROM customer_group g ORDER BY LOWER(g.name), g.id LIMIT $1";
    let group = |row: &QueryResult| {
        Ok(Group {
            id: document::parse("customer group", &row.try_get_by_index::<String>(0)?)?,
            name: row.try_get_by_index(1)?,
            members: u32::try_from(row.try_get_by_index::<i64>(2)?).unwrap_or(u32::MAX),
        })
    };
    rows(db, sql, values![i64::from(most)]).await?.iter().map(group).collect()
}

/// Adds somebody to a group; `false` where they are in it already.
pub async fn add(tx: &Transaction, id: &GroupId, account: &AccountId, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "INSERT INTO customer_group_member (group_id, user_id, added_at) VALUES ($1, $2, $3) \
               ON CONFLICT DO NOTHING";
    Ok(run(tx, sql, values![id.as_str(), account.as_str(), now.0]).await? == 1)
}

/// Takes somebody out of a group; `false` where they are not in it.
pub async fn take_out(tx: &Transaction, id: &GroupId, account: &AccountId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM customer_group_member WHERE group_id = $1 AND user_id = $2";
    Ok(run(tx, sql, values![id.as_str(), account.as_str()]).await? == 1)
}

/// In how many groups somebody is.
pub async fn count_of(db: &impl ConnectionTrait, account: &AccountId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM customer_group_member WHERE user_id = $1";
    let found = row(db, sql, values![account.as_str()]).await?;
    Ok(found.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// A page of those in a group, the newest first.
pub async fn members(
    db: &impl ConnectionTrait,
    id: &GroupId,
    skip: u32,
    limit: u32,
) -> Result<Vec<Member>, StoreError> {
    let sql = "SELECT u.id, u.username, u.email, u.first_name, u.last_name, m.added_at \
               FROM customer_group_member m JOIN \"user\" u ON u.id = m.user_id WHERE m.group_id = $1 \
               ORDER BY m.added_at DESC, u.id LIMIT $2 OFFSET $3";
    let member = |row: &QueryResult| {
        let (first, last): (String, String) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        Ok(Member {
            account: document::parse("account", &row.try_get_by_index::<String>(0)?)?,
            username: row.try_get_by_index(1)?,
            email: row.try_get_by_index(2)?,
            name: format!("{first} {last}").trim().to_owned(),
            added_at: Timestamp(row.try_get_by_index(5)?),
        })
    };
    rows(db, sql, values![id.as_str(), i64::from(limit), i64::from(skip)]).await?.iter().map(member).collect()
}

/// The groups of the account whose things are kept under a visitor; `None` where no account's are, as with guests.
pub async fn of_visitor(
    db: &impl ConnectionTrait,
    visitor: &VisitorId,
) -> Result<Option<BTreeSet<GroupId>>, StoreError> {
    let sql = "SELECT m.group_id FROM \"user\" u LEFT JOIN customer_group_member m ON m.user_id = u.id \
               WHERE u.visitor = $1";
    let found = rows(db, sql, values![visitor.as_str()]).await?;
    if found.is_empty() {
        return Ok(None);
    }
    let mut groups = BTreeSet::new();
    for row in &found {
        if let Some(id) = row.try_get_by_index::<Option<String>>(0)? {
            groups.insert(document::parse("customer group", &id)?);
        }
    }
    Ok(Some(groups))
}
