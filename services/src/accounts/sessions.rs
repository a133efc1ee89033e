//! Sessions: opened when somebody showed who they are, listed, ended.
//!
//! The cookie holds 256 random bits; only their digest is kept, so a copy of the database opens nothing.

use domain::{
    account::Email,
    ids::{AccountId, Digest, VisitorId},
    permission::PermissionSet,
    security_event::{SecurityEvent, SecurityEventKind},
    time::Timestamp,
};
use rand::Rng;
use sha2::{Digest as _, Sha256};
use store::{
    Transaction, accounts,
    sessions::{self, Present, Session},
};

use super::{AccountError, Recent, Signed};
use crate::{ServiceError, Shop, now, shop::commit};

/// Customers: two weeks unused, thirty days at most.
const CUSTOMER: Limits = Limits { idle: 14 * Timestamp::DAY, whole: 30 * Timestamp::DAY };

/// Staff: a quarter of an hour unused, eight hours at most.
const STAFF: Limits = Limits { idle: 15 * Timestamp::MINUTE, whole: 8 * 60 * Timestamp::MINUTE };

/// A session that was noted as used within this time is not noted again, in milliseconds.
const NOTED: i64 = Timestamp::MINUTE;

/// How many things that happened to an account are shown.
const EVENTS: u64 = 50;

struct Limits {
    idle: i64,
    whole: i64,
}

/// A session, by the name it has in lists; it opens nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SessionKey(pub String);

/// How somebody showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The password.
    Password,
    /// A link in a mail.
    Link,
    /// A passkey.
    Passkey,
    /// An account elsewhere.
    Identity,
}

impl Method {
    /// Its word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Link => "link",
            Self::Passkey => "passkey",
            Self::Identity => "identity",
        }
    }
}

/// The browser that somebody signs in with.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// The secret of its device cookie, where it has one.
    pub(crate) device: Option<String>,
    /// Browser and system in words, such as `Firefox, Linux`.
    pub agent: String,
    /// The visitor it was as a guest.
    pub guest: Option<VisitorId>,
}

impl Browser {
    /// A browser by its cookie, by what it says of itself, and by the guest it was.
    pub fn new(device: Option<&str>, agent: &str, guest: Option<VisitorId>) -> Self {
        let genuine = |secret: &&str| secret.len() == 64 && secret.bytes().all(|byte| byte.is_ascii_hexdigit());
        Self { device: device.filter(genuine).map(str::to_owned), agent: in_words(agent), guest }
    }

    /// The digest of its device cookie; empty where it has none.
    pub(crate) fn device_digest(&self) -> String {
        self.device.as_deref().map(|secret| digest(secret).to_string()).unwrap_or_default()
    }
}

/// A session that is about to be opened.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Whose it is.
    pub account: AccountId,
    /// How they showed who they are.
    pub method: Method,
    /// Whether a second factor was shown.
    pub strong: bool,
}

/// A session that was opened: what the browser has to be given.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Whose it is.
    pub account: AccountId,
    /// What the session's cookie holds.
    pub secret: String,
    /// For how many milliseconds the browser keeps it.
    pub lives: i64,
    /// What the device's cookie holds.
    pub device: String,
    /// How many things the cart holds now.
    pub cart_count: u32,
}

/// A session in the list of its owner.
#[derive(Clone, Debug)]
pub struct SessionView {
    /// Which one.
    pub key: SessionKey,
    /// Browser and system in words.
    pub agent: String,
    /// How it was opened, as a word.
    pub method: String,
    /// Whether a second factor was shown.
    pub strong: bool,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub this: bool,
}

