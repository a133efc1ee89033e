//! Numbers of papers: what it is, the year, and its place among those of its issuer.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::PaperKind;

/// A paper's number, such as `INV-2026-000042`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PaperNumber {
    /// What it is.
    pub kind: PaperKind,
    /// The year it was issued in, in UTC.
    pub year: i32,
    /// Its place among the papers of this kind, issuer and year, from 1, without a gap.
    pub serial: u32,
}

/// Why a text is no paper's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a paper's number")]
pub struct InvalidPaperNumber;

impl fmt::Display for PaperNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{:04}-{:06}", self.kind.prefix(), self.year, self.serial)
    }
}

impl FromStr for PaperNumber {
    type Err = InvalidPaperNumber;

    fn from_str(text: &str) -> Result<Self, InvalidPaperNumber> {
        let mut pieces = text.splitn(3, '-');
        let mut piece = || pieces.next().ok_or(InvalidPaperNumber);
        let (prefix, year, serial) = (piece()?, piece()?, piece()?);
        let kind = PaperKind::ALL.into_iter().find(|kind| kind.prefix() == prefix).ok_or(InvalidPaperNumber)?;
        let year = year.parse().map_err(|_| InvalidPaperNumber)?;
        let serial = serial.parse().map_err(|_| InvalidPaperNumber)?;
        let number = Self { kind, year, serial };
        // Written in its own way and no other.
        if number.to_string() == text { Ok(number) } else { Err(InvalidPaperNumber) }
    }
}

impl TryFrom<String> for PaperNumber {
    type Error = InvalidPaperNumber;

    fn try_from(text: String) -> Result<Self, InvalidPaperNumber> {
        text.parse()
    }
}

impl From<PaperNumber> for String {
    fn from(number: PaperNumber) -> String {
        number.to_string()
    }
}
