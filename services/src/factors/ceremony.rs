//! What somebody has begun and comes back to. Their browser holds a random value; the shop keeps its digest and what must
//! be known at the end.

use domain::{ids::AccountId, time::Timestamp};
use rand::Rng;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use store::{
    StoreError, Transaction,
    factors::ceremonies::{self, Ceremony},
};

use crate::{ServiceError, Shop, now, shop::commit};

/// The value that the browser holds while something is under way: 256 random bits as hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket(String);

impl Ticket {
    fn new() -> Self {
        Self(hex::encode(rand::rng().random::<[u8; 32]>()))
    }

    /// A ticket as the browser sent it; what is no ticket opens nothing.
    pub fn read(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As the browser holds it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name it has in the table.
    pub(super) fn digest(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }
}

/// What can be under way, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A passkey is being made.
    PasskeyAdd,
    /// Somebody comes in by a passkey.
    PasskeySignIn,
    /// Somebody is at another provider.
    Identity,
    /// An identity waits for the password of the account that it is to open.
    Link,
    /// Backup codes wait to be shown.
    BackupCodes,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::PasskeyAdd => "passkey-add",
            Self::PasskeySignIn => "passkey-sign-in",
            Self::Identity => "identity",
            Self::Link => "link",
            Self::BackupCodes => "backup-codes",
        }
    }

    fn lives(self) -> i64 {
        match self {
            Self::PasskeyAdd | Self::PasskeySignIn | Self::BackupCodes => 5 * Timestamp::MINUTE,
            Self::Identity | Self::Link => 10 * Timestamp::MINUTE,
        }
    }
}

impl Shop {
    /// Writes down that something was begun.
    pub(super) async fn begin_ceremony(
        &self,
        kind: Kind,
        account: Option<&AccountId>,
        state: &impl Serialize,
    ) -> Result<Ticket, ServiceError> {
        let (ticket, at) = (Ticket::new(), now());
        let new = ceremony(&ticket, kind, account, state, at)?;
        commit!(self.store, |tx| ceremonies::begin(tx, &new, at).await)?;
        Ok(ticket)
    }

    /// Ends what was begun: what must be known, or nothing where it ended before, is another's, or took too long.
    pub(super) async fn end_ceremony<T: DeserializeOwned>(
        &self,
        kind: Kind,
        ticket: &Ticket,
        account: Option<&AccountId>,
    ) -> Result<Option<T>, ServiceError> {
        let digest = ticket.digest();
        let ended = commit!(self.store, |tx| ceremonies::end(tx, &digest, kind.word(), now()).await)?;
        let own = ended.filter(|ended| ended.account.as_ref() == account);
        Ok(own.and_then(|ended| serde_json::from_str(&ended.state).ok()))
    }

    /// What was begun, without ending it.
    pub(super) async fn look_at_ceremony<T: DeserializeOwned>(
        &self,
        kind: Kind,
        ticket: &Ticket,
    ) -> Result<Option<T>, ServiceError> {
        let found = ceremonies::find(self.store.reader(), &ticket.digest(), kind.word(), now()).await?;
        Ok(found.and_then(|found| serde_json::from_str(&found.state).ok()))
    }
}

/// Writes down that something was begun, inside a transaction that does more.
pub(super) async fn begin_within(
    tx: &Transaction,
    ticket: &Ticket,
    kind: Kind,
    account: &AccountId,
    state: &impl Serialize,
    at: Timestamp,
) -> Result<(), StoreError> {
    ceremonies::begin(tx, &ceremony(ticket, kind, Some(account), state, at)?, at).await
}

/// A ticket for something that is begun inside a transaction.
pub(super) fn ticket() -> Ticket {
    Ticket::new()
}

fn ceremony(
    ticket: &Ticket,
    kind: Kind,
    account: Option<&AccountId>,
    state: &impl Serialize,
    at: Timestamp,
) -> Result<Ceremony, StoreError> {
    let unreadable = |error: serde_json::Error| StoreError::Corrupt { what: "ceremony", reason: error.to_string() };
    Ok(Ceremony {
        id: ticket.digest(),
        kind: kind.word().to_owned(),
        account: account.cloned(),
        state: serde_json::to_string(state).map_err(unreadable)?,
        expires_at: at.plus(kind.lives()),
    })
}
