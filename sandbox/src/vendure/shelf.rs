//! The goods of a marketplace the way its protocols ask for them: by words, with tax, with the pictures of a variant.

use std::sync::Arc;

use crate::catalogue::{CATEGORIES, Index, Listing, Variant, picture_url};
use crate::market::{Market, Tax};

/// A marketplace and the ways into its goods.
#[derive(Debug)]
pub struct Shelf {
    pub market: Arc<Market>,
    index: Index,
}

/// An amount without and with tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taxed {
    pub net: i64,
    pub gross: i64,
}

impl Taxed {
    /// A listed amount under a marketplace's tax rule.
    pub fn of(tax: Tax, minor: i64) -> Self {
        let on_it = tax.on(minor);
        if tax.included { Self { net: minor - on_it, gross: minor } } else { Self { net: minor, gross: minor + on_it } }
    }

    /// The amount so many times.
    pub fn times(self, count: u32) -> Self {
        let count = i64::from(count);
        Self { net: self.net * count, gross: self.gross * count }
    }

    /// Both amounts together.
    pub fn plus(self, other: Self) -> Self {
        Self { net: self.net + other.net, gross: self.gross + other.gross }
    }

    /// What is left when the other amount is taken off.
    pub fn minus(self, other: Self) -> Self {
        Self { net: self.net - other.net, gross: self.gross - other.gross }
    }
}

impl Shelf {
    /// Reads all listings once.
    pub fn new(market: Arc<Market>) -> Self {
        let index = Index::new(&market.listings);
        Self { market, index }
    }

    /// The variant with this id, and the listing it belongs to.
    pub fn variant(&self, id: &str) -> Option<(&Listing, &Variant)> {
        self.market.variant(id).filter(|(_, variant)| variant.id == id)
    }

    /// The listing with this id.
    pub fn listing(&self, id: &str) -> Option<&Listing> {
        self.market.listing(id).filter(|listing| listing.external_id == id)
    }

    /// The listings that hold all words, best first; no words find everything.
    pub fn search(&self, text: &str) -> Vec<&Listing> {
        self.index.search(text).into_iter().filter_map(|place| self.market.listings.get(place)).collect()
    }

    /// What a variant costs now.
    pub fn price(&self, variant: &Variant) -> i64 {
        self.market.price(variant)
    }

    /// The price of the cheapest and of the dearest variant.
    pub fn price_range(&self, listing: &Listing) -> (i64, i64) {
        let prices = || listing.variants.iter().map(|variant| self.price(variant));
        (prices().min().unwrap_or(0), prices().max().unwrap_or(0))
    }

    /// How many pieces of a variant are left.
    pub fn left(&self, variant: &Variant) -> u32 {
        self.market.left(&variant.id)
    }

    /// How many pieces of any variant are left.
    pub fn left_of_all(&self, listing: &Listing) -> u32 {
        listing.variants.iter().map(|variant| self.left(variant)).fold(0, u32::saturating_add)
    }

    /// The addresses of all pictures of a variant in this size, its own one first.
    pub fn pictures(&self, listing: &Listing, variant: Option<&Variant>, size: u32) -> Vec<(String, String)> {
        let base = &self.market.server.base_url;
        let own = variant.and_then(|variant| variant.picture);
        let mut all: Vec<_> =
            listing.pictures.iter().map(|picture| (picture.url(base, size), picture.alt.clone())).collect();
        if let Some(stem) = own {
            let url = picture_url(base, stem, size);
            let alt = all.iter().find(|(known, _)| *known == url).map(|(_, alt)| alt.clone());
            all.retain(|(known, _)| *known != url);
            all.insert(0, (url, alt.unwrap_or_else(|| listing.title.clone())));
        }
        all
    }
}

/// What a variant is called in a cart: the listing's title, and what sets the variant apart.
pub fn full_title(listing: &Listing, variant: &Variant) -> String {
    if variant.title.is_empty() { listing.title.clone() } else { format!("{} {}", listing.title, variant.title) }
}

/// The English name of a category.
pub fn category_name(slug: &str) -> &str {
    CATEGORIES.iter().find(|(known, _)| *known == slug).map_or(slug, |(_, names)| names[0])
}

/// The number of a category, counted from one; nothing for a category that does not exist.
pub fn category_number(slug: &str) -> Option<usize> {
    CATEGORIES.iter().position(|(known, _)| *known == slug).map(|place| place + 1)
}

/// Small Latin letters, digits and hyphens, for addresses.
pub fn slug(text: &str) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }
    };
    let spelled: String = text.chars().map(plain).collect();
    spelled.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
