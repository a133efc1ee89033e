//! Fills the index: with what was just heard of, and from the database with what it does not hold yet.

use std::sync::PoisonError;

use ::index::{Entry, IndexError};
use domain::{catalog::Product, ids::ProductRef, time::Timestamp};
use store::products::{self, HeardAt};

use super::{
    Indexing,
    entries::{digest, entry_of},
};
use crate::{ServiceError, Shop};

/// How many listings are read from the database at once.
const AT_ONCE: u32 = 1000;

/// How far back the database is read again, in milliseconds: what was heard earlier may have been written later.
const OVERLAP: i64 = 10 * 60 * 1000;

/// How many digests are kept in memory; beyond that some listings are put again though nothing changed.
const MOST_KNOWN: usize = 500_000;

impl Indexing {
    /// Puts in what changed of these listings; says how many.
    pub async fn put(&self, heard: &[Product], cursor: Option<String>) -> Result<usize, IndexError> {
        if !self.index.keeps() {
            return Ok(0);
        }
        let (entries, digests) = self.changed(heard);
        if entries.is_empty() && cursor.is_none() {
            return Ok(0);
        }
        let count = entries.len();
        let index = self.index.clone();
        beside(async move { index.put(&entries, cursor.as_deref()).await }).await?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() + digests.len() > MOST_KNOWN {
            known.clear();
        }
        known.extend(digests);
        Ok(count)
    }

    fn changed(&self, heard: &[Product]) -> (Vec<Entry>, Vec<(ProductRef, u64)>) {
        let all = heard.iter().map(|product| {
            let entry = entry_of(product);
            let digest = digest(&entry);
            (entry, digest)
        });
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let new = all.filter(|(entry, digest)| known.get(&entry.reference) != Some(digest));
        new.map(|(entry, digest)| (entry.clone(), (entry.reference, digest))).unzip()
    }

    /// Puts in what was just written down.
    pub async fn put_heard(&self, heard: &[Product]) {
        match self.put(heard, None).await {
            // another process writes; that one reads the database
            Ok(_) | Err(IndexError::Busy) => {}
            Err(error) => tracing::warn!(%error, "what was heard of products is not in the index"),
        }
    }

    /// Takes out what is no longer sold.
    pub async fn forget(&self, gone: Vec<ProductRef>) -> Result<(), IndexError> {
        {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.retain(|reference, _| !gone.contains(reference));
        }
        let index = self.index.clone();
        beside(async move { index.forget(&gone).await }).await
    }

    fn forget_known(&self) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// Writing waits for the disk, so it does so on a thread of its own.
async fn beside(work: impl Future<Output = Result<(), IndexError>> + Send + 'static) -> Result<(), IndexError> {
    let runtime = tokio::runtime::Handle::current();
    let ended = tokio::task::spawn_blocking(move || runtime.block_on(work)).await;
    ended.unwrap_or_else(|error| Err(IndexError::Broken(error.to_string())))
}

impl Shop {
    /// How many listings can be found by their words.
    pub async fn index_size(&self) -> u32 {
        let held = self.indexing.index.count().await.unwrap_or(0);
        u32::try_from(held).unwrap_or(u32::MAX)
    }

    /// Puts into the index what the database holds and it does not; says how many listings.
    ///
    /// An index that holds clearly fewer listings than the database is filled from the beginning.
    ///
    /// # Errors
    /// When the store fails; an index that fails is left alone until the next time.
    pub async fn sweep_index(&self) -> Result<usize, ServiceError> {
        let indexing = &self.indexing;
        if !indexing.index.keeps() {
            return Ok(0);
        }
        self.teach_synonyms().await?;
        let held = indexing.index.count().await.unwrap_or(0);
        let known = products::count(self.store.reader()).await?;
        let read = indexing.index.cursor().await.and_then(|cursor| cursor.parse::<i64>().ok());
        let whole = held.saturating_mul(100) >= known.saturating_mul(98);
        let begins = read.filter(|_| whole).map_or(0, |read| read - OVERLAP);
        if !whole {
            indexing.forget_known();
        }
        let mut from = HeardAt { at: Timestamp(begins), behind: None };
        let mut count = 0;
        loop {
            let heard = products::heard_since(self.store.reader(), &from, AT_ONCE).await?;
            let Some(last) = heard.last() else { break };
            from = HeardAt { at: last.observed_at, behind: Some(last.reference.clone()) };
            let ended = heard.len() < AT_ONCE as usize;
            match indexing.put(&heard, Some(from.at.0.to_string())).await {
                Ok(put) => count += put,
                Err(IndexError::Busy) => break,
                Err(error) => {
                    tracing::warn!(%error, "the index was not filled");
                    break;
                }
            }
            if ended {
                break;
            }
        }
        if count > 0 {
            tracing::info!(count, "the index was filled");
        }
        Ok(count)
    }
}
