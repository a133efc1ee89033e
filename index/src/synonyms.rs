//! Which words mean the same: data, looked up when a question is read, so that a change holds at once.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
    ops::Bound,
};

use crate::{Synonyms, stems::Stems, words::telling};

/// At most so many other ways to say a word are looked for.
const MOST: usize = 24;

/// The fewest letters of a word that is taken for another a letter away.
const FEWEST_LETTERS: usize = 4;

/// Sets of words that mean the same, by every word in them.
#[derive(Default)]
pub struct Thesaurus {
    /// What is looked for with each set, as words.
    sets: Vec<Vec<Vec<String>>>,
    /// The sets that a phrase leads to, by its stems.
    of: HashMap<Vec<String>, Vec<usize>>,
    /// The single words that lead to a set, in order.
    single: BTreeSet<String>,
    /// How many words the longest phrase has.
    longest: usize,
}

impl Thesaurus {
    /// Reads the sets; what has no words is left out.
    pub fn new(all: &[Synonyms], stems: &Stems) -> Self {
        let mut read = Self::default();
        for synonyms in all {
            let phrases = |words: &[String]| -> Vec<Vec<String>> {
                words.iter().map(|phrase| telling(phrase)).filter(|words| !words.is_empty()).collect()
            };
            let mut set = phrases(&synonyms.words);
            for phrase in &set {
                read.longest = read.longest.max(phrase.len());
                if let [word] = phrase.as_slice() {
                    read.single.insert(word.clone());
                }
                let sets = read.of.entry(key(phrase, stems)).or_default();
                if sets.last() != Some(&read.sets.len()) {
                    sets.push(read.sets.len());
                }
            }
            set.extend(phrases(&synonyms.narrower));
            read.sets.push(set);
        }
        read
    }

    /// How many words the longest phrase has.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The word of a set that differs from this one by a letter: left out, added, exchanged, or swapped with the next.
    pub fn close_to(&self, word: &str) -> Option<&str> {
        let typed: Vec<char> = word.chars().collect();
        if typed.len() < FEWEST_LETTERS {
            return None;
        }
        let close = |known: &&String| is_one_away(&typed, &known.chars().collect::<Vec<_>>());
        // letters are left out more often than added
        let place = |known: &&String| (known.chars().next() != typed.first().copied(), Reverse(known.chars().count()));
        self.single.iter().filter(close).min_by_key(place).map(String::as_str)
    }

    /// The words of sets that begin so and are longer, at most so many.
    pub fn beginning<'a>(&'a self, start: &'a str, most: usize) -> impl Iterator<Item = &'a str> {
        let from = self.single.range::<str, _>((Bound::Excluded(start), Bound::Unbounded));
        from.take_while(move |word| word.starts_with(start)).take(most).map(String::as_str)
    }

    /// Other ways to say these words, which stand beside each other; none where they are not known.
    pub fn others(&self, phrase: &[String], stems: &Stems) -> Vec<&[String]> {
        let key = key(phrase, stems);
        let sets = self.of.get(&key).map(Vec::as_slice).unwrap_or_default();
        let all = sets.iter().flat_map(|set| &self.sets[*set]);
        let others = all.filter(|other| other.as_slice() != phrase).map(Vec::as_slice);
        others.take(MOST).collect()
    }
}

/// A phrase by the first stem of each word, so that its plural is known too.
fn key(phrase: &[String], stems: &Stems) -> Vec<String> {
    phrase.iter().map(|word| stems.of(word).into_iter().next().unwrap_or_else(|| word.clone())).collect()
}

/// Whether two words differ by one letter.
fn is_one_away(one: &[char], other: &[char]) -> bool {
    let same = one.iter().zip(other).take_while(|(left, right)| left == right).count();
    let (one, other) = (&one[same..], &other[same..]);
    match (one, other) {
        ([], [_]) | ([_], []) => true,
        ([left, ..], [right, ..]) => {
            one[1..] == other[1..]
                || one[1..] == *other
                || *one == other[1..]
                || (one.get(1) == Some(right) && other.get(1) == Some(left) && one[2..] == other[2..])
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_set_leads_to_the_others_in_any_number() {
        let stems = Stems::default();
        let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect();
        let set =
            Synonyms { words: words(&["sofa", "couch", "canapé", "love seat", "!"]), narrower: words(&["futon"]) };
        let thesaurus = Thesaurus::new(&[set], &stems);
        let others = thesaurus.others(&["sofas".to_owned()], &stems);
        assert!(others.contains(&["couch".to_owned()].as_slice()));
        assert!(others.contains(&["canape".to_owned()].as_slice()));
        assert!(others.contains(&["love".to_owned(), "seat".to_owned()].as_slice()));
        assert!(others.contains(&["futon".to_owned()].as_slice()));
        assert!(thesaurus.others(&["futon".to_owned()], &stems).is_empty(), "a futon is a sofa, a sofa no futon");
        assert_eq!(thesaurus.beginning("co", 5).collect::<Vec<_>>(), ["couch"]);
        assert_eq!(thesaurus.longest(), 2);
        assert!(thesaurus.others(&["lamp".to_owned()], &stems).is_empty());
        assert_eq!(thesaurus.close_to("cuoch"), Some("couch"));
        assert_eq!(thesaurus.close_to("lamp"), None);
    }
}
