//! Second factors and other ways in: codes of an app with backup codes, passkeys, identities at other providers, and the
//! telephone number (decisions 0019 and 0020).
//!
//! Sign-in asks [`Shop::factor_needed`] after a password was right, and [`Shop::check_factor`] for what was typed then. A
//! passkey is both factors at once, as its device asks for a finger or a PIN.

mod backup;
mod ceremony;
mod changes;
mod codes;
mod identities;
mod passkeys;
mod phone;

use connectors::{identity::Provider, messages::sms::Texter};
use domain::{ids::AccountId, time::Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::factors::{codes as stored, identities as linked, passkeys as keys, phones};
use webauthn_rs::Webauthn;

pub use self::{
    ceremony::Ticket,
    codes::{Answered, Enrolment},
    identities::{Arrival, LinkRequest, Purpose},
    passkeys::MOST_PASSKEYS,
    phone::{NumberProblem, PhoneOutcome},
};
pub(crate) use crate::import::fits_bcrypt;
pub use store::factors::{identities::Identity, passkeys::Passkey};

use crate::{ServiceError, Shop};

/// What the ways in need of the outside.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// The providers that people can come in by.
    pub providers: Vec<Provider>,
    /// How text messages are sent; without it no number can be proved.
    pub texter: Option<Texter>,
    /// Passkeys; `None` where the shop's address has no name that they could be bound to.
    pub(crate) passkeys: Option<Webauthn>,
}

impl Ways {
    /// The ways of a shop at this address.
    pub fn new(public_url: &str, providers: Vec<Provider>, texter: Option<Texter>) -> Self {
        let passkeys = passkeys::for_address(public_url);
        if passkeys.is_none() {
            tracing::warn!("passkeys are off: the shop's address has no name");
        }
        Self { providers, texter, passkeys }
    }

    /// A provider by its short name.
    pub fn provider(&self, slug: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.slug() == slug)
    }
}

/// The factors and ways in of an account, as its owner sees them.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Since when codes of an app are asked for.
    pub totp_since: Option<Timestamp>,
    /// How many backup codes are left.
    pub backup_codes: u32,
    /// The passkeys, the oldest first.
    pub passkeys: Vec<Passkey>,
    /// The identities at other providers.
    pub identities: Vec<Identity>,
    /// The telephone number, once it is proved.
    pub phone: Option<String>,
    /// The number that is being proved.
    pub proving: Option<String>,
}

impl Shop {
    /// Whether a second factor is asked for after the password.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn factor_needed(&self, account: &AccountId) -> Result<bool, ServiceError> {
        let totp = stored::totp(self.store.reader(), account).await?;
        Ok(totp.is_some_and(|totp| totp.confirmed_at.is_some()))
    }

    /// Whether somebody could show a second factor if they were asked: codes of an app, or a passkey.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn has_factor(&self, account: &AccountId) -> Result<bool, ServiceError> {
        Ok(self.factor_needed(account).await? || !keys::of(self.store.reader(), account).await?.is_empty())
    }

    /// The factors and ways in of an account.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn factors(&self, account: &AccountId) -> Result<Overview, ServiceError> {
        let reader = self.store.reader();
        let totp = stored::totp(reader, account).await?;
        Ok(Overview {
            totp_since: totp.and_then(|totp| totp.confirmed_at),
            backup_codes: stored::backup_codes_left(reader, account).await?,
            passkeys: keys::of(reader, account).await?,
            identities: linked::of(reader, account).await?,
            phone: phones::proven(reader, account).await?,
            proving: phones::proving(reader, account, crate::now()).await?,
        })
    }

    /// The providers that people can come in by: short name and what people call it.
    pub fn providers(&self) -> Vec<(String, String)> {
        let name = |provider: &Provider| (provider.slug().to_owned(), provider.name().to_owned());
        self.ways.providers.iter().map(name).collect()
    }

    /// Whether telephone numbers can be proved here.
    pub fn can_text(&self) -> bool {
        self.ways.texter.is_some()
    }

    /// A digest of something short, keyed with the shop's secret: without that, nobody can try all short things.
    fn keyed(&self, purpose: &str, account: &AccountId, text: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.settings.secret).expect("any length is a key");
        for part in [purpose, account.as_str(), text] {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        hex::encode(mac.finalize().into_bytes())
    }
}
