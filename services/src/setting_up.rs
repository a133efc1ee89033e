//! What is written down before the shop opens: its secret, and the practice world where there is one.

use domain::marketplace::Marketplace;
use rand::Rng;
use store::{Store, coupons, house, marketplaces, rates, seed};

use crate::{
    ServiceError, now,
    practice::{self, World},
    reviews,
    shop::commit,
};

/// Every marketplace we know, active or not.
///
/// # Errors
/// When the store fails.
pub async fn known_marketplaces(store: &Store) -> Result<Vec<Marketplace>, ServiceError> {
    Ok(marketplaces::list(store.reader()).await?)
}

/// Writes down the practice world's marketplaces, its rates, its coupons, and the house's goods; again is as good as once.
///
/// # Errors
/// When the store fails.
pub async fn seed_practice(store: &Store, world: &World) -> Result<(), ServiceError> {
    let known = world.marketplaces();
    Ok(commit!(store, |tx| {
        for (marketplace, _) in &known {
            marketplaces::upsert(tx, marketplace).await?;
        }
        rates::save(tx, &practice::rates()).await?;
        for issued in practice::coupons() {
            coupons::issue(tx, &issued, now()).await?;
        }
        let house_id =
            known.iter().map(|(marketplace, _)| &marketplace.id).find(|id| id.as_str() == crate::house::SLUG);
        if let Some(id) = house_id {
            house::seed(tx, &seed::house(id, now())?).await?;
        }
        reviews::seed(tx, now()).await?;
        Ok(())
    })?)
}

/// 256 random bits.
pub fn new_secret() -> [u8; 32] {
    rand::rng().random()
}
