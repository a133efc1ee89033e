//! How a model cuts words into pieces: by the longest known piece (WordPiece), or by the likeliest cut (Unigram).

use std::collections::HashMap;

use serde::Deserialize;

use super::VectorsError;

/// The longest word that is cut.
const LONGEST_WORD: usize = 100;

/// The mark of the beginning of a word where pieces are cut by likelihood.
const BEGINS: char = '▁';

/// What `tokenizer.json` holds of what is needed.
#[derive(Deserialize)]
struct File {
    model: Model,
    normalizer: Option<Normalizer>,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Model {
    WordPiece { vocab: HashMap<String, usize>, unk_token: String, continuing_subword_prefix: Option<String> },
    Unigram { vocab: Vec<(String, f64)>, unk_id: Option<usize> },
}

#[derive(Deserialize)]
struct Normalizer {
    lowercase: Option<bool>,
}

/// The pieces that words are cut into, by their numbers.
#[derive(Debug)]
pub enum Pieces {
    /// The longest known piece first.
    Longest {
        known: HashMap<String, usize>,
        /// What stands before a piece inside a word.
        inside: String,
        /// The number of what is not known.
        unknown: Option<usize>,
        lower: bool,
    },
    /// The likeliest cut.
    Likeliest {
        /// Number and likelihood of each piece.
        known: HashMap<String, (usize, f64)>,
        /// The most letters of a piece.
        longest: usize,
        unknown: Option<usize>,
    },
}

impl Pieces {
    /// Reads `tokenizer.json`.
    ///
    /// # Errors
    /// When it is of a kind that is not read.
    pub fn read(file: &[u8]) -> Result<Self, VectorsError> {
        let file: File = serde_json::from_slice(file)
            .map_err(|_| VectorsError::Malformed("the tokenizer is neither WordPiece nor Unigram"))?;
        Ok(match file.model {
            Model::WordPiece { vocab, unk_token, continuing_subword_prefix } => Self::Longest {
                unknown: vocab.get(&unk_token).copied(),
                known: vocab,
                inside: continuing_subword_prefix.unwrap_or_else(|| "##".to_owned()),
                lower: file.normalizer.and_then(|normalizer| normalizer.lowercase).unwrap_or(true),
            },
            Model::Unigram { vocab, unk_id } => {
                let longest = vocab.iter().map(|(piece, _)| piece.chars().count()).max().unwrap_or(0);
                let numbered = vocab.into_iter().enumerate();
                let known = numbered.map(|(number, (piece, likelihood))| (piece, (number, likelihood))).collect();
                Self::Likeliest { known, longest: longest.min(LONGEST_WORD), unknown: unk_id }
            }
        })
    }

    /// The pieces of a text that are known.
    pub fn of(&self, text: &str) -> Vec<usize> {
        match self {
            Self::Longest { known, inside, unknown, lower } => {
                let text = if *lower { domain::understanding::fold(text) } else { text.to_owned() };
                let words = split(&text).into_iter().flat_map(|word| longest(&word, known, inside));
                words.filter(|piece| Some(*piece) != *unknown).collect()
            }
            Self::Likeliest { known, longest, unknown } => {
                let words = text.split_whitespace().flat_map(|word| likeliest(word, known, *longest));
                words.filter(|piece| Some(*piece) != *unknown).collect()
            }
        }
    }
}

/// Words and signs, each by itself.
fn split(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut inside = false;
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            match words.last_mut().filter(|_| inside) {
                Some(word) => word.push(letter),
                None => words.push(letter.to_string()),
            }
        } else if !letter.is_whitespace() && !letter.is_control() {
            words.push(letter.to_string());
        }
        inside = letter.is_alphanumeric();
    }
    words
}

/// A word cut by the longest known piece; nothing where a part of it is not known.
fn longest(word: &str, known: &HashMap<String, usize>, inside: &str) -> Vec<usize> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() > LONGEST_WORD {
        return Vec::new();
    }
    let (mut pieces, mut begin) = (Vec::new(), 0);
    while begin < letters.len() {
        let prefix = if begin == 0 { "" } else { inside };
        let piece = (begin + 1..=letters.len()).rev().find_map(|end| {
            let text: String = prefix.chars().chain(letters[begin..end].iter().copied()).collect();
            known.get(&text).map(|number| (*number, end))
        });
        let Some((number, end)) = piece else { return Vec::new() };
        pieces.push(number);
        begin = end;
    }
    pieces
}

/// A word cut so that the likelihoods of its pieces come to the most; letters that are not known are left out.
fn likeliest(word: &str, known: &HashMap<String, (usize, f64)>, longest: usize) -> Vec<usize> {
    /// What a letter that is not known costs.
    const UNKNOWN: f64 = -30.0;
    let letters: Vec<char> = std::iter::once(BEGINS).chain(word.chars().take(LONGEST_WORD)).collect();
    // for each end the best sum, where its last piece begins, and which it is
    let mut best: Vec<(f64, usize, Option<usize>)> = vec![(f64::NEG_INFINITY, 0, None); letters.len() + 1];
    best[0].0 = 0.0;
    for end in 1..=letters.len() {
        for begin in end.saturating_sub(longest.max(1))..end {
            let text: String = letters[begin..end].iter().collect();
            let (number, likelihood) = match known.get(&text) {
                Some((number, likelihood)) => (Some(*number), *likelihood),
                None if end - begin == 1 => (None, UNKNOWN),
                None => continue,
            };
            let sum = best[begin].0 + likelihood;
            if sum > best[end].0 {
                best[end] = (sum, begin, number);
            }
        }
    }
    let (mut pieces, mut end) = (Vec::new(), letters.len());
    while end > 0 {
        let (_, begin, number) = best[end];
        pieces.extend(number);
        // a likelihood that is no number leaves a place without a way to it
        end = if begin < end { begin } else { end - 1 };
    }
    pieces.reverse();
    pieces
}
