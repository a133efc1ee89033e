//! Finding listings by words: case and accents do not matter, every word must begin some word of the listing.

use std::collections::HashMap;

use super::Listing;

/// Of a longer question only the first words are asked.
const MOST_WORDS: usize = 12;
/// Stands between the words of the title and all others.
const END_OF_TITLE: char = '\n';

/// The listings that hold every word of `text`, those with more of them in the title first, else in their own order.
/// No words find everything.
#[must_use]
pub fn search<'a>(listings: &'a [Listing], text: &str) -> Vec<&'a Listing> {
    let asked = asked(text);
    let hits = |listing: &&'a Listing| hits(&listing.words, &asked).map(|in_title| (in_title, *listing));
    let mut found: Vec<(usize, &Listing)> = listings.iter().filter_map(|listing| hits(&listing)).collect();
    found.sort_by_key(|(in_title, _)| std::cmp::Reverse(*in_title));
    found.into_iter().map(|(_, listing)| listing).collect()
}

/// How many of the asked words are in the title, if all are somewhere.
fn hits(words: &str, asked: &[String]) -> Option<usize> {
    let title = words.find(END_OF_TITLE).unwrap_or(words.len());
    let mut in_title = 0;
    for word in asked {
        let singular = singular(word).map(|singular| words.find(&format!(" {singular} ")));
        let at = [words.find(&format!(" {word}")), singular.flatten()].into_iter().flatten().min()?;
        in_title += usize::from(at < title);
    }
    Some(in_title)
}

/// The same search over the same listings, prepared: a question costs microseconds where [`search`] reads every text.
#[derive(Debug, Default)]
pub struct Index {
    /// All words in order.
    words: Vec<Box<str>>,
    /// Where the listings of each word begin, and one more for the end.
    starts: Vec<u32>,
    /// Place of a listing times two, plus one if the word is in its title.
    places: Vec<u32>,
    listings: usize,
}

impl Index {
    /// Reads all listings once.
    #[must_use]
    pub fn new(listings: &[Listing]) -> Self {
        let mut found: HashMap<&str, Vec<u32>> = HashMap::new();
        for (at, listing) in (0u32..).zip(listings) {
            let (title, rest) = listing.words.split_once(END_OF_TITLE).unwrap_or((&listing.words, ""));
            for (words, mark) in [(title, 1), (rest, 0)] {
                for word in words.split_ascii_whitespace() {
                    found.entry(word).or_default().push(at * 2 + mark);
                }
            }
        }
        let mut found: Vec<(&str, Vec<u32>)> = found.into_iter().collect();
        found.sort_unstable_by_key(|(word, _)| *word);
        let mut index = Self { listings: listings.len(), starts: vec![0], ..Self::default() };
        for (word, mut places) in found {
            places.dedup();
            index.words.push(word.into());
            index.places.append(&mut places);
            index.starts.push(u32::try_from(index.places.len()).unwrap_or(u32::MAX));
        }
        index
    }

    /// The places of what [`search`] finds, in the same order.
    #[must_use]
    pub fn search(&self, text: &str) -> Vec<usize> {
        let asked = asked(text);
        if asked.is_empty() {
            return (0..self.listings).collect();
        }
        // How many words each listing holds so far, and which of them in its title.
        let mut held = vec![0u8; self.listings];
        let mut titled = vec![0u16; self.listings];
        for (before, word) in (0u8..).zip(&asked) {
            for place in self.places_of(word) {
                let at = (place / 2) as usize;
                if held[at] >= before {
                    held[at] = before + 1;
                    titled[at] |= u16::from(place % 2 == 1) << before;
                }
            }
        }
        let mut by_title = vec![Vec::new(); asked.len() + 1];
        for (at, _) in held.iter().enumerate().filter(|(_, held)| usize::from(**held) == asked.len()) {
            by_title[titled[at].count_ones() as usize].push(at);
        }
        by_title.into_iter().rev().flatten().collect()
    }

    fn places_of(&self, word: &str) -> impl Iterator<Item = u32> {
        let from = self.words.partition_point(|known| &**known < word);
        let to = from + self.words[from..].partition_point(|known| known.starts_with(word));
        let one = singular(word).and_then(|one| self.words.binary_search_by(|known| (**known).cmp(one)).ok());
        let one = one.map_or(0..0, |at| at..at + 1);
        let places = |words: std::ops::Range<usize>| {
            &self.places[self.starts[words.start] as usize..self.starts[words.end] as usize]
        };
        places(from..to).iter().chain(places(one)).copied()
    }
}

/// A word without the s of the plural.
fn singular(word: &str) -> Option<&str> {
    word.strip_suffix('s').filter(|one| one.len() > 2 && !one.ends_with('s'))
}

fn asked(text: &str) -> Vec<String> {
    let mut folded = String::new();
    fold(text.get(..text.floor_char_boundary(400)).unwrap_or(text), &mut folded);
    folded.split_ascii_whitespace().take(MOST_WORDS).map(str::to_owned).collect()
}

/// The words of a listing, folded, each between blanks, those of the title first.
pub(super) fn words<'a>(title: &str, rest: impl Iterator<Item = &'a str>) -> Box<str> {
    let mut words = String::from(" ");
    fold(title, &mut words);
    words.push(END_OF_TITLE);
    words.push(' ');
    rest.for_each(|text| fold(text, &mut words));
    words.into()
}

/// Appends the words of `text` in lower case and without accents, each followed by a blank.
fn fold(text: &str, words: &mut String) {
    let mut start = words.len();
    for character in text.chars().chain([' ']).flat_map(char::to_lowercase) {
        match character {
            // Accents and vowel signs that stand beside their letter, and the Arabic stretch.
            '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | '\u{640}' => {}
            character if character.is_alphanumeric() => push_plain(character, words),
            _ => {
                if words.len() > start {
                    drop_article(words, start);
                    words.push(' ');
                }
                start = words.len();
            }
        }
    }
}

/// The Arabic article is written onto its word; without it both forms are found.
fn drop_article(words: &mut String, start: usize) {
    let rest = words[start..].strip_prefix("ال").filter(|rest| rest.chars().count() > 2);
    if let Some(cut) = rest.map(|rest| words.len() - rest.len()) {
        words.replace_range(start..cut, "");
    }
}

fn push_plain(character: char, words: &mut String) {
    let plain = match character {
        'à'..='å' | 'ā' => 'a',
        'ç' => 'c',
        'è'..='ë' | 'ē' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' | 'ō' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        '٠'..='٩' => char::from(b'0' + (u32::from(character) - u32::from('٠')) as u8),
        'œ' => return words.push_str("oe"),
        'æ' => return words.push_str("ae"),
        'ß' => return words.push_str("ss"),
        other => other,
    };
    words.push(plain);
}
