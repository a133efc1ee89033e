//! What is suggested: a model of what people do and of what things are, made anew beside the requests, and read by pages.
//!
//! Only what people agreed to have remembered goes into it, and it holds no person: numbers stand for people while it is
//! made, and are gone afterwards. What somebody does counts in their own suggestions at once, because those are looked up
//! by what is remembered of them at that moment.

mod build;
mod forgetting;
mod person;
mod rows;

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use domain::{
    catalog::Product,
    ids::RelationToken,
    profile::Preferences,
    recommending::Model,
    search::{self, ProductGroup},
    visit::Visit,
};
use store::products;

use crate::{ServiceError, Shop};

pub use self::{
    forgetting::Cause,
    person::{Because, Suggested},
};

/// The model of this moment, with what it was made from.
#[derive(Default)]
pub(crate) struct Recommending {
    model: RwLock<Arc<Model>>,
    made: RwLock<Option<build::Made>>,
}

impl Recommending {
    pub(crate) fn model(&self) -> Arc<Model> {
        self.model.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Shop {
    /// The groups of these relations that can be bought and are not hidden, by their relation.
    async fn groups_of(
        &self,
        visit: &Visit,
        relations: &[RelationToken],
        preferences: &Preferences,
    ) -> Result<BTreeMap<RelationToken, ProductGroup>, ServiceError> {
        let shown = |product: &Product| !preferences.hides(&product.reference.marketplace);
        let known = products::by_relations(self.store.reader(), relations).await?;
        let registry = self.registry();
        let groups = search::group(known.into_iter().filter(shown).collect(), &registry.book_for(visit), "");
        let sold = groups.into_iter().filter(ProductGroup::in_stock);
        Ok(sold.map(|group| (group.relation.clone(), group)).collect())
    }
}
