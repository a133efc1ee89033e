//! The Store API's JSON for products and refusals, field for field, and how it becomes our types.

use domain::{
    catalog::{Availability, Category, Picture, Product as OurProduct, Variant as OurVariant},
    money::{Currency, Money},
};
use serde::Deserialize;

use crate::marketplaces::reading::{self, Shop, Told, id_text, lenient, or_default};

/// A list of products of which some may be broken.
#[derive(Debug, Deserialize)]
pub struct Products(#[serde(deserialize_with = "lenient")] pub Vec<Product>);

/// A product, or a variation of one.
#[derive(Debug, Deserialize)]
pub struct Product {
    #[serde(deserialize_with = "id_text")]
    pub id: String,
    name: String,
    #[serde(default)]
    parent: u64,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default, deserialize_with = "or_default")]
    variation: String,
    #[serde(default, deserialize_with = "or_default")]
    permalink: String,
    #[serde(default, deserialize_with = "or_default")]
    sku: String,
    #[serde(default, deserialize_with = "or_default")]
    short_description: String,
    #[serde(default, deserialize_with = "or_default")]
    description: String,
    prices: Prices,
    #[serde(default, deserialize_with = "or_default")]
    average_rating: String,
    #[serde(default)]
    review_count: i64,
    #[serde(default, deserialize_with = "lenient")]
    images: Vec<Image>,
    #[serde(default, deserialize_with = "lenient")]
    categories: Vec<Term>,
    #[serde(default, deserialize_with = "lenient")]
    brands: Vec<Term>,
    #[serde(default, deserialize_with = "lenient")]
    attributes: Vec<Attribute>,
    #[serde(default, deserialize_with = "lenient")]
    variations: Vec<Variation>,
    #[serde(default = "yes")]
    is_purchasable: bool,
    #[serde(default = "yes")]
    is_in_stock: bool,
    low_stock_remaining: Option<u32>,
    #[serde(default, deserialize_with = "or_default")]
    stock_availability: StockText,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
struct Prices {
    price: String,
    #[serde(default, deserialize_with = "or_default")]
    regular_price: String,
    #[serde(flatten)]
    written: Written,
}

/// In which currency and with how many decimals amounts are written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Written {
    pub currency_code: String,
    pub currency_minor_unit: u32,
}

impl Written {
    /// An amount of the marketplace's currency. A store may write more or fewer decimals than the currency has.
    pub fn price(&self, text: &str, shop: &Shop) -> Option<Money> {
        let currency: Currency = self.currency_code.parse().ok()?;
        let (written, real) = (self.currency_minor_unit, currency.exponent());
        let minor: i64 = text.trim().parse().ok()?;
        let factor = 10_i64.checked_pow(written.abs_diff(real))?;
        let minor = if written <= real {
            minor.checked_mul(factor)?
        } else if minor % factor == 0 {
            minor / factor
        } else {
            return None;
        };
        shop.price(minor, &self.currency_code)
    }
}

#[derive(Debug, Deserialize)]
struct Image {
    src: String,
    #[serde(default, deserialize_with = "or_default")]
    thumbnail: String,
    #[serde(default, deserialize_with = "or_default")]
    srcset: String,
    #[serde(default, deserialize_with = "or_default")]
    alt: String,
}

#[derive(Debug, Deserialize)]
struct Term {
    name: String,
    #[serde(default)]
    slug: String,
}

#[derive(Debug, Deserialize)]
struct Attribute {
    name: String,
    #[serde(default)]
    has_variations: bool,
    #[serde(default, deserialize_with = "lenient")]
    terms: Vec<Term>,
}

#[derive(Debug, Deserialize)]
struct Variation {
    #[serde(deserialize_with = "id_text")]
    id: String,
    #[serde(default, deserialize_with = "lenient")]
    attributes: Vec<Choice>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    #[serde(default, deserialize_with = "or_default")]
    value: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StockText {
    text: String,
}

/// Names under which stores keep the trade item number, which the API has no field for.
const NUMBERS: [&str; 5] = ["GTIN", "EAN", "UPC", "ISBN", "Barcode"];

impl Attribute {
    fn is_number(&self) -> bool {
        NUMBERS.iter().any(|name| self.name.eq_ignore_ascii_case(name))
    }

