//! Coming in by another provider (OpenID Connect), and letting such an identity open an account (decision 0020).
//!
//! An identity that is not known opens a new account where its provider says that the address is the person's. Where
//! there is an account for that address already, its password is asked for once: whoever rules the provider does not
//! thereby rule the account.

use connectors::identity::{IdentityError, Person, Secrets};
use domain::{account::Email, ids::AccountId, locale::Locale, security_event::SecurityEventKind};
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    accounts::{self, note_event},
    factors::identities::{self as stored, Identity},
};

use super::ceremony::{Kind, Ticket};
use crate::{
    ServiceError, Shop,
    accounts::{
        AccountError, Attempt, Browser, Method, NewAccount, Opened, Recent, SignInOutcome, Signed, open_account,
    },
    now,
    shop::commit,
};

/// What somebody wants of another provider.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// To sign in, and then go on to a page.
    SignIn {
        /// The page.
        next: String,
    },
    /// To let the identity open their account.
    Link(Recent),
}

/// What is kept while somebody is at the provider.
#[derive(Debug, Serialize, Deserialize)]
struct Away {
    provider: String,
    url: String,
    secrets: Secrets,
    next: String,
    /// The language of whoever began.
    locale: Locale,
    /// The account that the identity is to open.
    link: Option<AccountId>,
}

/// What is kept while the password of an account is asked for.
#[derive(Debug, Serialize, Deserialize)]
struct Waiting {
    provider: String,
    person: Person,
    account: AccountId,
    email: String,
    next: String,
}

/// An identity that waits for the password of the account it is to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRequest {
    /// The provider, by what people call it.
    pub provider: String,
    /// The address of the account.
    pub email: String,
}

/// What came of a way through another provider.
#[derive(Debug)]
pub enum Arrival {
    /// The identity opens an account: signed in, or the second factor is asked for; then on to the page.
    SignedIn(SignInOutcome, String),
    /// Whoever is signed in already showed who they are once more.
    Renewed(Opened, String),
    /// The identity opens the account of whoever is signed in from now on.
    Linked,
    /// There is an account for the address; its password is asked for, with this ticket.
    AskPassword(Ticket),
    /// It was used, took too long, or was begun in another browser.
    Stale,
    /// The provider does not say that the address is the person's.
    Unverified,
    /// There is an account for the address, and it has no password that could be asked for.
    NoPassword(String),
    /// The identity opens another account.
    Taken,
    /// What the provider says cannot be believed.
    NotBelieved,
    /// The provider does not answer.
    Unavailable,
}

impl Shop {
    /// Begins a way through a provider: the ticket to come back with.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such provider, [`ServiceError::Unavailable`] when it does not answer.
    pub async fn begin_identity(&self, slug: &str, purpose: Purpose, locale: Locale) -> Result<Ticket, ServiceError> {
        let provider = self.ways.provider(slug).ok_or(ServiceError::NotFound)?;
        let begun = provider.begin().await.map_err(|error| ServiceError::Unavailable(error.to_string()))?;
        let (next, link) = match purpose {
            Purpose::SignIn { next } => (next, None),
            Purpose::Link(recent) => ("/account/security".to_owned(), Some(recent.signed().account.clone())),
        };
        let away = Away { provider: slug.to_owned(), url: begun.url, secrets: begun.secrets, next, locale, link };
        self.begin_ceremony(Kind::Identity, None, &away).await
    }

