//! The protocol's JSON for the catalogue and the profile, field for field, and how it becomes our types.
//!
//! Both releases have one shape here: what one of them lacks is empty, what they write differently is read either way.

use std::collections::BTreeMap;

use domain::catalog::{Availability, Picture, Product as OurProduct, Variant as OurVariant};
use serde::Deserialize;

use crate::marketplaces::reading::{self, Shop, Sized, Told, id_text, lenient, or_default};

/// The business profile at `/.well-known/ucp`.
#[derive(Debug, Deserialize)]
pub struct Profile {
    pub ucp: ProfileBody,
}

#[derive(Debug, Deserialize)]
pub struct ProfileBody {
    #[serde(default)]
    pub services: BTreeMap<String, Vec<Service>>,
    #[serde(default)]
    pub payment_handlers: BTreeMap<String, Vec<Handler>>,
}

#[derive(Debug, Deserialize)]
pub struct Service {
    #[serde(default)]
    pub version: String,
    #[serde(default)]
    pub transport: String,
    #[serde(default)]
    pub endpoint: String,
}

/// A way to pay that the merchant understands.
#[derive(Clone, Debug, Deserialize)]
pub struct Handler {
    pub id: String,
    #[serde(default, deserialize_with = "or_default")]
    pub available_instruments: Vec<Instrument>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Instrument {
    #[serde(rename = "type")]
    pub kind: String,
}

/// What every answer carries around its contents.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Envelope {
    #[serde(deserialize_with = "or_default")]
    pub status: String,
    pub payment_handlers: BTreeMap<String, Vec<Handler>>,
}

impl Envelope {
    pub fn is_error(&self) -> bool {
        self.status == "error"
    }
}

/// An answer of search or lookup.
#[derive(Debug, Deserialize)]
pub struct Catalog {
    #[serde(default)]
    pub ucp: Envelope,
    #[serde(default)]
    pub messages: Vec<Message>,
    #[serde(default)]
    products: Option<Listed>,
}

#[derive(Debug, Deserialize)]
struct Listed(#[serde(deserialize_with = "lenient")] Vec<Product>);

/// Something the merchant wants known.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Message {
    #[serde(rename = "type")]
    pub kind: String,
    pub code: String,
    pub path: String,
    pub content: String,
}

impl Message {
    pub fn is_error(&self) -> bool {
        self.kind == "error"
    }
}

#[derive(Debug, Deserialize)]
struct Product {
    #[serde(deserialize_with = "id_text")]
    id: String,
    title: String,
    #[serde(default)]
    description: Text,
    url: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    categories: Vec<CategoryEntry>,
    list_price_range: Option<PriceRange>,
    #[serde(default, deserialize_with = "lenient")]
    media: Vec<Media>,
    #[serde(deserialize_with = "lenient")]
    variants: Vec<Variant>,
    rating: Option<Rating>,
    #[serde(default, deserialize_with = "or_default")]
    metadata: Metadata,
}

/// Text is a plain string in places of the older release, an object of several formats elsewhere.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Text {
    Plain(String),
    Formats {
        #[serde(default)]
        plain: Option<String>,
        #[serde(default)]
        markdown: Option<String>,
        #[serde(default)]
        html: Option<String>,
    },
}

