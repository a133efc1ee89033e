//! The index beside the database: where it is, what goes into it, and what it is asked.
//!
//! Everything in it is made from the database and can be made again. Whoever asks it goes on without it where it fails.

mod entries;
mod filling;
mod full_text;
mod nowhere;
mod synonyms;
mod terms;

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use ::index::{Embedded, Index, IndexError};
use domain::ids::ProductRef;
use store::{Store, products};

pub use store::index::synonyms::SynonymSet;

pub use self::{
    entries::entry_of,
    synonyms::{LONGEST_SET, MOST_SETS, built_in},
    terms::{SearchTerms, Term},
};
pub(crate) use self::{full_text::FullText, nowhere::Nowhere, terms::Tally};

/// Where the index is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum IndexPlace {
    /// In memory: begun anew with every process.
    #[default]
    Memory,
    /// In a folder, which only this shop uses.
    Folder(PathBuf),
    /// PostgreSQL's own full text: fewer words are forgiven, and nothing is kept beside the database.
    Database,
    /// There is none; marketplaces alone answer.
    Nowhere,
}

/// The index and what is known of what lies in it.
#[derive(Clone)]
pub(crate) struct Indexing {
    pub index: Arc<dyn Index>,
    /// What lies in the index, by a digest of what is searched for in it; so that what only costs more is not put again.
    known: Arc<Mutex<HashMap<ProductRef, u64>>>,
    /// Which sets of synonyms it was taught last.
    taught: Arc<Mutex<Option<(i64, i64)>>>,
}

impl Indexing {
    /// Opens the index of a shop. Where that fails, the shop goes on without one.
    pub fn open(place: &IndexPlace, store: &Store) -> Self {
        let opened: Result<Arc<dyn Index>, IndexError> = match place {
            IndexPlace::Memory => Embedded::in_memory().map(|index| Arc::new(index) as Arc<dyn Index>),
            IndexPlace::Folder(folder) => Embedded::open(folder).map(|index| Arc::new(index) as Arc<dyn Index>),
            IndexPlace::Database if products::has_full_text(store.reader()) => {
                Ok(Arc::new(FullText::new(store.clone())))
            }
            IndexPlace::Database => {
                tracing::warn!("this database has no full text; the shop goes on without an index");
                Ok(Arc::new(Nowhere))
            }
            IndexPlace::Nowhere => Ok(Arc::new(Nowhere)),
        };
        let index = opened.unwrap_or_else(|error| {
            tracing::error!(%error, "the index cannot be opened; the shop goes on without one");
            Arc::new(Nowhere)
        });
        index.learn(built_in());
        Self { index, known: Arc::default(), taught: Arc::default() }
    }
}
