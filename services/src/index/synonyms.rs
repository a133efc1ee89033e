//! Words that mean the same: those the shop comes with, and those that people behind the counter add.

use std::sync::PoisonError;

use ::index::{Synonyms, plain_words};
use store::{
    audit_log::{self, Noted},
    index::synonyms::{self, SynonymSet},
};

use crate::{
    ServiceError, Shop, now,
    profile::new_id,
    shop::commit,
    staff::{Allowed, may},
};

/// The sets that the shop comes with: one a line, words with commas between, `#` begins a remark.
const BUILT_IN: &str = include_str!("synonyms.csv");

/// The longest set, in letters, and how many sets there can be.
pub const LONGEST_SET: usize = 500;
pub const MOST_SETS: u32 = 2000;

/// At most so many words in a set.
const MOST_WORDS: usize = 30;

/// The sets that the shop comes with.
pub fn built_in() -> Vec<Synonyms> {
    BUILT_IN.lines().filter(|line| !line.starts_with('#')).filter_map(read).collect()
}

/// The set of a line; nothing where there are fewer than two words. Words behind a `>` are narrower than those before it.
fn read(line: &str) -> Option<Synonyms> {
    let mut once: Vec<String> = Vec::new();
    let mut words = |part: &str| -> Vec<String> {
        let words = part.split([',', '،', ';', '\n']).map(str::trim).filter(|word| !plain_words(word).is_empty());
        let mut kept = Vec::new();
        for word in words.take(MOST_WORDS) {
            if once.iter().all(|known| plain_words(known) != plain_words(word)) {
                once.push(word.to_owned());
                kept.push(word.to_owned());
            }
        }
        kept
    };
    let (same, narrower) = line.split_once('>').unwrap_or((line, ""));
    let set = Synonyms { words: words(same), narrower: words(&narrower.replace('>', ",")) };
    (!set.words.is_empty() && set.words.len() + set.narrower.len() >= 2).then_some(set)
}

/// A set as it is kept: a line.
fn line(set: &Synonyms) -> Vec<String> {
    let mut words = set.words.clone();
    if let Some((first, rest)) = set.narrower.split_first() {
        // the mark stands with the first word behind it
        words.push(format!("> {first}"));
        words.extend_from_slice(rest);
    }
    words
}

/// What was kept, as a set again.
fn kept(words: &[String]) -> Option<Synonyms> {
    read(&words.join(", ").replace(", >", " >"))
}

impl Shop {
    /// The sets that people behind the counter wrote, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn synonyms(&self, _: &Allowed<may::KeepCatalogue>) -> Result<Vec<SynonymSet>, ServiceError> {
        Ok(synonyms::list(self.store.reader(), MOST_SETS).await?)
    }

    /// Writes a set down: words with commas between. Says whether there were two at least, and not too many sets already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_synonyms(&self, clerk: &Allowed<may::KeepCatalogue>, text: &str) -> Result<bool, ServiceError> {
        let Some(words) = read(text).map(|set| line(&set)).filter(|_| text.chars().count() <= LONGEST_SET) else {
            return Ok(false);
        };
        let (count, _) = synonyms::version(self.store.reader()).await?;
        if count >= i64::from(MOST_SETS) {
            return Ok(false);
        }
        let (by, set) = (clerk.by().clone(), SynonymSet { id: new_id(), words });
        commit!(self.store, |tx| {
            synonyms::write(tx, &set, now()).await?;
            let subject = format!("synonyms:{}", set.id);
            let became = Some(set.words.join(", "));
            let noted = Noted { actor: &by, action: "synonyms.added", subject: &subject, was: None, became };
            audit_log::note(tx, &noted, now()).await
        })?;
        self.teach_synonyms().await?;
        Ok(true)
    }

    /// Takes a set away; says whether there was one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_synonyms(&self, clerk: &Allowed<may::KeepCatalogue>, id: &str) -> Result<bool, ServiceError> {
        let (by, id) = (clerk.by().clone(), id.to_owned());
        let gone = commit!(self.store, |tx| {
            let Some(words) = synonyms::remove(tx, &id).await? else { return Ok(false) };
            let subject = format!("synonyms:{id}");
            let was = Some(words.join(", "));
            let noted = Noted { actor: &by, action: "synonyms.removed", subject: &subject, was, became: None };
            audit_log::note(tx, &noted, now()).await?;
            Ok(true)
        })?;
        self.teach_synonyms().await?;
        Ok(gone)
    }

    /// Teaches the index the sets there are now, where they are others than the last time.
    pub(super) async fn teach_synonyms(&self) -> Result<(), ServiceError> {
        let version = synonyms::version(self.store.reader()).await?;
        let taught = &self.indexing.taught;
        if *taught.lock().unwrap_or_else(PoisonError::into_inner) == Some(version) {
            return Ok(());
        }
        let own = synonyms::list(self.store.reader(), MOST_SETS).await?;
        let own = own.into_iter().filter_map(|set| kept(&set.words));
        self.indexing.index.learn(own.chain(built_in()).collect());
        *taught.lock().unwrap_or_else(PoisonError::into_inner) = Some(version);
        // what was answered before may be answered otherwise now
        self.answers.invalidate_all();
        self.suggested.invalidate_all();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_two_different_words_at_least() {
        let set = |words: &[&str], narrower: &[&str]| {
            let owned = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
            Some(Synonyms { words: owned(words), narrower: owned(narrower) })
        };
        assert_eq!(read("sofa, couch ,  , Couch"), set(&["sofa", "couch"], &[]));
        assert_eq!(read("wood > oak, walnut, wood"), set(&["wood"], &["oak", "walnut"]));
        assert_eq!(read("> oak, walnut"), None);
        assert_eq!(read("sofa"), None);
        assert_eq!(read("، , ;"), None);
        assert_eq!(read("كنبة، أريكة").map(|set| set.words.len()), Some(2));
        for text in ["sofa, couch", "wood, bois > oak, walnut", "wood > oak"] {
            assert_eq!(kept(&line(&read(text).unwrap())), read(text), "{text}");
        }
    }

    #[test]
    fn the_sets_that_come_along_are_sets() {
        let all = built_in();
        assert!(all.len() > 100 && all.iter().all(|set| set.words.len() + set.narrower.len() >= 2));
        let lines = BUILT_IN.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).count();
        assert_eq!(lines, all.len(), "a line of the file is no set");
    }
}
