//! A parcel as carriers measure it: grams and millimetres.

use serde::{Deserialize, Serialize};

/// The heaviest parcel that the carriers we know take as a parcel, in grams.
pub const HEAVIEST: u32 = 70_000;

/// The longest side that they take, in millimetres.
pub const LONGEST: u32 = 3_000;

/// Why measures are not those of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParcelProblem {
    /// A weight of nothing, or more than [`HEAVIEST`].
    #[error("a parcel weighs from 1 to {HEAVIEST} grams")]
    Weight,
    /// A side of nothing, or longer than [`LONGEST`].
    #[error("the sides of a parcel measure from 1 to {LONGEST} millimetres")]
    Size,
}

/// The measures of a parcel, unchecked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measures {
    /// What it weighs, in grams.
    pub grams: u32,
    /// Its three sides in millimetres, in any order.
    pub sides_mm: [u32; 3],
}

/// A parcel that a carrier may be asked about: it weighs something and has three sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Measures", into = "Measures")]
pub struct Parcel {
    grams: u32,
    sides_mm: [u32; 3],
}

impl Parcel {
    /// A parcel of so many grams and these sides in millimetres.
    ///
    /// # Errors
    /// When the weight or a side is nothing, or more than any carrier takes.
    pub fn new(grams: u32, sides_mm: [u32; 3]) -> Result<Self, ParcelProblem> {
        Self::try_from(Measures { grams, sides_mm })
    }

    /// What it weighs, in grams.
    pub fn grams(self) -> u32 {
        self.grams
    }

    /// Length, width and height in millimetres, the longest first, as carriers write them.
    pub fn sides_mm(self) -> [u32; 3] {
        self.sides_mm
    }
}

impl TryFrom<Measures> for Parcel {
    type Error = ParcelProblem;

    fn try_from(Measures { grams, mut sides_mm }: Measures) -> Result<Self, ParcelProblem> {
        if !(1..=HEAVIEST).contains(&grams) {
            return Err(ParcelProblem::Weight);
        }
        if !sides_mm.iter().all(|side| (1..=LONGEST).contains(side)) {
            return Err(ParcelProblem::Size);
        }
        sides_mm.sort_unstable_by(|one, other| other.cmp(one));
        Ok(Self { grams, sides_mm })
    }
}

impl From<Parcel> for Measures {
    fn from(Parcel { grams, sides_mm }: Parcel) -> Self {
        Self { grams, sides_mm }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_weighs_something_and_has_its_longest_side_first() {
        assert_eq!(Parcel::new(1_200, [80, 300, 200]).unwrap().sides_mm(), [300, 200, 80]);
        assert_eq!(Parcel::new(0, [1, 1, 1]), Err(ParcelProblem::Weight));
        assert_eq!(Parcel::new(HEAVIEST + 1, [1, 1, 1]), Err(ParcelProblem::Weight));
        assert_eq!(Parcel::new(1, [1, 0, 1]), Err(ParcelProblem::Size));
        assert_eq!(Parcel::new(1, [1, 1, LONGEST + 1]), Err(ParcelProblem::Size));
    }

    #[test]
    fn a_parcel_comes_over_the_wire_through_the_same_door() {
        let read = |text: &str| serde_json::from_str::<Parcel>(text);
        assert_eq!(read(r#"{"grams":500,"sides_mm":[10,20,30]}"#).unwrap().sides_mm(), [30, 20, 10]);
        assert!(read(r#"{"grams":0,"sides_mm":[10,20,30]}"#).is_err());
    }
}
