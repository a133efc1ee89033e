//! The addresses that somebody keeps, and the checkout that takes one of them.

use domain::{
    address::{Address, KeptAddress},
    checkout::{CheckoutStep, DetailsForm},
    ids::AddressId,
    visit::Visit,
};
use store::profile::addresses;

use super::{ProfileError, new_id};
use crate::{ServiceError, Shop, accounts::Signed, now, shop::commit};

impl Shop {
    /// The addresses of somebody, the one that is offered first at the head.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn addresses(&self, signed: &Signed) -> Result<Vec<KeptAddress>, ServiceError> {
        Ok(addresses::of(self.store.reader(), &signed.account).await?)
    }

    /// Keeps a new address, or changes one.
    ///
    /// # Errors
    /// With the fields that are wrong; when there are too many; [`ServiceError::NotFound`] when it is nobody's or somebody
    /// else's.
    pub async fn save_address(
        &self,
        signed: &Signed,
        id: Option<&AddressId>,
        form: &DetailsForm,
    ) -> Result<(), ProfileError> {
        let address = Address::read(form).map_err(ProfileError::Fields)?;
        let account = signed.account.clone();
        match id.cloned() {
            Some(id) => {
                let kept = commit!(self.store, |tx| addresses::change(tx, &account, &id, &address, now()).await)?;
                if kept { Ok(()) } else { Err(ServiceError::NotFound.into()) }
            }
            None => {
                let id = AddressId::try_from(new_id()).map_err(ServiceError::from)?;
                let kept = commit!(self.store, |tx| addresses::add(tx, &account, &id, &address, now()).await)?;
                if kept { Ok(()) } else { Err(ProfileError::Full) }
            }
        }
    }

    /// Makes an address the one that is offered first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn choose_address(&self, signed: &Signed, id: &AddressId) -> Result<(), ServiceError> {
        let (account, id) = (signed.account.clone(), id.clone());
        let chosen = commit!(self.store, |tx| addresses::choose(tx, &account, &id).await)?;
        if chosen { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Forgets an address.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn forget_address(&self, signed: &Signed, id: &AddressId) -> Result<(), ServiceError> {
        let (account, id) = (signed.account.clone(), id.clone());
        let gone = commit!(self.store, |tx| addresses::forget(tx, &account, &id).await)?;
        if gone { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Takes a kept address into the checkout.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs; when the cart is empty.
    pub async fn deliver_to(&self, visit: &Visit, signed: &Signed, id: &AddressId) -> Result<(), ServiceError> {
        let kept = addresses::one(self.store.reader(), &signed.account, id).await?.ok_or(ServiceError::NotFound)?;
        self.save_details(visit, kept.address.form(&signed.email)).await?;
        Ok(())
    }

    /// Fills the details of a checkout that somebody has just begun: with the address that is offered first, or with
    /// what else is known.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn begin_checkout(&self, visit: &Visit, signed: &Signed) -> Result<(), ServiceError> {
        let Some(visitor) = &visit.visitor else { return Ok(()) };
        let mut draft = self.draft(visitor).await?;
        if draft.step != CheckoutStep::Details || draft.form != DetailsForm::default() {
            return Ok(());
        }
        let known = self.addresses(signed).await?;
        draft.form = match known.first() {
            Some(first) => first.address.form(&signed.email),
            None => DetailsForm { email: signed.email.clone(), ..DetailsForm::default() },
        };
        self.save_draft(visitor, &draft).await
    }
}
