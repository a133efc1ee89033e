//! What goods can be told apart by beside price and shelf: maker, colour, size.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    catalog::Product,
    understanding::{Colour, fold},
};

/// A group of values to choose from; several of one facet are alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facet {
    /// The maker, in lower case.
    Brand,
    /// One of [`Colour`], by its word.
    Colour,
    /// A size of clothing, shoes or balls, in lower case.
    Size,
}

impl Facet {
    /// All facets, as the filters show them.
    pub const ALL: [Self; 3] = [Self::Brand, Self::Colour, Self::Size];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Colour => "colour",
            Self::Size => "size",
        }
    }

    /// The facet of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.word() == word)
    }

    /// A value of this facet as it is kept, where a text can be one.
    pub fn value(self, text: &str) -> Option<String> {
        let lower = text.trim().to_lowercase();
        let fits = match self {
            Self::Colour => Colour::from_slug(&lower).is_some(),
            Self::Brand => (1..=LONGEST_BRAND).contains(&lower.chars().count()),
            Self::Size => (1..=LONGEST_SIZE).contains(&lower.chars().count()),
        };
        let plain = lower.chars().all(|letter| !letter.is_control() && !matches!(letter, '<' | '>' | '"' | '\\'));
        (fits && plain).then_some(lower)
    }
}

/// The most letters of a maker and of a size.
const LONGEST_BRAND: usize = 60;
const LONGEST_SIZE: usize = 12;

/// How many values of one product are kept.
const MOST_VALUES: usize = 40;

/// What marketplaces call the two in English, French and Arabic, folded.
const COLOUR_NAMES: [&str; 7] = ["colour", "color", "couleur", "coloris", "teinte", "اللون", "لون"];
const SIZE_NAMES: [&str; 6] = ["size", "taille", "pointure", "المقاس", "مقاس", "shoe size"];

/// One value of a facet.
pub type Attribute = (Facet, String);

/// What a product can be told apart by: its maker, and the colours and sizes of its details and variants.
pub fn attributes_of(product: &Product) -> BTreeSet<Attribute> {
    let mut found = BTreeSet::new();
    let brand = product.brand.as_deref().and_then(|brand| Facet::Brand.value(brand));
    found.extend(brand.map(|brand| (Facet::Brand, brand)));
    for (name, value) in &product.attributes {
        let name = fold(name);
        if COLOUR_NAMES.contains(&name.as_str()) {
            found.extend(Colour::all_in(value).into_iter().map(|colour| (Facet::Colour, colour.slug().to_owned())));
        } else if SIZE_NAMES.contains(&name.as_str()) {
            found.extend(size_of(value).map(|size| (Facet::Size, size)));
        }
    }
    for variant in product.variants.iter().filter(|variant| !variant.title.is_empty()) {
        found
            .extend(Colour::all_in(&variant.title).into_iter().map(|colour| (Facet::Colour, colour.slug().to_owned())));
        found.extend(variant.title.split([',', '/']).filter_map(size_of).map(|size| (Facet::Size, size)));
        if found.len() >= MOST_VALUES {
            break;
        }
    }
    // answers to a search may come without details
    if !found.iter().any(|(facet, _)| *facet == Facet::Colour) {
        let told = Colour::all_in_title(&product.title);
        found.extend(told.into_iter().map(|colour| (Facet::Colour, colour.slug().to_owned())));
    }
    found
}

/// The size that a text is, without what systems call it: `EU 42`, `Size 5`, `XL`.
fn size_of(text: &str) -> Option<String> {
    let folded = fold(text.trim());
    let body = ["eu ", "size ", "taille ", "pointure ", "مقاس "].iter().find_map(|name| folded.strip_prefix(name));
    let of_letters = matches!(folded.as_str(), "xxs" | "xs" | "s" | "m" | "l" | "xl" | "xxl" | "xxxl" | "2xl" | "3xl");
    match body {
        Some(body) if body.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '.') => {
            Facet::Size.value(body)
        }
        None if of_letters => Facet::Size.value(&folded),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_things_that_are_worn_or_kicked() {
        assert_eq!(size_of("EU 42").as_deref(), Some("42"));
        assert_eq!(size_of("Size 5").as_deref(), Some("5"));
        assert_eq!(size_of(" XL ").as_deref(), Some("xl"));
        for other in ["500 ml", "55-61 cm, adjustable", "Set of 2", "", "Size of a lunch box"] {
            assert_eq!(size_of(other), None, "{other}");
        }
    }

    #[test]
    fn values_that_cannot_be_are_refused() {
        assert_eq!(Facet::Colour.value("Red").as_deref(), Some("red"));
        assert_eq!(Facet::Colour.value("octarine"), None);
        assert_eq!(Facet::Brand.value("Skarn & Elm").as_deref(), Some("skarn & elm"));
        assert_eq!(Facet::Brand.value("<script>"), None);
        assert_eq!(Facet::Size.value(&"9".repeat(40)), None);
    }
}
