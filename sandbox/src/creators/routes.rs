//! The operations under `/catalog/v1`: search, look up by id, list variations.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::item::{item, only};
use super::refusal::Refusal;
use super::{Shared, Shop, auth};
use crate::catalogue::{Listing, Variant};

type Reply = Result<Json<Value>, Refusal>;

/// The most items of one answer, and the last page.
const MOST_ITEMS: i64 = 10;
const LAST_PAGE: i64 = 10;

/// What every operation takes.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Ask {
    partner_tag: String,
    resources: Vec<String>,
    keywords: Option<String>,
    title: Option<String>,
    brand: Option<String>,
    search_index: Option<String>,
    browse_node_id: Option<String>,
    availability: Option<String>,
    sort_by: Option<String>,
    item_count: Option<i64>,
    item_page: Option<i64>,
    min_price: Option<i64>,
    max_price: Option<i64>,
    min_reviews_rating: Option<i64>,
    min_saving_percent: Option<i64>,
    item_ids: Vec<String>,
    asin: Option<String>,
    variation_count: Option<i64>,
    variation_page: Option<i64>,
}

/// Checks who asks and reads what is asked.
fn open(shop: &Shop, headers: &HeaderMap, body: &Bytes) -> Result<Ask, Refusal> {
    auth::check(&shop.tokens, headers)?;
    if headers.get("x-marketplace").is_none_or(|name| name.is_empty()) {
        return Err(Refusal::field("x-marketplace", "The header is required."));
    }
    let ask: Ask = serde_json::from_slice(body).map_err(|_| Refusal::unreadable())?;
    match ask.partner_tag.as_str() {
        "throttled-20" => Err(Refusal::throttled()),
        "ineligible-20" => Err(Refusal::not_eligible()),
        tag if is_tag(tag) => {
            check_resources(&ask.resources)?;
            Ok(ask)
        }
        _ => Err(Refusal::partner_tag()),
    }
}

/// Small letters, digits and hyphens, ending in the number of a region, as in `onecart-20`.
pub fn is_tag(tag: &str) -> bool {
    let plain = tag.bytes().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-');
    let region = tag
        .rsplit_once('-')
        .is_some_and(|(name, region)| !name.is_empty() && region.len() == 2 && region.starts_with('2'));
    plain && region && tag.len() <= 64
}

fn check_resources(resources: &[String]) -> Result<(), Refusal> {
    const ROOTS: [&str; 8] = [
        "browseNodeInfo",
        "customerReviews",
        "images",
        "itemInfo",
        "offersV2",
        "parentASIN",
        "searchRefinements",
        "variationSummary",
    ];
    let known = |resource: &String| ROOTS.contains(&resource.split('.').next().unwrap_or_default());
    match resources.iter().find(|resource| !known(resource)) {
        Some(unknown) => Err(Refusal::field("resources", &format!("{unknown} is not a resource."))),
        None if resources.len() > 100 => Err(Refusal::field("resources", "At most 100 resources.")),
        None => Ok(()),
    }
}

fn shown(shop: &Shop, ask: &Ask, (listing, variant): (&Listing, &Variant)) -> Value {
    let title = ["itemInfo.title".to_owned()];
    let resources = if ask.resources.is_empty() { &title[..] } else { &ask.resources[..] };
    only(&item(shop, listing, variant, &ask.partner_tag), resources)
}

fn within(name: &str, value: Option<i64>, fallback: i64, most: i64) -> Result<usize, Refusal> {
    match value.unwrap_or(fallback) {
        value if (1..=most).contains(&value) => Ok(value as usize),
        _ => Err(Refusal::field(name, &format!("Must be between 1 and {most}."))),
    }
}

/// `POST /catalog/v1/searchItems`
pub async fn search(State(shop): State<Shared>, headers: HeaderMap, body: Bytes) -> Reply {
    let ask = open(&shop, &headers, &body)?;
    let count = within("itemCount", ask.item_count, MOST_ITEMS, MOST_ITEMS)?;
    let page = within("itemPage", ask.item_page, 1, LAST_PAGE)?;
    let words: Vec<&str> = [&ask.keywords, &ask.title, &ask.brand].into_iter().flatten().map(String::as_str).collect();
    let words = words.join(" ");
    if words.trim().is_empty() && ask.browse_node_id.is_none() {
        return Err(Refusal::field("keywords", "One of keywords, title, brand or browseNodeId is required."));
    }
    if words.len() > 1_000 {
        return Err(Refusal::field("keywords", "At most 1000 letters."));
    }
    let index = ask.search_index.as_deref().unwrap_or("All");
    let categories = categories_of(index).ok_or_else(|| Refusal::field("searchIndex", "There is no such index."))?;
    let mut found: Vec<(&Listing, &Variant)> = shop
        .shelf
        .search(&words)
        .into_iter()
        .filter(|listing| categories.is_empty() || categories.contains(&listing.category))
        .filter_map(|listing| Some((listing, shop.best(listing)?)))
        .filter(|one| wanted(&shop, &ask, *one))
        .collect();
    sort(&shop, &mut found, ask.sort_by.as_deref())?;
    let items = found.iter().skip((page - 1) * count).take(count).map(|one| shown(&shop, &ask, *one));
    let items: Vec<Value> = items.collect();
    if items.is_empty() {
        let errors = [json!({ "code": "NoResults", "message": "No results found for your request." })];
        return Ok(Json(json!({ "errors": errors })));
    }
    let server = &shop.shelf.market.server.base_url;
    let query: String = url::form_urlencoded::byte_serialize(words.as_bytes()).collect();
    Ok(Json(json!({ "searchResult": {
        "totalResultCount": found.len(),
        "searchURL": format!("{server}/s?k={query}&tag={}", ask.partner_tag),
        "items": items,
    } })))
}