impl Shop {
    /// Whoever a session's cookie belongs to, while the session lives.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn signed(&self, secret: &str) -> Result<Option<Signed>, ServiceError> {
        let at = now();
        let Some(present) = sessions::present(self.store.reader(), &digest(secret), at).await? else {
            return Ok(None);
        };
        if at.0 - present.session.seen_at.0 > NOTED {
            let key = present.session.key.clone();
            commit!(self.store, |tx| sessions::touch(tx, &key, at).await)?;
        }
        let permissions = self.permissions_of(&present.role).await?;
        Ok(Some(signed(present, permissions)))
    }

    /// The living sessions of whoever asks, the last used first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sessions_of(&self, signed: &Signed) -> Result<Vec<SessionView>, ServiceError> {
        let found = sessions::of_account(self.store.reader(), &signed.account, now()).await?;
        let view = |session: Session| SessionView {
            this: session.key == signed.session.0,
            key: SessionKey(session.key),
            agent: session.agent,
            method: session.method,
            strong: session.strong,
            created_at: session.created_at,
            seen_at: session.seen_at,
        };
        Ok(found.into_iter().map(view).collect())
    }

    /// Ends one session of whoever asks; says whether it was theirs and lived.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn revoke(&self, signed: &Signed, key: &SessionKey) -> Result<bool, ServiceError> {
        let (account, key) = (signed.account.clone(), key.0.clone());
        let agent = self.agent_of(signed).await?;
        Ok(commit!(self.store, |tx| {
            let ended = sessions::end(tx, &account, &key).await?;
            if ended {
                accounts::note_event(tx, &account, SecurityEventKind::SessionEnded, &agent, now()).await?;
            }
            Ok(ended)
        })?)
    }

    /// Ends every session of whoever asks but this one; says how many.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn revoke_others(&self, signed: &Signed) -> Result<u64, ServiceError> {
        let (account, spared) = (signed.account.clone(), signed.session.0.clone());
        let agent = self.agent_of(signed).await?;
        Ok(commit!(self.store, |tx| {
            let ended = sessions::end_others(tx, &account, Some(&spared)).await?;
            accounts::note_event(tx, &account, SecurityEventKind::OthersEnded, &agent, now()).await?;
            Ok(ended)
        })?)
    }

    /// Ends every session of an account: it was suspended or erased, or has another role.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_sessions_of(&self, account: &AccountId) -> Result<u64, ServiceError> {
        let account = account.clone();
        Ok(commit!(self.store, |tx| sessions::end_others(tx, &account, None).await)?)
    }

    /// Ends the session of whoever asks.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sign_out(&self, signed: &Signed) -> Result<(), ServiceError> {
        if let Some(staff) = &signed.acting {
            return self.stop_acting(signed, staff).await;
        }
        let (account, key) = (signed.account.clone(), signed.session.0.clone());
        commit!(self.store, |tx| sessions::end(tx, &account, &key).await)?;
        Ok(())
    }

    /// What happened to the account of whoever asks, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn security_events(&self, signed: &Signed) -> Result<Vec<SecurityEvent>, ServiceError> {
        Ok(accounts::events(self.store.reader(), &signed.account, EVENTS).await?)
    }

    /// Notes that something happened to an account.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note_security_event(
        &self,
        account: &AccountId,
        kind: SecurityEventKind,
        agent: &str,
    ) -> Result<(), ServiceError> {
        let (account, agent) = (account.clone(), agent.to_owned());
        Ok(commit!(self.store, |tx| accounts::note_event(tx, &account, kind, &agent, now()).await)?)
    }

    /// Forgets sessions, links and failures that are over, and browsers and events of long ago.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_accounts(&self) -> Result<usize, ServiceError> {
        let at = now();
        let year = at.plus(-365 * Timestamp::DAY);
        let forgotten = commit!(self.store, |tx| {
            let mut forgotten = sessions::forget_ended(tx, at).await?;
            forgotten += store::account_tokens::forget_old(tx, at.plus(-Timestamp::DAY)).await?;
            forgotten += store::throttles::forget_old(tx, at.plus(-Timestamp::DAY)).await?;
            forgotten += accounts::forget_devices(tx, year).await?;
            forgotten += accounts::forget_events(tx, year).await?;
            Ok(forgotten)
        })?;
        Ok(usize::try_from(forgotten).unwrap_or(usize::MAX))
    }

    /// Opens a session: merges the guest's cart, takes over the guest's orders that went to the confirmed address, and
    /// tells the owner where the browser is a new one.
    ///
    /// # Errors
    /// [`AccountError::Suspended`] when the account may not be used; otherwise when the store fails.
    pub(crate) async fn begin_session(&self, new: NewSession, browser: &Browser) -> Result<Opened, AccountError> {
        let account = accounts::by_id(self.store.reader(), &new.account).await?.ok_or(ServiceError::NotFound)?;
        if account.suspended_at.is_some() || account.erased_at.is_some() {
            return Err(AccountError::Suspended);
        }
        if let Some(guest) = browser.guest.as_ref().filter(|guest| **guest != account.visitor) {
            self.take_over_guest(&account, guest).await?;
        }
        let at = now();
        let secret = new_secret();
        let device = browser.device.clone().unwrap_or_else(new_secret);
        let limits = if self.permissions_of(&account.role).await?.is_staff() { STAFF } else { CUSTOMER };
        let session = Session {
            key: format!("{:032x}", rand::rng().random::<u128>()),
            account: account.id.clone(),
            method: new.method.word().to_owned(),
            strong: new.strong,
            device: digest(&device).to_string(),
            agent: browser.agent.clone(),
            created_at: at,
            authenticated_at: at,
            seen_at: at,
            idle: limits.idle,
            ends_at: at.plus(limits.whole),
            acting: None,
        };
        let known = digest(&secret);
        let mail = self.new_device_mail(&account, &browser.agent, at);
        commit!(self.store, |tx| {
            let first = !accounts::has_devices(tx, &session.account).await?;
            let unknown = accounts::know_device(tx, &session.account, &session.device, at).await?;
            let kind = if unknown && !first { SecurityEventKind::NewDevice } else { SecurityEventKind::SignedIn };
            if kind == SecurityEventKind::NewDevice {
                store::messages::enqueue(tx, &mail, at).await?;
            }
            accounts::note_event(tx, &session.account, kind, &session.agent, at).await?;
            accounts::note_login(tx, &session.account, at).await?;
            sessions::open(tx, &known, &session).await
        })?;
        let (cart, _) = store::carts::load(self.store.reader(), &account.visitor).await.map_err(ServiceError::from)?;
        Ok(Opened { account: account.id, secret, lives: limits.whole, device, cart_count: cart.count() })
    }

    /// Gives the session of somebody who just showed who they are again another id, in place of the old one.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the session ended in the meantime.
    pub(crate) async fn renew_session(
        &self,
        signed: &Signed,
        strong: bool,
        browser: &Browser,
    ) -> Result<Opened, AccountError> {
        let secret = new_secret();
        let (known, key) = (digest(&secret), signed.session.0.clone());
        let strong = strong || signed.strong;
        if !commit!(self.store, |tx| sessions::renew(tx, &key, &known, strong, now()).await)? {
            return Err(ServiceError::NotFound.into());
        }
        let limits = if signed.permissions.is_staff() { STAFF } else { CUSTOMER };
        let (cart, _) = store::carts::load(self.store.reader(), &signed.visitor).await?;
        Ok(Opened {
            account: signed.account.clone(),
            secret,
            lives: limits.whole,
            device: browser.device.clone().unwrap_or_else(new_secret),
            cart_count: cart.count(),
        })
    }

    /// The browser of a session, in words.
    pub(crate) async fn agent_of(&self, signed: &Signed) -> Result<String, ServiceError> {
        let all = sessions::of_account(self.store.reader(), &signed.account, now()).await?;
        let this = all.into_iter().find(|session| session.key == signed.session.0);
        Ok(this.map(|session| session.agent).unwrap_or_default())
    }

    /// The address of an account.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such account.
    pub async fn email_of(&self, account: &AccountId) -> Result<Email, ServiceError> {
        let found = accounts::by_id(self.store.reader(), account).await?;
        found.map(|account| account.email).ok_or(ServiceError::NotFound)
    }
}

