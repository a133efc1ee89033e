//! The same product across marketplaces: holds new listings against the few that may be the same, makes one group of what
//! is, asks a person about what may be, and listens to shoppers who say that it is not.

mod deciding;
mod desk;
mod voting;

use std::collections::BTreeSet;

use domain::{
    catalog::Product,
    ids::{ProductRef, RelationToken},
    matching::{Listing, Matched, Reading},
    money::{Currency, RateTable},
    search::ProductGroup,
};
use store::matching::{
    self,
    pairs::{self, Pair, State},
    relations,
};
use store::products;

use self::deciding::{Known, Outcome, decide};
pub use self::{
    desk::{Desk, PairView},
    voting::ENOUGH,
};
use crate::{ServiceError, Shop, now, shop::commit};

/// How many listings are matched at once, and how often in a row before others get their turn.
const AT_ONCE: u32 = 100;
const ROUNDS: usize = 40;

impl Shop {
    /// Holds listings that say something new against those that may be the same; says how many.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_matching(&self) -> Result<usize, ServiceError> {
        let mut count = 0;
        for _ in 0..ROUNDS {
            let matched = self.match_some().await?;
            count += matched;
            if matched < AT_ONCE as usize {
                break;
            }
        }
        Ok(count)
    }

    async fn match_some(&self) -> Result<usize, ServiceError> {
        let reader = self.store.reader();
        let waiting = matching::waiting(reader, AT_ONCE).await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let listings: Vec<ProductRef> = waiting.iter().map(|one| one.product.reference.clone()).collect();
        let products: Vec<Product> = waiting.iter().map(|one| one.product.clone()).collect();
        let keys =
            beside(move || products.iter().map(|product| (product.reference.clone(), keys_of(product))).collect());
        let keys: Vec<(ProductRef, BTreeSet<String>)> = keys.await?;
        let kept = keys.clone();
        commit!(self.store, |tx| matching::keep_keys(tx, &kept).await)?;
        let all: BTreeSet<String> = keys.iter().flat_map(|(_, keys)| keys.iter().cloned()).collect();
        let shared = matching::candidates(reader, &all).await?;
        let near: BTreeSet<&ProductRef> = shared.values().flatten().chain(&listings).collect();
        let tokens: BTreeSet<RelationToken> = relations::tokens_of(reader, &near).await?.into_values().collect();
        let members = matching::members(reader, &tokens).await?;
        let names: BTreeSet<ProductRef> = members.iter().map(|one| one.product.reference.clone()).collect();
        let said = pairs::said_of(reader, &names).await?;
        let rates = self.registry().rates().clone();
        let known = Known { members, said, keys, shared };
        let outcome = beside(move || decide(&listings, &known, &rates)).await?;
        let count = waiting.len();
        let changed = outcome.changed.clone();
        commit!(self.store, |tx| {
            carry_out(tx, &outcome).await?;
            matching::note_matched(tx, &waiting).await
        })?;
        self.tell_of_groups(&changed).await?;
        Ok(count)
    }

    /// Why each other offer of a group is taken for the same thing as the listing that is shown.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn matched(&self, shown: &Product, group: &ProductGroup) -> Result<Vec<Matched>, ServiceError> {
        let others: Vec<&Product> =
            group.offers.iter().map(|offer| &offer.product).filter(|one| one.reference != shown.reference).collect();
        if others.is_empty() {
            return Ok(Vec::new());
        }
        let said = pairs::said_of(self.store.reader(), &BTreeSet::from([shown.reference.clone()])).await?;
        let rates = self.registry().rates().clone();
        let reading_of_shown = reading(shown, &rates);
        let matched = others.into_iter().map(|other| {
            let pair = Pair::of(&shown.reference, &other.reference);
            let decided = said.iter().any(|known| Some(&known.pair) == pair.as_ref() && known.state == State::Same);
            Matched {
                listing: other.reference.clone(),
                judgement: reading_of_shown.judge(&reading(other, &rates)),
                decided,
            }
        });
        Ok(matched.collect())
    }

    /// Tells whoever keeps groups that these listings belong to others now: searches ask anew, and the index is put right.
    async fn tell_of_groups(&self, changed: &[ProductRef]) -> Result<(), ServiceError> {
        if changed.is_empty() {
            return Ok(());
        }
        self.answers.invalidate_all();
        self.suggested.invalidate_all();
        let known = products::by_refs(self.store.reader(), changed).await?;
        if let Err(error) = self.indexing.put(&known, None).await {
            tracing::warn!(%error, "the index groups as it did before until it is gone through");
        }
        Ok(())
    }

    /// Gives listings, as marketplaces told them, the tokens of their groups. Where the store fails they keep their own,
    /// so that nobody waits for it.
    pub(crate) async fn settle_relations(&self, products: &mut [Product]) {
        if let Err(error) = relations::settle(self.store.reader(), products).await {
            tracing::warn!(%error, "listings keep the groups that their marketplaces told");
        }
    }
}

/// Changes groups as was decided, and notes why.
async fn carry_out(tx: &store::Transaction, outcome: &Outcome) -> Result<(), store::StoreError> {
    relations::shift(tx, &outcome.moves).await?;
    relations::merge(tx, &outcome.merges, now()).await?;
    let judged: Vec<(Pair, domain::matching::Judgement, State)> = outcome.pairs.clone();
    pairs::keep(tx, &judged, now()).await
}

/// Runs what takes the processor for a while on a thread of its own.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ServiceError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|broke_off| ServiceError::Unavailable(broke_off.to_string()))
}

/// What a listing is looked for by.
fn keys_of(product: &Product) -> BTreeSet<String> {
    Reading::of(&Listing::of(product)).keys()
}

/// A listing read with its price in one currency, so that prices of all marketplaces can be compared.
fn reading(product: &Product, rates: &RateTable) -> Reading {
    let mut listing = Listing::of(product);
    listing.price = rates.convert(product.price, Currency::Eur).ok();
    Reading::of(&listing)
}
