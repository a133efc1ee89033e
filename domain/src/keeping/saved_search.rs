//! Searches that somebody keeps, and what is new among their results since they last looked.

use std::collections::BTreeSet;

use crate::{
    ids::{RelationToken, SearchId},
    money::Currency,
    search::SearchQuery,
    time::Timestamp,
};

/// How many searches one visitor keeps.
pub const MOST_SAVED_SEARCHES: u32 = 50;

/// How many results of a search are remembered to tell new ones by.
const MOST_REMEMBERED: usize = 200;

/// A search that somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its id.
    pub id: SearchId,
    /// The question.
    pub query: SearchQuery,
    /// The currency of the amounts in it.
    pub currency: Currency,
    /// How many results are new since they last looked.
    pub fresh: u32,
    /// When it was kept.
    pub saved_at: Timestamp,
}

/// What is found now and was not known before. Nothing is new where nothing was known: whoever asked at that time found
/// nobody who answered.
pub fn news(known: &[RelationToken], found: &[RelationToken]) -> Vec<RelationToken> {
    if known.is_empty() {
        return Vec::new();
    }
    let known: BTreeSet<&RelationToken> = known.iter().collect();
    let mut seen = BTreeSet::new();
    found.iter().filter(|token| !known.contains(token) && seen.insert(*token)).cloned().collect()
}

/// What is remembered after a look: what is found now, then what was known and is away for the moment, so that a
/// marketplace that comes back brings nothing new.
pub fn remembered(known: Vec<RelationToken>, found: Vec<RelationToken>) -> Vec<RelationToken> {
    let mut seen = BTreeSet::new();
    let all = found.into_iter().chain(known).filter(|token| seen.insert(token.clone()));
    all.take(MOST_REMEMBERED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<RelationToken> {
        text.split_whitespace().map(|word| word.parse().unwrap()).collect()
    }

    #[test]
    fn only_what_was_never_known_is_new() {
        assert_eq!(news(&tokens("a b"), &tokens("b c d c")), tokens("c d"));
        assert!(news(&[], &tokens("a b")).is_empty(), "the first answer is all known");
        assert!(news(&tokens("a"), &[]).is_empty());
    }

    #[test]
    fn a_marketplace_that_was_away_brings_nothing_new_when_it_comes_back() {
        let known = remembered(tokens("a b c"), tokens("a"));
        assert_eq!(known, tokens("a b c"));
        assert!(news(&known, &tokens("c b a")).is_empty());
    }

    #[test]
    fn no_more_is_remembered_than_a_row_holds() {
        let many: Vec<RelationToken> = (0..300).map(|number| format!("t{number}").parse().unwrap()).collect();
        let kept = remembered(tokens("old"), many.clone());
        assert_eq!((kept.len(), &kept[0]), (MOST_REMEMBERED, &many[0]));
    }
}