/// Ends the other sessions of somebody who changed what the account is opened with.
pub(super) async fn end_others_of(tx: &Transaction, recent: &Recent) -> Result<(), store::StoreError> {
    let signed = recent.signed();
    sessions::end_others(tx, &signed.account, Some(&signed.session.0)).await?;
    Ok(())
}

fn signed(present: Present, permissions: PermissionSet) -> Signed {
    let name = if present.first_name.is_empty() { present.username } else { present.first_name };
    Signed {
        account: present.session.account,
        visitor: present.visitor,
        name,
        email: present.email,
        verified: present.verified,
        role: present.role,
        permissions,
        authenticated_at: present.session.authenticated_at,
        strong: present.session.strong,
        session: SessionKey(present.session.key),
        acting: present.session.acting,
    }
}

/// 256 random bits as hexadecimal digits.
pub(crate) fn new_secret() -> String {
    hex::encode(rand::rng().random::<[u8; 32]>())
}

/// What is kept of a secret.
pub(crate) fn digest(secret: &str) -> Digest {
    hex::encode(Sha256::digest(secret)).parse().expect("a SHA-256 digest has 64 hexadecimal digits")
}

/// What a browser says of itself, as a person would: browser and system. What is not known is left out.
fn in_words(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name).unwrap_or_default()
    };
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_in_words_and_nothing_of_its_own_is_kept() {
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(in_words(agent), "Firefox, Linux");
        let agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1";
        assert_eq!(in_words(agent), "Safari, iPhone");
        assert_eq!(in_words("<script>\r\nSet-Cookie: x"), "");
    }

    #[test]
    fn a_device_cookie_that_is_none_counts_for_nothing() {
        for wrong in ["", "abc", &"g".repeat(64), &"a".repeat(65)] {
            assert_eq!(Browser::new(Some(wrong), "", None).device_digest(), "");
        }
        assert_eq!(Browser::new(Some(&new_secret()), "", None).device_digest().len(), 64);
    }
}
