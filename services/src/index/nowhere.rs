//! An index that holds nothing, for shops without one.

use ::index::{Asked, Entry, Found, Hit, Index, IndexError, Synonyms};
use async_trait::async_trait;
use domain::{ids::ProductRef, locale::Locale};

/// Finds nothing and keeps nothing.
pub(crate) struct Nowhere;

#[async_trait]
impl Index for Nowhere {
    async fn search(&self, _: &Asked) -> Result<Found, IndexError> {
        Ok(Found::default())
    }

    async fn suggest(&self, _: &str, _: Locale, _: usize) -> Result<Vec<Hit>, IndexError> {
        Ok(Vec::new())
    }

    async fn closest(&self, _: &str, _: Locale) -> Result<Option<String>, IndexError> {
        Ok(None)
    }

    async fn knows(&self, _: &str) -> Result<bool, IndexError> {
        Ok(false)
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

    fn learn(&self, _: Vec<Synonyms>) {}

    async fn count(&self) -> Result<u64, IndexError> {
        Ok(0)
    }

    fn keeps(&self) -> bool {
        false
    }
}
