//! Accounts: who is signed in, and how somebody comes to be.
//!
//! An account begins when its address is confirmed (decision 0017); before that, and without one, people shop as guests.

mod change;
mod claim;
mod hashing;
mod links;
mod mails;
mod merge;
mod passwords;
mod reset;
mod sessions;
mod sign_in;
mod sign_up;
mod throttling;

use domain::{
    ids::{AccountId, VisitorId},
    permission::PermissionSet,
    time::Timestamp,
};

pub use self::{
    change::Changed,
    hashing::{HashCost, Hashing},
    links::LinkKind,
    passwords::{AccountSettings, Owner, Strength},
    sessions::{Browser, Method, NewSession, Opened, SessionKey, SessionView},
    sign_in::{Attempt, Pending, SignInOutcome},
    sign_up::{NewAccount, Verified},
};
pub(crate) use self::{
    reset::LINK_JOB,
    sessions::{digest, new_secret},
    sign_up::open_account,
};
pub use domain::security_event::{SecurityEvent, SecurityEventKind};

use crate::ServiceError;

/// For how long after they showed who they are somebody may do what is sensitive, in milliseconds.
pub const RECENT: i64 = 5 * Timestamp::MINUTE;

/// Somebody who is signed in, as their session says at the beginning of a request.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Which account.
    pub account: AccountId,
    /// The visitor that everything of the account is kept under.
    pub visitor: VisitorId,
    /// What they are called: their first name, or their username.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Whether the address is confirmed.
    pub verified: bool,
    /// The word of their role.
    pub role: String,
    /// What the role permits.
    pub permissions: PermissionSet,
    /// When they last showed who they are.
    pub authenticated_at: Timestamp,
    /// Whether they showed a second factor in this session.
    pub strong: bool,
    /// This session, by the name it has in lists.
    pub session: SessionKey,
    /// Who of the staff acts in their place; `None` where they do themselves.
    pub acting: Option<AccountId>,
}

/// Proof that somebody showed who they are within the last five minutes. Made by [`Signed::recent`] and nowhere else.
#[derive(Clone, Debug)]
pub struct Recent(Signed);

impl Recent {
    /// Who it is.
    pub fn signed(&self) -> &Signed {
        &self.0
    }
}

impl Signed {
    /// The proof that sensitive functions ask for; `None` when it is too long ago, and the page sends through
    /// `/sign-in/again`. Nobody has it who acts in somebody's place.
    pub fn recent(&self, now: Timestamp) -> Option<Recent> {
        let since = now.0.saturating_sub(self.authenticated_at.0);
        (since <= RECENT && self.acting.is_none()).then(|| Recent(self.clone()))
    }
}

/// What went wrong with a form about accounts: fields for the person, or something of the shop's.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Fields that are wrong.
    #[error("fields are wrong")]
    Fields(Vec<domain::account::FieldError>),
    /// The link was used, is too old, or never was one.
    #[error("the link does not work any more")]
    Link,
    /// Too many tries; how long to wait, in whole seconds.
    #[error("too many tries; again in {seconds} s")]
    Wait {
        /// How long.
        seconds: u32,
    },
    /// More people sign in at this moment than there is room for.
    #[error("too many at once")]
    Busy,
    /// The account is suspended.
    #[error("the account is suspended")]
    Suspended,
    /// Something of the shop's failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<store::StoreError> for AccountError {
    fn from(error: store::StoreError) -> Self {
        Self::Service(error.into())
    }
}
