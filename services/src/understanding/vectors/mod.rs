//! Trained vectors of words (model2vec), read from a folder: `tokenizer.json` and `model.safetensors`, as such models are
//! published. They know what letters do not tell: synonyms, and with a model of several languages translations.

mod pieces;
mod tensors;

use std::{fs, io, path::Path};

use self::{
    pieces::Pieces,
    tensors::{Tensors, numbers, whole_numbers},
};

/// The largest files that are read.
const LARGEST_MODEL: u64 = 2 * 1024 * 1024 * 1024;
const LARGEST_TOKENIZER: u64 = 256 * 1024 * 1024;

/// How many letters of a text are looked at, and how many pieces of it.
const LONGEST: usize = 600;
const MOST_PIECES: usize = 256;

/// Why a folder holds no vectors.
#[derive(Debug, thiserror::Error)]
pub enum VectorsError {
    /// A file is missing or cannot be read.
    #[error("{file} cannot be read")]
    Unreadable {
        /// Which.
        file: String,
        /// Why.
        source: io::Error,
    },
    /// A file is not what it should be.
    #[error("{0}")]
    Malformed(&'static str),
}

/// Vectors of words.
#[derive(Debug)]
pub struct Vectors {
    pieces: Pieces,
    /// All vectors, one behind the other.
    numbers: Vec<f32>,
    width: usize,
    /// Which vector a piece has, where not that of its own number.
    rows: Option<Vec<usize>>,
    /// How much a piece counts, where they differ.
    weights: Option<Vec<f32>>,
}

impl Vectors {
    /// Reads a folder.
    ///
    /// # Errors
    /// When a file is missing, too large or not what it should be.
    pub fn read(folder: &Path) -> Result<Self, VectorsError> {
        let pieces = Pieces::read(&bytes(&folder.join("tokenizer.json"), LARGEST_TOKENIZER)?)?;
        let file = bytes(&folder.join("model.safetensors"), LARGEST_MODEL)?;
        let tensors = Tensors::read(&file)?;
        let embeddings =
            tensors.get("embeddings").ok_or(VectorsError::Malformed("there is no tensor of embeddings"))?;
        let [_, width] = embeddings.shape[..] else {
            return Err(VectorsError::Malformed("the embeddings are no table"));
        };
        let numbers = numbers(&embeddings)?;
        if width == 0 || numbers.is_empty() {
            return Err(VectorsError::Malformed("the embeddings are empty"));
        }
        let rows = tensors.get("mapping").map(|mapping| whole_numbers(&mapping)).transpose()?;
        let weights = tensors.get("weights").map(|weights| self::numbers(&weights)).transpose()?;
        Ok(Self { pieces, numbers, width, rows, weights })
    }

    /// How close two texts are, in thousandths.
    pub fn closeness(left: &[f32], right: &[f32]) -> u16 {
        let dot: f32 = left.iter().zip(right).map(|(left, right)| left * right).sum();
        if dot.is_finite() { (dot.clamp(0.0, 1.0) * 1000.0).round() as u16 } else { 0 }
    }

    /// The vector of a text: the middle of those of its pieces, of length one; empty where none of them is known.
    pub fn of(&self, text: &str) -> Vec<f32> {
        let shortened: String = text.chars().take(LONGEST).collect();
        let mut sum = vec![0.0_f32; self.width];
        for piece in self.pieces.of(&shortened).into_iter().take(MOST_PIECES) {
            let row = self.rows.as_ref().map_or(Some(piece), |rows| rows.get(piece).copied());
            let begin = row.and_then(|row| row.checked_mul(self.width));
            let Some(vector) = begin.and_then(|begin| self.numbers.get(begin..begin.checked_add(self.width)?)) else {
                continue;
            };
            let weight = self.weights.as_ref().map_or(Some(1.0), |weights| weights.get(piece).copied()).unwrap_or(0.0);
            sum.iter_mut().zip(vector).for_each(|(sum, number)| *sum += number * weight);
        }
        let length = sum.iter().map(|number| number * number).sum::<f32>().sqrt();
        if length.is_finite() && length > 0.0 {
            sum.iter_mut().for_each(|number| *number /= length);
            sum
        } else {
            Vec::new()
        }
    }
}

fn bytes(path: &Path, largest: u64) -> Result<Vec<u8>, VectorsError> {
    let unreadable = |source| VectorsError::Unreadable { file: path.display().to_string(), source };
    if fs::metadata(path).map_err(unreadable)?.len() > largest {
        return Err(VectorsError::Malformed("a file of the vectors is too large"));
    }
    fs::read(path).map_err(unreadable)
}

#[cfg(test)]
mod tests;
