//! The merchant's goods in the protocol's words: products, variants, and what a line of a cart is about.

use serde_json::{Map, Value, json};

use crate::catalogue::{CATEGORIES, Index, Listing, Variant, picture_url};
use crate::market::Market;

/// The category of gift cards, which no catalogue shows.
const GIFT_CARDS: &str = "gift-cards";

/// What one line is about.
#[derive(Clone, Debug)]
pub struct Item {
    /// The variant's id.
    pub id: String,
    /// Its title, with the variant's part.
    pub title: String,
    /// What one costs now.
    pub price_minor: i64,
    /// How many are left.
    pub left: u32,
    /// Where its picture is.
    pub picture: Option<String>,
    /// Whether it can come by e-mail, so that no address is needed.
    pub gift_card: bool,
}

impl Item {
    /// The item with this id.
    #[must_use]
    pub fn find(market: &Market, id: &str) -> Option<Self> {
        let (listing, variant) = market.variant(id)?;
        let title = if variant.title.is_empty() {
            listing.title.clone()
        } else {
            format!("{}, {}", listing.title, variant.title)
        };
        Some(Self {
            id: variant.id.clone(),
            title,
            price_minor: market.price(variant),
            left: market.left(&variant.id),
            picture: picture(market, listing, variant),
            gift_card: listing.category == GIFT_CARDS,
        })
    }
}

/// Gift cards of two values: they come by e-mail, or by post where the platform asks for it, and are found by id only.
#[must_use]
pub fn gift_card(slug: &str) -> Listing {
    let (currency, unit) = if slug == "kitemart" { ("JPY", 100) } else { ("EUR", 100) };
    let stock = 1_000_000_000;
    let worth = |value: i64, title: &'static str| Variant {
        id: format!("{slug}-gift-card-{title}"),
        sku: format!("GIFT-{title}"),
        title,
        price_minor: value * unit,
        stock,
        ..Variant::default()
    };
    let mut card = Listing::default();
    card.external_id = format!("{slug}-gift-card");
    card.category = GIFT_CARDS;
    card.brand = "Practice".into();
    card.title = "Gift card".into();
    card.lang = "en";
    card.description = "A card worth its price, by e-mail or by post.";
    card.price_minor = 25 * unit;
    card.currency = currency;
    card.stock = stock;
    card.variants = vec![worth(25, "25"), worth(50, "50")];
    card
}

/// The words of the catalogue, gift cards apart.
#[derive(Debug)]
pub struct Words {
    index: Index,
}

impl Words {
    /// Reads all listings once.
    #[must_use]
    pub fn new(market: &Market) -> Self {
        let shown = market.listings.iter().position(|listing| listing.category == GIFT_CARDS);
        Self { index: Index::new(&market.listings[..shown.unwrap_or(market.listings.len())]) }
    }

    /// The listings that hold every word, best first; `*` and nothing find everything.
    #[must_use]
    pub fn find<'a>(&self, market: &'a Market, query: &str) -> Vec<&'a Listing> {
        let query = if query.trim() == "*" { "" } else { query };
        self.index.search(query).into_iter().filter_map(|at| market.listings.get(at)).collect()
    }
}

fn picture(market: &Market, listing: &Listing, variant: &Variant) -> Option<String> {
    let stem = variant.picture.or_else(|| listing.pictures.first().map(|picture| picture.stem.as_str()))?;
    Some(picture_url(&market.server.base_url, stem, 640))
}

fn price(market: &Market, minor: i64) -> Value {
    json!({ "amount": minor, "currency": market.currency })
}

