//! The keys that marketplaces gave us: sealed, set and taken away by staff, and shown to nobody again.

use domain::ids::MarketplaceId;
use secrecy::ExposeSecret;
use store::{
    Store,
    audit_log::{self, Noted},
    marketplaces,
};

use super::{Allowed, Decided, Refusal, may};
use crate::{
    ServiceError, Shop,
    accounts::Recent,
    now,
    secrets::{Place, Secrets},
    shop::commit,
};

/// The longest key that is taken.
const LONGEST: usize = 4096;

/// A marketplace, and whether we have a key for it.
#[derive(Clone, Debug)]
pub struct MarketplaceKey {
    /// Which one.
    pub id: MarketplaceId,
    /// What it is called.
    pub name: String,
    /// Whether it is active.
    pub active: bool,
    /// Whether a key is kept.
    pub has_key: bool,
}

fn place(id: &str) -> Place<'_> {
    Place { table: "marketplace", column: "api_key_sealed", row: id }
}

/// The key that is kept for a marketplace, for the adapter that speaks to it.
///
/// # Errors
/// When the store fails, or what is kept does not open.
pub async fn key_of(store: &Store, secrets: &Secrets, id: &MarketplaceId) -> Result<Option<String>, ServiceError> {
    let sealed = marketplaces::sealed_keys(store.reader()).await?;
    let Some(sealed) = sealed.get(id) else { return Ok(None) };
    let opened = secrets.open(place(id.as_str()), sealed)?;
    Ok(Some(String::from_utf8_lossy(opened.expose_secret()).into_owned()))
}

impl Shop {
    /// Every marketplace, and whether we have a key for it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn marketplace_keys(
        &self,
        _: &Allowed<may::KeepMarketplaces>,
    ) -> Result<Vec<MarketplaceKey>, ServiceError> {
        let reader = self.store.reader();
        let keys = marketplaces::sealed_keys(reader).await?;
        let known = marketplaces::list(reader).await?.into_iter();
        let with_key = known.map(|one| MarketplaceKey {
            has_key: keys.contains_key(&one.id),
            id: one.id,
            name: one.name,
            active: one.active,
        });
        Ok(with_key.collect())
    }

    /// Keeps a key for a marketplace, sealed, in the place of the one before; an empty one takes that away. It counts from
    /// the next start.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such marketplace.
    pub async fn set_marketplace_key(
        &self,
        clerk: &Allowed<may::KeepMarketplaces>,
        _: &Recent,
        id: &MarketplaceId,
        key: &str,
    ) -> Decided {
        let text = key.trim();
        if text.len() > LONGEST || text.chars().any(char::is_control) {
            return Ok(Err(Refusal::BadName));
        }
        let sealed = (!text.is_empty()).then(|| self.secrets.seal(place(id.as_str()), text.as_bytes()));
        let (by, id) = (clerk.by().clone(), id.clone());
        commit!(self.store, |tx| {
            if !marketplaces::set_sealed_key(tx, &id, sealed.as_deref()).await? {
                return Ok(Err(ServiceError::NotFound));
            }
            let action = if sealed.is_some() { "marketplace.key-set" } else { "marketplace.key-removed" };
            let subject = format!("marketplace:{id}");
            let noted = Noted { actor: &by, action, subject: &subject, was: None, became: None };
            audit_log::note(tx, &noted, now()).await?;
            Ok(Ok(Ok(())))
        })?
    }
}
