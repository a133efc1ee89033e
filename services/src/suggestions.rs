//! What the search box suggests while somebody types: goods we know, without asking anybody.

use std::sync::Arc;

use domain::{
    catalog::Picture,
    ids::ProductRef,
    money::Money,
    search::{ProductGroup, group},
    visit::Visit,
};
use store::products;

use crate::{ServiceError, Shop};

/// How many product groups are suggested.
const GROUPS: u32 = 6;

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

impl Shop {
    /// The best known goods with words that begin as the typed ones do, the best match first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn suggestions(&self, visit: &Visit, text: &str) -> Result<Vec<Suggestion>, ServiceError> {
        let text = text.trim().to_lowercase();
        if text.chars().count() < FEWEST_LETTERS {
            return Ok(Vec::new());
        }
        let known = match self.suggested.get(&text) {
            Some(known) => known,
            None => {
                let known = Arc::new(products::suggested(self.store.reader(), &text, GROUPS).await?);
                self.suggested.insert(text.clone(), known.clone());
                known
            }
        };
        let registry = self.registry();
        let groups = group(known.to_vec(), registry.book(visit.currency), &text);
        Ok(groups.iter().filter_map(|group| suggestion(group, &text)).collect())
    }
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
        total: best.shown.total,
    })
}