/// A product with these of its variants, in this order.
#[must_use]
pub fn product(market: &Market, listing: &Listing, variants: &[&Variant]) -> Value {
    let prices = || listing.variants.iter().map(|variant| market.price(variant));
    let (low, high) = (prices().min().unwrap_or(0), prices().max().unwrap_or(0));
    let name = CATEGORIES.iter().find(|(slug, _)| *slug == listing.category).map(|(_, [english, ..])| *english);
    let mut view = json!({
        "id": listing.external_id,
        "handle": listing.external_id,
        "title": listing.title,
        "description": { "plain": listing.description },
        "url": format!("{}/product/{}", market.server.base_url, listing.external_id),
        "categories": [
            { "value": listing.category, "taxonomy": "merchant" },
            { "value": name.unwrap_or(listing.category), "taxonomy": "merchant_name" },
        ],
        "price_range": { "min": price(market, low), "max": price(market, high) },
        "media": media(market, listing),
        "options": options(listing),
        "variants": variants.iter().map(|variant| variant_view(market, listing, variant)).collect::<Vec<_>>(),
        "metadata": {
            "brand": listing.brand,
            "language": listing.lang,
            "attributes": listing.attributes.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
        },
    });
    if listing.rating_count > 0 {
        view["rating"] = json!({ "value": f64::from(listing.rating) / 100.0, "scale_min": 1, "scale_max": 5, "count": listing.rating_count });
    }
    if let Some(list_price) = listing.list_price_minor {
        view["list_price_range"] = json!({ "min": price(market, list_price), "max": price(market, list_price) });
    }
    view
}

fn variant_view(market: &Market, listing: &Listing, variant: &Variant) -> Value {
    let title = if variant.title.is_empty() { &listing.title } else { variant.title };
    let left = market.left(&variant.id);
    let mut view = json!({
        "id": variant.id,
        "sku": variant.sku,
        "title": title,
        "description": { "plain": listing.description },
        "price": price(market, market.price(variant)),
        "availability": {
            "available": left > 0,
            "status": if left > 0 { "in_stock" } else { "out_of_stock" },
            "quantity": left,
        },
        "options": variant.options.iter().map(|(name, label)| json!({ "name": name, "label": label })).collect::<Vec<_>>(),
        "seller": { "name": market.server.name },
    });
    if !listing.gtin.is_empty() {
        view["barcodes"] = json!([{ "type": "GTIN-13", "value": listing.gtin }]);
    }
    if listing.price_minor == variant.price_minor
        && let Some(list_price) = listing.list_price_minor
    {
        view["list_price"] = price(market, list_price);
    }
    if variant.picture.is_some()
        && let Some(url) = picture(market, listing, variant)
    {
        view["media"] = json!([{ "type": "image", "url": url, "alt_text": title, "width": 640, "height": 640 }]);
    }
    view
}

fn media(market: &Market, listing: &Listing) -> Vec<Value> {
    let view = |picture: &crate::catalogue::Picture| {
        let url = picture.url(&market.server.base_url, 640);
        json!({ "type": "image", "url": url, "alt_text": picture.alt, "width": 640, "height": 640 })
    };
    listing.pictures.iter().map(view).collect()
}

/// Every option with its values, in the order in which the variants bring them.
fn options(listing: &Listing) -> Vec<Value> {
    let mut found: Vec<(&str, Vec<Value>)> = Vec::new();
    for (name, label) in listing.variants.iter().flat_map(|variant| variant.options) {
        let left = listing.variants.iter().any(|variant| {
            variant.stock > 0 && variant.options.iter().any(|(known, value)| known == name && value == label)
        });
        let value = json!({ "label": label, "available": left, "exists": true });
        match found.iter_mut().find(|(known, _)| known == name) {
            Some((_, values)) if values.iter().any(|known| known["label"] == **label) => {}
            Some((_, values)) => values.push(value),
            None => found.push((name, vec![value])),
        }
    }
    found.into_iter().map(|(name, values)| json!({ "name": name, "values": values })).collect()
}

/// Adds to each variant of a looked-up product which of the asked ids led to it.
pub fn correlate(product: &mut Value, asked: &[&str]) {
    let product_id = product["id"].as_str().unwrap_or_default().to_owned();
    for (at, variant) in product["variants"].as_array_mut().into_iter().flatten().enumerate() {
        let id = variant["id"].as_str().unwrap_or_default().to_owned();
        let mut inputs: Vec<Value> = Vec::new();
        for asked in asked {
            if *asked == id {
                inputs.push(json!({ "id": asked, "match": "exact" }));
            } else if *asked == product_id {
                inputs.push(json!({ "id": asked, "match": if at == 0 { "featured" } else { "related" } }));
            }
        }
        if let Some(variant) = variant.as_object_mut() {
            Map::insert(variant, "inputs".into(), json!(inputs));
        }
    }
}
