//! The page of one marketplace: who it is, how it kept its word, what it sells.

use domain::{
    ids::MarketplaceId,
    profile::Preferences,
    search,
    time::Timestamp,
    trust::Trust,
    visit::{StorePage, Visit},
};
use store::{products, trust};

use crate::{ServiceError, Shop, now};

/// How many products a page shows.
pub const PAGE_SIZE: u64 = 24;

/// The last page that is shown.
const LAST_PAGE: u64 = 400;

/// For how long what a marketplace did counts.
const COUNTS: i64 = 365 * Timestamp::DAY;

impl Shop {
    /// The page of a marketplace, active or not; pages of its products are counted from 1.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such marketplace, or no such page.
    pub async fn store_page(
        &self,
        visit: &Visit,
        id: &MarketplaceId,
        page: u32,
        preferences: &Preferences,
    ) -> Result<StorePage, ServiceError> {
        let registry = self.registry();
        let one = registry.get(id).ok_or(ServiceError::NotFound)?;
        let reader = self.store.reader();
        let listings = products::count_of_marketplace(reader, id).await?;
        let pages = listings.div_ceil(PAGE_SIZE).clamp(1, LAST_PAGE);
        if !(1..=pages).contains(&u64::from(page)) {
            return Err(ServiceError::NotFound);
        }
        let skip = (u64::from(page) - 1) * PAGE_SIZE;
        let known = products::of_marketplace(reader, id, skip, PAGE_SIZE).await?;
        // Each as this marketplace sells it; the products of one page stay in their order.
        let order: Vec<_> = known.iter().map(|product| product.relation.clone()).collect();
        let mut groups = search::group(known, &registry.book_for(visit), "");
        groups.sort_by_key(|group| order.iter().position(|relation| *relation == group.relation));
        Ok(StorePage {
            marketplace: one.marketplace.clone(),
            listings,
            hidden: preferences.hides(id),
            blocked: one.is_blocked(),
            trust: self.trust_of(id).await?,
            groups,
            page,
            pages: u32::try_from(pages).unwrap_or(u32::MAX),
        })
    }

    /// How a marketplace kept its word over the last year, from what was observed of its orders.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn trust_of(&self, id: &MarketplaceId) -> Result<Trust, ServiceError> {
        let at = now();
        Ok(Trust::of(trust::observed(self.store.reader(), id, at.plus(-COUNTS), at).await?))
    }
}