impl Default for Text {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

impl Text {
    /// The format with the least to strip.
    pub fn plainest(self) -> String {
        match self {
            Self::Plain(text) => text,
            Self::Formats { plain, markdown, html } => plain.or(markdown).or(html).unwrap_or_default(),
        }
    }
}

#[derive(Debug, Deserialize)]
struct CategoryEntry {
    value: String,
}

#[derive(Debug, Deserialize)]
struct PriceRange {
    min: Price,
}

#[derive(Debug, Deserialize)]
struct Price {
    amount: i64,
    currency: String,
}

#[derive(Debug, Deserialize)]
struct Media {
    #[serde(rename = "type", default)]
    kind: String,
    url: String,
    #[serde(default, deserialize_with = "or_default")]
    alt_text: String,
    width: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct Rating {
    value: f64,
    scale_max: f64,
    #[serde(default)]
    count: i64,
}

/// What merchants say of their goods beyond the protocol; only what is well-formed is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Metadata {
    #[serde(deserialize_with = "or_default")]
    brand: Option<String>,
    #[serde(deserialize_with = "lenient")]
    attributes: Vec<Attribute>,
}

#[derive(Debug, Deserialize)]
struct Attribute {
    name: String,
    value: String,
}

#[derive(Debug, Deserialize)]
struct Variant {
    #[serde(deserialize_with = "id_text")]
    id: String,
    #[serde(default)]
    title: String,
    price: Price,
    list_price: Option<Price>,
    #[serde(default, deserialize_with = "lenient")]
    barcodes: Vec<Barcode>,
    availability: Option<Stock>,
    #[serde(default, deserialize_with = "lenient")]
    options: Vec<Choice>,
    #[serde(default, deserialize_with = "lenient")]
    media: Vec<Media>,
}

#[derive(Debug, Deserialize)]
struct Barcode {
    value: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Stock {
    available: Option<bool>,
    status: Option<String>,
    quantity: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    label: String,
}

impl Catalog {
    /// The products that can be used; `None` where the answer has no list of products at all.
    pub fn products(self, shop: &Shop) -> Option<Vec<OurProduct>> {
        let Listed(products) = self.products?;
        Some(products.into_iter().filter_map(|product| product.read(shop)).collect())
    }
}

impl Product {
    fn read(self, shop: &Shop) -> Option<OurProduct> {
        let gtin =
            self.variants.iter().flat_map(|variant| &variant.barcodes).map(|barcode| barcode.value.clone()).next();
        let struck = self.variants.iter().min_by_key(|variant| variant.price.amount);
        let struck = struck.and_then(|cheapest| cheapest.list_price.as_ref());
        let struck = struck.or(self.list_price_range.as_ref().map(|range| &range.min));
        let list_price = struck.and_then(|price| shop.price(price.amount, &price.currency));
        let variants = self.variants.into_iter().filter_map(|variant| variant.read(shop, &self.title)).collect();
        shop.product(Told {
            id: self.id,
            gtin,
            title: self.title,
            brand: self.metadata.brand,
            description: self.description.plainest(),
            category: self.categories.iter().find_map(|category| reading::category(&category.value)),
            list_price,
            rating: self.rating.and_then(|rating| reading::rating(rating.value, rating.scale_max, rating.count)),
            pictures: pictures(self.media),
            url: self.url,
            attributes: self.metadata.attributes.into_iter().map(|entry| (entry.name, entry.value)).collect(),
            variants,
        })
    }
}

impl Variant {
    fn read(self, shop: &Shop, product_title: &str) -> Option<OurVariant> {
        let labels: Vec<&str> = self.options.iter().map(|option| option.label.as_str()).collect();
        let own_title = if self.title == product_title { "" } else { &self.title };
        let title = if labels.is_empty() { own_title.to_owned() } else { labels.join(", ") };
        let price = shop.price(self.price.amount, &self.price.currency)?;
        let picture = pictures(self.media).into_iter().next();
        reading::variant(&self.id, &title, price, self.availability.unwrap_or_default().read(), picture)
    }
}

impl Stock {
    /// Where nothing is said the merchant sells it: checkout is authoritative.
    fn read(self) -> Availability {
        let gone = matches!(self.status.as_deref(), Some("out_of_stock" | "discontinued"));
        if self.available == Some(false) || (self.available.is_none() && gone) || self.quantity == Some(0) {
            Availability::OutOfStock
        } else {
            Availability::InStock(self.quantity)
        }
    }
}

fn pictures(media: Vec<Media>) -> Vec<Picture> {
    let images = media.into_iter().filter(|media| media.kind.is_empty() || media.kind == "image");
    reading::pictures(images.map(|media| Sized { url: media.url, width: media.width, alt: media.alt_text }))
}
