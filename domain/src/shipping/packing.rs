//! Into which parcels goods go: by weight and by volume, the largest first, each into the first carton that has room.
//!
//! The same goods are always packed alike. Volumes say whether goods have room, not whether they can be laid so; how much of a
//! carton is counted on is therefore the carton's own figure.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::parcel::{Parcel, ParcelProblem};

/// How many pieces are packed at once.
pub const MOST_PIECES: usize = 2_000;

/// A thing to be packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The place of its line in the order, counted from nought.
    pub line: u32,
    /// What it weighs, in grams.
    pub grams: u32,
    /// Its sides in millimetres, in any order.
    pub sides_mm: [u32; 3],
}

/// A kind of carton.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carton {
    /// What the operator calls it.
    pub id: String,
    /// Its sides in millimetres, in any order.
    pub sides_mm: [u32; 3],
    /// What it weighs when it is empty, in grams.
    pub empty_grams: u32,
    /// What may be put into it, in grams.
    pub most_grams: u32,
    /// How much of its volume is counted on, in percent.
    pub fill_percent: u8,
}

/// A packed carton.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// The carton's id.
    pub carton: String,
    /// The parcel it makes, with the carton's own weight.
    pub parcel: Parcel,
    /// The lines of the pieces in it, one entry for each piece, in the order in which they were put in.
    pub lines: Vec<u32>,
}

/// Why goods cannot be packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackingProblem {
    /// There are more than [`MOST_PIECES`].
    #[error("more than {MOST_PIECES} pieces")]
    TooMany,
    /// No carton takes a piece of that line.
    #[error("no carton takes a piece of line {line}")]
    FitsNowhere {
        /// The line.
        line: u32,
    },
    /// A packed carton is not a parcel that carriers take.
    #[error(transparent)]
    Parcel(#[from] ParcelProblem),
}

/// What has been put into a carton so far.
struct Open<'a> {
    carton: &'a Carton,
    pieces: Vec<Piece>,
}

/// Packs pieces into as many cartons as it takes. A carton is begun with the largest kind that takes the piece, and in the end
/// everything in it moves into the smallest kind that takes it all.
///
/// # Errors
/// When there are too many pieces, one that no carton takes, or a packed carton that no carrier takes.
pub fn pack(pieces: &[Piece], cartons: &[Carton]) -> Result<Vec<Packed>, PackingProblem> {
    if pieces.len() > MOST_PIECES {
        return Err(PackingProblem::TooMany);
    }
    let mut by_size: Vec<Piece> = pieces.to_vec();
    // a stable sort: what is alike stays in the order of the lines
    by_size.sort_by_key(|piece| Reverse((volume(piece.sides_mm), piece.grams)));
    let mut kinds: Vec<&Carton> = cartons.iter().collect();
    kinds.sort_by_key(|carton| (carton.room(), carton.most_grams));
    let mut open: Vec<Open<'_>> = Vec::new();
    for piece in by_size {
        match open.iter_mut().find(|open| open.takes(piece)) {
            Some(open) => open.pieces.push(piece),
            None => {
                let kind = kinds.iter().rev().find(|kind| kind.holds(&[piece]));
                let carton = kind.ok_or(PackingProblem::FitsNowhere { line: piece.line })?;
                open.push(Open { carton, pieces: vec![piece] });
            }
        }
    }
    open.iter().map(|open| open.close(&kinds)).collect()
}

impl Open<'_> {
    fn takes(&self, piece: Piece) -> bool {
        let more: Vec<Piece> = self.pieces.iter().copied().chain([piece]).collect();
        self.carton.holds(&more)
    }

    fn close(&self, kinds: &[&Carton]) -> Result<Packed, PackingProblem> {
        let carton = kinds.iter().find(|kind| kind.holds(&self.pieces)).copied().unwrap_or(self.carton);
        let grams = self.pieces.iter().fold(carton.empty_grams, |sum, piece| sum.saturating_add(piece.grams));
        Ok(Packed {
            carton: carton.id.clone(),
            parcel: Parcel::new(grams, carton.sides_mm)?,
            lines: self.pieces.iter().map(|piece| piece.line).collect(),
        })
    }
}

impl Carton {
    /// The volume that is counted on, in cubic millimetres.
    fn room(&self) -> u128 {
        volume(self.sides_mm) * u128::from(self.fill_percent.min(100)) / 100
    }

    /// Whether it takes these pieces: each by its sides, all by weight and volume. A piece alone needs no more than its sides.
    fn holds(&self, pieces: &[Piece]) -> bool {
        let grams: u64 = pieces.iter().map(|piece| u64::from(piece.grams)).sum();
        let filled: u128 = pieces.iter().map(|piece| volume(piece.sides_mm)).sum();
        let sides = sorted(self.sides_mm);
        let fits = |piece: &Piece| sorted(piece.sides_mm).iter().zip(sides).all(|(piece, carton)| *piece <= carton);
        grams <= u64::from(self.most_grams) && pieces.iter().all(fits) && (pieces.len() <= 1 || filled <= self.room())
    }
}

fn volume(sides: [u32; 3]) -> u128 {
    sides.iter().map(|side| u128::from(*side)).product()
}

fn sorted(mut sides: [u32; 3]) -> [u32; 3] {
    sides.sort_unstable();
    sides
}
