//! Links in mails and half-open sign-ins: signed, good for one thing, once, and not for long.
//!
//! The secret says until when it works and is signed with the shop's own, so that what was made up is refused before the
//! database is asked; only its digest is kept there.

use domain::{
    ids::{AccountId, Digest},
    time::Timestamp,
};
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::Sha256;
use store::{
    Transaction,
    account_tokens::{self, Token},
};

use super::{AccountError, sessions::digest};
use crate::{Settings, Shop, now};

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// Confirms the address of somebody who signs up.
    SignUp,
    /// Confirms the address of an account that there is.
    Verify,
    /// Signs in.
    Magic,
    /// Sets a new password.
    Reset,
    /// Agrees to a change of address from the old one.
    ChangeOld,
    /// Agrees to a change of address from the new one.
    ChangeNew,
    /// Waits for the second factor.
    Factor,
}

impl LinkKind {
    /// Its word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::SignUp => "sign-up",
            Self::Verify => "verify",
            Self::Magic => "magic",
            Self::Reset => "reset",
            Self::ChangeOld => "change-old",
            Self::ChangeNew => "change-new",
            Self::Factor => "factor",
        }
    }

    /// For how long it works, in milliseconds.
    pub fn lives(self) -> i64 {
        match self {
            Self::SignUp | Self::Verify | Self::ChangeOld | Self::ChangeNew => Timestamp::DAY,
            Self::Magic => 15 * Timestamp::MINUTE,
            Self::Reset => 60 * Timestamp::MINUTE,
            Self::Factor => 10 * Timestamp::MINUTE,
        }
    }
}

/// A link that was made: the secret goes to its owner, the rest is kept.
#[derive(Clone, Debug)]
pub struct Link {
    /// What stands in the address.
    pub secret: String,
    pub(crate) digest: Digest,
    pub(crate) kind: LinkKind,
    pub(crate) expires_at: Timestamp,
}

/// What goes with a link.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub(crate) account: Option<AccountId>,
    pub(crate) email: String,
    pub(crate) device: String,
    pub(crate) document: String,
}

impl Link {
    pub(crate) fn new(settings: &Settings, kind: LinkKind) -> Self {
        let expires_at = now().plus(kind.lives());
        let open = format!("{:032x}{:012x}", rand::rng().random::<u128>(), expires_at.0);
        let secret = format!("{open}{}", hex::encode(&mark(settings, kind, &open).finalize().into_bytes()[..16]));
        Self { digest: digest(&secret), secret, kind, expires_at }
    }

    /// Keeps it, in the transaction that sends it.
    pub(crate) async fn keep(&self, tx: &Transaction, about: About) -> Result<(), store::StoreError> {
        let token = Token {
            kind: self.kind.word().to_owned(),
            account: about.account,
            email: about.email,
            device: about.device,
            document: about.document,
            expires_at: self.expires_at,
        };
        account_tokens::add(tx, &self.digest, &token, now()).await
    }
}

impl Shop {
    /// What a link stands for, while it works; it stays as it is.
    pub(crate) async fn link(&self, kind: LinkKind, secret: &str) -> Result<(Digest, Token), AccountError> {
        if !genuine(&self.settings, kind, secret) {
            return Err(AccountError::Link);
        }
        let digest = digest(secret);
        let found = account_tokens::find(self.store.reader(), &digest, kind.word(), now()).await?;
        found.map(|token| (digest, token)).ok_or(AccountError::Link)
    }
}

/// Whether a secret was made here for this, and is not over. Says no before the database is asked.
fn genuine(settings: &Settings, kind: LinkKind, secret: &str) -> bool {
    if secret.len() != 76 || !secret.is_ascii() {
        return false;
    }
    let (open, marked) = secret.split_at(44);
    let in_time = i64::from_str_radix(&open[32..], 16).is_ok_and(|until| now().0 < until);
    let genuine =
        hex::decode(marked).is_ok_and(|marked| mark(settings, kind, open).verify_truncated_left(&marked).is_ok());
    in_time && genuine
}

fn mark(settings: &Settings, kind: LinkKind, open: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&settings.secret).expect("any length is a key");
    for part in ["account link", kind.word(), open] {
        mac.update(part.as_bytes());
        mac.update(&[0]);
    }
    mac
}
