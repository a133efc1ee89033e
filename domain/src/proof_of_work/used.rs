//! Answers that were shown, remembered for as long as their challenges could be answered again.

use std::collections::BTreeSet;

use super::{Challenge, Refusal};
use crate::time::Timestamp;

/// What was shown, by when it is over.
#[derive(Clone, Debug, Default)]
pub struct Used(BTreeSet<(Timestamp, u128)>);

impl Used {
    /// How many are remembered at most: more than all may send together while a challenge lives (decision 0026).
    pub const MOST: usize = 150_000;

    /// Takes the answer to a challenge, once.
    ///
    /// # Errors
    /// When it was taken before, or so many are remembered that this one could not be.
    pub fn take(&mut self, challenge: &Challenge, now: Timestamp) -> Result<(), Refusal> {
        while self.0.first().is_some_and(|(until, _)| *until <= now) {
            self.0.pop_first();
        }
        if self.0.contains(&(challenge.until, challenge.salt)) {
            return Err(Refusal::Used);
        }
        if self.0.len() >= Self::MOST {
            return Err(Refusal::Full);
        }
        self.0.insert((challenge.until, challenge.salt));
        Ok(())
    }

    /// How many are remembered.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
