//! What makers tell their models apart by: letters with digits, and numbers that count nothing.

use std::collections::BTreeSet;

/// A number of a model, or a code of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Mark {
    /// The letters before the digits, or the word before them: `h` of `H7`, `brick` of `Brick 2`; may be empty.
    pub head: String,
    /// The rest, without zeros at its beginning: `7`, `1000xm5`.
    pub core: String,
    /// Whether the letters are part of it, so that they are written together.
    pub joined: bool,
    /// A few letters that stand behind it, which others may write to it: `ax` of `7590 AX`.
    pub tail: String,
}

/// The most letters behind a number that may belong to it.
const TAIL: usize = 3;

impl Mark {
    /// Of a word with digits and the word before it.
    pub(super) fn of(word: &str, before: Option<&str>) -> Self {
        let start = word.find(|letter: char| letter.is_ascii_digit()).unwrap_or(word.len());
        let (letters, rest) = word.split_at(start);
        let core = rest.trim_start_matches('0');
        let core = if core.is_empty() { "0" } else { core }.to_owned();
        let joined = !letters.is_empty();
        let head = if joined { letters } else { before.unwrap_or_default() };
        Self { head: head.to_owned(), core, joined, tail: String::new() }
    }

    /// The same with the word behind it.
    pub(super) fn before(mut self, next: Option<&str>) -> Self {
        let few = next.filter(|next| next.len() <= TAIL && next.bytes().all(|byte| byte.is_ascii_alphabetic()));
        self.tail = few.unwrap_or_default().to_owned();
        self
    }

    /// Whether it is a number of an article rather than a model's: long, and mostly digits.
    pub(super) fn is_article(&self) -> bool {
        let digits = self.core.bytes().filter(u8::is_ascii_digit).count();
        digits >= 6 || self.core.len() + if self.joined { self.head.len() } else { 0 } >= 10
    }

    /// Whether two are written for the same: equal, with the letters apart or shortened, or with more letters behind.
    fn is(&self, other: &Self) -> bool {
        self.core == other.core && heads_fit(self, other)
            || self.is_apart(other)
            || other.is_apart(self)
            || self.begins(other)
            || other.begins(self)
    }

    /// Whether the other one is this with the letters behind it written to it.
    fn is_apart(&self, other: &Self) -> bool {
        let rest = other.core.strip_prefix(self.core.as_str());
        !self.tail.is_empty() && rest == Some(self.tail.as_str()) && heads_fit(self, other)
    }

    /// Whether the other one is this with letters behind it, as where a shop adds the colour: only long ones.
    fn begins(&self, other: &Self) -> bool {
        let (short, long) = (format!("{}{}", self.head, self.core), format!("{}{}", other.head, other.core));
        let enough = self.core.len() >= 3 && self.joined == other.joined || self.core.len() >= 4;
        let (short, long) =
            if self.joined && other.joined { (short, long) } else { (self.core.clone(), other.core.clone()) };
        enough && long.len() > short.len() && long.starts_with(&short) && {
            let rest = &long[short.len()..];
            rest.starts_with(|letter: char| letter.is_alphabetic()) && rest.len() > 2
                || self.joined && rest.starts_with('/')
                || short.len() >= 6
        }
    }

    /// How much it says that only one listing has it, from 0 to 1: `Loop 2` is no `Loop`, but codes are often left out.
    fn alone(&self) -> f64 {
        let length = self.core.len() + if self.joined { self.head.len() } else { 0 };
        match length {
            _ if self.is_article() => 0.0,
            0..=2 => 1.0,
            3 => 0.6,
            _ => 0.2,
        }
    }

    /// How much it says that two listings share it, from 0 to 1: more, the longer it is.
    fn worth(&self) -> f64 {
        let length = self.core.len() + if self.joined { self.head.len() } else { 0 };
        match length {
            0..=1 => 0.15,
            2 => 0.3,
            3 => 0.6,
            4 => 0.8,
            _ => 1.0,
        }
    }
}

