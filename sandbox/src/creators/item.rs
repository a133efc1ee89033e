//! Items in the shape of the API, and how an item is cut down to the resources that were asked for.

use serde_json::{Map, Value, json};

use super::Shop;
use crate::catalogue::{Listing, Variant};
use crate::gateway::currency::Currency;
use crate::vendure::shelf::{category_name, category_number, full_title};

/// The address of an item's own page, with the partner it came through.
pub fn page_of(shop: &Shop, asin: &str, partner_tag: &str) -> String {
    let server = &shop.shelf.market.server.base_url;
    format!("{server}/dp/{asin}?tag={partner_tag}&linkCode=osi")
}

fn text(value: &str, label: &str, lang: &str) -> Value {
    json!({ "displayValue": value, "label": label, "locale": locale(lang) })
}

fn texts(values: &[String], label: &str, lang: &str) -> Value {
    json!({ "displayValues": values, "label": label, "locale": locale(lang) })
}

fn locale(lang: &str) -> &'static str {
    match lang {
        "fr" => "fr_FR",
        "ar" => "ar_AE",
        _ => "en_US",
    }
}

/// An amount the way this API has it: a decimal number, and as people write it.
fn money(shop: &Shop, minor: i64) -> Value {
    let code = &shop.shelf.market.currency;
    let currency = Currency::read(code);
    let decimals = currency.as_ref().map_or(2, Currency::decimals);
    let shown = currency.map_or_else(|| minor.to_string(), |currency| currency.shown(minor));
    let amount = minor as f64 / 10_f64.powi(decimals as i32);
    json!({ "amount": amount, "currency": code, "displayAmount": shown })
}

/// A variant as an item with everything there is to know.
pub fn item(shop: &Shop, listing: &Listing, variant: &Variant, partner_tag: &str) -> Value {
    let lang = listing.lang;
    let attributes = variant.options.iter().map(|(name, value)| json!({ "name": name, "value": value }));
    let mut item = json!({
        "asin": variant.id,
        "detailPageURL": page_of(shop, &variant.id, partner_tag),
        "browseNodeInfo": { "browseNodes": [{
            "id": category_number(listing.category).unwrap_or(0).to_string(),
            "displayName": category_name(listing.category),
            "contextFreeName": category_name(listing.category),
            "isRoot": true,
        }] },
        "customerReviews": {
            "count": listing.rating_count,
            "starRating": { "value": f64::from(listing.rating / 10) / 10.0 },
        },
        "images": images(shop, listing, variant),
        "itemInfo": {
            "title": text(&full_title(listing, variant), "Title", lang),
            "byLineInfo": { "brand": text(&listing.brand, "Brand", lang), "manufacturer": text(&listing.brand, "Manufacturer", lang) },
            "classifications": { "productGroup": text(category_name(listing.category), "ProductGroup", lang) },
            "externalIds": { "eans": texts(std::slice::from_ref(&listing.gtin), "EAN", lang) },
            "features": texts(&features(listing), "Features", lang),
            "manufactureInfo": { "itemPartNumber": text(&variant.sku, "PartNumber", lang) },
            "productInfo": product_info(listing, variant),
        },
        "offersV2": { "listings": [offer(shop, listing, variant)] },
        "variationAttributes": attributes.collect::<Vec<_>>(),
    });
    if listing.external_id != variant.id {
        item["parentASIN"] = json!(listing.external_id);
    }
    item
}

fn features(listing: &Listing) -> Vec<String> {
    let facts = listing.attributes.iter().map(|(name, value)| format!("{name}: {value}"));
    std::iter::once(listing.description.to_owned()).chain(facts).collect()
}

fn product_info(listing: &Listing, variant: &Variant) -> Value {
    let named = |names: &[&str]| {
        let all = variant.options.iter().chain(listing.attributes);
        all.into_iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, value)| value.as_str())
    };
    let mut info = Map::new();
    if let Some(colour) = named(&["Colour", "Color", "Couleur", "اللون"]) {
        info.insert("color".into(), text(colour, "Color", listing.lang));
    }
    if let Some(size) = named(&["Size", "Taille"]) {
        info.insert("size".into(), text(size, "Size", listing.lang));
    }
    Value::Object(info)
}

