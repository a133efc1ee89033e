//! Lists that fill as somebody uses the shop: searches, saved products, ways to pay.

use std::collections::BTreeSet;

use domain::{
    catalog::Availability,
    ids::{ProductRef, SearchId},
    profile::{PastSearch, SavedProduct},
    time::Timestamp,
};
use store::{
    products,
    profile::{payment_methods, saved, searches},
};

use super::KeptMethod;
use crate::{ServiceError, Shop, accounts::Signed, now, shop::commit};

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

    /// What somebody saved, as we last knew it; what no marketplace has any more is out of stock.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn saved_products(&self, signed: &Signed) -> Result<Vec<SavedProduct>, ServiceError> {
        let kept = saved::of(self.store.reader(), &signed.account).await?;
        let refs: Vec<ProductRef> = kept.iter().map(|(product, _)| product.clone()).collect();
        let known = products::by_refs(self.store.reader(), &refs).await?;
        let registry = self.registry();
        let shown = |(product, saved_at): (ProductRef, Timestamp)| {
            let found = known.iter().find(|one| one.reference == product);
            let sells = registry.get(&product.marketplace).is_some_and(|one| one.marketplace.active);
            let availability = found.map_or(Availability::OutOfStock, |one| one.availability);
            SavedProduct {
                saved_at,
                title: found.map_or_else(|| product.external_id.to_string(), |one| one.title.clone()),
                picture: found.and_then(|one| one.pictures.first().cloned()),
                price: found.map(|one| one.price),
                availability: if sells { availability } else { Availability::OutOfStock },
                product,
            }
        };
        Ok(kept.into_iter().map(shown).collect())
    }

    /// Which products somebody saved, for the hearts of a page.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn saved_refs(&self, signed: &Signed) -> Result<BTreeSet<ProductRef>, ServiceError> {
        let kept = saved::of(self.store.reader(), &signed.account).await?;
        Ok(kept.into_iter().map(|(product, _)| product).collect())
    }

    /// Saves a product.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has ever heard of it.
    pub async fn save_product(&self, signed: &Signed, product: &ProductRef) -> Result<(), ServiceError> {
        if products::by_refs(self.store.reader(), std::slice::from_ref(product)).await?.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let (account, product) = (signed.account.clone(), product.clone());
        let kept = commit!(self.store, |tx| saved::save(tx, &account, &product, now()).await)?;
        if kept { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Forgets a saved product; one that is not there is forgotten already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_product(&self, signed: &Signed, product: &ProductRef) -> Result<(), ServiceError> {
        let (account, product) = (signed.account.clone(), product.clone());
        commit!(self.store, |tx| saved::forget(tx, &account, &product).await)?;
        Ok(())
    }

    /// The ways to pay that a gateway keeps for somebody.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn payment_methods(&self, signed: &Signed) -> Result<Vec<KeptMethod>, ServiceError> {
        Ok(payment_methods::of(self.store.reader(), &signed.account).await?)
    }

    /// Forgets a way to pay.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn forget_payment_method(&self, signed: &Signed, id: &str) -> Result<(), ServiceError> {
        let (account, id) = (signed.account.clone(), id.to_owned());
        let gone = commit!(self.store, |tx| payment_methods::forget(tx, &account, &id).await)?;
        if gone { Ok(()) } else { Err(ServiceError::NotFound) }
    }
}
