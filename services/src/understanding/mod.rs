//! What shoppers mean: sentences read with the names of our own catalogue, and how close listings are to them.

mod vectors;

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, OnceLock, PoisonError, RwLock, Weak},
    time::Duration,
};

use domain::{
    ids::{MarketplaceId, RelationToken},
    locale::Locale,
    search::{Input, ProductGroup, SearchQuery, raise},
    understanding::{Applied, Gazetteer, Understood, understand},
    visit::Visit,
};
use store::{Store, StoreError, products};

pub use self::vectors::{Vectors, VectorsError};
use crate::{Shop, shop::Inner};

/// How often it is looked whether the catalogue names somebody new.
const LOOKED_AGAIN: Duration = Duration::from_secs(30);

/// How many makers are known at most.
const MOST_BRANDS: u32 = 50_000;

/// What sentences are read with.
pub(crate) struct Understanding {
    gazetteer: RwLock<Arc<Gazetteer>>,
    vectors: OnceLock<Vectors>,
}

impl Default for Understanding {
    fn default() -> Self {
        Self { gazetteer: RwLock::new(Arc::new(Gazetteer::new([], []))), vectors: OnceLock::new() }
    }
}

impl Shop {
    /// What a text asks for, typed on a page of this language.
    pub fn understand(&self, text: &str, locale: Locale) -> Understood {
        let gazetteer = self.understanding.gazetteer.read().unwrap_or_else(PoisonError::into_inner).clone();
        understand(text, &gazetteer, locale)
    }

    /// The question with what its words mean as filters, where they mean any and nobody has looked at them yet.
    ///
    /// Words between quotation marks are taken as they are.
    pub fn understood(&self, visit: &Visit, query: &SearchQuery) -> Option<Applied> {
        if query.text.is_empty() || !query.said.is_empty() || query.text.starts_with('"') {
            return None;
        }
        let registry = self.registry();
        let sold = |id: &MarketplaceId| registry.faces().iter().any(|face| face.id == *id);
        self.understand(&query.text, visit.locale).applied(query, visit.currency, registry.rates(), sold)
    }

    /// Has trained vectors of a folder say how close listings are to what is asked; only the first folder counts.
    ///
    /// # Errors
    /// When the folder holds none.
    pub fn use_vectors(&self, folder: &Path) -> Result<(), VectorsError> {
        let vectors = Vectors::read(folder)?;
        self.understanding.vectors.set(vectors).ok();
        Ok(())
    }

    /// Counts what trained vectors know of the groups' meaning, where there are some.
    pub(crate) fn sharpen(&self, groups: &mut [ProductGroup], words: &str) {
        let Some(vectors) = self.understanding.vectors.get().filter(|_| !words.is_empty()) else { return };
        let asked = vectors.of(words);
        raise(groups, Input::Meaning, |group| {
            let of_offer = |title: &str| Vectors::closeness(&asked, &vectors.of(title));
            group.offers.iter().map(|offer| of_offer(&offer.product.title)).max()
        });
    }

    /// The makers of the catalogue and the marketplaces of this moment as names that sentences may hold.
    async fn learn_names(&self) -> Result<(), StoreError> {
        let brands = products::brands(self.store.reader(), MOST_BRANDS).await?;
        let registry = self.registry();
        let marketplaces = registry.all().iter().map(|one| (one.id().clone(), one.marketplace.name.as_str()));
        let gazetteer = Arc::new(Gazetteer::new(brands.iter().map(String::as_str), marketplaces));
        *self.understanding.gazetteer.write().unwrap_or_else(PoisonError::into_inner) = gazetteer;
        Ok(())
    }
}

/// Learns the names of the catalogue, and again when it has grown, for as long as the shop is there.
pub(crate) async fn learn_names(shop: Weak<Inner>) {
    let mut known = None;
    while let Some(shop) = shop.upgrade().map(Shop::of) {
        let marketplaces: Vec<MarketplaceId> = shop.faces().into_iter().map(|face| face.id).collect();
        match products::count(shop.store.reader()).await {
            Ok(count) if known.as_ref() != Some(&(count, marketplaces.clone())) => match shop.learn_names().await {
                Ok(()) => known = Some((count, marketplaces)),
                Err(error) => tracing::warn!(%error, "the names of the catalogue were not learnt"),
            },
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the catalogue cannot be counted"),
        }
        drop(shop);
        tokio::time::sleep(LOOKED_AGAIN).await;
    }
}

/// When each group was first heard of; nothing where that cannot be said.
pub(crate) async fn first_seen(
    store: &Store,
    tokens: &[RelationToken],
) -> BTreeMap<RelationToken, domain::time::Timestamp> {
    products::first_seen(store.reader(), tokens).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a search goes on without knowing what is new");
        BTreeMap::new()
    })
}