fn images(shop: &Shop, listing: &Listing, variant: &Variant) -> Value {
    let sizes = [("small", 160_u32), ("medium", 320), ("large", 640)];
    let of = |place: usize| -> Value {
        let size = |(name, pixels): (&str, u32)| {
            let pictures = shop.shelf.pictures(listing, Some(variant), pixels);
            let (url, _) = pictures.get(place)?;
            Some((name.to_owned(), json!({ "url": url, "height": pixels, "width": pixels })))
        };
        Value::Object(sizes.into_iter().filter_map(size).collect())
    };
    let count = shop.shelf.pictures(listing, Some(variant), 640).len();
    json!({ "primary": of(0), "variants": (1..count).map(of).collect::<Vec<_>>() })
}

fn offer(shop: &Shop, listing: &Listing, variant: &Variant) -> Value {
    let left = shop.shelf.left(variant);
    let price = shop.shelf.price(variant);
    let availability = match left {
        0 => json!({ "type": "OUT_OF_STOCK", "message": "Currently unavailable." }),
        1..=5 => json!({
            "type": "IN_STOCK_SCARCE", "message": format!("Only {left} left in stock - order soon."),
            "minOrderQuantity": 1, "maxOrderQuantity": left,
        }),
        left => json!({
            "type": "IN_STOCK", "message": "In Stock", "minOrderQuantity": 1, "maxOrderQuantity": left.min(30),
        }),
    };
    let mut told = json!({ "money": money(shop, price) });
    if let Some(before) = listing.list_price_minor.map(|before| price + before - listing.price_minor)
        && before > price
    {
        let saved = before - price;
        told["savings"] = json!({ "money": money(shop, saved), "percentage": saved * 100 / before });
        told["savingBasis"] = json!({
            "money": money(shop, before), "savingBasisType": "LIST_PRICE", "savingBasisTypeLabel": "List Price",
        });
    }
    json!({
        "availability": availability,
        "condition": { "value": "New", "subCondition": "Unknown" },
        "isBuyBoxWinner": true,
        "merchantInfo": { "id": shop.shelf.market.server.slug, "name": shop.shelf.market.server.name },
        "price": told,
        "violatesMAP": false,
    })
}

/// The item with what always comes and the resources asked for, such as `offersV2.listings.price`.
pub fn only(item: &Value, resources: &[String]) -> Value {
    let mut out = json!({});
    for name in ["asin", "detailPageURL", "variationAttributes"] {
        out[name] = item[name].clone();
    }
    for resource in resources {
        let path: Vec<&str> = resource.split('.').collect();
        copy(item, &mut out, &path);
    }
    out
}

/// Copies what lies at the end of a path; in a list the path goes on in every element.
fn copy(from: &Value, into: &mut Value, path: &[&str]) {
    let Some((name, rest)) = path.split_first() else {
        *into = from.clone();
        return;
    };
    if let Value::Array(elements) = from {
        if !into.is_array() {
            *into = elements.iter().map(|_| json!({})).collect();
        }
        for (from, into) in elements.iter().zip(into.as_array_mut().into_iter().flatten()) {
            copy(from, into, path);
        }
        return;
    }
    let Some(found) = from.get(*name) else { return };
    if into.get(*name).is_none() {
        into[*name] = json!({});
    }
    copy(found, &mut into[*name], rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_resources_asked_for_come() {
        let item = json!({ "asin": "A", "detailPageURL": "u", "variationAttributes": [],
            "offersV2": { "listings": [{ "price": { "money": 1 }, "condition": 2, "availability": 3 }] },
            "images": { "primary": { "small": 1, "large": 2 } } });
        let resources =
            ["offersV2.listings.price", "offersV2.listings.availability", "images.primary.large", "parentASIN"];
        let cut = only(&item, &resources.map(str::to_owned));
        assert_eq!(cut["offersV2"], json!({ "listings": [{ "price": { "money": 1 }, "availability": 3 }] }));
        assert_eq!(cut["images"], json!({ "primary": { "large": 2 } }));
        assert_eq!(cut.get("parentASIN"), None);
    }
}
