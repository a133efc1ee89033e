//! Searches that somebody keeps. A sweep asks them again of what we remember of all marketplaces, and notes what was not
//! there before, for their owner's page to show.

use domain::{
    catalog::Product,
    ids::{RelationToken, SearchId, VisitorId},
    keeping::{SavedSearch, news, remembered},
    money::Currency,
    search::{self, SearchPage, SearchQuery},
    time::Timestamp,
};
use store::{
    keeping::searches::{self, KeptSearch},
    products,
};

use super::KeepingError;
use crate::{ServiceError, Shop, now, profile::new_id, shop::commit};

/// How long a search rests before it is asked again, in milliseconds.
const RESTS: i64 = 60 * Timestamp::MINUTE;

/// How many searches one round asks.
const AT_ONCE: u32 = 50;

/// How many remembered products one search looks at.
const LOOKED_AT: u64 = 400;

impl Shop {
    /// The searches that a visitor keeps, those with something new first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn saved_searches(&self, visitor: &VisitorId) -> Result<Vec<SavedSearch>, ServiceError> {
        Ok(searches::of(self.store.reader(), visitor).await?)
    }

    /// Keeps a search; what it finds at this moment is not new.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it asks for nothing; [`KeepingError::Full`] when there are too many.
    pub async fn save_search(
        &self,
        visitor: &VisitorId,
        query: SearchQuery,
        currency: Currency,
    ) -> Result<(), KeepingError> {
        if query.text.is_empty() && query.category.is_none() && !query.is_narrowed() {
            return Err(ServiceError::NotFound.into());
        }
        let query = SearchQuery { page: 1, ..query };
        let known = remembered(Vec::new(), self.found_for(&query, currency).await?);
        let id = SearchId::try_from(new_id()).map_err(ServiceError::from)?;
        let search = SavedSearch { id, query, currency, fresh: 0, saved_at: now() };
        let visitor = visitor.clone();
        let kept = commit!(self.store, |tx| searches::save(tx, &visitor, &search, &known).await)?;
        if kept { Ok(()) } else { Err(KeepingError::Full) }
    }

    /// Forgets a kept search.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn forget_saved_search(&self, visitor: &VisitorId, id: &SearchId) -> Result<(), ServiceError> {
        let (visitor, id) = (visitor.clone(), id.clone());
        let gone = commit!(self.store, |tx| searches::forget(tx, &visitor, &id).await)?;
        if gone { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// The address of a kept search whose owner looks into it now: nothing of it is new any more.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn open_saved_search(&self, visitor: &VisitorId, id: &SearchId) -> Result<String, ServiceError> {
        let kept = self.saved_searches(visitor).await?;
        let search = kept.into_iter().find(|search| search.id == *id).ok_or(ServiceError::NotFound)?;
        let (visitor, id) = (visitor.clone(), id.clone());
        commit!(self.store, |tx| searches::look_at(tx, &visitor, &id).await)?;
        Ok(search.query.address(search.currency))
    }

    /// The groups that a question finds among what we remember, the best match first.
    async fn found_for(&self, query: &SearchQuery, currency: Currency) -> Result<Vec<RelationToken>, ServiceError> {
        let reader = self.store.reader();
        let known: Vec<Product> = products::search_cached(reader, &query.text, query.category, LOOKED_AT).await?;
        let registry = self.registry();
        let groups = search::group(known, registry.book(currency), &query.text);
        let page = SearchPage::of(query.clone(), currency, groups, Vec::new(), Vec::new());
        // What passes the filters is on the page or among those that admit it.
        let passing = page.facts.iter().filter(|facts| query.admits(facts)).count();
        let all = page.groups.into_iter().chain(page.others).take(passing);
        Ok(all.map(|group| group.relation).collect())
    }

    /// Asks again what was not asked for a while, and notes what is new; says how many searches that were.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_saved_searches(&self, now: Timestamp) -> Result<usize, ServiceError> {
        let due = searches::due(self.store.reader(), now.plus(-RESTS), AT_ONCE).await?;
        let count = due.len();
        let mut changed: Vec<KeptSearch> = Vec::with_capacity(count);
        for kept in due {
            // Each asks for something else, so each is a question of its own; a round asks a bounded number of them.
            let found = self.found_for(&kept.search.query, kept.search.currency).await?;
            let mut fresh = kept.fresh;
            fresh.extend(news(&kept.known, &found));
            fresh.truncate(99);
            let known = remembered(kept.known, found);
            changed.push(KeptSearch { search: kept.search, known, fresh });
        }
        commit!(self.store, |tx| {
            for kept in &changed {
                searches::found(tx, kept, now).await?;
            }
            Ok(())
        })?;
        Ok(count)
    }
}
