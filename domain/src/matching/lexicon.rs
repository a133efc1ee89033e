//! The words that are known in several languages, read once from `lexicon.txt`.

use std::{collections::HashMap, sync::LazyLock};

use super::text::{folded, pieces, stem};

/// What a known word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    /// A colour.
    Colour,
    /// What kind of thing it is.
    Kind,
    /// A part or accessory of a thing.
    Part,
    /// What tells models of one family apart.
    Grade,
    /// That it is not new.
    Condition,
    /// A property of which a thing has one value.
    Facet,
    /// Several things sold as one.
    Bundle,
    /// Several pieces of one thing.
    Pack,
    /// What follows is what it is made for.
    For,
    /// What follows comes with it.
    With,
    /// Says nothing of the thing.
    Noise,
    /// Says nothing at all.
    Stop,
    /// Describes it.
    Feature,
}

impl Class {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "colour" => Self::Colour,
            "kind" => Self::Kind,
            "part" => Self::Part,
            "grade" => Self::Grade,
            "condition" => Self::Condition,
            "facet" => Self::Facet,
            "bundle" => Self::Bundle,
            "pack" => Self::Pack,
            "for" => Self::For,
            "with" => Self::With,
            "noise" => Self::Noise,
            "stop" => Self::Stop,
            "feature" => Self::Feature,
            _ => return None,
        })
    }
}

/// A known word: what it says, and the name of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Known {
    pub class: Class,
    pub name: &'static str,
}

/// The most words that a known phrase has.
pub(super) const LONGEST: usize = 4;

/// The columns of a line that keeps the languages apart, as [`super::language`] counts them; Arabic is known by its letters.
const COLUMNS: usize = 4;

/// The column of German words, which also stand at the end of compounds.
const GERMAN: usize = 2;

/// The fewest letters of a word that is known at the end of a compound, and of what stands before it.
const END: usize = 4;
const BEFORE_END: usize = 3;

/// What `lexicon.txt` holds.
#[derive(Default)]
struct Lexicon {
    /// Every phrase by its stems with blanks between.
    phrases: HashMap<String, Known>,
    /// What German compounds end with.
    ends: HashMap<String, Known>,
    /// In which languages a word is one, by the places in [`super::language`].
    languages: HashMap<String, Vec<usize>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for line in include_str!("lexicon.txt").lines() {
        let Some((head, ways)) = line.split_once(": ") else { continue };
        let Some((class, name)) = head.split_once(' ') else { continue };
        let Some(class) = Class::of(class) else { continue };
        let known = Known { class, name };
        let columns = ways.contains('|');
        for (column, ways) in ways.split('|').enumerate() {
            for way in ways.split(", ").map(str::trim).filter(|way| !way.is_empty()) {
                // What was said first stays.
                let key = key(way);
                if columns && column < COLUMNS && !key.contains(' ') {
                    let languages = lexicon.languages.entry(key.clone()).or_default();
                    if !languages.contains(&column) {
                        languages.push(column);
                    }
                }
                if column == GERMAN
                    && key.len() >= END
                    && !key.contains(' ')
                    && matches!(class, Class::Kind | Class::Part)
                {
                    lexicon.ends.entry(key.clone()).or_insert(known);
                }
                lexicon.phrases.entry(key).or_insert(known);
            }
        }
    }
    lexicon
});

fn key(way: &str) -> String {
    let words: Vec<String> = pieces(&folded(way)).iter().flat_map(|piece| piece.split(['-', '_'])).map(stem).collect();
    words.join(" ")
}

/// The longest known phrase at the beginning of these stems, with how many of them it takes.
pub(super) fn known<'a>(stems: impl Iterator<Item = &'a str>) -> Option<(Known, usize)> {
    let mut text = String::new();
    let mut found = None;
    for (place, stem) in stems.take(LONGEST).enumerate() {
        if place > 0 {
            text.push(' ');
        }
        text.push_str(stem);
        found = LEXICON.phrases.get(&text).map(|known| (*known, place + 1)).or(found);
    }
    found
}

/// The languages in which a stem is a word, by their places in [`super::language`].
pub(super) fn languages(stem: &str) -> &'static [usize] {
    LEXICON.languages.get(stem).map_or(&[], Vec::as_slice)
}

/// A German word as it bends, or a compound by what it ends with: `Stirnlampen` are lamps. Compounds are looked for in
/// other titles too where their end is long, for sellers mix languages.
pub(super) fn german(stem: &str, title_is_german: bool) -> Option<Known> {
    if !stem.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let bent = ["en", "er", "es", "n", "e"].iter().filter_map(|end| stem.strip_suffix(end));
    for word in std::iter::once(stem).chain(bent) {
        if title_is_german
            && word.len() >= END
            && let Some(known) = LEXICON.phrases.get(word)
        {
            return Some(*known);
        }
        let least = if title_is_german { END } else { END + 2 };
        let mut ends =
            (BEFORE_END..word.len().saturating_sub(least - 1)).filter_map(|start| LEXICON.ends.get(&word[start..]));
        if let Some(known) = ends.next() {
            return Some(*known);
        }
    }
    None
}

/// Whether two kinds of things can be one: the same, or one a kind of the other, as `towel/bath` is of `towel`.
pub(super) fn same_kind(one: &str, other: &str) -> bool {
    let within = |short: &str, long: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('/'));
    one == other || within(one, other) || within(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<(Class, &'static str)> {
        let stems: Vec<String> = text.split(' ').map(|word| stem(&folded(word))).collect();
        known(stems.iter().map(String::as_str)).map(|(known, _)| (known.class, known.name))
    }

    #[test]
    fn every_line_is_read() {
        let lines = include_str!("lexicon.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let (head, ways) = line.split_once(": ").expect("a line has a head");
            let (class, name) = head.split_once(' ').expect("a head has a class and a name");
            assert!(Class::of(class).is_some() && !name.is_empty() && !ways.is_empty(), "{line}");
        }
    }

    #[test]
    fn one_thing_is_one_word_in_every_language() {
        for kind in ["headphones", "Casque", "سماعات رأس"] {
            assert_eq!(name(kind), Some((Class::Kind, "headphones")), "{kind}");
        }
        assert_eq!(name("rose gold phone"), Some((Class::Colour, "pink+gold")));
        assert_eq!(name("reconditionnés"), Some((Class::Condition, "renewed")));
        assert_eq!(name("velune"), None);
    }

    #[test]
    fn german_compounds_are_what_they_end_with() {
        let kind = |word: &str| german(word, true).map(|known| known.name);
        assert_eq!(kind("fahrradhelm"), Some("helmet"));
        assert_eq!(kind("stirnlampen"), Some("lamp/head"));
        assert_eq!(kind("velune"), None);
        assert!(same_kind("towel/bath", "towel") && !same_kind("towel/bath", "towel/hand"));
        assert!(!same_kind("towel", "towels"));
    }

    #[test]
    fn words_of_one_language_tell_which_it_is() {
        assert_eq!(languages("fahrradhelm"), [GERMAN]);
        assert!(languages("velune").is_empty());
    }
}
