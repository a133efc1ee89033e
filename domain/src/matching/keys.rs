//! What a listing is looked for by: two listings without a key in common are never held against each other.

use std::collections::BTreeSet;

use super::{read::Read, text::sound};

/// The most keys that one listing has.
pub const MOST_KEYS: usize = 24;

/// The longest key, in bytes.
const LONGEST: usize = 80;

/// The keys of what a listing says, those that tell most first: its number, its codes, and pairs of its maker, names,
/// numbers, kind and amounts.
pub(super) fn keys(read: &Read) -> BTreeSet<String> {
    let maker = heard(&read.brand.concat());
    let mut marks: Vec<(usize, &str)> = read.marks.iter().map(|mark| (mark.core.len(), mark.core.as_str())).collect();
    marks.sort_by(|one, two| two.cmp(one));
    // The longest names first: they are the rarest.
    let mut names: Vec<&String> = read.names.iter().collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.chars().count()), name.as_str()));
    let names: Vec<String> = names.into_iter().take(4).map(|name| heard(name)).collect();

    let mut keys: Vec<String> = read.gtin.iter().map(|gtin| format!("g:{}", gtin.as_str())).collect();
    keys.extend(marks.iter().filter(|(length, _)| *length >= 4).take(3).map(|(_, core)| format!("c:{core}")));
    if !maker.is_empty() {
        keys.extend(names.iter().map(|name| both(&maker, name)));
        keys.extend(marks.iter().take(3).map(|(_, core)| format!("m:{maker}:{core}")));
        let sizes = read.measures.iter().flat_map(|(kind, values)| values.iter().map(move |value| (kind, value)));
        keys.extend(sizes.take(3).map(|(kind, value)| format!("a:{maker}:{kind:?}:{value}")));
        keys.extend(read.kinds.iter().take(2).map(|kind| format!("k:{maker}:{kind}")));
    }
    for (place, one) in names.iter().enumerate() {
        keys.extend(names.iter().skip(place + 1).map(|two| both(one, two)));
        keys.extend(marks.iter().take(2).map(|(_, core)| format!("m:{one}:{core}")));
    }
    let mut found = BTreeSet::new();
    for key in keys.into_iter().filter(|key| key.len() <= LONGEST) {
        if found.len() < MOST_KEYS {
            found.insert(key);
        }
    }
    found
}

/// Two words as one key, whichever comes first.
fn both(one: &str, two: &str) -> String {
    if one <= two { format!("n:{one}:{two}") } else { format!("n:{two}:{one}") }
}

/// A word as it sounds, where that is long enough to tell it from others; else as it is.
fn heard(word: &str) -> String {
    let sound = sound(word);
    if sound.len() >= 3 { sound } else { word.to_owned() }
}
