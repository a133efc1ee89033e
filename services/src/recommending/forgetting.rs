//! Forgets what led to a suggestion, at the word of whom it was made to.

use domain::{
    ids::{ProductRef, VisitorId},
    search::SearchQuery,
};
use store::{products, recommendations};

use crate::{ServiceError, Shop, now, shop::commit};

/// What led to a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Something that they turned to, as any of its products.
    Thing(ProductRef),
    /// Words that they searched for.
    Searched(String),
    /// Nothing that they did.
    Nothing,
}

impl Shop {
    /// Forgets what led to a suggestion, in whichever offer of the same thing somebody saw it, and does not make the
    /// suggestion again; says how many moments were forgotten. Of whoever did not agree nothing is remembered, so there
    /// is nothing to forget, and nothing is noted.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_suggestion(
        &self,
        visitor: &VisitorId,
        product: &ProductRef,
        cause: Cause,
    ) -> Result<u64, ServiceError> {
        let reader = self.store.reader();
        let about = match &cause {
            Cause::Thing(thing) => {
                let known = products::by_refs(reader, std::slice::from_ref(thing)).await?;
                let relations: Vec<_> = known.into_iter().map(|one| one.relation).collect();
                let offers = products::by_relations(reader, &relations).await?;
                let mut about: Vec<ProductRef> = offers.into_iter().map(|one| one.reference).collect();
                about.push(thing.clone());
                about
            }
            _ => Vec::new(),
        };
        let words = match cause {
            Cause::Searched(text) => Some(text.chars().take(SearchQuery::LONGEST_TEXT).collect::<String>()),
            _ => None,
        };
        let known = !products::by_refs(reader, std::slice::from_ref(product)).await?.is_empty();
        let (visitor, product) = (visitor.clone(), product.clone());
        Ok(commit!(self.store, |tx| {
            let mut forgotten = recommendations::forget_products(tx, &visitor, &about).await?;
            if let Some(words) = &words {
                forgotten += recommendations::forget_search(tx, &visitor, words).await?;
            }
            if known {
                recommendations::do_not_want(tx, &visitor, &product, now()).await?;
            }
            Ok(forgotten)
        })?)
    }
}
