//! Products, variants and collections in the shape of the schema.

use serde_json::{Map, Value, json};

use super::shelf::{Shelf, Taxed, category_name, category_number, full_title, slug};
use crate::catalogue::{Listing, Variant};

/// When everything was put on the shelf; the catalogue is compiled in and has no dates.
const SINCE: &str = "2026-01-05T09:00:00.000Z";

pub fn id_of_brand(shelf: &Shelf, brand: &str) -> String {
    let place = shelf.market.listings.iter().position(|listing| listing.brand == brand);
    (100 + place.unwrap_or(0)).to_string()
}

pub fn id_of_category(category: &str) -> String {
    // The root collection is number one.
    (1 + category_number(category).unwrap_or(0)).to_string()
}

/// The slug of a product.
pub fn slug_of(listing: &Listing) -> String {
    let sku = listing.variants.first().map(|variant| variant.sku.as_str()).unwrap_or_default();
    format!("{}-{}", slug(sku), slug(&listing.external_id))
}

fn asset(url: &str, name: &str) -> Value {
    json!({
        "__typename": "Asset",
        "id": slug(url),
        "name": name,
        "type": "IMAGE",
        "createdAt": SINCE,
        "updatedAt": SINCE,
        "mimeType": "image/webp",
        "fileSize": 20_000,
        "width": 640,
        "height": 640,
        "source": url,
        "preview": url,
        "focalPoint": null,
    })
}

pub fn facet_values(shelf: &Shelf, listing: &Listing) -> Value {
    let value = |id: String, name: &str, facet: &str, number: &str| {
        json!({
            "__typename": "FacetValue",
            "id": id,
            "createdAt": SINCE,
            "updatedAt": SINCE,
            "languageCode": "en",
            "code": slug(name),
            "name": name,
            "facetId": number,
            "facet": {
                "__typename": "Facet", "id": number, "code": facet, "name": facet,
                "createdAt": SINCE, "updatedAt": SINCE, "languageCode": "en",
            },
        })
    };
    json!([
        value(id_of_category(listing.category), category_name(listing.category), "category", "1"),
        value(id_of_brand(shelf, &listing.brand), &listing.brand, "brand", "2"),
    ])
}

fn collection(category: &str) -> Value {
    json!({
        "__typename": "Collection",
        "id": id_of_category(category),
        "createdAt": SINCE,
        "updatedAt": SINCE,
        "languageCode": "en",
        "name": category_name(category),
        "slug": category,
        "description": "",
        "position": category_number(category),
        "parentId": "1",
    })
}

/// All collections of goods, as a `CollectionList`.
pub fn collections(shelf: &Shelf) -> Value {
    let mut slugs: Vec<&str> = shelf.market.listings.iter().map(|listing| listing.category).collect();
    slugs.sort_unstable();
    slugs.dedup();
    let items: Vec<Value> = slugs.iter().map(|slug| collection(slug)).collect();
    json!({ "__typename": "CollectionList", "totalItems": items.len(), "items": items })
}

fn options(listing: &Listing, variant: &Variant) -> Value {
    let option = |(place, (group, name)): (usize, &(String, String))| {
        json!({
            "__typename": "ProductOption",
            "id": format!("{}-{place}-{}", listing.external_id, slug(name)),
            "code": slug(name),
            "name": name,
            "groupId": format!("{}-{place}", listing.external_id),
            "group": option_group(listing, place, group),
        })
    };
    variant.options.iter().enumerate().map(option).collect()
}

fn option_group(listing: &Listing, place: usize, name: &str) -> Value {
    let id = format!("{}-{place}", listing.external_id);
    json!({ "__typename": "ProductOptionGroup", "id": id, "code": slug(name), "name": name })
}

/// A variant, with its product but without the product's other variants.
pub fn variant(shelf: &Shelf, listing: &Listing, variant: &Variant) -> Value {
    let mut value = bare_variant(shelf, listing, variant);
    value["product"] = Value::Object(bare_product(shelf, listing));
    value
}

fn bare_variant(shelf: &Shelf, listing: &Listing, variant: &Variant) -> Value {
    let tax = shelf.market.tax;
    let price = Taxed::of(tax, shelf.price(variant));
    let pictures = shelf.pictures(listing, Some(variant), 640);
    let assets: Vec<Value> = pictures.iter().map(|(url, alt)| asset(url, alt)).collect();
    let stock = match shelf.left(variant) {
        0 => "OUT_OF_STOCK",
        1..=2 => "LOW_STOCK",
        _ => "IN_STOCK",
    };
    json!({
        "__typename": "ProductVariant",
        "id": variant.id,
        "productId": listing.external_id,
        "createdAt": SINCE,
        "updatedAt": SINCE,
        "languageCode": listing.lang,
        "sku": variant.sku,
        "name": full_title(listing, variant),
        "featuredAsset": assets.first(),
        "assets": assets,
        "price": price.net,
        "priceWithTax": price.gross,
        "currencyCode": shelf.market.currency,
        "stockLevel": stock,
        "taxRateApplied": {
            "__typename": "TaxRate", "id": "1", "name": "Standard", "enabled": true,
            "value": f64::from(tax.rate_bp) / 100.0,
        },
        "options": options(listing, variant),
        "facetValues": facet_values(shelf, listing),
        "customFields": { "gtin": listing.gtin },
    })
}

fn bare_product(shelf: &Shelf, listing: &Listing) -> Map<String, Value> {
    let pictures = shelf.pictures(listing, None, 640);
    let assets: Vec<Value> = pictures.iter().map(|(url, alt)| asset(url, alt)).collect();
    let names = listing.variants.first().map(|variant| variant.options).unwrap_or_default();
    let groups = names.iter().enumerate().map(|(place, (name, _))| option_group(listing, place, name));
    let product = json!({
        "__typename": "Product",
        "id": listing.external_id,
        "createdAt": SINCE,
        "updatedAt": SINCE,
        "languageCode": listing.lang,
        "enabled": true,
        "name": listing.title,
        "slug": slug_of(listing),
        "description": listing.description,
        "featuredAsset": assets.first(),
        "assets": assets,
        "optionGroups": groups.collect::<Vec<_>>(),
        "facetValues": facet_values(shelf, listing),
        "collections": [collection(listing.category)],
        "customFields": {
            "rating": f64::from(listing.rating) / 100.0,
            "ratingCount": listing.rating_count,
            "listPriceWithTax": listing.list_price_minor.map(|minor| Taxed::of(shelf.market.tax, minor).gross),
            "attributes": listing.attributes,
        },
    });
    match product {
        Value::Object(product) => product,
        _ => Map::new(),
    }
}

/// A product with all its variants.
pub fn product(shelf: &Shelf, listing: &Listing) -> Value {
    let mut product = bare_product(shelf, listing);
    let one = |one| variant(shelf, listing, one);
    let variants: Vec<Value> = listing.variants.iter().map(one).collect();
    let list = json!({
        "__typename": "ProductVariantList",
        "totalItems": variants.len(),
        "items": variants,
    });
    product.insert("variantList".to_owned(), list);
    product.insert("variants".to_owned(), Value::Array(variants));
    Value::Object(product)
}
