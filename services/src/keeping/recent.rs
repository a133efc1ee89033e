//! What somebody looked at last. There is something only of those who agreed that it is remembered.

use domain::{
    ids::{ProductRef, VisitorId},
    search::{self, ProductGroup},
    visit::Visit,
};
use store::keeping;

use crate::{ServiceError, Shop, shop::commit};

/// How many products are shown at the most.
const MOST: u32 = 60;

impl Shop {
    /// The products a visitor looked at last, the newest first, at most so many; each as a group of its own, since it was
    /// that offer they looked at. Products that nothing is known of any more are left out.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recently_viewed(&self, visit: &Visit, limit: u32) -> Result<Vec<ProductGroup>, ServiceError> {
        let Some(visitor) = &visit.visitor else { return Ok(Vec::new()) };
        let looked = keeping::recent(self.store.reader(), visitor, limit.min(MOST)).await?;
        let refs: Vec<ProductRef> = looked.into_iter().map(|(product, _)| product).collect();
        let mut known = self.as_known(&refs).await?;
        let registry = self.registry();
        let book = registry.book(visit.currency);
        let group = |product: &ProductRef| search::group(vec![known.remove(product)?], book, "").pop();
        Ok(refs.iter().filter_map(group).collect())
    }

    /// Forgets that somebody looked at a product, or at anything where none is named.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_looked(&self, visitor: &VisitorId, product: Option<&ProductRef>) -> Result<(), ServiceError> {
        let (visitor, product) = (visitor.clone(), product.cloned());
        commit!(self.store, |tx| keeping::forget_looked(tx, &visitor, product.as_ref()).await)?;
        Ok(())
    }
}
