//! Turns: what is heard of one order at the same time is taken in one after another.
//!
//! Correct without them, since every step compares the saga's version; with them a process does not lose that race against
//! itself and work a step out in vain.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::ids::OrderNumber;
use tokio::sync::Mutex;

/// How many orders can be at it at once; two that fall on one place wait for each other, which does no harm.
const PLACES: usize = 256;

/// One place for each of many orders.
pub(crate) struct Turns([Mutex<()>; PLACES]);

impl Default for Turns {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Mutex::new(())))
    }
}

impl Turns {
    /// The place where an order's turn is waited for. It must not be held while the network is awaited.
    pub(crate) fn of(&self, order: &OrderNumber) -> &Mutex<()> {
        let mut hasher = DefaultHasher::new();
        order.hash(&mut hasher);
        &self.0[usize::try_from(hasher.finish() % PLACES as u64).unwrap_or(0)]
    }
}
