//! Where something goes, and areas of such places.

use serde::{Deserialize, Serialize};

/// Where a parcel is to go, as far as prices and prohibitions ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The country as two capital letters (ISO 3166-1).
    pub country: String,
    /// The postcode as it was typed; empty where the country has none.
    pub postcode: String,
}

impl Place {
    /// A place in a country.
    pub fn new(country: &str, postcode: &str) -> Self {
        Self { country: country.to_owned(), postcode: postcode.to_owned() }
    }
}

/// Part of a country, or all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// The country as two capital letters (ISO 3166-1).
    pub country: String,
    /// How the postcodes of the region begin; all of the country where nothing is named.
    pub postcodes: Vec<String>,
}

impl Region {
    /// All of a country.
    pub fn country(country: &str) -> Self {
        Self { country: country.to_owned(), postcodes: Vec::new() }
    }

    /// What of a country has postcodes that begin like one of these.
    pub fn part(country: &str, postcodes: &[&str]) -> Self {
        Self { country: country.to_owned(), postcodes: postcodes.iter().map(|start| (*start).to_owned()).collect() }
    }

    /// Whether a place lies in it. Blanks, hyphens and small letters make no other postcode.
    pub fn holds(&self, place: &Place) -> bool {
        let postcode = bare(&place.postcode);
        self.country == place.country
            && (self.postcodes.is_empty() || self.postcodes.iter().any(|start| postcode.starts_with(&bare(start))))
    }
}

fn bare(postcode: &str) -> String {
    postcode.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

/// Where something holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// In every place.
    Everywhere,
    /// In these regions.
    In(Vec<Region>),
    /// In every place but these regions.
    Outside(Vec<Region>),
}

impl Area {
    /// Whether a place belongs to it.
    pub fn holds(&self, place: &Place) -> bool {
        let among = |regions: &[Region]| regions.iter().any(|region| region.holds(place));
        match self {
            Self::Everywhere => true,
            Self::In(regions) => among(regions),
            Self::Outside(regions) => !among(regions),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_known_by_how_its_postcodes_begin_however_they_are_written() {
        let islands = Region::part("PT", &["9"]);
        assert!(islands.holds(&Place::new("PT", "9000-018")) && !islands.holds(&Place::new("PT", "1100-419")));
        assert!(!islands.holds(&Place::new("ES", "9000")), "another country's postcodes are others");
        let scotland = Region::part("GB", &["iv", "KW 1"]);
        assert!(scotland.holds(&Place::new("GB", "IV51 9XX")) && scotland.holds(&Place::new("GB", "kw15 1aa")));
        assert!(!scotland.holds(&Place::new("GB", "KW2 6AA")));
    }

    #[test]
    fn an_area_names_what_is_in_it_or_what_is_not() {
        let (lisbon, funchal) = (Place::new("PT", "1100-419"), Place::new("PT", "9000-018"));
        let regions = vec![Region::part("PT", &["9"])];
        assert!(Area::Everywhere.holds(&lisbon));
        assert!(Area::In(regions.clone()).holds(&funchal) && !Area::In(regions.clone()).holds(&lisbon));
        assert!(Area::Outside(regions.clone()).holds(&lisbon) && !Area::Outside(regions).holds(&funchal));
    }
}
