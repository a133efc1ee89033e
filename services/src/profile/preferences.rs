//! How somebody wants to see the shop, and what they want to hear of.

use domain::{
    consent::{Purpose, TEXT_VERSION},
    locale::Locale,
    profile::{Notifications, Preferences, Topic},
};
use store::{
    profile::preferences,
    purposes::{self, Given},
};

use crate::{ServiceError, Shop, accounts::Signed, now, shop::commit};

impl Shop {
    /// How somebody wants to see the shop.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn preferences(&self, signed: &Signed) -> Result<Preferences, ServiceError> {
        Ok(preferences::of(self.store.reader(), &signed.account).await?)
    }

    /// Keeps how somebody wants to see the shop. Who switches past searches off has them forgotten.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_preferences(&self, signed: &Signed, wanted: Preferences) -> Result<(), ServiceError> {
        let account = signed.account.clone();
        Ok(commit!(self.store, |tx| {
            preferences::save(tx, &account, &wanted, now()).await?;
            if !wanted.keeps_searches {
                store::profile::searches::forget_all(tx, &account).await?;
            }
            Ok(())
        })?)
    }

    /// What somebody wants to hear of.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn notifications(&self, signed: &Signed) -> Result<Notifications, ServiceError> {
        Ok(preferences::notifications(self.store.reader(), &signed.account).await?)
    }

    /// Keeps what somebody wants to hear of. News are marketing: switching them on or off is an answer that is noted.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_notifications(
        &self,
        signed: &Signed,
        wanted: Notifications,
        language: Locale,
    ) -> Result<(), ServiceError> {
        let before = self.notifications(signed).await?;
        let news = |known: &Notifications| known.wanted.iter().any(|(topic, _)| *topic == Topic::News);
        let (changed, given) = (news(&before) != news(&wanted), news(&wanted));
        let (account, visitor) = (signed.account.clone(), signed.visitor.clone());
        Ok(commit!(self.store, |tx| {
            let at = now();
            preferences::set_notifications(tx, &account, &wanted, at).await?;
            if changed {
                let text_version = TEXT_VERSION.to_owned();
                let answer = Given { purpose: Purpose::Marketing, given, text_version, at };
                purposes::answer(tx, &visitor, &answer, language).await?;
            }
            Ok(())
        })?)
    }
}