    /// Where the browser with this ticket goes: the provider's address, and what people call the provider.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn way_to_provider(&self, ticket: &Ticket) -> Result<Option<(String, String)>, ServiceError> {
        let away: Option<Away> = self.look_at_ceremony(Kind::Identity, ticket).await?;
        Ok(away.and_then(|away| Some((away.url, self.ways.provider(&away.provider)?.name().to_owned()))))
    }

    /// Ends a way through a provider, with what the browser brought back.
    ///
    /// # Errors
    /// When the store fails, or the account may not be used.
    pub async fn finish_identity(
        &self,
        slug: &str,
        ticket: &Ticket,
        (state, code): (&str, &str),
        signed: Option<&Signed>,
        browser: &Browser,
    ) -> Result<Arrival, AccountError> {
        let away: Option<Away> = self.end_ceremony(Kind::Identity, ticket, None).await?;
        let away = away.filter(|away| away.provider == slug && away.secrets.state == state && !state.is_empty());
        let (Some(away), Some(provider)) = (away, self.ways.provider(slug)) else { return Ok(Arrival::Stale) };
        let person = match provider.finish(code, &away.secrets).await {
            Ok(person) => person,
            Err(IdentityError::Unavailable(why)) => {
                tracing::warn!(provider = slug, why, "a provider does not answer");
                return Ok(Arrival::Unavailable);
            }
            Err(error) => {
                tracing::warn!(provider = slug, %error, "a provider was not believed");
                return Ok(Arrival::NotBelieved);
            }
        };
        match &away.link {
            Some(account) => match signed.filter(|signed| signed.account == *account) {
                Some(signed) => self.link_own(slug, &person, signed).await,
                None => Ok(Arrival::Stale),
            },
            None => self.arrive(&away, person, signed, browser).await,
        }
    }

    async fn link_own(&self, slug: &str, person: &Person, signed: &Signed) -> Result<Arrival, AccountError> {
        if let Some(owner) = stored::account_of(self.store.reader(), slug, &person.subject).await? {
            return Ok(if owner == signed.account { Arrival::Linked } else { Arrival::Taken });
        }
        let agent = self.agent_of(signed).await?;
        let email = person.email.clone().unwrap_or_default();
        self.link_identity(&signed.account, slug, &person.subject, &email, &agent).await?;
        Ok(Arrival::Linked)
    }

    async fn arrive(
        &self,
        away: &Away,
        person: Person,
        signed: Option<&Signed>,
        browser: &Browser,
    ) -> Result<Arrival, AccountError> {
        let (slug, next) = (away.provider.as_str(), away.next.clone());
        if let Some(account) = stored::account_of(self.store.reader(), slug, &person.subject).await? {
            let (provider, subject) = (slug.to_owned(), person.subject.clone());
            commit!(self.store, |tx| stored::used(tx, &provider, &subject, now()).await)?;
            if let Some(signed) = signed.filter(|signed| signed.account == account) {
                return Ok(Arrival::Renewed(self.renew_session(signed, false, browser).await?, next));
            }
            return self.come_in(&account, next, browser).await;
        }
        let Some(email) = person.email.as_deref().and_then(|email| email.parse::<Email>().ok()) else {
            return Ok(Arrival::Unverified);
        };
        let Some(known) = accounts::by_email(self.store.reader(), &email).await? else {
            let account = self.open_account_of(&email, away, &person, browser).await?;
            return self.come_in(&account, next, browser).await;
        };
        if known.password_hash.is_none() {
            return Ok(Arrival::NoPassword(email.to_string()));
        }
        let waiting = Waiting { provider: slug.to_owned(), person, account: known.id, email: email.to_string(), next };
        Ok(Arrival::AskPassword(self.begin_ceremony(Kind::Link, None, &waiting).await?))
    }

    async fn come_in(&self, account: &AccountId, next: String, browser: &Browser) -> Result<Arrival, AccountError> {
        let outcome = self.sign_in_as(account, Method::Identity, false, browser).await?;
        Ok(Arrival::SignedIn(outcome, next))
    }

    /// Opens an account for somebody whose address a provider vouches for.
    async fn open_account_of(
        &self,
        email: &Email,
        away: &Away,
        person: &Person,
        browser: &Browser,
    ) -> Result<AccountId, AccountError> {
        let new = NewAccount { verified: true, ..NewAccount::customer(email.clone(), away.locale) };
        let identity = identity(&away.provider, &person.subject, email.as_str());
        let agent = browser.agent.clone();
        let opened = commit!(self.store, |tx| {
            let id = open_account(tx, &new, now()).await?.ok_or(StoreError::Conflict)?;
            stored::link(tx, &id, &identity).await?;
            note_event(tx, &id, SecurityEventKind::AccountOpened, &agent, now()).await?;
            note_event(tx, &id, SecurityEventKind::IdentityLinked, &agent, now()).await?;
            Ok(id)
        });
        match opened {
            Err(StoreError::Conflict) => Err(ServiceError::Conflict.into()),
            outcome => Ok(outcome?),
        }
    }

    /// The identity that waits for a password.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn link_request(&self, ticket: &Ticket) -> Result<Option<LinkRequest>, ServiceError> {
        let waiting: Option<Waiting> = self.look_at_ceremony(Kind::Link, ticket).await?;
        Ok(waiting.and_then(|waiting| {
            let provider = self.ways.provider(&waiting.provider)?.name().to_owned();
            Some(LinkRequest { provider, email: waiting.email })
        }))
    }

    /// Lets an identity open an account whose password this is, and signs in; then on to the page. `None` where the
    /// ticket was used or is too old.
    ///
    /// # Errors
    /// As [`Shop::sign_in`], when the password is not right or there were too many tries.
    pub async fn link_with_password(
        &self,
        ticket: &Ticket,
        password: &str,
        browser: &Browser,
    ) -> Result<Option<(SignInOutcome, String)>, AccountError> {
        let waiting: Option<Waiting> = self.look_at_ceremony(Kind::Link, ticket).await?;
        let Some(waiting) = waiting else { return Ok(None) };
        let attempt = Attempt { login: waiting.email.clone(), password: password.to_owned() };
        let outcome = self.sign_in(&attempt, browser).await?;
        let ended: Option<Waiting> = self.end_ceremony(Kind::Link, ticket, None).await?;
        let Some(waiting) = ended else { return Ok(None) };
        let subject = &waiting.person.subject;
        self.link_identity(&waiting.account, &waiting.provider, subject, &waiting.email, &browser.agent).await?;
        Ok(Some((outcome, waiting.next)))
    }

    async fn link_identity(
        &self,
        account: &AccountId,
        slug: &str,
        subject: &str,
        email: &str,
        agent: &str,
    ) -> Result<(), ServiceError> {
        let change = self.change_of(account, SecurityEventKind::IdentityLinked, agent.to_owned()).await?;
        let (account, new) = (account.clone(), identity(slug, subject, email));
        let linked = commit!(self.store, |tx| {
            stored::link(tx, &account, &new).await?;
            change.note(tx).await
        });
        match linked {
            Err(StoreError::Conflict) => Err(ServiceError::Conflict),
            outcome => Ok(outcome?),
        }
    }

    /// Lets a provider's identity open the account no longer; `false` where it is the only way in that is left.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it did not.
    pub async fn unlink_identity(&self, who: &Recent, slug: &str) -> Result<bool, ServiceError> {
        let account = who.signed().account.clone();
        let factors = self.factors(&account).await?;
        let known = accounts::by_id(self.store.reader(), &account).await?.ok_or(ServiceError::NotFound)?;
        let others = factors.identities.iter().any(|identity| identity.provider != slug);
        if known.password_hash.is_none() && factors.passkeys.is_empty() && !others {
            return Ok(false);
        }
        let agent = self.agent_of(who.signed()).await?;
        let change = self.change_of(&account, SecurityEventKind::IdentityUnlinked, agent).await?;
        let slug = slug.to_owned();
        let found = commit!(self.store, |tx| {
            let found = stored::unlink(tx, &account, &slug).await?;
            if found {
                change.note(tx).await?;
            }
            Ok(found)
        })?;
        if found { Ok(true) } else { Err(ServiceError::NotFound) }
    }
}

fn identity(slug: &str, subject: &str, email: &str) -> Identity {
    Identity {
        provider: slug.to_owned(),
        subject: subject.to_owned(),
        email: email.to_owned(),
        created_at: now(),
        last_used_at: None,
    }
}
