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

/// Every phrase by its stems with blanks between.
static PHRASES: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    let mut phrases = HashMap::new();
    for line in include_str!("lexicon.txt").lines() {
        let Some((head, ways)) = line.split_once(": ") else { continue };
        let Some((class, name)) = head.split_once(' ') else { continue };
        let Some(class) = Class::of(class) else { continue };
        for way in ways.split(", ") {
            // What was said first stays.
            phrases.entry(key(way)).or_insert(Known { class, name });
        }
    }
    phrases
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
        found = PHRASES.get(&text).map(|known| (*known, place + 1)).or(found);
    }
    found
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
}
