//! Who works behind the counter: roles, who has which, invitations, and the people the staff looks up.

pub mod invitations;
pub mod people;

use domain::{
    ids::AccountId,
    permission::{BuiltInRole, Permission, PermissionSet},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction,
    sql::{row, rows, run, values},
};

/// A role that people made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its word, as accounts carry it.
    pub word: String,
    /// Its name.
    pub name: String,
    /// What it permits.
    pub permissions: PermissionSet,
}

/// What a role permits, built-in or made; nothing where there is no such role.
pub async fn permissions_of(db: &impl ConnectionTrait, role: &str) -> Result<PermissionSet, StoreError> {
    if let Some(built_in) = BuiltInRole::from_word(role) {
        return Ok(built_in.permissions());
    }
    let found = rows(db, "SELECT permission FROM role_permission WHERE role = $1", values![role]).await?;
    found.iter().map(permission).collect::<Result<Vec<_>, _>>().map(|known| known.into_iter().flatten().collect())
}

/// A permission of a row; one that this program does not know permits nothing.
fn permission(row: &QueryResult) -> Result<Option<Permission>, StoreError> {
    Ok(row.try_get_by_index::<String>(0)?.parse().ok())
}

/// The roles that people made, by name.
pub async fn roles(db: &impl ConnectionTrait) -> Result<Vec<Role>, StoreError> {
    let mut roles = Vec::new();
    for found in rows(db, "SELECT word, name FROM role ORDER BY name, word", values![]).await? {
        let word: String = found.try_get_by_index(0)?;
        let permissions = permissions_of(db, &word).await?;
        roles.push(Role { word, name: found.try_get_by_index(1)?, permissions });
    }
    Ok(roles)
}

/// Whether people made a role of this word.
pub async fn is_made(db: &impl ConnectionTrait, role: &str) -> Result<bool, StoreError> {
    Ok(row(db, "SELECT 1 FROM role WHERE word = $1", values![role]).await?.is_some())
}

/// Keeps a role as it is now, whether it was there or not.
pub async fn save_role(tx: &Transaction, role: &Role, now: Timestamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO role (word, name, created_at, updated_at) VALUES ($1, $2, $3, $3) \
               ON CONFLICT (word) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at";
    run(tx, sql, values![role.word.as_str(), role.name.as_str(), now.0]).await?;
    run(tx, "DELETE FROM role_permission WHERE role = $1", values![role.word.as_str()]).await?;
    for one in role.permissions.iter() {
        let sql = "INSERT INTO role_permission (role, permission) VALUES ($1, $2)";
        run(tx, sql, values![role.word.as_str(), one.word()]).await?;
    }
    Ok(())
}

/// Forgets a role; says `false` where there is none, or where somebody has it or is invited to it.
pub async fn remove_role(tx: &Transaction, role: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM \"user\" WHERE role = $1 UNION ALL \
               SELECT 1 FROM invitation WHERE role = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL LIMIT 1";
    if row(tx, sql, values![role]).await?.is_some() {
        return Ok(false);
    }
    run(tx, "DELETE FROM role_permission WHERE role = $1", values![role]).await?;
    Ok(run(tx, "DELETE FROM role WHERE word = $1", values![role]).await? == 1)
}

/// How many have each role.
pub async fn counts(db: &impl ConnectionTrait) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "SELECT role, COUNT(*) FROM \"user\" WHERE erased_at IS NULL GROUP BY role ORDER BY role";
    let read = |row: QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    rows(db, sql, values![]).await?.into_iter().map(read).collect()
}

/// The role of an account that is neither suspended nor erased.
pub async fn role_of(db: &impl ConnectionTrait, account: &AccountId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT role FROM \"user\" WHERE id = $1 AND suspended_at IS NULL AND erased_at IS NULL";
    row(db, sql, values![account.as_str()]).await?.map(|row| Ok(row.try_get_by_index(0)?)).transpose()
}

/// How many owners can act and will go on to, not counting one: whoever asked to be erased is none.
pub async fn owners(db: &impl ConnectionTrait, but: Option<&AccountId>) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM \"user\" WHERE role = $1 AND id <> $2 AND suspended_at IS NULL \
               AND erased_at IS NULL AND id NOT IN (SELECT user_id FROM erasure)";
    let found = row(db, sql, values![BuiltInRole::Owner.word(), but.map_or("", AccountId::as_str)]).await?;
    found.map_or(Ok(0), |row| Ok(row.try_get_by_index(0)?))
}

/// Gives an account another role; says whether it had the former one.
pub async fn assign(tx: &Transaction, account: &AccountId, former: &str, role: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE \"user\" SET role = $3 WHERE id = $1 AND role = $2 AND erased_at IS NULL";
    Ok(run(tx, sql, values![account.as_str(), former, role]).await? == 1)
}

/// Closes an account to its owner, or opens it again; says whether that changed anything.
pub async fn suspend(tx: &Transaction, account: &AccountId, since: Option<Timestamp>) -> Result<bool, StoreError> {
    let stands = if since.is_some() { "suspended_at IS NULL" } else { "suspended_at IS NOT NULL" };
    let sql = format!("UPDATE \"user\" SET suspended_at = $2 WHERE id = $1 AND {stands} AND erased_at IS NULL");
    Ok(run(tx, &sql, values![account.as_str(), since.map(|at| at.0)]).await? == 1)
}

/// Ends the sessions of everybody who has a role.
pub async fn end_sessions_of_role(tx: &Transaction, role: &str) -> Result<u64, StoreError> {
    let sql = "DELETE FROM session WHERE user_id IN (SELECT id FROM \"user\" WHERE role = $1) \
               OR acting_by IN (SELECT id FROM \"user\" WHERE role = $1)";
    run(tx, sql, values![role]).await
}
