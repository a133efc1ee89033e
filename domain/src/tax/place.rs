//! Where goods leave and where they go: countries, their parts, and ranges of postcodes.

use serde::{Deserialize, Serialize};

use crate::address::Address;

/// A place as far as taxes ask: country, its part where that matters, and postcode.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Country as two letters (ISO 3166-1).
    pub country: String,
    /// State, province or territory by its code within the country (ISO 3166-2 without the country), such as `NY`;
    /// found by the postcode where it is not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Postcode; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub postcode: String,
}

impl Place {
    /// A country as a whole.
    pub fn country(country: &str) -> Self {
        Self { country: country.to_owned(), ..Self::default() }
    }

    /// Country and region together, such as `US-NY`; the country alone where there is no region.
    pub fn code(&self) -> String {
        match &self.region {
            Some(region) => format!("{}-{region}", self.country),
            None => self.country.clone(),
        }
    }
}

impl From<&Address> for Place {
    fn from(address: &Address) -> Self {
        Self { country: address.country.clone(), region: None, postcode: address.postcode.clone() }
    }
}

/// Postcodes that lie together, written `100-149` or `BT`: the range covers every postcode that begins with something
/// between its two ends, both included. Blanks and hyphens within a postcode do not matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcodes {
    from: String,
    to: String,
}

/// A text that is no range of postcodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a range of postcodes")]
pub struct NotPostcodes;

impl Postcodes {
    /// Whether a postcode lies in the range.
    pub fn cover(&self, postcode: &str) -> bool {
        let bare = bare(postcode);
        let beginning = |end: &str| bare.get(..end.len()).unwrap_or_default().to_owned();
        !bare.is_empty() && beginning(&self.from) >= self.from && {
            let last = beginning(&self.to);
            !last.is_empty() && last <= self.to
        }
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

impl TryFrom<String> for Postcodes {
    type Error = NotPostcodes;

    fn try_from(text: String) -> Result<Self, NotPostcodes> {
        let (from, to) = text.split_once('-').unwrap_or((&text, &text));
        let (from, to) = (bare(from), bare(to));
        let right = !from.is_empty() && from.len() == to.len() && from <= to;
        if right { Ok(Self { from, to }) } else { Err(NotPostcodes) }
    }
}

impl From<Postcodes> for String {
    fn from(range: Postcodes) -> String {
        if range.from == range.to { range.from } else { format!("{}-{}", range.from, range.to) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(text: &str) -> Postcodes {
        Postcodes::try_from(text.to_owned()).unwrap()
    }

    #[test]
    fn a_range_covers_what_begins_with_something_between_its_ends() {
        for (text, postcode, inside) in [
            ("100-149", "10001", true),
            ("100-149", "149-9", true),
            ("100-149", "15000", false),
            ("BT", "bt1 5gs", true),
            ("BT", "B1 1AA", false),
            ("9000-9399", "9399-123", true),
            ("K-N", "M5V 2T6", true),
            ("100-149", "", false),
            ("100-149", "1", false),
        ] {
            assert_eq!(range(text).cover(postcode), inside, "{text} {postcode}");
        }
        assert!(Postcodes::try_from("149-100".to_owned()).is_err());
        assert!(Postcodes::try_from("1-149".to_owned()).is_err());
        assert_eq!(String::from(range("k-n")), "K-N");
    }
}
