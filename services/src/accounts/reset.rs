//! Links by mail for people who have an account: to sign in without a password, or to set another one.
//!
//! What is asked for is written down as a job, whether the address is known or not; only the job looks. So the answer is the
//! same for both, and takes as long.

use domain::{
    account::Email,
    ids::{AccountId, OrderNumber},
    locale::Locale,
    security_event::SecurityEventKind,
};
use serde::{Deserialize, Serialize};
use store::{
    account_tokens, accounts,
    jobs::{self, NewJob},
    messages, orders, sessions,
};

use super::{
    AccountError, Browser, LinkKind, Method, SignInOutcome,
    links::{About, Link},
};
use crate::{ServiceError, Shop, jobs::Problem, now, shop::commit};

/// The kind of job that sends a link somebody asked for.
pub(crate) const LINK_JOB: &str = "account-link";

/// What somebody asked for.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Wanted {
    Magic { email: Email, next: String },
    Reset { email: Email },
    Order { email: Email, number: OrderNumber },
}

impl Wanted {
    fn email(&self) -> &Email {
        match self {
            Self::Magic { email, .. } | Self::Reset { email } | Self::Order { email, .. } => email,
        }
    }
}

impl Shop {
    /// Has a link sent that signs in; `next` is the page of ours that it leads to.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_for_magic_link(&self, email: Email, next: &str, locale: Locale) -> Result<(), AccountError> {
        self.ask(Wanted::Magic { email, next: next.to_owned() }, locale).await
    }

    /// Has a link sent that sets another password.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_for_reset(&self, email: Email, locale: Locale) -> Result<(), AccountError> {
        self.ask(Wanted::Reset { email }, locale).await
    }

    /// Has the link of an order sent to the address it was made with.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_for_order_link(
        &self,
        number: OrderNumber,
        email: Email,
        locale: Locale,
    ) -> Result<(), AccountError> {
        self.ask(Wanted::Order { email, number }, locale).await
    }

    async fn ask(&self, wanted: Wanted, locale: Locale) -> Result<(), AccountError> {
        if !self.may_mail(wanted.email()).await? {
            return Ok(());
        }
        let payload = serde_json::to_string(&(wanted, locale)).unwrap_or_default();
        let key = format!("{LINK_JOB}:{}", uuid::Uuid::now_v7().simple());
        let job = NewJob { kind: LINK_JOB.to_owned(), key, payload };
        commit!(self.store, |tx| jobs::enqueue(tx, &job, now()).await)?;
        Ok(())
    }

    /// Writes the mail that a job asks for; none where nobody is to get one.
    pub(crate) async fn write_link(&self, payload: &str) -> Result<(), Problem> {
        let (wanted, locale): (Wanted, Locale) =
            serde_json::from_str(payload).map_err(|error| Problem::Lasting(error.to_string()))?;
        let passing = |error: AccountError| Problem::Passing(error.to_string());
        match wanted {
            Wanted::Order { email, number } => self.write_order_link(&email, &number).await.map_err(passing),
            Wanted::Magic { email, next } => {
                self.write_account_link(LinkKind::Magic, &email, locale, &next).await.map_err(passing)
            }
            Wanted::Reset { email } => {
                self.write_account_link(LinkKind::Reset, &email, locale, "").await.map_err(passing)
            }
        }
    }

    async fn write_account_link(
        &self,
        kind: LinkKind,
        email: &Email,
        locale: Locale,
        next: &str,
    ) -> Result<(), AccountError> {
        let Some(account) = accounts::by_email(self.store.reader(), email).await? else { return Ok(()) };
        if account.suspended_at.is_some() || account.erased_at.is_some() {
            return Ok(());
        }
        let link = Link::new(&self.settings, kind);
        let page = if kind == LinkKind::Reset { "/reset" } else { "/magic" };
        let mail = self.link_mail(kind.word(), email, locale, page, &link.secret);
        let about = About {
            account: Some(account.id),
            email: email.to_string(),
            document: next.to_owned(),
            ..About::default()
        };
        commit!(self.store, |tx| {
            link.keep(tx, about).await?;
            messages::enqueue(tx, &mail, now()).await
        })?;
        Ok(())
    }

    async fn write_order_link(&self, email: &Email, number: &OrderNumber) -> Result<(), AccountError> {
        let Some(head) = orders::head(self.store.reader(), number).await? else { return Ok(()) };
        if head.details.email.to_lowercase() != email.as_str() {
            return Ok(());
        }
        let mail = self.order_link_mail(&head);
        commit!(self.store, |tx| messages::enqueue(tx, &mail, now()).await)?;
        Ok(())
    }

    /// The address that a link in a mail is for, while it works.
    ///
    /// # Errors
    /// [`AccountError::Link`] when it does not work.
    pub async fn link_email(&self, kind: LinkKind, secret: &str) -> Result<String, AccountError> {
        Ok(self.link(kind, secret).await?.1.email)
    }

    /// Signs in by a link; gives where it leads to as well. The address counts as confirmed from now on.
    ///
    /// # Errors
    /// [`AccountError::Link`] when it does not work.
    pub async fn use_magic_link(
        &self,
        secret: &str,
        browser: &Browser,
    ) -> Result<(SignInOutcome, String), AccountError> {
        let (digest, token) = self.link(LinkKind::Magic, secret).await?;
        let account = token.account.ok_or(AccountError::Link)?;
        let owner = account.clone();
        let taken = commit!(self.store, |tx| {
            let taken = account_tokens::take(tx, &digest, LinkKind::Magic.word(), now()).await?;
            if taken {
                accounts::confirm_email(tx, &owner, now()).await?;
            }
            Ok(taken)
        })?;
        if !taken {
            return Err(AccountError::Link);
        }
        Ok((self.sign_in_as(&account, Method::Link, false, browser).await?, token.document))
    }

    /// Sets another password by a link, ends every session, and signs in. Second factors stay, and are asked for.
    ///
    /// # Errors
    /// [`AccountError::Link`] when it does not work, [`AccountError::Fields`] when the password may not be used.
    pub async fn use_reset_link(
        &self,
        secret: &str,
        password: &str,
        browser: &Browser,
    ) -> Result<SignInOutcome, AccountError> {
        let (digest, token) = self.link(LinkKind::Reset, secret).await?;
        let id = token.account.ok_or(AccountError::Link)?;
        let account = accounts::by_id(self.store.reader(), &id).await?.ok_or(ServiceError::NotFound)?;
        let names = [account.email.as_str(), account.username.as_str()];
        let hashed = self.new_password(password, &names, self.factor_needed(&id).await?).await?;
        let mail = self.account_notice(&account, "password-reset");
        let agent = browser.agent.clone();
        let taken = commit!(self.store, |tx| {
            let at = now();
            if !account_tokens::take(tx, &digest, LinkKind::Reset.word(), at).await? {
                return Ok(false);
            }
            set_password(tx, &account.id, &hashed, at).await?;
            accounts::confirm_email(tx, &account.id, at).await?;
            sessions::end_others(tx, &account.id, None).await?;
            accounts::note_event(tx, &account.id, SecurityEventKind::PasswordReset, &agent, at).await?;
            messages::enqueue(tx, &mail, at).await?;
            Ok(true)
        })?;
        if !taken {
            return Err(AccountError::Link);
        }
        self.sign_in_as(&id, Method::Link, false, browser).await
    }
}

/// Sets a password; links and half-open sign-ins that were made before it work no more.
pub(super) async fn set_password(
    tx: &store::Transaction,
    account: &AccountId,
    hashed: &super::passwords::Hashed,
    at: domain::time::Timestamp,
) -> Result<(), store::StoreError> {
    accounts::set_password(tx, account, &hashed.hash, hashed.short, at).await?;
    for kind in [LinkKind::Reset, LinkKind::Magic, LinkKind::Factor] {
        account_tokens::void(tx, account, kind.word(), at).await?;
    }
    Ok(())
}
