//! Keys for programs: made by staff, for a few permissions and a while, shown once, replaced without a gap, withdrawn at
//! once.

use domain::{
    permission::{Permission, PermissionSet},
    time::Timestamp,
};
use store::{
    api_keys::{self, ApiKey},
    audit_log::{self, Actor, Noted},
};

use super::{Allowed, Decided, Needs, Refusal, may, named};
use crate::{
    ServiceError, Shop,
    accounts::{Recent, digest, new_secret},
    now,
    shop::commit,
};

/// What a key may be made for: what the shop answers programs with.
pub const KEY_PERMISSIONS: [Permission; 4] =
    [Permission::SeeBooks, Permission::SeeAlerts, Permission::SeeJobs, Permission::SeeAudit];

/// For how long a secret that was replaced also works.
pub const FORMER_LIVES: i64 = Timestamp::DAY;

/// The longest life of a key, in days.
pub const LONGEST_LIFE: u32 = 365;

/// What a key's secret begins with, so that it is known where it turns up.
const MARK: &str = "oc_";

/// That a key was used is noted once in so many milliseconds.
const NOTED: i64 = Timestamp::MINUTE;

/// A key that was just made or given another secret.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// Its id.
    pub id: String,
    /// Its secret, which nobody sees again.
    pub secret: String,
}

/// A program whose key was checked.
#[derive(Clone, Debug)]
pub struct KeyHolder {
    id: String,
    permissions: PermissionSet,
}

impl KeyHolder {
    /// The proof that the key is for one thing; `None` where it is not.
    pub fn allowed<P: Needs>(&self) -> Option<Allowed<P>> {
        Allowed::of(Actor::Key(self.id.clone()), self.permissions)
    }
}

impl Shop {
    /// Every key, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn api_keys(&self, _: &Allowed<may::KeepApiKeys>) -> Result<Vec<ApiKey>, ServiceError> {
        Ok(api_keys::list(self.store.reader()).await?)
    }

    /// Makes a key for so many days. Nobody makes one for more than they may.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn make_api_key(
        &self,
        clerk: &Allowed<may::KeepApiKeys>,
        _: &Recent,
        name: &str,
        permissions: &[String],
        days: u32,
    ) -> Decided<NewKey> {
        let Some(name) = named(name) else { return Ok(Err(Refusal::BadName)) };
        let read: Result<PermissionSet, _> = permissions.iter().map(|word| word.parse()).collect();
        let offered: PermissionSet = KEY_PERMISSIONS.into_iter().collect();
        let wanted = read.ok().filter(|set: &PermissionSet| !set.is_empty() && offered.covers(*set));
        let Some(permissions) = wanted else { return Ok(Err(Refusal::BadPermissions)) };
        if !clerk.has().covers(permissions) {
            return Ok(Err(Refusal::TooMuch));
        }
        let (by, at) = (clerk.by().clone(), now());
        let days = i64::from(days.clamp(1, LONGEST_LIFE));
        let made = NewKey { id: uuid::Uuid::now_v7().simple().to_string(), secret: format!("{MARK}{}", new_secret()) };
        let (id, kept) = (made.id.clone(), digest(&made.secret).to_string());
        commit!(self.store, |tx| {
            let key = ApiKey {
                id,
                name,
                permissions,
                made_by: audit_log::name_of(tx, &by).await?,
                created_at: at,
                rotated_at: None,
                former_until: None,
                expires_at: at.plus(days * Timestamp::DAY),
                used_at: None,
                withdrawn_at: None,
            };
            api_keys::add(tx, &key, &kept).await?;
            let subject = format!("key:{}", key.id);
            let became = Some(audit_log::as_json(&permissions)?);
            let noted = Noted { actor: &by, action: "key.made", subject: &subject, was: None, became };
            audit_log::note(tx, &noted, at).await
        })?;
        Ok(Ok(made))
    }

    /// Gives a key another secret; the one before works for another day, so that programs can be changed one by one.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such key, or it ended.
    pub async fn rotate_api_key(&self, clerk: &Allowed<may::KeepApiKeys>, _: &Recent, id: &str) -> Decided<NewKey> {
        let (by, at) = (clerk.by().clone(), now());
        let made = NewKey { id: id.to_owned(), secret: format!("{MARK}{}", new_secret()) };
        let (id, kept, has) = (made.id.clone(), digest(&made.secret).to_string(), clerk.has());
        let decided = commit!(self.store, |tx| {
            let Some(key) = api_keys::one(tx, &id).await? else { return Ok(Err(ServiceError::NotFound)) };
            if !has.covers(key.permissions) {
                return Ok(Ok(Err(Refusal::TooMuch)));
            }
            if !api_keys::rotate(tx, &id, &kept, at.plus(FORMER_LIVES), at).await? {
                return Ok(Err(ServiceError::NotFound));
            }
            let subject = format!("key:{id}");
            let noted = Noted { actor: &by, action: "key.rotated", subject: &subject, was: None, became: None };
            audit_log::note(tx, &noted, at).await?;
            Ok(Ok(Ok(())))
        })??;
        Ok(decided.map(|()| made))
    }

    /// Withdraws a key at once.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such key, or it was withdrawn before.
    pub async fn withdraw_api_key(&self, clerk: &Allowed<may::KeepApiKeys>, id: &str) -> Result<(), ServiceError> {
        let (by, id, at) = (clerk.by().clone(), id.to_owned(), now());
        commit!(self.store, |tx| {
            if !api_keys::withdraw(tx, &id, at).await? {
                return Ok(Err(ServiceError::NotFound));
            }
            let subject = format!("key:{id}");
            let noted = Noted { actor: &by, action: "key.withdrawn", subject: &subject, was: None, became: None };
            audit_log::note(tx, &noted, at).await?;
            Ok(Ok(()))
        })?
    }

    /// The program whose key's secret this is, while the key works.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn key_holder(&self, secret: &str) -> Result<Option<KeyHolder>, ServiceError> {
        let at = now();
        let known = if secret.starts_with(MARK) {
            api_keys::of_digest(self.store.reader(), digest(secret).as_str(), at).await?
        } else {
            None
        };
        let Some(key) = known else { return Ok(None) };
        if key.used_at.is_none_or(|used| at.0 - used.0 > NOTED) {
            let id = key.id.clone();
            commit!(self.store, |tx| api_keys::used(tx, &id, at).await)?;
        }
        Ok(Some(KeyHolder { id: key.id, permissions: key.permissions }))
    }
}
