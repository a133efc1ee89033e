//! What every adapter checks of what it is told: amounts, addresses, pictures, dates, categories, products.

mod goods;
mod json;
mod pictures;
mod words;

use std::collections::BTreeSet;

use domain::{
    catalog::{Availability, Category, Picture, Product, Rating, Variant, plain_text},
    ids::{ExternalId, Gtin, MarketplaceId, ProductRef, RelationToken},
    money::{Currency, Money},
    order::{Progress, TrackingEvent},
    time::Timestamp,
};
use url::Url;

pub(crate) use self::{
    goods::as_asked,
    json::{id_text, lenient, or_default},
    pictures::{Sized, picture, pictures},
    words::{category, category_name, days_in, days_until, moment, names},
};
use super::AdapterConfig;

/// The most products that are read from one answer.
pub(super) const MOST_PRODUCTS: usize = 500;
/// How many are asked for where the caller does not say.
const USUAL_PAGE: usize = 50;
const MOST_VARIANTS: usize = 200;
const MOST_PICTURES: usize = 30;
const MOST_ATTRIBUTES: usize = 40;
const LONGEST_TITLE: usize = 300;
const LONGEST_TEXT: usize = 10_000;

/// The page size for a wish: something at least, and no more than the marketplace gives.
pub(super) fn page_size(wish: usize, most: usize) -> usize {
    if wish == 0 { USUAL_PAGE.min(most) } else { wish.min(most) }
}

/// Whose words are being read, and the currency they have to be in.
#[derive(Clone, Debug)]
pub(super) struct Shop {
    id: MarketplaceId,
    currency: Currency,
}

/// What a marketplace told of one product, still unchecked; [`Shop::product`] checks and completes it.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub id: String,
    pub gtin: Option<String>,
    pub title: String,
    pub brand: Option<String>,
    pub description: String,
    pub category: Option<Category>,
    pub list_price: Option<Money>,
    pub rating: Option<Rating>,
    pub pictures: Vec<Picture>,
    pub url: Option<String>,
    pub attributes: Vec<(String, String)>,
    pub variants: Vec<Variant>,
}

impl Shop {
    pub fn new(config: &AdapterConfig) -> Self {
        Self { id: config.marketplace.clone(), currency: config.currency }
    }

    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// An amount that is not negative, not absurd and in the currency of this marketplace.
    pub fn price(&self, minor: i64, currency: &str) -> Option<Money> {
        (currency.parse() == Ok(self.currency)).then(|| self.own(minor)).flatten()
    }

    /// An amount of which the currency is already known to be the marketplace's.
    pub fn own(&self, minor: i64) -> Option<Money> {
        (0..=Money::LARGEST).contains(&minor).then(|| Money::new(minor, self.currency))
    }

    /// A product, or nothing where it has no usable name, no page-worthy title or nothing to order.
    pub fn product(&self, mut told: Told) -> Option<Product> {
        let reference = ProductRef { marketplace: self.id.clone(), external_id: told.id.parse().ok()? };
        let title = plain_text(&told.title, LONGEST_TITLE);
        told.variants.truncate(MOST_VARIANTS);
        let mut known = BTreeSet::new();
        told.variants.retain(|variant| known.insert(variant.external_id.clone()));
        let price = told.variants.iter().map(|variant| variant.price).min_by_key(|price| price.minor)?;
        let gtin = told.gtin.and_then(|gtin| gtin.parse::<Gtin>().ok());
        told.pictures.truncate(MOST_PICTURES);
        let attributes = told.attributes.iter().take(MOST_ATTRIBUTES);
        let clean = |(name, value): &(String, String)| (plain_text(name, 80), plain_text(value, 500));
        (!title.is_empty()).then(|| Product {
            relation: RelationToken::of(&reference, gtin.as_ref()),
            reference,
            gtin,
            title,
            brand: told.brand.map(|brand| plain_text(&brand, 100)).filter(|brand| !brand.is_empty()),
            description: plain_text(&told.description, LONGEST_TEXT),
            category: told.category,
            price,
            list_price: told.list_price.filter(|before| before.minor > price.minor),
            rating: told.rating,
            availability: together(&told.variants),
            pictures: told.pictures,
            product_url: told.url.and_then(|url| web_address(&url)),
            attributes: attributes.map(clean).filter(|(name, value)| !name.is_empty() && !value.is_empty()).collect(),
            variants: told.variants,
            observed_at: crate::now(),
        })
    }
}

/// A variant with its title as people may read it.
pub(super) fn variant(
    id: &str,
    title: &str,
    price: Money,
    availability: Availability,
    picture: Option<Picture>,
) -> Option<Variant> {
    let external_id: ExternalId = id.parse().ok()?;
    Some(Variant { external_id, title: plain_text(title, LONGEST_TITLE), price, availability, picture })
}

/// The availability of a product: its stock is known where that of every variant in stock is.
fn together(variants: &[Variant]) -> Availability {
    let mut left = Some(0_u32);
    let mut any = false;
    for variant in variants.iter().filter(|variant| variant.availability.is_in_stock()) {
        any = true;
        left = match (left, variant.availability) {
            (Some(left), Availability::InStock(Some(more))) => Some(left.saturating_add(more)),
            _ => None,
        };
    }
    if any { Availability::InStock(left) } else { Availability::OutOfStock }
}

/// Stars on any scale as hundredths of five; nothing where nobody gave any.
pub(super) fn rating(value: f64, scale: f64, count: i64) -> Option<Rating> {
    let count = u32::try_from(count).ok().filter(|count| *count > 0)?;
    let share = value / scale;
    // a share from 0 to 1 of 500 fits; not-a-number is in no range
    (0.0..=1.0).contains(&share).then(|| Rating { hundredths: (share * 500.0).round() as u16, count })
}

/// An address that may stand in a page: `http` or `https`, nothing else.
pub(super) fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= 2000)?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// An address that a shopper may be sent to about a parcel: `https`, or `http` on this machine.
pub(super) fn tracking_address(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= 2000)?;
    (url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url))).then(|| url.to_string())
}

/// Whether an address is on this very machine.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// A tracking event that the marketplace gave no name: its kind and time name it.
pub(super) fn event(name: &str, progress: Progress, at: Timestamp, note: &str) -> TrackingEvent {
    let external_id = if name.is_empty() { format!("{}-{}", progress.word(), at.0) } else { plain_text(name, 200) };
    TrackingEvent { external_id, progress, at, note: plain_text(note, 300) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::http::Answer;

    /// A shop with prices in this currency.
    pub fn shop(currency: Currency) -> Shop {
        Shop { id: "harbor".parse().unwrap(), currency }
    }

    /// An answer with status 200.
    pub fn answer(body: &str) -> Answer {
        Answer { status: http::StatusCode::OK, headers: http::HeaderMap::new(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn ratings_on_odd_scales_are_counted_in_five_stars() {
        assert_eq!(rating(9.0, 10.0, 3), Some(Rating { hundredths: 450, count: 3 }));
        assert_eq!(rating(6.0, 5.0, 3), None);
        assert_eq!(rating(4.0, 0.0, 3), None);
        assert_eq!(rating(4.0, 5.0, 0), None);
    }
}
