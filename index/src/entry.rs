//! What goes into the index, what is asked of it, and what it finds.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    catalog::Category,
    ids::{Gtin, ProductRef, RelationToken},
    locale::Locale,
};

/// One listing as the index knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose it is and what they call it.
    pub reference: ProductRef,
    /// Its product group.
    pub relation: RelationToken,
    /// Its titles, in whatever languages there are.
    pub titles: Vec<String>,
    /// The maker.
    pub brand: Option<String>,
    /// Plain text; may be empty.
    pub description: String,
    /// Our category.
    pub category: Option<Category>,
    /// Names and values of what tells it from others.
    pub attributes: Vec<(String, String)>,
    /// What it is ordered by: numbers of the marketplace and of the maker, those of its variants among them.
    pub codes: Vec<String>,
    /// Its trade item number.
    pub gtin: Option<Gtin>,
    /// How much it is looked for; more comes first among equals.
    pub weight: u32,
}

/// What is asked of the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The words; may be empty where facets are chosen.
    pub text: String,
    /// The language of the one who asks.
    pub locale: Locale,
    /// The values chosen in each facet: any of those of one facet, and something of every facet.
    pub chosen: BTreeMap<String, BTreeSet<String>>,
    /// At most so many listings.
    pub limit: usize,
    /// Whether facets are to be counted.
    pub with_facets: bool,
}

/// What the index found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The listings, the best match first.
    pub hits: Vec<Hit>,
    /// How many listings there are in all, where facets were asked for; else how many are told.
    pub total: usize,
    /// What can be chosen, each value with how many listings there would be.
    pub facets: Vec<Facet>,
    /// What the text was read as, where that is not what was typed.
    pub read_as: Option<String>,
}

/// A listing that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Whose it is and what they call it.
    pub reference: ProductRef,
    /// Its product group.
    pub relation: RelationToken,
    /// How well it matches; higher is better, and only to be compared within one answer.
    pub score: f32,
    /// Whether it has every word that was asked for; otherwise it has most of them.
    pub whole: bool,
}

/// Something that tells listings apart, with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// `brand`, `category`, `marketplace`, or the name of an attribute.
    pub name: String,
    /// Its values, the most frequent first.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value as listings have it.
    pub value: String,
    /// How many listings there would be with it, whatever else is chosen in its own facet.
    pub count: u32,
}

/// Words that mean the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms {
    /// Words or short phrases, in any language.
    pub words: Vec<String>,
    /// Words for some of what they mean: whoever looks for wood looks for oak too, and not the other way round.
    pub narrower: Vec<String>,
}

/// Why the index did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The folder or what lies in it cannot be used.
    #[error("the index cannot be read or written: {0}")]
    Broken(String),
    /// Another process writes to it.
    #[error("another process writes to the index")]
    Busy,
}
