//! Products and variations in the shape of the Store API.

use serde_json::{Value, json};

use super::Store;
use super::money::Writer;
use crate::catalogue::{Listing, Variant};
use crate::pages::escape;
use crate::vendure::shelf::{category_name, category_number, full_title, slug};

/// Ids of categories begin here, ids of brands there.
const CATEGORY_IDS: usize = 15;
const BRAND_IDS: usize = 200;

/// The id of a product as the API counts: a whole number.
pub fn number(id: &str) -> i64 {
    id.parse().unwrap_or(0)
}

/// The pictures of a product, each with an id of its own.
pub fn images(store: &Store, listing: &Listing, variant: Option<&Variant>) -> Value {
    let small = store.shelf.pictures(listing, variant, 320);
    let large = store.shelf.pictures(listing, variant, 640);
    let mut all = Vec::new();
    for (place, ((url, alt), (thumbnail, _))) in large.into_iter().zip(small).enumerate() {
        all.push(json!({
            "id": number(&listing.external_id) * 10 + place as i64,
            "src": url,
            "thumbnail": thumbnail,
            "srcset": format!("{url} 640w, {thumbnail} 320w"),
            "sizes": "(max-width: 640px) 100vw, 640px",
            "name": url.rsplit('/').next(),
            "alt": alt,
        }));
    }
    Value::Array(all)
}

/// The address of a product's own page.
pub fn permalink(store: &Store, listing: &Listing) -> String {
    format!("{}/product/{}/", store.shelf.market.server.base_url, slug_of(listing))
}

pub fn slug_of(listing: &Listing) -> String {
    let sku = listing.variants.first().map(|variant| slug(&variant.sku)).unwrap_or_default();
    format!("{sku}-{}", listing.external_id)
}

fn term(name: &str, place: usize) -> Value {
    json!({ "id": place + 1, "name": name, "slug": slug(name), "default": false })
}

/// Attributes a shopper chooses by, those of the table, and the GTIN the way shops add it.
fn attributes(listing: &Listing) -> Value {
    let mut all = Vec::new();
    let names = listing.variants.first().map(|variant| variant.options).unwrap_or_default();
    for (place, (name, _)) in names.iter().enumerate() {
        let mut terms: Vec<&str> = Vec::new();
        for variant in &listing.variants {
            let value = variant.options.get(place).map(|(_, value)| value.as_str()).unwrap_or_default();
            if !terms.contains(&value) {
                terms.push(value);
            }
        }
        let terms: Vec<Value> = terms.iter().enumerate().map(|(place, name)| term(name, place)).collect();
        all.push(json!({ "id": 0, "name": name, "taxonomy": null, "has_variations": true, "terms": terms }));
    }
    let fixed = listing.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in fixed.chain([("GTIN", listing.gtin.as_str())]) {
        let terms = [term(value, 0)];
        all.push(json!({ "id": 0, "name": name, "taxonomy": null, "has_variations": false, "terms": terms }));
    }
    Value::Array(all)
}

pub fn brand_id(store: &Store, brand: &str) -> usize {
    BRAND_IDS + store.shelf.market.listings.iter().position(|listing| listing.brand == brand).unwrap_or(0)
}

pub fn category_id(category: &str) -> usize {
    CATEGORY_IDS + category_number(category).unwrap_or(0)
}

/// A product, or one of its variations.
pub fn product(store: &Store, listing: &Listing, variation: Option<&Variant>) -> Value {
    let shelf = &store.shelf;
    let (low, high) = shelf.price_range(listing);
    let price = variation.map_or(low, |variant| shelf.price(variant));
    let regular = listing.list_price_minor.map_or(price, |before| price + (before - listing.price_minor).max(0));
    let left = variation.map_or_else(|| shelf.left_of_all(listing), |variant| shelf.left(variant));
    let variable = listing.variants.len() > 1;
    let kind = match variation {
        Some(_) if variable => "variation",
        None if variable => "variable",
        _ => "simple",
    };
    let only = variation.or(listing.variants.first().filter(|_| !variable));
    let chosen = variation.map(|variant| variant.options).unwrap_or_default();
    let chosen: Vec<String> = chosen.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let variations = || {
        let one = |variant: &Variant| {
            let attributes = variant.options.iter().map(|(name, value)| json!({ "name": name, "value": value }));
            json!({ "id": number(&variant.id), "attributes": attributes.collect::<Vec<_>>() })
        };
        listing.variants.iter().map(one).collect::<Vec<_>>()
    };
    let description = format!("<p>{}</p>", escape(listing.description));
    let link = permalink(store, listing);
    let server = &shelf.market.server.base_url;
    json!({
        "id": number(variation.map_or(&listing.external_id, |variant| &variant.id)),
        "name": escape(&listing.title),
        "slug": slug_of(listing),
        "parent": if kind == "variation" { number(&listing.external_id) } else { 0 },
        "type": kind,
        "variation": chosen.join(", "),
        "permalink": link,
        "sku": only.map(|variant| variant.sku.as_str()).unwrap_or_default(),
        "summary": description,
        "short_description": "",
        "description": description,
        "on_sale": regular > price,
        "prices": Writer::new(&shelf.market.currency).prices(price, regular, (kind == "variable").then_some((low, high))),
        "price_html": "",
        "average_rating": format!("{}.{:02}", listing.rating / 100, listing.rating % 100),
        "review_count": listing.rating_count,
        "images": images(store, listing, variation),
        "categories": [{
            "id": category_id(listing.category),
            "name": category_name(listing.category),
            "slug": listing.category,
            "link": format!("{server}/product-category/{}/", listing.category),
        }],
        "tags": [],
        "brands": [{
            "id": brand_id(store, &listing.brand),
            "name": listing.brand,
            "slug": slug(&listing.brand),
            "link": format!("{server}/brand/{}/", slug(&listing.brand)),
        }],
        "attributes": attributes(listing),
        "variations": if kind == "variable" { variations() } else { Vec::new() },
        "has_options": kind == "variable",
        "is_purchasable": true,
        "is_in_stock": left > 0,
        "is_on_backorder": false,
        "is_password_protected": false,
        "low_stock_remaining": (1..=2).contains(&left).then_some(left),
        "stock_availability": match left {
            0 => json!({ "text": "Out of stock", "class": "out-of-stock" }),
            left => json!({ "text": format!("{left} in stock"), "class": "in-stock" }),
        },
        "sold_individually": false,
        "add_to_cart": {
            "text": if kind == "variable" { "Select options" } else { "Add to cart" },
            "description": format!("Add &ldquo;{}&rdquo; to your cart", escape(&listing.title)),
            "url": link,
            "minimum": 1,
            "maximum": left.clamp(1, 9_999),
            "multiple_of": 1,
        },
        "extensions": {},
    })
}

/// What an item is called in carts and orders.
pub fn item_name(listing: &Listing, variant: &Variant) -> String {
    escape(&full_title(listing, variant))
}
