//! How often somebody may try: failures in a row make the next try wait, twice as long each time.
//!
//! Failures from anywhere are counted for the account; those from a browser in which its owner signed in before are counted
//! for that browser alone. So nobody can keep an owner out by failing on purpose: their own browser is not affected, and a
//! link by mail gets through from everywhere.

use domain::{account::pause_after, time::Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::throttles;

use super::AccountError;
use crate::{ServiceError, Shop, now, shop::commit};

/// After so long without a failure, the earlier ones are forgotten, in milliseconds.
const FORGOTTEN: i64 = Timestamp::DAY;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Passwords for an account, from browsers that it does not know.
    Password,
    /// Passwords for an account, from a browser it knows.
    PasswordOfDevice,
    /// Passwords for a link that was opened in another browser.
    Link,
    /// Mails that go to an address because somebody asked for them.
    Mail,
}

impl Counted {
    fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PasswordOfDevice => "password of device",
            Self::Link => "link",
            Self::Mail => "mail",
        }
    }

    fn pause(self) -> fn(u32) -> i64 {
        match self {
            Self::Mail => pause_between_mails,
            _ => pause_after,
        }
    }

    fn forgotten(self) -> i64 {
        match self {
            Self::Mail => 60 * Timestamp::MINUTE,
            _ => FORGOTTEN,
        }
    }
}

/// A name under which tries are counted.
#[derive(Clone, Debug)]
pub(crate) struct Try {
    name: String,
    counted: Counted,
}

/// Mails that are asked for: five at once, then one every ten minutes.
fn pause_between_mails(mails: u32) -> i64 {
    if mails < 5 { 0 } else { 10 * Timestamp::MINUTE }
}

impl Shop {
    /// The name under which tries at something are counted; tells nobody whose it is.
    pub(crate) fn tries(&self, counted: Counted, parts: &[&str]) -> Try {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.settings.secret).expect("any length is a key");
        for part in ["throttle", counted.word()].iter().chain(parts) {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        Try { name: hex::encode(mac.finalize().into_bytes()), counted }
    }

    /// Counts a try before it is made.
    ///
    /// # Errors
    /// [`AccountError::Wait`] when there were too many; it is not counted then.
    pub(crate) async fn count_try(&self, tries: &Try) -> Result<(), AccountError> {
        let Try { name, counted } = tries.clone();
        let counted = commit!(self.store, |tx| {
            throttles::count(tx, &name, now(), counted.forgotten(), counted.pause()).await
        });
        match counted.map_err(ServiceError::from)? {
            Ok(_) => Ok(()),
            Err(until) => Err(AccountError::Wait { seconds: seconds_until(until) }),
        }
    }

    /// Forgets the failures after a success.
    pub(crate) async fn forget_tries(&self, tries: &Try) -> Result<(), AccountError> {
        let name = tries.name.clone();
        Ok(commit!(self.store, |tx| throttles::clear(tx, &name).await)?)
    }
}

/// Whole seconds until a moment, at least one.
fn seconds_until(until: Timestamp) -> u32 {
    let left = (until.0 - now().0).max(1);
    u32::try_from((left + 999) / 1000).unwrap_or(u32::MAX)
}
