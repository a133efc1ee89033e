//! `search(input)`: words, filters, order and pages over everything for sale.

use serde_json::{Map, Value, json};

use super::catalog::{facet_values, id_of_brand, id_of_category, slug_of};
use super::graphql::Trouble;
use super::shelf::{Shelf, Taxed, full_title, slug};
use crate::catalogue::{Listing, Variant};

/// The most results of one question.
const MOST: usize = 100;

/// The answer to `search(input)`, a `SearchResponse`.
///
/// # Errors
/// When the input has a field that does not exist, or asks for too much at once.
pub fn search(shelf: &Shelf, input: &Map<String, Value>) -> Result<Value, Trouble> {
    const KNOWN: [&str; 12] = [
        "term",
        "take",
        "skip",
        "groupByProduct",
        "facetValueFilters",
        "facetValueIds",
        "facetValueOperator",
        "collectionId",
        "collectionSlug",
        "sort",
        "inStock",
        "languageCode",
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
