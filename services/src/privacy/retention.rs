//! What is too old is forgotten, as the data map says (`docs/privacy/retention.md`).

use domain::{ids::VisitorId, time::Timestamp};
use store::privacy;

use crate::{ServiceError, Shop, profile::new_id, shop::commit};

impl Shop {
    /// Forgets what is too old at a moment; says how many rows that were.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_retention(&self, at: Timestamp) -> Result<usize, ServiceError> {
        let fresh = VisitorId::try_from(new_id())?;
        let forgotten = commit!(self.store, |tx| privacy::sweep(tx, at, &fresh).await)?;
        if forgotten > 0 {
            tracing::info!(forgotten, "what was too old was forgotten");
        }
        Ok(usize::try_from(forgotten).unwrap_or(usize::MAX))
    }
}
