//! Lists of things that somebody wants: the hearts, lists with names, and the links they are shown by.

use std::collections::BTreeSet;

use domain::{
    ids::{ListId, ProductRef, SecretToken, VisitorId},
    keeping::{ListName, SharedList, Wish, WishView, Wishlist},
};
use store::{keeping::lists, products};

use super::{KeepingError, digest_of};
use crate::{ServiceError, Shop, now, profile::new_id, shop::commit};

impl Shop {
    /// The lists of a visitor, that of the hearts first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn lists(&self, visitor: &VisitorId) -> Result<Vec<Wishlist>, ServiceError> {
        Ok(lists::of(self.store.reader(), visitor).await?)
    }

    /// What is on a list, as it stands now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn wishes(&self, list: &Wishlist) -> Result<Vec<WishView>, ServiceError> {
        let wishes = lists::wishes(self.store.reader(), &list.id).await?;
        self.seen_wishes(wishes).await
    }

    /// Which products the hearts of a page are filled for.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn hearts(&self, visitor: &VisitorId) -> Result<BTreeSet<ProductRef>, ServiceError> {
        Ok(lists::hearts(self.store.reader(), visitor).await?)
    }

    /// Saves a product to the list of the hearts.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has ever heard of it.
    pub async fn save_product(&self, visitor: &VisitorId, product: &ProductRef) -> Result<(), ServiceError> {
        if products::by_refs(self.store.reader(), std::slice::from_ref(product)).await?.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let (visitor, product, fresh) = (visitor.clone(), product.clone(), new_list()?);
        let kept = commit!(self.store, |tx| lists::save(tx, &visitor, &fresh, &product, now()).await)?;
        if kept { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Takes a product off a list, or off that of the hearts where none is named; one that is not there is off already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_product(
        &self,
        visitor: &VisitorId,
        list: Option<&ListId>,
        product: &ProductRef,
    ) -> Result<(), ServiceError> {
        let (visitor, list, product) = (visitor.clone(), list.cloned(), product.clone());
        commit!(self.store, |tx| lists::forget(tx, &visitor, list.as_ref(), &product).await)?;
        Ok(())
    }

    /// Makes a list; gives its id.
    ///
    /// # Errors
    /// [`KeepingError::Full`] when there are too many.
    pub async fn new_list(&self, visitor: &VisitorId, name: &ListName) -> Result<ListId, KeepingError> {
        let (visitor, name, id) = (visitor.clone(), name.clone(), new_list()?);
        let made = id.clone();
        let kept = commit!(self.store, |tx| lists::create(tx, &visitor, &made, &name, now()).await)?;
        if kept { Ok(id) } else { Err(KeepingError::Full) }
    }

    /// Gives a list another name.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn rename_list(&self, visitor: &VisitorId, id: &ListId, name: &ListName) -> Result<(), ServiceError> {
        let (visitor, id, name) = (visitor.clone(), id.clone(), name.clone());
        found(commit!(self.store, |tx| lists::rename(tx, &visitor, &id, &name, now()).await)?)
    }

    /// Deletes a list with all that is on it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs, or is that of the hearts.
    pub async fn delete_list(&self, visitor: &VisitorId, id: &ListId) -> Result<(), ServiceError> {
        let (visitor, id) = (visitor.clone(), id.clone());
        found(commit!(self.store, |tx| lists::delete(tx, &visitor, &id).await)?)
    }

    /// Shows a list to whoever has its link, or to nobody any more. A list that is shared anew has another link.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn share_list(&self, visitor: &VisitorId, id: &ListId, shared: bool) -> Result<(), ServiceError> {
        let at = now();
        let digest = digest_of(&self.list_token(id, at));
        let (visitor, id) = (visitor.clone(), id.clone());
        found(commit!(self.store, |tx| lists::share(tx, &visitor, &id, shared.then_some((&digest, at))).await)?)
    }

    /// The way to a list for whoever is shown it; `None` while it is private.
    pub fn list_address(&self, list: &Wishlist) -> Option<String> {
        Some(format!("/list/{}", self.list_token(&list.id, list.shared_at?)))
    }

    fn list_token(&self, id: &ListId, shared_at: domain::time::Timestamp) -> SecretToken {
        self.keeping_token("list", &[id.as_str(), &shared_at.0.to_string()])
    }

    /// A list as whoever has its link sees it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when no list is shown by this link.
    pub async fn shared_list(&self, token: &SecretToken) -> Result<SharedList, ServiceError> {
        let list = lists::shared(self.store.reader(), &digest_of(token)).await?.ok_or(ServiceError::NotFound)?;
        let wishes = self.wishes(&list).await?;
        Ok(SharedList { name: list.name, wishes })
    }

    /// Changes how many of a product are wanted and what is noted beside it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is on no such list of theirs.
    pub async fn change_wish(&self, visitor: &VisitorId, list: &ListId, wish: &Wish) -> Result<(), ServiceError> {
        let (visitor, list, wish) = (visitor.clone(), list.clone(), wish.clone());
        found(commit!(self.store, |tx| lists::change(tx, &visitor, &list, &wish).await)?)
    }

    /// Moves a product from one list to another.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when not both are theirs, or it is not on the first.
    pub async fn carry_wish(
        &self,
        visitor: &VisitorId,
        from: &ListId,
        to: &ListId,
        product: &ProductRef,
    ) -> Result<(), ServiceError> {
        let (visitor, from, to, product) = (visitor.clone(), from.clone(), to.clone(), product.clone());
        found(commit!(self.store, |tx| lists::carry(tx, &visitor, &from, &to, &product).await)?)
    }
}

fn found(there: bool) -> Result<(), ServiceError> {
    if there { Ok(()) } else { Err(ServiceError::NotFound) }
}

/// The id of a list that is yet to be.
pub(super) fn new_list() -> Result<ListId, ServiceError> {
    Ok(ListId::try_from(new_id())?)
}
