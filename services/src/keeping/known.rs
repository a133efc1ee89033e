//! Products as we know them, for lists of any kind: what is switched off, taken off the shelves or gone is out of stock, and
//! stays in its list.

use std::collections::BTreeMap;

use domain::{
    catalog::{Availability, Product},
    ids::{ExternalId, ProductRef},
    keeping::{Wish, WishView},
};
use store::products;

use crate::{ServiceError, Shop, house};

impl Shop {
    /// What we know of these products, as far as we know them. The house's own have the stock of this moment.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn as_known(&self, refs: &[ProductRef]) -> Result<BTreeMap<ProductRef, Product>, ServiceError> {
        let known = products::by_refs(self.store.reader(), refs).await?;
        let mut known: BTreeMap<ProductRef, Product> =
            known.into_iter().map(|product| (product.reference.clone(), product)).collect();
        let own: Vec<ExternalId> = refs.iter().filter(|one| is_own(one)).map(|one| one.external_id.clone()).collect();
        let on_shelf =
            if own.is_empty() { Vec::new() } else { store::house::by_ids(self.store.reader(), &own).await? };
        let registry = self.registry();
        for (reference, product) in &mut known {
            let sells = registry.get(&reference.marketplace).is_some_and(|one| one.marketplace.active);
            let shelved = on_shelf.iter().find(|one| one.reference == *reference);
            match (sells, is_own(reference), shelved) {
                (true, true, Some(fresh)) => {
                    product.availability = fresh.availability;
                    product.variants.clone_from(&fresh.variants);
                }
                (true, false, _) => {}
                _ => sold_out(product),
            }
        }
        Ok(known)
    }

    /// Wishes with their products as they stand now, in the same order.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn seen_wishes(&self, wishes: Vec<Wish>) -> Result<Vec<WishView>, ServiceError> {
        let refs: Vec<ProductRef> = wishes.iter().map(|wish| wish.product.clone()).collect();
        let known = self.as_known(&refs).await?;
        let seen = |wish: Wish| {
            let found = known.get(&wish.product);
            WishView {
                title: found.map_or_else(|| wish.product.external_id.to_string(), |one| one.title.clone()),
                picture: found.and_then(|one| one.pictures.first().cloned()),
                price: found.map(|one| one.price),
                availability: found.map_or(Availability::OutOfStock, |one| one.availability),
                wish,
            }
        };
        Ok(wishes.into_iter().map(seen).collect())
    }
}

fn is_own(product: &ProductRef) -> bool {
    product.marketplace.as_str() == house::SLUG
}

fn sold_out(product: &mut Product) {
    product.availability = Availability::OutOfStock;
    for variant in &mut product.variants {
        variant.availability = Availability::OutOfStock;
    }
}
