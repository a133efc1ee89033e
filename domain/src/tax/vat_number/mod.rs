//! Numbers under which businesses are registered for value added tax: form and check digits, without asking anybody.
//!
//! A number that passes here may still belong to nobody; only the register of its country knows (for the Union, VIES).
//! Greece writes EL and Northern Ireland XI, as in article 215 of directive 2006/112/EC and the protocol on Northern
//! Ireland.

mod checks;
mod national;
mod one_kind;
mod several_kinds;

use std::fmt;

use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// A number with its prefix, such as `DE113866163`: of the right form, and its check digits hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatNumber(String);

/// Why a text is not such a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum VatNumberProblem {
    /// It does not begin with a country whose numbers we know.
    #[error("the number does not begin with a country whose numbers are known")]
    UnknownCountry,
    /// It has the wrong length, or letters where digits belong.
    #[error("the number does not have the form of its country")]
    Malformed,
    /// Its check digits do not hold: something was mistyped.
    #[error("the check digits do not hold")]
    WrongCheckDigits,
}

impl VatNumber {
    /// Reads a number; blanks, dots, hyphens, slashes and the case of letters do not matter.
    ///
    /// # Errors
    /// When the country is unknown, the form is wrong, or the check digits do not hold.
    pub fn read(text: &str) -> Result<Self, VatNumberProblem> {
        let bare: String = text.chars().filter(|letter| !matches!(letter, ' ' | '.' | '-' | '/' | ':')).collect();
        let bare = bare.to_uppercase();
        // Swiss numbers carry the three letters of the register before their digits.
        let prefix = if bare.starts_with("CHE") { "CHE" } else { bare.get(..2).unwrap_or_default() };
        let own = bare.get(prefix.len()..).unwrap_or_default();
        if !own.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'*')) {
            return Err(VatNumberProblem::Malformed);
        }
        let own = national::checked(prefix, own)?;
        Ok(Self(format!("{prefix}{own}")))
    }

    /// The whole number with its prefix and without blanks.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The letters it begins with: `EL` for Greece, `XI` for Northern Ireland.
    pub fn prefix(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }

    /// The country as two letters (ISO 3166-1), with `XI` for goods in Northern Ireland.
    pub fn country(&self) -> &str {
        if self.prefix() == "EL" { "GR" } else { self.prefix() }
    }
}

impl TryFrom<String> for VatNumber {
    type Error = VatNumberProblem;

    fn try_from(text: String) -> Result<Self, VatNumberProblem> {
        Self::read(&text)
    }
}

impl From<VatNumber> for String {
    fn from(number: VatNumber) -> String {
        number.0
    }
}

impl fmt::Display for VatNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
