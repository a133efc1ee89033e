//! Changes of what an account is opened with: its password, its address.

use domain::{
    account::{self, Field, FieldError, Wrong},
    ids::Digest,
    security_event::SecurityEventKind,
};
use serde::{Deserialize, Serialize};
use store::{account_tokens, accounts, messages};

use super::{
    AccountError, Browser, LinkKind, Opened, Recent,
    links::{About, Link},
    reset::set_password,
    sessions::end_others_of,
};
use crate::{ServiceError, Shop, now, shop::commit};

/// What is kept with each of the two links of a change of address.
#[derive(Serialize, Deserialize)]
struct Change {
    /// The other link.
    other: Digest,
}

/// What came of opening one of the two links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The other one is still to be opened.
    Half,
    /// Both were opened, and the address is the new one.
    Whole,
}

impl Shop {
    /// Whether an account has a password.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn has_password(&self, account: &domain::ids::AccountId) -> Result<bool, ServiceError> {
        let found = accounts::by_id(self.store.reader(), account).await?;
        Ok(found.is_some_and(|account| account.password_hash.is_some()))
    }

    /// Whether the password of an account is one that only does beside a second factor: the last factor stays until it is
    /// changed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn password_is_short(&self, account: &domain::ids::AccountId) -> Result<bool, ServiceError> {
        let found = accounts::by_id(self.store.reader(), account).await?;
        Ok(found.is_some_and(|account| account.password_hash.is_some() && account.password_short))
    }

    /// Changes the password of whoever asks, ends their other sessions, and goes on under another id. `current` is the
    /// password as it is, where there is one.
    ///
    /// # Errors
    /// [`AccountError::Fields`] when the current one does not fit, or the new one may not be used.
    pub async fn change_password(
        &self,
        recent: &Recent,
        current: &str,
        new: &str,
        browser: &Browser,
    ) -> Result<Opened, AccountError> {
        let signed = recent.signed();
        let id = signed.account.clone();
        let account = accounts::by_id(self.store.reader(), &id).await?.ok_or(ServiceError::NotFound)?;
        if account.password_hash.is_some() {
            self.must_know_password(signed, Field::CurrentPassword, current, browser).await?;
            if current == new {
                return Err(AccountError::Fields(vec![FieldError::new(Field::Password, Wrong::Same)]));
            }
        }
        let names = [account.email.as_str(), account.username.as_str()];
        let hashed = self.new_password(new, &names, self.factor_needed(&id).await?).await?;
        let mail = self.account_notice(&account, "password-changed");
        let (proof, agent) = (recent.clone(), browser.agent.clone());
        commit!(self.store, |tx| {
            let at = now();
            set_password(tx, &id, &hashed, at).await?;
            end_others_of(tx, &proof).await?;
            accounts::note_event(tx, &id, SecurityEventKind::PasswordChanged, &agent, at).await?;
            messages::enqueue(tx, &mail, at).await
        })?;
        self.renew_session(signed, false, browser).await
    }

    /// Begins a change of address: a link goes to the old address and one to the new; both have to be opened. Where the new
    /// one has an account already its owner is told so; whoever asked reads the same.
    ///
    /// # Errors
    /// [`AccountError::Fields`] when the address is none, or the one there is already.
    pub async fn ask_for_email_change(
        &self,
        recent: &Recent,
        typed: &str,
        browser: &Browser,
    ) -> Result<(), AccountError> {
        let wanted = account::email(Field::Email, typed).map_err(|wrong| AccountError::Fields(vec![wrong]))?;
        let id = recent.signed().account.clone();
        let account = accounts::by_id(self.store.reader(), &id).await?.ok_or(ServiceError::NotFound)?;
        if wanted == account.email {
            return Err(AccountError::Fields(vec![FieldError::new(Field::Email, Wrong::Same)]));
        }
        if !self.may_mail(&wanted).await? {
            return Ok(());
        }
        let old = Link::new(&self.settings, LinkKind::ChangeOld);
        let new = Link::new(&self.settings, LinkKind::ChangeNew);
        let to_old = self.change_mail(&account, &account.email, &wanted, &old);
        let to_new = self.change_mail(&account, &wanted, &wanted, &new);
        let known = self.known_address_mail(&wanted, account.locale);
        let agent = browser.agent.clone();
        commit!(self.store, |tx| {
            let at = now();
            for kind in [LinkKind::ChangeOld, LinkKind::ChangeNew] {
                account_tokens::void(tx, &id, kind.word(), at).await?;
            }
            let taken = accounts::by_email(tx, &wanted).await?.is_some();
            for (link, other) in [(&old, &new), (&new, &old)] {
                let change = Change { other: other.digest.clone() };
                let about = About {
                    account: Some(id.clone()),
                    email: wanted.to_string(),
                    document: serde_json::to_string(&change).unwrap_or_default(),
                    ..About::default()
                };
                link.keep(tx, about).await?;
            }
            accounts::note_event(tx, &id, SecurityEventKind::EmailChangeAsked, &agent, at).await?;
            messages::enqueue(tx, &to_old, at).await?;
            messages::enqueue(tx, if taken { &known } else { &to_new }, at).await
        })?;
        Ok(())
    }

    /// Opens one of the two links of a change of address.
    ///
    /// # Errors
    /// [`AccountError::Link`] when it does not work, or the address is taken by now.
    pub async fn use_change_link(&self, secret: &str, browser: &Browser) -> Result<Changed, AccountError> {
        let (kind, (digest, token)) = match self.link(LinkKind::ChangeOld, secret).await {
            Ok(found) => (LinkKind::ChangeOld, found),
            Err(AccountError::Link) => (LinkKind::ChangeNew, self.link(LinkKind::ChangeNew, secret).await?),
            Err(error) => return Err(error),
        };
        let id = token.account.ok_or(AccountError::Link)?;
        let email = token.email.parse().map_err(|_| AccountError::Link)?;
        let change: Change = serde_json::from_str(&token.document).map_err(|_| AccountError::Link)?;
        let account = accounts::by_id(self.store.reader(), &id).await?.ok_or(AccountError::Link)?;
        let notices =
            [self.changed_mail(&account, &account.email, &email), self.changed_mail(&account, &email, &email)];
        let agent = browser.agent.clone();
        let outcome = commit!(self.store, |tx| {
            let at = now();
            if !account_tokens::take(tx, &digest, kind.word(), at).await? {
                return Ok(None);
            }
            if !account_tokens::was_taken(tx, &change.other).await? {
                return Ok(Some(Changed::Half));
            }
            if !accounts::set_email(tx, &id, &email, at).await? {
                return Ok(None);
            }
            for kind in [LinkKind::Reset, LinkKind::Magic] {
                account_tokens::void(tx, &id, kind.word(), at).await?;
            }
            accounts::note_event(tx, &id, SecurityEventKind::EmailChanged, &agent, at).await?;
            for notice in &notices {
                messages::enqueue(tx, notice, at).await?;
            }
            Ok(Some(Changed::Whole))
        })?;
        outcome.ok_or(AccountError::Link)
    }
}
