//! What the search box suggests while somebody types: goods and searches we know, without asking anybody.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    catalog::{Picture, Product},
    ids::{ProductRef, RelationToken},
    locale::Locale,
    money::Money,
    search::{ProductGroup, group},
    visit::Visit,
};
use store::products;

use crate::{ServiceError, Shop, accounts::Signed};

/// How many product groups are suggested.
const GROUPS: u32 = 6;

/// How many searches are suggested, and how many of those are the shopper's own.
const SEARCHES: usize = 4;
const OWN_SEARCHES: usize = 2;

/// The fewest letters that anything is suggested for.
const FEWEST_LETTERS: usize = 2;

/// A product group worth a look for what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The listing that fits the text best.
    pub product: ProductRef,
    /// Its title.
    pub title: String,
    /// A picture of the thing.
    pub picture: Option<Picture>,
    /// The lowest total at the shopper's door among its offers.
    pub total: Money,
}

/// A search worth making for what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedSearch {
    /// Its words.
    pub text: String,
    /// Whether the shopper made it before.
    pub own: bool,
}

/// What is suggested for a text to everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Suggested {
    /// What is sold of the best product groups, the best group first.
    products: Vec<Product>,
    /// What others search for that begins so.
    searches: Vec<String>,
}

impl Shop {
    /// The best known goods with words that begin as the typed ones do, the best match first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn suggestions(&self, visit: &Visit, text: &str) -> Result<Vec<Suggestion>, ServiceError> {
        let Some(text) = asked(text) else { return Ok(Vec::new()) };
        let known = self.suggest(visit.locale, &text).await?;
        let registry = self.registry();
        let places = in_order(&known.products);
        let mut groups = group(known.products.clone(), &registry.book_for(visit), &text);
        groups.sort_by_key(|group| places.get(&group.relation).copied().unwrap_or(usize::MAX));
        Ok(groups.iter().filter_map(|group| suggestion(group, &text)).collect())
    }

    /// Searches that begin as the typed words do: the shopper's own first, where somebody is signed in and keeps them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn suggested_searches(
        &self,
        locale: Locale,
        signed: Option<&Signed>,
        text: &str,
    ) -> Result<Vec<SuggestedSearch>, ServiceError> {
        let Some(text) = asked(text) else { return Ok(Vec::new()) };
        let mut all: Vec<SuggestedSearch> = Vec::new();
        if let Some(signed) = signed {
            let past = self.past_searches(signed).await?;
            let fits = |search: &String| search.to_lowercase().starts_with(&text) && search.to_lowercase() != text;
            let own = past.into_iter().map(|search| search.text).filter(fits).take(OWN_SEARCHES);
            all.extend(own.map(|text| SuggestedSearch { text, own: true }));
        }
        for other in &self.suggest(locale, &text).await?.searches {
            if all.len() < SEARCHES && all.iter().all(|known| known.text.to_lowercase() != *other) {
                all.push(SuggestedSearch { text: other.clone(), own: false });
            }
        }
        Ok(all)
    }

    /// What is suggested to everybody, for a while the same.
    async fn suggest(&self, locale: Locale, text: &str) -> Result<Arc<Suggested>, ServiceError> {
        let key = (locale, text.to_owned());
        if let Some(known) = self.suggested.get(&key) {
            return Ok(known);
        }
        let products = match self.indexing.index.suggest(text, locale, GROUPS as usize).await {
            Ok(hits) if !hits.is_empty() => {
                let relations: Vec<RelationToken> = hits.iter().map(|hit| hit.relation.clone()).collect();
                let mut products = products::by_relations(self.store.reader(), &relations).await?;
                let place = |product: &Product| relations.iter().position(|relation| *relation == product.relation);
                products.sort_by_key(place);
                products
            }
            outcome => {
                if let Err(error) = outcome {
                    tracing::warn!(%error, "suggestions go on without the index");
                }
                products::suggested(self.store.reader(), text, GROUPS).await?
            }
        };
        let searches = self.asked_by_others(text, SEARCHES).await?;
        let known = Arc::new(Suggested { products, searches });
        self.suggested.insert(key, known.clone());
        Ok(known)
    }
}

/// The text as it is looked up; nothing where it is too short.
fn asked(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (text.chars().count() >= FEWEST_LETTERS).then_some(text)
}

/// The place of every group among the products.
fn in_order(products: &[Product]) -> BTreeMap<RelationToken, usize> {
    let mut seen = BTreeSet::new();
    let first = products.iter().filter(|product| seen.insert(&product.relation));
    first.enumerate().map(|(place, product)| (product.relation.clone(), place)).collect()
}

/// The group by the title that fits the text best; shoppers look for the words they typed.
fn suggestion(group: &ProductGroup, text: &str) -> Option<Suggestion> {
    let typed: Vec<&str> = text.split_whitespace().collect();
    let fits = |title: &str| {
        let title = title.to_lowercase();
        typed.iter().filter(|word| title.contains(*word)).count()
    };
    let best = group.best()?;
    // The last of equals would be taken, and the best offer stands first.
    let named = group.offers.iter().rev().max_by_key(|offer| fits(&offer.product.title))?;
    Some(Suggestion {
        product: named.product.reference.clone(),
        title: named.product.title.clone(),
        picture: named.product.pictures.first().or(group.picture()).cloned(),
        total: best.landed.total,
    })
}
