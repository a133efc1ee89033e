//! Products, variants and search results in the shape of the schema.

use serde_json::{Map, Value, json};

use super::graphql::Trouble;
use super::shelf::{Shelf, Taxed, category_name, category_number, full_title, slug};
use crate::catalogue::{Listing, Variant};

/// The most results of one question.
const MOST: usize = 100;

/// When everything was put on the shelf; the catalogue is compiled in and has no dates.
const SINCE: &str = "2026-01-05T09:00:00.000Z";

fn id_of_brand(shelf: &Shelf, brand: &str) -> String {
    let place = shelf.market.listings.iter().position(|listing| listing.brand == brand);
    (100 + place.unwrap_or(0)).to_string()
}

fn id_of_category(category: &str) -> String {
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
        "mimeType": "image/webp",
        "width": 640,
        "height": 640,
        "source": url,
        "preview": url,
        "focalPoint": null,
    })
}

fn facet_values(shelf: &Shelf, listing: &Listing) -> Value {
    let value = |id: String, name: &str, facet: &str, number: &str| {
        json!({
            "__typename": "FacetValue",
            "id": id,
            "code": slug(name),
            "name": name,
            "facetId": number,
            "facet": { "__typename": "Facet", "id": number, "code": facet, "name": facet },
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
    let variants = listing.variants.iter().map(|one| variant(shelf, listing, one)).collect();
    product.insert("variants".to_owned(), variants);
    Value::Object(product)
}

/// The answer to `search(input)`, a `SearchResponse`.
///
/// # Errors
/// When the input has a field that does not exist, or asks for too much at once.
pub fn search(shelf: &Shelf, input: &Map<String, Value>) -> Result<Value, Trouble> {
    const KNOWN: [&str; 12] = [
        "term", "take", "skip", "groupByProduct", "facetValueFilters", "facetValueIds", "facetValueOperator",
        "collectionId", "collectionSlug", "sort", "inStock", "languageCode",
    ];
    if let Some(unknown) = input.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(Trouble::invalid(format!("Field \"{unknown}\" is not defined by type \"SearchInput\".")));
    }
    let number = |name: &str, fallback: u64| match input.get(name) {
        None | Some(Value::Null) => Ok(fallback),
        Some(value) => value.as_u64().ok_or_else(|| Trouble::input(format!("{name} must be a whole number"))),
    };
    let (take, skip) = (number("take", 25)? as usize, number("skip", 0)? as usize);
    if take > MOST {
        return Err(Trouble::input(format!("Cannot take more than {MOST} results from a list query")));
    }
    let mut found = shelf.search(input.get("term").and_then(Value::as_str).unwrap_or_default());
    found.retain(|listing| wanted(shelf, listing, input));
    let groups = facet_counts(shelf, &found);
    let mut rows: Vec<(&Listing, &Variant)> = if input.get("groupByProduct") == Some(&Value::Bool(true)) {
        found.iter().filter_map(|listing| Some((*listing, listing.variants.first()?))).collect()
    } else {
        found.iter().flat_map(|listing| listing.variants.iter().map(|variant| (*listing, variant))).collect()
    };
    if let Some(in_stock) = input.get("inStock").and_then(Value::as_bool) {
        rows.retain(|(_, variant)| (shelf.left(variant) > 0) == in_stock);
    }
    sort(shelf, &mut rows, input.get("sort"));
    let grouped = input.get("groupByProduct") == Some(&Value::Bool(true));
    let items: Vec<Value> =
        rows.iter().skip(skip).take(take).map(|(listing, variant)| result(shelf, listing, variant, grouped)).collect();
    Ok(json!({
        "__typename": "SearchResponse",
        "totalItems": rows.len(),
        "items": items,
        "facetValues": groups,
        "collections": [],
    }))
}

fn wanted(shelf: &Shelf, listing: &Listing, input: &Map<String, Value>) -> bool {
    let text = |name: &str| input.get(name).and_then(Value::as_str);
    let has = |id: &Value| {
        let id = id.as_str().map(str::to_owned).unwrap_or_else(|| id.to_string());
        id == id_of_category(listing.category) || id == id_of_brand(shelf, &listing.brand)
    };
    let filter = |filter: &Value| {
        let and = filter.get("and").filter(|id| !id.is_null()).is_none_or(has);
        let or = filter.get("or").and_then(Value::as_array).is_none_or(|ids| ids.is_empty() || ids.iter().any(has));
        and && or
    };
    let all = |name: &str| input.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    text("collectionSlug").is_none_or(|slug| slug == listing.category)
        && text("collectionId").is_none_or(|id| id == id_of_category(listing.category))
        && all("facetValueFilters").iter().all(filter)
        && all("facetValueIds").iter().all(has)
}

fn sort(shelf: &Shelf, rows: &mut [(&Listing, &Variant)], sort: Option<&Value>) {
    let order = |name: &str| sort.and_then(|sort| sort.get(name)).and_then(Value::as_str);
    match (order("price"), order("name")) {
        (Some("ASC"), _) => rows.sort_by_key(|(_, variant)| shelf.price(variant)),
        (Some(_), _) => rows.sort_by_key(|(_, variant)| std::cmp::Reverse(shelf.price(variant))),
        (None, Some("ASC")) => rows.sort_by(|left, right| left.0.title.cmp(&right.0.title)),
        (None, Some(_)) => rows.sort_by(|left, right| right.0.title.cmp(&left.0.title)),
        (None, None) => {}
    }
}

fn facet_counts(shelf: &Shelf, found: &[&Listing]) -> Value {
    let mut counts: Vec<(Value, u32)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for listing in found {
        for name in [listing.category, listing.brand.as_str()] {
            let place = *places.entry(name).or_insert_with(|| {
                let which = usize::from(name != listing.category);
                counts.push((facet_values(shelf, listing)[which].clone(), 0));
                counts.len() - 1
            });
            counts[place].1 += 1;
        }
    }
    let count = |(value, count)| json!({ "__typename": "FacetValueResult", "facetValue": value, "count": count });
    counts.into_iter().map(count).collect()
}

fn result(shelf: &Shelf, listing: &Listing, variant: &Variant, grouped: bool) -> Value {
    let tax = shelf.market.tax;
    let (low, high) = if grouped { shelf.price_range(listing) } else { (shelf.price(variant), shelf.price(variant)) };
    let (low, high) = (Taxed::of(tax, low), Taxed::of(tax, high));
    let price = |low: i64, high: i64| {
        if low == high {
            json!({ "__typename": "SinglePrice", "__union": "SearchResultPrice", "value": low })
        } else {
            json!({ "__typename": "PriceRange", "__union": "SearchResultPrice", "min": low, "max": high })
        }
    };
    let asset = |of: Option<&Variant>| match shelf.pictures(listing, of, 640).first() {
        Some((url, _)) => {
            json!({ "__typename": "SearchResultAsset", "id": slug(url), "preview": url, "focalPoint": null })
        }
        None => Value::Null,
    };
    let in_stock = if grouped { shelf.left_of_all(listing) > 0 } else { shelf.left(variant) > 0 };
    json!({
        "__typename": "SearchResult",
        "sku": variant.sku,
        "slug": slug_of(listing),
        "productId": listing.external_id,
        "productName": listing.title,
        "productAsset": asset(None),
        "productVariantId": variant.id,
        "productVariantName": full_title(listing, variant),
        "productVariantAsset": asset(Some(variant)),
        "price": price(low.net, high.net),
        "priceWithTax": price(low.gross, high.gross),
        "currencyCode": shelf.market.currency,
        "description": listing.description,
        "facetIds": ["1", "2"],
        "facetValueIds": [id_of_category(listing.category), id_of_brand(shelf, &listing.brand)],
        "collectionIds": [id_of_category(listing.category)],
        "score": 1,
        "inStock": in_stock,
    })
}
