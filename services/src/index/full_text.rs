//! The small alternative: PostgreSQL's own full text over the listings we know, behind the same trait. It knows
//! beginnings of words and synonyms; it forgives no typos, and has nothing to be filled with.

use std::sync::{PoisonError, RwLock};

use ::index::{Asked, Entry, Found, Hit, Index, IndexError, Synonyms, plain_words, telling_words};
use async_trait::async_trait;
use domain::{ids::ProductRef, locale::Locale};
use store::{Store, products};

/// Searches with the database alone.
pub(crate) struct FullText {
    store: Store,
    synonyms: RwLock<Vec<Synonyms>>,
}

impl FullText {
    /// Over a database that has full text.
    pub fn new(store: Store) -> Self {
        Self { store, synonyms: RwLock::default() }
    }

    async fn hits(&self, text: &str, most: usize) -> Result<Vec<Hit>, IndexError> {
        let every: Vec<Vec<String>> = telling_words(text).into_iter().map(|word| self.also(word)).collect();
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        let found = products::matching(self.store.reader(), &every, most).await;
        let hit = |one: products::Matching| Hit {
            reference: one.reference,
            relation: one.relation,
            score: one.rank,
            whole: true,
        };
        let broken = |error: store::StoreError| IndexError::Broken(error.to_string());
        Ok(found.map_err(broken)?.into_iter().map(hit).collect())
    }

    /// A word and the single words that mean the same.
    fn also(&self, word: String) -> Vec<String> {
        let synonyms = self.synonyms.read().unwrap_or_else(PoisonError::into_inner);
        let of = |set: &&Synonyms| set.words.iter().any(|known| plain_words(known) == [word.as_str()]);
        let single = |known: &String| Some(plain_words(known)).filter(|words| words.len() == 1)?.pop();
        let mut all: Vec<String> =
            synonyms.iter().filter(of).flat_map(|set| set.words.iter().filter_map(single)).collect();
        all.insert(0, word);
        all.truncate(16);
        all
    }
}

#[async_trait]
impl Index for FullText {
    async fn search(&self, asked: &Asked) -> Result<Found, IndexError> {
        let hits = self.hits(&asked.text, asked.limit).await?;
        Ok(Found { total: hits.len(), hits, ..Found::default() })
    }

    async fn suggest(&self, typed: &str, _: Locale, most: usize) -> Result<Vec<Hit>, IndexError> {
        let mut seen = std::collections::BTreeSet::new();
        let hits = self.hits(typed, most * 6).await?;
        Ok(hits.into_iter().filter(|hit| seen.insert(hit.relation.clone())).take(most).collect())
    }

    async fn closest(&self, _: &str, _: Locale) -> Result<Option<String>, IndexError> {
        Ok(None)
    }

    async fn knows(&self, text: &str) -> Result<bool, IndexError> {
        Ok(!self.hits(text, 1).await?.is_empty())
    }

    async fn put(&self, _: &[Entry], _: Option<&str>) -> Result<(), IndexError> {
        Ok(())
    }

    async fn forget(&self, _: &[ProductRef]) -> Result<(), IndexError> {
        Ok(())
    }

    async fn cursor(&self) -> Option<String> {
        None
    }

    fn learn(&self, synonyms: Vec<Synonyms>) {
        *self.synonyms.write().unwrap_or_else(PoisonError::into_inner) = synonyms;
    }

    async fn count(&self) -> Result<u64, IndexError> {
        products::count(self.store.reader()).await.map_err(|error| IndexError::Broken(error.to_string()))
    }

    fn keeps(&self) -> bool {
        false
    }
}
