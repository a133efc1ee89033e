//! Orders that somebody made as a guest and now wants with their account.

use domain::ids::{OrderNumber, SecretToken};
use store::orders;

use super::Signed;
use crate::{ServiceError, Shop, ordering::token_digest, shop::commit};

impl Shop {
    /// Puts a guest's order with the account of whoever holds its token.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such order or the token is another's; [`ServiceError::Conflict`] when the
    /// order belongs to an account already.
    pub async fn claim_order(
        &self,
        signed: &Signed,
        number: &OrderNumber,
        token: &SecretToken,
    ) -> Result<(), ServiceError> {
        let head = orders::head(self.store.reader(), number).await?.ok_or(ServiceError::NotFound)?;
        if token_digest(token) != head.authentication {
            return Err(ServiceError::NotFound);
        }
        if head.user.as_deref() == Some(signed.account.as_str()) {
            return Ok(());
        }
        let (number, visitor, account) = (number.clone(), signed.visitor.clone(), signed.account.clone());
        let claimed = commit!(self.store, |tx| orders::claim(tx, &number, &visitor, &account).await)?;
        if claimed { Ok(()) } else { Err(ServiceError::Conflict) }
    }

    /// Whether an order is a guest's, so that somebody who is signed in could take it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn is_guest_order(&self, number: &OrderNumber) -> Result<bool, ServiceError> {
        let head = orders::head(self.store.reader(), number).await?;
        Ok(head.is_some_and(|head| head.user.is_none()))
    }
}