    fn value(&self) -> String {
        self.terms.iter().map(|term| term.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

impl Product {
    /// Whether it is ordered by the id of one of its variations.
    pub fn is_variable(&self) -> bool {
        self.kind == "variable" && !self.variations.is_empty()
    }

    /// The product as we know it, with its `variations` where they were asked for.
    pub fn read(self, shop: &Shop, variations: &[Self]) -> Option<OurProduct> {
        let price = self.price(shop)?;
        let own = variations.iter().filter(|variation| variation.parent.to_string() == self.id);
        let mut variants: Vec<OurVariant> = own.filter_map(|variation| variation.variant(shop)).collect();
        if variants.is_empty() && self.is_variable() {
            let titled = |variation: &Variation| {
                let values: Vec<&str> = variation.attributes.iter().map(|choice| choice.value.as_str()).collect();
                reading::variant(&variation.id, &values.join(", "), price, self.coarse_availability(), None)
            };
            variants = self.variations.iter().filter_map(titled).collect();
        } else if variants.is_empty() {
            variants.extend(reading::variant(&self.id, "", price, self.availability(), None));
        }
        let number = self.attributes.iter().find(|attribute| attribute.is_number()).map(Attribute::value);
        let told = self.attributes.iter().filter(|attribute| !attribute.has_variations && !attribute.is_number());
        let stars = self.average_rating.parse().unwrap_or(0.0);
        let description =
            if self.description.is_empty() { self.short_description.clone() } else { self.description.clone() };
        shop.product(Told {
            gtin: number.or(Some(self.sku.clone())),
            title: self.name.clone(),
            brand: self.brands.first().map(|brand| brand.name.clone()),
            description,
            category: self.categories.iter().find_map(Term::category),
            list_price: self.prices.written.price(&self.prices.regular_price, shop),
            rating: reading::rating(stars, 5.0, self.review_count),
            pictures: self.images.iter().filter_map(Image::read).collect(),
            url: Some(self.permalink.clone()),
            attributes: told.map(|attribute| (attribute.name.clone(), attribute.value())).collect(),
            variants,
            id: self.id,
        })
    }

    fn price(&self, shop: &Shop) -> Option<Money> {
        self.prices.written.price(&self.prices.price, shop)
    }

    fn variant(&self, shop: &Shop) -> Option<OurVariant> {
        // `Colour: Sage, Size: XL`
        let values: Vec<&str> =
            self.variation.split(", ").map(|pair| pair.split_once(": ").map_or(pair, |(_, value)| value)).collect();
        let picture = self.images.first().and_then(Image::read);
        reading::variant(&self.id, &values.join(", "), self.price(shop)?, self.availability(), picture)
    }

    fn availability(&self) -> Availability {
        let told = self
            .stock_availability
            .text
            .split(|letter: char| !letter.is_ascii_digit())
            .find_map(|part| part.parse().ok());
        match self.coarse_availability() {
            Availability::OutOfStock => Availability::OutOfStock,
            Availability::InStock(_) => {
                Availability::InStock(self.low_stock_remaining.or(told).filter(|left| *left > 0))
            }
        }
    }

    fn coarse_availability(&self) -> Availability {
        if self.is_in_stock && self.is_purchasable { Availability::InStock(None) } else { Availability::OutOfStock }
    }
}

impl Term {
    fn category(&self) -> Option<Category> {
        let name = domain::catalog::plain_text(&self.name, 100);
        reading::category(&self.slug).or_else(|| reading::category(&name))
    }
}

impl Image {
    fn read(&self) -> Option<Picture> {
        let sized = self.srcset.split(", ").filter_map(|entry| {
            let (url, width) = entry.trim().rsplit_once(' ')?;
            Some((url.to_owned(), Some(width.strip_suffix('w')?.parse().ok()?)))
        });
        let plain = [(self.src.clone(), None), (self.thumbnail.clone(), None)];
        reading::picture(&self.alt, sized.chain(plain.into_iter().filter(|(url, _)| !url.is_empty())))
    }
}

/// Why the store says no.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Refused {
    pub code: String,
    pub message: String,
}

impl Refused {
    /// Whether something is not there in that quantity.
    pub fn is_about_stock(&self) -> bool {
        ["out_of_stock", "not_enough_stock", "insufficient_stock", "cart_invalid_product", "product_not_purchasable"]
            .iter()
            .any(|word| self.code.contains(word))
    }

    /// How many are left, where the message tells in its usual words: `… ({left} remaining)`.
    pub fn left(&self) -> Option<u32> {
        if self.code.ends_with("product_out_of_stock") {
            return Some(0);
        }
        let (before, _) = self.message.split_once(" remaining")?;
        before.rsplit(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
    }

    /// Whether it does not deliver to that address.
    pub fn is_about_delivery(&self) -> bool {
        ["invalid_address", "invalid_shipping_option", "shipping_rate", "missing_rate_id"]
            .iter()
            .any(|word| self.code.contains(word))
    }
}
