//! The routes under `/products`: lists with filters, single products, categories.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use super::input::Input;
use super::product::{brand_id, category_id, number, product, slug_of};
use super::refusal::Refusal;
use super::{Shared, Store};
use crate::catalogue::{CATEGORIES, Listing};
use crate::vendure::shelf::slug;

/// `GET /products`
pub async fn list(State(store): State<Shared>, input: Input) -> Result<Response, Refusal> {
    let (page, per_page) = (within(&input, "page", 1, 1..=100_000)?, within(&input, "per_page", 10, 1..=100)?);
    let mut found = store.shelf.search(&input.text("search").unwrap_or_default());
    let (lowest, highest) = (input.integer("min_price")?, input.integer("max_price")?);
    let categories = split(&input, "category");
    let brands = split(&input, "brand");
    let skus = split(&input, "sku");
    let include = split(&input, "include");
    found.retain(|listing| {
        let price = store.shelf.price_range(listing).0;
        let among = |wanted: &[String], id: &str, name: &str| {
            wanted.is_empty() || wanted.iter().any(|one| one == id || one == name)
        };
        lowest.is_none_or(|lowest| price >= lowest)
            && highest.is_none_or(|highest| price <= highest)
            && among(&categories, &category_id(listing.category).to_string(), listing.category)
            && (brands.is_empty()
                || among(&brands, &brand_id(&store, &listing.brand).to_string(), &slug(&listing.brand)))
            && (skus.is_empty() || listing.variants.iter().any(|variant| skus.contains(&variant.sku)))
            && (include.is_empty() || include.contains(&listing.external_id))
    });
    if input.text("stock_status").is_some_and(|status| status.contains("instock")) {
        found.retain(|listing| store.shelf.left_of_all(listing) > 0);
    }
    sort(&store, &mut found, &input)?;
    let shown = |listing: &&Listing| product(&store, listing, None);
    let items: Vec<Value> = match input.text("type").as_deref() {
        Some("variation") => {
            let parents = split(&input, "parent");
            found.retain(|listing| {
                listing.variants.len() > 1 && (parents.is_empty() || parents.contains(&listing.external_id))
            });
            let of = |listing: &&Listing| -> Vec<Value> {
                listing.variants.iter().map(|variant| product(&store, listing, Some(variant))).collect()
            };
            let all: Vec<Value> = found.iter().flat_map(of).collect();
            return Ok(paged(&all, page, per_page, |value| value.clone()));
        }
        _ => found.iter().skip((page - 1) * per_page).take(per_page).map(shown).collect(),
    };
    Ok((counts(found.len(), per_page), Json(items)).into_response())
}

fn paged<T>(all: &[T], page: usize, per_page: usize, shown: impl Fn(&T) -> Value) -> Response {
    let items: Vec<Value> = all.iter().skip((page - 1) * per_page).take(per_page).map(shown).collect();
    (counts(all.len(), per_page), Json(items)).into_response()
}

fn counts(total: usize, per_page: usize) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("x-wp-total", HeaderValue::from(total));
    headers.insert("x-wp-totalpages", HeaderValue::from(total.div_ceil(per_page)));
    headers
}

fn split(input: &Input, name: &str) -> Vec<String> {
    let text = input.text(name).unwrap_or_default();
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn within(input: &Input, name: &str, fallback: usize, range: std::ops::RangeInclusive<i64>) -> Result<usize, Refusal> {
    match input.integer(name)? {
        None => Ok(fallback),
        Some(value) if range.contains(&value) => Ok(value as usize),
        Some(_) => {
            let why = format!("{name} must be between {} (inclusive) and {} (inclusive)", range.start(), range.end());
            Err(Refusal::invalid(name, &why))
        }
    }
}

/// Where nothing is said, a search is in order of relevance and everything else in the order of the catalogue.
fn sort(store: &Store, found: &mut [&Listing], input: &Input) -> Result<(), Refusal> {
    let Some(by) = input.text("orderby") else {
        return Ok(());
    };
    let order = input.text("order").unwrap_or_else(|| if by == "price" { "asc".into() } else { "desc".into() });
    match by.as_str() {
        "price" => found.sort_by_key(|listing| store.shelf.price_range(listing).0),
        "title" | "slug" => found.sort_by(|left, right| left.title.cmp(&right.title)),
        "rating" => found.sort_by_key(|listing| listing.rating),
        "popularity" | "comment_count" => found.sort_by_key(|listing| listing.rating_count),
        "date" | "modified" | "id" => found.sort_by_key(|listing| number(&listing.external_id)),
        "include" | "menu_order" => return Ok(()),
        _ => {
            return Err(Refusal::invalid(
                "orderby",
                "orderby is not one of date, modified, id, include, title, slug, price, popularity, rating, menu_order, and comment_count.",
            ));
        }
    }
    if order == "desc" {
        found.reverse();
    }
    Ok(())
}

/// `GET /products/{id}`: a product or variation by its number, or a product by its slug.
pub async fn one(State(store): State<Shared>, Path(id): Path<String>) -> Result<Json<Value>, Refusal> {
    if let Some((listing, variant)) = store.shelf.variant(&id) {
        let variation = Some(variant).filter(|_| listing.external_id != id);
        return Ok(Json(product(&store, listing, variation)));
    }
    let by_slug = || store.shelf.market.listings.iter().find(|listing| slug_of(listing) == id);
    match store.shelf.listing(&id).or_else(by_slug) {
        Some(listing) => Ok(Json(product(&store, listing, None))),
        None => Err(Refusal::new(404, "woocommerce_rest_product_invalid_id", "Invalid product ID.")),
    }
}

/// `GET /products/categories`
pub async fn categories(State(store): State<Shared>) -> Json<Value> {
    let category = |(slug, names): &(&str, [&str; 3])| {
        let goods = store.shelf.market.listings.iter();
        let count = goods.filter(|listing| listing.category == *slug).count();
        let link = format!("{}/product-category/{slug}/", store.shelf.market.server.base_url);
        let value = json!({
            "id": category_id(slug), "name": names[0], "slug": slug, "description": "", "parent": 0, "count": count,
            "image": null, "review_count": 0, "permalink": link,
        });
        (count > 0).then_some(value)
    };
    Json(CATEGORIES.iter().filter_map(category).collect())
}
