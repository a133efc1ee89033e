//! The JSON of the written catalogue, field for field, and how it becomes listings.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{CATEGORIES, Listing, MARKETPLACES, Picture, Variant, search};

/// Something that exists once and is sold by many.
#[derive(Debug, Deserialize)]
pub(super) struct Thing {
    pub key: String,
    pub gtin: String,
    pub category: String,
    pub brand: String,
    pub model: String,
    pub code: String,
    pub keywords: Vec<String>,
    pub pictures: Vec<Picture>,
}

/// A thing as one marketplace tells it.
#[derive(Debug, Deserialize)]
pub(super) struct Written {
    pub external_id: String,
    thing: String,
    pub lang: String,
    pub title: String,
    pub description: String,
    pub price: i64,
    pub list_price: Option<i64>,
    pub rating: u32,
    pub rating_count: u32,
    pub attributes: Vec<(String, String)>,
    pub variants: Vec<WrittenVariant>,
    #[serde(skip)]
    pub currency: &'static str,
}

/// A variant as it is written.
#[derive(Debug, Deserialize)]
pub(super) struct WrittenVariant {
    pub id: String,
    pub sku: String,
    pub title: String,
    pub options: Vec<(String, String)>,
    pub price: i64,
    pub stock: u32,
    pub picture: Option<String>,
}

/// All things, in the order of the pictures.
pub(super) static THINGS: LazyLock<Vec<Thing>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../catalogue/things.json")).expect("a test reads the same file")
});

static PLACES: LazyLock<HashMap<&'static str, usize>> =
    LazyLock::new(|| THINGS.iter().enumerate().map(|(at, thing)| (thing.key.as_str(), at)).collect());

static SHELVES: LazyLock<Vec<Vec<Written>>> = LazyLock::new(|| {
    let files = [
        include_str!("../../catalogue/listings/harbor.json"),
        include_str!("../../catalogue/listings/kitemart.json"),
        include_str!("../../catalogue/listings/baobab.json"),
        include_str!("../../catalogue/listings/nomad.json"),
        include_str!("../../catalogue/listings/lumen.json"),
    ];
    let read = |(file, (_, currency)): (&str, (&str, &'static str))| {
        let shelf: Vec<Written> = serde_json::from_str(file).expect("a test reads the same file");
        shelf.into_iter().map(|written| Written { currency, ..written }).collect()
    };
    files.into_iter().zip(MARKETPLACES).map(read).collect()
});

/// What is written for this marketplace.
pub(super) fn shelf(marketplace: &str) -> Option<&'static [Written]> {
    let at = MARKETPLACES.iter().position(|(name, _)| *name == marketplace)?;
    SHELVES.get(at).map(Vec::as_slice)
}

/// How many listings are written for all marketplaces together.
pub(super) fn count() -> usize {
    SHELVES.iter().map(Vec::len).sum()
}

impl Written {
    /// The place of its thing in [`THINGS`].
    pub fn place(&self) -> usize {
        *PLACES.get(self.thing.as_str()).expect("a test looks up every thing")
    }

    /// The listing as it is written.
    pub fn listing(&'static self) -> Listing {
        let thing: &'static Thing = &THINGS[self.place()];
        let variants = self.variants.iter().map(WrittenVariant::variant).collect();
        Listing {
            external_id: self.external_id.clone(),
            gtin: thing.gtin.clone(),
            brand: thing.brand.clone(),
            title: self.title.clone(),
            price_minor: self.price,
            list_price_minor: self.list_price,
            rating: self.rating,
            rating_count: self.rating_count,
            variants,
            ..self.frame(thing)
        }
        .finished(thing)
    }

    /// What grown listings share with the written one they come from.
    pub fn frame(&'static self, thing: &'static Thing) -> Listing {
        Listing {
            category: &thing.category,
            lang: &self.lang,
            description: &self.description,
            currency: self.currency,
            pictures: &thing.pictures,
            attributes: &self.attributes,
            ..Listing::default()
        }
    }
}

impl WrittenVariant {
    fn variant(&'static self) -> Variant {
        Variant {
            id: self.id.clone(),
            sku: self.sku.clone(),
            title: &self.title,
            options: &self.options,
            price_minor: self.price,
            stock: self.stock,
            picture: self.picture.as_deref(),
        }
    }
}

impl Listing {
    /// Fills in what follows from the rest: the stock of all variants and the words to find it by.
    pub(super) fn finished(mut self, thing: &Thing) -> Self {
        self.stock = self.variants.iter().map(|variant| variant.stock).sum();
        let names = CATEGORIES.iter().find(|(slug, _)| *slug == self.category).map_or([""; 3], |(_, names)| *names);
        let rest = std::iter::once(self.brand.as_str())
            .chain([self.category, self.gtin.as_str(), self.external_id.as_str()])
            .chain(names)
            .chain(thing.keywords.iter().map(String::as_str))
            .chain(self.attributes.iter().map(|(_, value)| value.as_str()))
            .chain(self.variants.iter().flat_map(|variant| [variant.title, variant.sku.as_str()]));
        self.words = search::words(&self.title, rest);
        self
    }
}