/// Whether what stands before the digits can be the same: equal, missing, or the first letters of it.
fn heads_fit(one: &Mark, two: &Mark) -> bool {
    let (left, right) = (one.head.as_str(), two.head.as_str());
    let short = |short: &str, long: &str| {
        let mut letters = long.chars();
        short.chars().next() == long.chars().next() && short.chars().all(|letter| letters.any(|other| other == letter))
    };
    // Shops put the letters of a maker before a code, and shorten the name that stands before a number.
    let coded = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|maker| (2..=TAIL).contains(&maker.len()) && long.len() <= 4)
    };
    let first = |name: &str| name.chars().next().map(String::from).unwrap_or_default();
    left == right
        || one.joined && two.joined && (coded(left, right) || coded(right, left))
        || one.joined && !two.joined && right.len() >= 3 && coded(left, &first(right))
        || two.joined && !one.joined && left.len() >= 3 && coded(right, &first(left))
        || left.is_empty()
        || right.is_empty()
        || !one.joined && !two.joined
        || one.joined != two.joined && (short(left, right) || short(right, left) || one.core.len() >= 3)
}

/// How two lists of marks stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Standing {
    /// How much what both have says.
    pub shared: f64,
    /// Whether each has one in the place where the other has another one.
    pub neighbours: bool,
    /// Whether each has one that the other lacks, in different places.
    pub other: bool,
    /// How much it says that only one of them has one that the other lacks: a number of a model more than a code.
    pub lacking: f64,
}

/// Compares two lists.
pub(super) fn compare(left: &BTreeSet<Mark>, right: &BTreeSet<Mark>) -> Standing {
    let shared = left.iter().filter(|mark| right.iter().any(|other| mark.is(other)));
    let shared = shared.map(Mark::worth).fold(0.0, f64::max);
    let back = right.iter().filter(|mark| left.iter().any(|other| mark.is(other)));
    let shared = back.map(Mark::worth).fold(shared, f64::max);
    let only = |one: &BTreeSet<Mark>, two: &BTreeSet<Mark>| -> Vec<Mark> {
        one.iter().filter(|mark| !two.iter().any(|other| mark.is(other))).cloned().collect()
    };
    let (mine, yours) = (only(left, right), only(right, left));
    let pairs = || mine.iter().flat_map(|one| yours.iter().map(move |two| (one, two)));
    let neighbours = pairs().any(|(one, two)| {
        one.head == two.head
            && (one.joined == two.joined || one.core.len() == two.core.len())
            && !(one.is_article() && two.is_article() && one.core.get(..2) == two.core.get(..2))
    });
    let tells = |marks: &[Mark]| marks.iter().map(Mark::alone).fold(0.0, f64::max);
    let (ours, theirs) = (tells(&mine), tells(&yours));
    let both = ours > 0.0 && theirs > 0.0;
    Standing { shared, neighbours, other: both && !neighbours, lacking: if both { 0.0 } else { ours.max(theirs) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(words: &[(&str, Option<&str>)]) -> BTreeSet<Mark> {
        words.iter().map(|(word, before)| Mark::of(word, *before)).collect()
    }

    #[test]
    fn one_model_is_one_mark_however_it_is_written() {
        let same = |one: (&str, Option<&str>), two: (&str, Option<&str>)| {
            let standing = compare(&marks(&[one]), &marks(&[two]));
            standing.shared > 0.0 && !standing.neighbours && !standing.other
        };
        assert!(same(("hd560s", None), ("560s", Some("hd"))));
        assert!(same(("265", Some("forerunner")), ("fr265", None)));
        assert!(same(("go3", None), ("3", Some("go"))));
        assert!(same(("02", Some("size")), ("2", None)));
        assert!(same(("wh1000xm5", None), ("wh1000xm5blk", None)));
        assert!(same(("bwd18", None), ("d18", None)));
        let apart = BTreeSet::from([Mark::of("7590", Some("box")).before(Some("ax"))]);
        let standing = compare(&apart, &marks(&[("7590ax", Some("box"))]));
        assert!(standing.shared > 0.0 && !standing.neighbours, "{standing:?}");
    }

    #[test]
    fn neighbours_differ_where_they_are_alike() {
        for (one, two) in [("wh1000xm4", "wh1000xm5"), ("s23", "s24"), ("h7", "h9")] {
            let standing = compare(&marks(&[(one, None)]), &marks(&[(two, None)]));
            assert!(standing.neighbours || standing.other, "{one} {two} {standing:?}");
        }
        assert!(compare(&marks(&[("8", Some("pixel"))]), &marks(&[("8a", Some("pixel"))])).neighbours);
        assert!(compare(&marks(&[("116", None)]), &marks(&[("128", None)])).neighbours);
    }
}
