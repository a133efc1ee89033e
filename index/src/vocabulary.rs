//! The words that are known: whether one is, which begin as it does, and which are close to it.

use std::{collections::HashMap, sync::OnceLock};

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy::{
    Searcher, TantivyError, Term,
    schema::{Field, IndexRecordOption},
    termdict::TermStreamer,
};
use tantivy_fst::Automaton;

use crate::shelf::{Fields, STEM};

/// How many words one part of the index is asked for when beginnings are looked up.
const MOST_READ: usize = 1000;

/// A known word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The word, folded.
    pub word: String,
    /// How many listings have it.
    pub count: u64,
    /// In how many letters it differs from what was looked for.
    pub distance: u8,
}

/// The words in one moment of the index.
pub struct Vocabulary<'a> {
    searcher: &'a Searcher,
    fields: Fields,
}

impl<'a> Vocabulary<'a> {
    /// The words that this searcher sees.
    pub fn new(searcher: &'a Searcher, fields: Fields) -> Self {
        Self { searcher, fields }
    }

    /// How many listings there are.
    pub fn listings(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// How many listings have a term, in title, traits or description, at most.
    pub fn count(&self, term: &str) -> Result<u64, TantivyError> {
        let mut most = 0;
        for field in [self.fields.title, self.fields.traits, self.fields.about] {
            most = most.max(self.count_in(field, term)?);
        }
        Ok(most)
    }

    /// How many listings have a term in title or traits, at most.
    pub fn count_near(&self, term: &str) -> Result<u64, TantivyError> {
        Ok(self.count_in(self.fields.title, term)?.max(self.count_in(self.fields.traits, term)?))
    }

    /// How many listings have a term in a field.
    pub fn count_in(&self, field: Field, term: &str) -> Result<u64, TantivyError> {
        self.searcher.doc_freq(&Term::from_field_text(field, term))
    }

    /// Words of titles and traits that begin so and are longer, the most frequent first.
    pub fn beginning(&self, start: &str, most: usize) -> Result<Vec<Known>, TantivyError> {
        let mut found = HashMap::new();
        // no letter sorts behind this one
        let end = format!("{start}\u{10ffff}");
        for field in [self.fields.title, self.fields.traits] {
            for segment in self.searcher.segment_readers() {
                let index = segment.inverted_index(field)?;
                let stream = index.terms().range().gt(start).lt(&end).into_stream()?;
                gather(stream, &mut found, |_| 0);
            }
        }
        Ok(best(found, most))
    }

    /// Words of codes that begin so, at most so many.
    pub fn codes_beginning(&self, start: &str, most: usize) -> Result<Vec<Known>, TantivyError> {
        let mut found = HashMap::new();
        let end = format!("{start}\u{10ffff}");
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.codes)?;
            let stream = index.terms().range().ge(start).lt(&end).into_stream()?;
            gather(stream, &mut found, |_| 0);
        }
        Ok(best(found, most))
    }

    /// Words of titles and traits that are a few letters away, the closest and then the most frequent first; with
    /// `begins`, words whose beginning is.
    pub fn close_to(&self, word: &str, begins: bool, most: usize) -> Result<Vec<Known>, TantivyError> {
        let Some(builder) = builder(word) else { return Ok(Vec::new()) };
        let letters = if begins { builder.build_prefix_dfa(word) } else { builder.build_dfa(word) };
        let letters = Letters(letters);
        let mut found = HashMap::new();
        for field in [self.fields.title, self.fields.traits] {
            for segment in self.searcher.segment_readers() {
                let index = segment.inverted_index(field)?;
                let stream = index.terms().search(&letters).into_stream()?;
                gather(stream, &mut found, |word| letters.distance(word));
            }
        }
        let mut all = best(found, usize::MAX);
        // Who mistypes seldom mistypes the first letter.
        let first = word.chars().next();
        let elsewhere = |known: &Known| known.word.chars().next() != first;
        let short =
            |known: &Known| known.word.chars().count() < 3 || known.word.chars().any(|one| one.is_ascii_digit());
        all.retain(|known| !short(known));
        // Letters are left out more often than added.
        let letters = word.chars().count();
        let shorter = |known: &Known| known.word.chars().count() < letters;
        all.sort_by_key(|known| (known.distance, elsewhere(known), shorter(known), std::cmp::Reverse(known.count)));
        all.truncate(most);
        Ok(all)
    }
}

/// Adds up what the parts of the index know of each word; stems are left out.
fn gather<A>(mut stream: TermStreamer<'_, A>, found: &mut HashMap<String, Known>, distance: impl Fn(&str) -> u8)
where
    A: Automaton,
    A::State: Clone,
{
    let mut read = 0;
    while read < MOST_READ && stream.advance() {
        read += 1;
        let Ok(word) = std::str::from_utf8(stream.key()) else { continue };
        if word.starts_with(STEM) {
            continue;
        }
        let count = u64::from(stream.value().doc_freq);
        match found.get_mut(word) {
            Some(known) => known.count += count,
            None => {
                let known = Known { word: word.to_owned(), count, distance: distance(word) };
                found.insert(known.word.clone(), known);
            }
        }
    }
}

fn best(found: HashMap<String, Known>, most: usize) -> Vec<Known> {
    let mut all: Vec<Known> = found.into_values().collect();
    all.sort_by(|left, right| right.count.cmp(&left.count).then_with(|| left.word.cmp(&right.word)));
    all.truncate(most);
    all
}

/// What knows words a few letters away; none for words too short for that.
fn builder(word: &str) -> Option<&'static LevenshteinAutomatonBuilder> {
    static ONE: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
    static TWO: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
    match word.chars().count() {
        0..4 => None,
        4..7 => Some(ONE.get_or_init(|| LevenshteinAutomatonBuilder::new(1, true))),
        _ => Some(TWO.get_or_init(|| LevenshteinAutomatonBuilder::new(2, true))),
    }
}

/// Accepts words that are close, letter by letter.
struct Letters(DFA);

impl Letters {
    fn distance(&self, word: &str) -> u8 {
        self.0.eval(word).to_u8()
    }
}

impl Automaton for Letters {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}

/// How a term is looked for: whether it is there, and nothing about how often or where.
pub const PRESENCE: IndexRecordOption = IndexRecordOption::Basic;
