//! What is searched for, counted without anybody's name: for people behind the counter, and to suggest what others look
//! for.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use ::index::plain_words;
use domain::time::Timestamp;
pub use store::index::terms::Term;
use store::index::terms::{self, Which};

use crate::{
    ServiceError, Shop, now,
    shop::commit,
    staff::{Allowed, may},
};

/// The longest text that is counted, in letters; longer ones are hardly searches.
const LONGEST: usize = 60;

/// How many different texts are counted until they are written down.
const MOST_WAITING: usize = 2000;

/// Over how many days lists look, and how long they are.
const LISTED_DAYS: i64 = 30;
const LISTED: u32 = 50;

/// How often something must have been searched for before it is suggested to others.
const OFTEN: u32 = 3;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// What was searched for and not yet written down: how often, how often in vain, and what was found last.
#[derive(Default)]
pub(crate) struct Tally(Mutex<HashMap<String, (u32, u32, u32)>>);

impl Tally {
    /// Counts a search that found so many product groups. What looks like an address or a number of somebody's is not
    /// counted.
    pub fn count(&self, text: &str, found: usize) {
        let Some(text) = counted(text) else { return };
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() >= MOST_WAITING && !waiting.contains_key(&text) {
            return;
        }
        let (asked, empty, last) = waiting.entry(text).or_default();
        *asked += 1;
        *empty += u32::from(found == 0);
        *last = u32::try_from(found).unwrap_or(u32::MAX);
    }

    fn take(&self) -> Vec<Term> {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        waiting.into_iter().map(|(text, (asked, empty, found))| Term { text, asked, empty, found }).collect()
    }
}

/// The text as it is counted; nothing where it may say who somebody is.
fn counted(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().count();
    let fits = (2..=LONGEST).contains(&letters) && digits <= 6 && !text.contains('@') && !text.contains("://");
    (fits && !plain_words(&text).is_empty() && !text.chars().any(char::is_control)).then_some(text)
}

/// What people search for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchTerms {
    /// What most.
    pub top: Vec<Term>,
    /// What in vain.
    pub empty: Vec<Term>,
    /// Over how many days.
    pub days: i64,
}

/// When the day of a moment began.
fn day(of: Timestamp) -> Timestamp {
    of.plus(-of.0.rem_euclid(DAY))
}

impl Shop {
    /// What was searched for in the last weeks, most and in vain.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn search_terms(&self, _: &Allowed<may::KeepCatalogue>) -> Result<SearchTerms, ServiceError> {
        let since = day(now()).plus(-(LISTED_DAYS - 1) * DAY);
        let reader = self.store.reader();
        Ok(SearchTerms {
            top: terms::list(reader, Which::Top, since, LISTED).await?,
            empty: terms::list(reader, Which::Empty, since, LISTED).await?,
            days: LISTED_DAYS,
        })
    }

    /// What others searched for that begins so, most first. Only what was found, was asked for several times, and is made
    /// of words that goods have: nobody reads here what somebody typed for themselves.
    pub(crate) async fn asked_by_others(&self, typed: &str, most: usize) -> Result<Vec<String>, ServiceError> {
        let Some(start) = counted(typed) else { return Ok(Vec::new()) };
        let since = day(now()).plus(-(LISTED_DAYS - 1) * DAY);
        let wanted = u32::try_from(most * 3).unwrap_or(u32::MAX);
        let found = terms::beginning(self.store.reader(), &start, since, OFTEN, wanted).await?;
        let mut kept = Vec::new();
        for term in found {
            if kept.len() < most && term.text != start && self.knows_words(&term.text).await {
                kept.push(term.text);
            }
        }
        Ok(kept)
    }

    /// Whether goods have every word of a text, as it is.
    async fn knows_words(&self, text: &str) -> bool {
        self.indexing.index.knows(text).await.unwrap_or(false)
    }

    /// Writes down what was counted.
    ///
    /// # Errors
    /// When the store fails; what was counted since the last time is lost then.
    pub async fn sweep_terms(&self) -> Result<usize, ServiceError> {
        let counted = self.tally.take();
        let today = day(now());
        let count = counted.len();
        if count > 0 {
            commit!(self.store, |tx| terms::add(tx, today, &counted).await)?;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_say_who_somebody_is_is_not_counted() {
        for text in
            ["a", "me@example.org", "0044 7700 900123", "https://example.org/x", "!!!", "long ".repeat(20).as_str()]
        {
            assert_eq!(counted(text), None, "{text}");
        }
        assert_eq!(counted("  Brass \n LAMP "), Some("brass lamp".to_owned()));
    }

    #[test]
    fn searches_are_counted_until_they_are_taken() {
        let tally = Tally::default();
        tally.count("lamp", 3);
        tally.count("Lamp", 0);
        assert_eq!(tally.take(), [Term { text: "lamp".to_owned(), asked: 2, empty: 1, found: 0 }]);
        assert!(tally.take().is_empty());
    }
}
