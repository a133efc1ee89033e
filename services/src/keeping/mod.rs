//! What somebody keeps for another day: lists, a comparison, lines put aside, searches, alerts. Everybody has them, guests
//! too; what a guest kept becomes the account's at sign-in.

mod alert_mails;
mod alerts;
mod compare;
mod known;
mod later;
mod lists;
mod recent;
mod searches;

use domain::{
    checkout::FieldProblem,
    ids::{Digest, SecretToken},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

pub use self::{
    alerts::{AlertLink, NewAlert},
    compare::Compared,
};
use crate::{ServiceError, Shop, accounts::digest};

/// Why something was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepingError {
    /// Fields that are wrong.
    #[error("fields are wrong")]
    Fields(Vec<FieldProblem>),
    /// There are as many as there can be.
    #[error("there are as many as there can be")]
    Full,
    /// The link is not genuine, or what it led to has ended.
    #[error("the link does not work any more")]
    Link,
    /// Something of the shop's failed, or there is no such thing.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<store::StoreError> for KeepingError {
    fn from(error: store::StoreError) -> Self {
        Self::Service(error.into())
    }
}

impl Shop {
    /// 128 bits that only this shop's secret can make, for a link that is good for one thing about one row.
    fn keeping_token(&self, what: &str, parts: &[&str]) -> SecretToken {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.settings.secret).expect("any length is a key");
        for part in ["keeping", what].iter().chain(parts) {
            mac.update(part.as_bytes());
            mac.update(&[0]);
        }
        hex::encode(&mac.finalize().into_bytes()[..16]).parse().expect("16 bytes are 32 hexadecimal digits")
    }
}

/// What is kept of a token.
fn digest_of(token: &SecretToken) -> Digest {
    digest(token.as_str())
}
