//! Changes of what an account is opened with: its owner reads them on the page of security and is told by mail, so that a
//! change that somebody else made does not stay unseen.

use domain::{ids::AccountId, security_event::SecurityEventKind};
use store::{
    StoreError, Transaction, accounts,
    messages::{self, NewMessage},
};

use crate::{ServiceError, Shop, now};

/// A change that is about to be made.
pub(super) struct Change {
    account: AccountId,
    kind: SecurityEventKind,
    agent: String,
    mail: NewMessage,
}

impl Shop {
    /// A change of an account, made in a browser; its words are empty where they are not known.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such account.
    pub(super) async fn change_of(
        &self,
        account: &AccountId,
        kind: SecurityEventKind,
        agent: String,
    ) -> Result<Change, ServiceError> {
        let known = accounts::by_id(self.store.reader(), account).await?.ok_or(ServiceError::NotFound)?;
        Ok(Change { account: account.clone(), kind, agent, mail: self.factor_mail(&known, kind) })
    }
}

impl Change {
    /// Notes it, with its mail, in the transaction that makes it.
    pub(super) async fn note(&self, tx: &Transaction) -> Result<(), StoreError> {
        accounts::note_event(tx, &self.account, self.kind, &self.agent, now()).await?;
        messages::enqueue(tx, &self.mail, now()).await?;
        Ok(())
    }
}
