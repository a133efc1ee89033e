//! Roles: the built-in ones, and those that people make, change and take away.

use domain::permission::{BuiltInRole, PermissionSet, is_role_word};
use store::{
    StoreError, Transaction,
    audit_log::{self, Noted},
    staff::{self, Role},
};

use super::{Allowed, Decided, Refusal, may, named};
use crate::{ServiceError, Shop, accounts::Recent, now, shop::commit};

/// A role as the page of roles shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleView {
    /// Its word.
    pub word: String,
    /// Its name; empty for a built-in one, whose name is in the language of the page.
    pub name: String,
    /// What it permits.
    pub permissions: PermissionSet,
    /// How many have it.
    pub count: u32,
    /// Whether the shop knows it by itself.
    pub built_in: bool,
}

impl Shop {
    /// What a role permits; nothing where there is no such role.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn permissions_of(&self, role: &str) -> Result<PermissionSet, ServiceError> {
        Ok(staff::permissions_of(self.store.reader(), role).await?)
    }

    /// Every role: the built-in ones first, then those that people made.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn roles(&self) -> Result<Vec<RoleView>, ServiceError> {
        let reader = self.store.reader();
        let counts = staff::counts(reader).await?;
        let count = |word: &str| {
            let found = counts.iter().find(|(role, _)| role == word);
            found.map_or(0, |(_, count)| u32::try_from(*count).unwrap_or(u32::MAX))
        };
        let built_in = BuiltInRole::ALL.into_iter().map(|role| RoleView {
            word: role.word().to_owned(),
            name: String::new(),
            permissions: role.permissions(),
            count: count(role.word()),
            built_in: true,
        });
        let made = staff::roles(reader).await?.into_iter().map(|role| RoleView {
            count: count(&role.word),
            word: role.word,
            name: role.name,
            permissions: role.permissions,
            built_in: false,
        });
        Ok(built_in.chain(made).collect())
    }

    /// Makes a role, or changes one that people made. Nobody makes a role that may more than they may. Whoever has the
    /// role signs in again.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_role(
        &self,
        clerk: &Allowed<may::ShapeRoles>,
        _: &Recent,
        word: &str,
        name: &str,
        permissions: &[String],
    ) -> Decided {
        let word = word.trim().to_owned();
        if !is_role_word(&word) {
            return Ok(Err(Refusal::BadWord));
        }
        let Some(name) = named(name) else { return Ok(Err(Refusal::BadName)) };
        let read: Result<PermissionSet, _> = permissions.iter().map(|word| word.parse()).collect();
        let Some(permissions) = read.ok().filter(|set: &PermissionSet| !set.is_empty()) else {
            return Ok(Err(Refusal::BadPermissions));
        };
        let (by, has) = (clerk.by().clone(), clerk.has());
        Ok(commit!(self.store, |tx| {
            let before =
                if staff::is_made(tx, &word).await? { Some(staff::permissions_of(tx, &word).await?) } else { None };
            if !has.covers(permissions) || before.is_some_and(|before| !has.covers(before)) {
                return Ok(Err(Refusal::TooMuch));
            }
            staff::save_role(tx, &Role { word: word.clone(), name, permissions }, now()).await?;
            if before.is_some_and(|before| before != permissions) {
                staff::end_sessions_of_role(tx, &word).await?;
            }
            let (action, subject) =
                (if before.is_some() { "role.changed" } else { "role.made" }, format!("role:{word}"));
            let was = before.map(|before| audit_log::as_json(&before)).transpose()?;
            let became = Some(audit_log::as_json(&permissions)?);
            let noted = Noted { actor: &by, action, subject: &subject, was, became };
            audit_log::note(tx, &noted, now()).await?;
            Ok(Ok(()))
        })?)
    }

    /// Takes a role away that people made and nobody has.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_role(&self, clerk: &Allowed<may::ShapeRoles>, _: &Recent, word: &str) -> Decided {
        let (by, has, word) = (clerk.by().clone(), clerk.has(), word.to_owned());
        Ok(commit!(self.store, |tx| {
            if !staff::is_made(tx, &word).await? {
                return Ok(Err(Refusal::NoRole));
            }
            let before = staff::permissions_of(tx, &word).await?;
            if !has.covers(before) {
                return Ok(Err(Refusal::TooMuch));
            }
            if !staff::remove_role(tx, &word).await? {
                return Ok(Err(Refusal::RoleInUse));
            }
            let subject = format!("role:{word}");
            let was = Some(audit_log::as_json(&before)?);
            let noted = Noted { actor: &by, action: "role.removed", subject: &subject, was, became: None };
            audit_log::note(tx, &noted, now()).await?;
            Ok(Ok(()))
        })?)
    }
}

/// What a role permits, where there is such a role.
pub(super) async fn permissions(tx: &Transaction, role: &str) -> Result<Option<PermissionSet>, StoreError> {
    if BuiltInRole::from_word(role).is_none() && !staff::is_made(tx, role).await? {
        return Ok(None);
    }
    staff::permissions_of(tx, role).await.map(Some)
}
