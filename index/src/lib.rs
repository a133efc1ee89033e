//! What can be found: an index over everything seen at any marketplace and in the house, beside the database.
//!
//! It widens what marketplaces answer to a search: it forgives typos, knows plurals and synonyms, and speaks several
//! languages. Prices and stock are never told from here; whoever answers live is the truth for them. Whatever is in it
//! can be made again from the database, so nothing is lost with it.

mod embedded;
mod entry;
mod looking;
mod reading;
mod shelf;
mod stems;
mod suggesting;
mod synonyms;
mod tally;
mod vocabulary;
mod words;

use std::collections::BTreeSet;

use async_trait::async_trait;
use domain::{catalog::Category, ids::ProductRef, locale::Locale};

pub use embedded::Embedded;
pub use entry::{Asked, Entry, Facet, FacetValue, Found, Hit, IndexError, Synonyms};

/// Where things are found by words, codes and facets.
///
/// Searching and suggesting take milliseconds. Putting is for jobs: it may write to the disk.
#[async_trait]
pub trait Index: Send + Sync {
    /// The best matches for what was asked, with the counts of facets.
    ///
    /// # Errors
    /// When the index cannot be read.
    async fn search(&self, asked: &Asked) -> Result<Found, IndexError>;

    /// The best listings with words that begin as the typed ones do, at most so many product groups.
    ///
    /// # Errors
    /// When the index cannot be read.
    async fn suggest(&self, typed: &str, locale: Locale, most: usize) -> Result<Vec<Hit>, IndexError>;

    /// The text that was probably meant, where words of it are known nowhere and others are close to them.
    ///
    /// # Errors
    /// When the index cannot be read.
    async fn closest(&self, text: &str, locale: Locale) -> Result<Option<String>, IndexError>;

    /// Whether listings have every word of a text as it is.
    ///
    /// # Errors
    /// When the index cannot be read.
    async fn knows(&self, text: &str) -> Result<bool, IndexError>;

    /// Puts listings in, each in the place of what was there of the same reference, and keeps `cursor` with them where
    /// there is one: up to where the database was read.
    ///
    /// # Errors
    /// When they could not be written; nothing has changed then.
    async fn put(&self, entries: &[Entry], cursor: Option<&str>) -> Result<(), IndexError>;

    /// Takes listings out.
    ///
    /// # Errors
    /// When that could not be written; nothing has changed then.
    async fn forget(&self, references: &[ProductRef]) -> Result<(), IndexError>;

    /// Up to where the database was read into it, as [`Index::put`] was told; nothing in a new index.
    async fn cursor(&self) -> Option<String>;

    /// Which words mean the same, from now on.
    fn learn(&self, synonyms: Vec<Synonyms>);

    /// How many listings there are.
    async fn count(&self) -> Result<u64, IndexError>;

    /// Whether it keeps what is put into it; otherwise it need not be filled.
    fn keeps(&self) -> bool {
        true
    }
}

/// A category as a choice in the facets.
pub fn facet_of_category(category: Category) -> (String, BTreeSet<String>) {
    ("category".to_owned(), BTreeSet::from([category.slug().to_owned()]))
}

/// The words of a text as the index compares them: small letters without accents, nothing but letters and digits.
pub fn plain_words(text: &str) -> Vec<String> {
    words::words(text)
}

/// Those words of a question that say something; all of them where none does. Each once, and not more than a few.
pub fn telling_words(text: &str) -> Vec<String> {
    words::telling(text)
}

/// The text between quotation marks, where the whole of it stands between them: whoever types those wants it word by word.
pub use reading::verbatim;
