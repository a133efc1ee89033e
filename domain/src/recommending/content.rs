//! What a thing is, as a vector: hashed words of its title, its maker, its category and its details, each weighed by how
//! few things have it. The vectors are sparse, so things alike are found through the features they share.

use std::collections::HashMap;

use super::{Near, Portrait, nearest};

/// How many things alike are kept of each.
const KEPT: usize = 24;

/// What so many things share tells none of them apart; it is left out.
const MOST_HOLDERS: usize = 400;

/// Least likeness that counts.
const LEAST: f32 = 0.05;

/// How much of a word's weight goes to the other kinds of features.
const OF_BRAND: f32 = 0.7;
const OF_CATEGORY: f32 = 0.5;
const OF_DETAIL: f32 = 0.5;

/// The vectors of all things, held by their features.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    /// Who has a feature, with how much of it.
    holders: HashMap<u64, Vec<Near>>,
    /// The rareness of features, for texts that are compared with things.
    rareness: HashMap<u64, f32>,
}

impl Content {
    pub(super) fn of(portraits: &[Portrait]) -> (Self, Vec<Vec<Near>>) {
        let features: Vec<Vec<(u64, f32)>> = portraits.iter().map(features).collect();
        let mut held: HashMap<u64, usize> = HashMap::new();
        for (feature, _) in features.iter().flatten() {
            *held.entry(*feature).or_default() += 1;
        }
        let all = portraits.len() as f32;
        let rareness: HashMap<u64, f32> =
            held.iter().map(|(feature, holders)| (*feature, (1.0 + all / *holders as f32).ln())).collect();
        let mut content = Self { holders: HashMap::new(), rareness };
        let vectors: Vec<Vec<(u64, f32)>> = features.into_iter().map(|features| content.vector(features)).collect();
        for (thing, vector) in (0..).zip(&vectors) {
            for (feature, much) in vector.iter().filter(|(feature, _)| held[feature] <= MOST_HOLDERS) {
                content.holders.entry(*feature).or_default().push((thing, *much));
            }
        }
        let mut sums = vec![0.0_f32; portraits.len()];
        let alike = (0..).zip(&vectors).map(|(thing, vector)| content.alike(vector, Some(thing), KEPT, &mut sums));
        let alike = alike.collect();
        (content, alike)
    }

    /// The things that the words of a search speak of.
    pub(super) fn spoken_of(&self, text: &str, most: usize) -> Vec<Near> {
        let words = words(text).map(|word| (hashed("word", &word), 1.0));
        let vector = self.vector(words.filter(|(feature, _)| self.rareness.contains_key(feature)).collect());
        let mut sums: HashMap<u32, f32> = HashMap::new();
        for (feature, much) in &vector {
            for (thing, theirs) in self.holders.get(feature).into_iter().flatten() {
                *sums.entry(*thing).or_default() += much * theirs;
            }
        }
        nearest(sums.into_iter().filter(|(_, near)| *near >= LEAST).collect(), most)
    }

    /// Features weighed by their rareness, of length one.
    fn vector(&self, features: Vec<(u64, f32)>) -> Vec<(u64, f32)> {
        let rare = |feature: &u64| self.rareness.get(feature).copied().unwrap_or(0.0);
        let weighed: Vec<(u64, f32)> = features.into_iter().map(|(one, much)| (one, much * rare(&one))).collect();
        let length = weighed.iter().map(|(_, much)| much * much).sum::<f32>().sqrt();
        if length == 0.0 {
            return Vec::new();
        }
        weighed.into_iter().map(|(feature, much)| (feature, much / length)).collect()
    }

    /// `sums` has a zero for every thing, before and after.
    fn alike(&self, vector: &[(u64, f32)], but: Option<u32>, most: usize, sums: &mut [f32]) -> Vec<Near> {
        let mut touched: Vec<u32> = Vec::new();
        for (feature, much) in vector {
            for (thing, theirs) in self.holders.get(feature).into_iter().flatten() {
                let sum = &mut sums[*thing as usize];
                if *sum == 0.0 {
                    touched.push(*thing);
                }
                *sum += much * theirs;
            }
        }
        let mut found = Vec::new();
        for thing in touched {
            let near = std::mem::take(&mut sums[thing as usize]);
            if near >= LEAST && Some(thing) != but {
                found.push((thing, near));
            }
        }
        nearest(found, most)
    }
}

/// What can be told of a thing, each once.
fn features(portrait: &Portrait) -> Vec<(u64, f32)> {
    let mut features: Vec<(u64, f32)> = words(&portrait.title).map(|word| (hashed("word", &word), 1.0)).collect();
    features.extend(portrait.brand.iter().map(|brand| (hashed("brand", &brand.to_lowercase()), OF_BRAND)));
    features.extend(portrait.category.map(|category| (hashed("category", category.slug()), OF_CATEGORY)));
    features.extend(portrait.attributes.iter().take(12).map(|(name, value)| {
        let detail = format!("{}={}", name.to_lowercase(), value.to_lowercase());
        (hashed("detail", &detail), OF_DETAIL)
    }));
    features.sort_by_key(|(feature, _)| *feature);
    features.dedup_by_key(|(feature, _)| *feature);
    features
}

/// At most twenty words in small letters, an English or French plural as its singular.
fn words(text: &str) -> impl Iterator<Item = String> {
    let text = text.to_lowercase();
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() > 1)
        .take(20)
        .map(|word| if word.len() > 3 && !word.ends_with("ss") { word.trim_end_matches('s') } else { word }.to_owned())
        .collect();
    words.into_iter()
}

/// FNV-1a: the same number for the same text on every machine.
fn hashed(kind: &str, text: &str) -> u64 {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    kind.bytes().chain([0]).chain(text.bytes()).fold(0xcbf2_9ce4_8422_2325, mix)
}
