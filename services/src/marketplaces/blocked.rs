//! What a marketplace may not sell here: taken out of its answers, whatever it says.

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError, RwLock},
};

use connectors::marketplaces::QuoteRequest;
use domain::{
    catalog::{Availability, Product},
    ids::ExternalId,
};

/// What is blocked; `None` among it stands for everything.
pub type Blocks = BTreeSet<Option<ExternalId>>;

/// What of one marketplace is blocked.
#[derive(Debug, Default)]
pub(super) struct Blocked(RwLock<Arc<Blocks>>);

impl Blocked {
    /// Takes what is blocked in the place of what was; says whether that is another.
    pub(super) fn set(&self, blocks: Blocks) -> bool {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let changed = **kept != blocks;
        if changed {
            *kept = Arc::new(blocks);
        }
        changed
    }

    /// Whether everything is blocked.
    pub(super) fn everything(&self) -> bool {
        self.now().contains(&None)
    }

    /// The products that may be found.
    pub(super) fn found(&self, mut products: Vec<Product>) -> Vec<Product> {
        let blocks = self.now();
        products.retain(|product| !holds(&blocks, &product.reference.external_id));
        products
    }

    /// The products that were asked for by name: what is blocked is out of stock.
    pub(super) fn named(&self, mut products: Vec<Product>) -> Vec<Product> {
        let blocks = self.now();
        products.iter_mut().filter(|product| holds(&blocks, &product.reference.external_id)).for_each(sold_out);
        products
    }

    /// Whether a product is blocked.
    pub(super) fn holds(&self, product: &ExternalId) -> bool {
        holds(&self.now(), product)
    }

    /// The variants of a cart that may not be bought, with how many there are of them: none.
    pub(super) fn of(&self, request: &QuoteRequest) -> Vec<(ExternalId, Option<u32>)> {
        let lines = request.lines.iter().filter(|line| self.holds(&line.product));
        lines.map(|line| (line.variant.clone(), Some(0))).collect()
    }

    fn now(&self) -> Arc<Blocks> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn holds(blocks: &Blocks, product: &ExternalId) -> bool {
    !blocks.is_empty() && (blocks.contains(&None) || blocks.contains(&Some(product.clone())))
}

fn sold_out(product: &mut Product) {
    product.availability = Availability::OutOfStock;
    product.variants.iter_mut().for_each(|variant| variant.availability = Availability::OutOfStock);
}
