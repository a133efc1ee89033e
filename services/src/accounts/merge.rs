//! What somebody gathered as a guest becomes theirs when they sign in.

use domain::{
    cart::Cart,
    checkout::CheckoutDraft,
    ids::{ListId, VisitorId},
};
use store::{
    accounts::{self, Account},
    carts, checkouts, keeping,
    matching::votes,
    orders,
};

use crate::{ServiceError, Shop, now, profile::new_id, shop::commit};

impl Shop {
    /// Merges the guest's cart into the account's, no line lost; hands over what was typed in a checkout that was not
    /// finished, what the guest kept for another day, and the guest's orders that went to the account's confirmed address.
    pub(super) async fn take_over_guest(&self, account: &Account, guest: &VisitorId) -> Result<(), ServiceError> {
        let (owner, guest, id) = (account.visitor.clone(), guest.clone(), account.id.clone());
        let email = account.email_verified_at.map(|_| account.email.clone());
        let list = ListId::try_from(new_id()).map_err(ServiceError::from)?;
        commit!(self.store, |tx| {
            if accounts::of_visitor(tx, &guest).await?.is_some() {
                return Ok(());
            }
            let at = now();
            let (left, _) = carts::load(tx, &guest).await?;
            if !left.lines.is_empty() {
                let (mut cart, _) = carts::load(tx, &owner).await?;
                let seen = cart.version;
                cart.take_in(left.lines);
                carts::save(tx, &owner, &cart, seen, at).await?;
                carts::save(tx, &guest, &Cart::default(), left.version, at).await?;
            }
            let typed: Option<CheckoutDraft> = checkouts::load(tx, &guest).await?;
            let own: Option<CheckoutDraft> = checkouts::load(tx, &owner).await?;
            if let Some(draft) = typed.filter(|_| own.is_none()) {
                let fresh = CheckoutDraft { live: None, paying: None, payment_failed: false, ..draft };
                checkouts::save(tx, &owner, &fresh, at).await?;
            }
            checkouts::forget(tx, &guest).await?;
            votes::take_over(tx, &guest, &owner).await?;
            keeping::take_over(tx, &guest, &owner, &list, at).await?;
            if let Some(email) = email {
                orders::claim_of_guest(tx, &guest, email.as_str(), &owner, &id).await?;
            }
            Ok(())
        })?;
        Ok(())
    }
}
