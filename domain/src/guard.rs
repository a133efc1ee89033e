//! The guards of the money path by name, so that a proof can take one away and show that its absence is found.
//!
//! A guard is a condition that keeps money from being moved twice, lost or made up. In the shop every guard stands: [`on`]
//! is the constant `true` and costs nothing. Only with the feature `removable-guards`, which nothing but the proofs
//! turns on, can one be removed.

/// Whether a guard stands: always, except in a proof that removed it.
#[cfg(not(feature = "removable-guards"))]
#[must_use]
pub const fn on(_name: &str) -> bool {
    true
}

#[cfg(feature = "removable-guards")]
pub use self::removable::{on, remove};

#[cfg(feature = "removable-guards")]
mod removable {
    use std::sync::{PoisonError, RwLock};

    static REMOVED: RwLock<Option<String>> = RwLock::new(None);

    /// Whether a guard stands: always, except in a proof that removed it.
    #[must_use]
    pub fn on(name: &str) -> bool {
        REMOVED.read().unwrap_or_else(PoisonError::into_inner).as_deref() != Some(name)
    }

    /// Takes one guard away in this process, or puts the last one back.
    pub fn remove(name: Option<&str>) {
        *REMOVED.write().unwrap_or_else(PoisonError::into_inner) = name.map(str::to_owned);
    }
}