fn wanted(shop: &Shop, ask: &Ask, (listing, variant): (&Listing, &Variant)) -> bool {
    let price = shop.shelf.price(variant);
    let node = crate::vendure::shelf::category_number(listing.category).map(|number| number.to_string());
    let saved = listing.list_price_minor.map_or(0, |before| (before - listing.price_minor) * 100 / before.max(1));
    ask.min_price.is_none_or(|least| price >= least)
        && ask.max_price.is_none_or(|most| price <= most)
        && ask.min_reviews_rating.is_none_or(|stars| i64::from(listing.rating) >= stars * 100)
        && ask.min_saving_percent.is_none_or(|percent| saved >= percent)
        && (ask.browse_node_id.is_none() || ask.browse_node_id == node)
        && (ask.availability.as_deref() == Some("IncludeOutOfStock") || shop.shelf.left(variant) > 0)
}

/// The categories of a search index; none for all of them.
fn categories_of(index: &str) -> Option<&'static [&'static str]> {
    Some(match index {
        "All" => &[],
        "Electronics" => &["audio", "computing", "phones-wearables", "photo"],
        "Computers" => &["computing"],
        "Beauty" => &["beauty"],
        "Books" | "OfficeProducts" => &["books-stationery"],
        "Fashion" => &["fashion"],
        "GardenAndOutdoor" | "ToolsAndHomeImprovement" => &["garden-tools"],
        "HomeAndKitchen" => &["home-kitchen", "lighting-furniture"],
        "Furniture" => &["lighting-furniture"],
        "Photo" => &["photo"],
        "SportsAndOutdoors" => &["sports-outdoor"],
        "ToysAndGames" => &["toys-games"],
        _ => return None,
    })
}

fn sort(shop: &Shop, found: &mut [(&Listing, &Variant)], by: Option<&str>) -> Result<(), Refusal> {
    match by {
        None | Some("Relevance" | "Featured" | "NewestArrivals") => {}
        Some("Price:LowToHigh") => found.sort_by_key(|(_, variant)| shop.shelf.price(variant)),
        Some("Price:HighToLow") => found.sort_by_key(|(_, variant)| std::cmp::Reverse(shop.shelf.price(variant))),
        Some("AvgCustomerReviews") => found.sort_by_key(|(listing, _)| std::cmp::Reverse(listing.rating)),
        Some(_) => return Err(Refusal::field("sortBy", "There is no such order.")),
    }
    Ok(())
}

/// `POST /catalog/v1/getItems`: what is not there is named in `errors` beside what is.
pub async fn get(State(shop): State<Shared>, headers: HeaderMap, body: Bytes) -> Reply {
    let ask = open(&shop, &headers, &body)?;
    if !(1..=10).contains(&ask.item_ids.len()) {
        return Err(Refusal::field("itemIds", "One to ten ids."));
    }
    let (mut items, mut errors) = (Vec::new(), Vec::new());
    for id in &ask.item_ids {
        match shop.find(id) {
            Some(found) => items.push(shown(&shop, &ask, found)),
            None => errors.push(json!({ "code": "ItemNotFound", "message": format!("The item {id} was not found.") })),
        }
    }
    let mut reply = json!({});
    if !items.is_empty() {
        reply["itemsResult"] = json!({ "items": items });
    }
    if !errors.is_empty() {
        reply["errors"] = Value::Array(errors);
    }
    Ok(Json(reply))
}

/// `POST /catalog/v1/getVariations`
pub async fn variations(State(shop): State<Shared>, headers: HeaderMap, body: Bytes) -> Reply {
    let ask = open(&shop, &headers, &body)?;
    let asin = ask.asin.as_deref().ok_or_else(|| Refusal::field("asin", "The id is required."))?;
    let count = within("variationCount", ask.variation_count, 10, 10)?;
    let page = within("variationPage", ask.variation_page, 1, 1_000)?;
    let Some((listing, _)) = shop.find(asin).filter(|(listing, _)| listing.variants.len() > 1) else {
        let errors = [json!({ "code": "NoResults", "message": format!("{asin} has no variations.") })];
        return Ok(Json(json!({ "errors": errors })));
    };
    let some = listing.variants.iter().skip((page - 1) * count).take(count);
    let items: Vec<Value> = some.map(|variant| shown(&shop, &ask, (listing, variant))).collect();
    let all = listing.variants.len();
    Ok(Json(json!({ "variationsResult": {
        "items": items,
        "variationSummary": { "pageCount": all.div_ceil(count), "variationCount": all },
    } })))
}
