//! The list that fills as somebody uses the shop: searches.

use domain::{ids::SearchId, profile::PastSearch};
use store::profile::searches;

use crate::{ServiceError, Shop, accounts::Signed, shop::commit};

impl Shop {
    /// What somebody searched for, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn past_searches(&self, signed: &Signed) -> Result<Vec<PastSearch>, ServiceError> {
        Ok(searches::of(self.store.reader(), &signed.account).await?)
    }

    /// Forgets one search.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn forget_search(&self, signed: &Signed, id: &SearchId) -> Result<(), ServiceError> {
        let (account, id) = (signed.account.clone(), id.clone());
        let gone = commit!(self.store, |tx| searches::forget(tx, &account, &id).await)?;
        if gone { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Forgets all searches.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_searches(&self, signed: &Signed) -> Result<(), ServiceError> {
        let account = signed.account.clone();
        commit!(self.store, |tx| searches::forget_all(tx, &account).await)?;
        Ok(())
    }
}
