//! The catalogue over the wire: search, lookup of many, and one product in detail.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::catalogue::{CATEGORIES, Listing, Variant};

use super::Merchant;
use super::agent::Agent;
use super::checkout::read;
use super::goods::{correlate, product};
use super::reply::{Reply, note};

const USUAL_PAGE: usize = 10;
const LARGEST_PAGE: usize = 50;
/// The most ids of one lookup.
const LARGEST_BATCH: usize = 50;

#[derive(Default, Deserialize)]
struct SearchRequest {
    query: Option<String>,
    filters: Option<Filters>,
    context: Option<Value>,
    pagination: Option<Pagination>,
    cursor: Option<String>,
}

#[derive(Default, Deserialize)]
struct Filters {
    #[serde(default)]
    categories: Vec<String>,
    price: Option<PriceFilter>,
}

#[derive(Default, Deserialize)]
struct PriceFilter {
    min: Option<i64>,
    max: Option<i64>,
}

#[derive(Default, Deserialize)]
struct Pagination {
    cursor: Option<String>,
    limit: Option<usize>,
}

#[derive(Deserialize)]
struct LookupRequest {
    ids: Vec<String>,
}

#[derive(Deserialize)]
struct ProductRequest {
    id: String,
    #[serde(default)]
    selected: Vec<Selected>,
}

#[derive(Deserialize)]
struct Selected {
    name: String,
    label: String,
}

impl Filters {
    fn admit(&self, merchant: &Merchant, listing: &Listing) -> bool {
        let spoken = CATEGORIES.iter().find(|(slug, _)| *slug == listing.category).map(|(_, names)| names[0]);
        let fits = |wanted: &String| {
            wanted.eq_ignore_ascii_case(listing.category)
                || spoken.is_some_and(|spoken| wanted.eq_ignore_ascii_case(spoken))
        };
        if !(self.categories.is_empty() || self.categories.iter().any(fits)) {
            return false;
        }
        let Some(range) = &self.price else {
            return true;
        };
        let inside = |minor: i64| range.min.is_none_or(|min| minor >= min) && range.max.is_none_or(|max| minor <= max);
        listing.variants.iter().any(|variant| inside(merchant.market.price(variant)))
    }
}

impl Merchant {
    fn catalog_body(&self, agent: &Agent, capability: &str, mut body: Value) -> Reply {
        body["ucp"] = self.envelope(&[capability], agent.capabilities.as_deref());
        Reply::ok(body)
    }

    /// `POST /catalog/search`.
    pub fn search(&self, agent: &Agent, body: &[u8]) -> Reply {
        let request: SearchRequest = match read(body) {
            Ok(request) => request,
            Err(refusal) => return refusal,
        };
        let Pagination { cursor, limit } = request.pagination.unwrap_or_default();
        let cursor = cursor.or(request.cursor);
        let has_input = request.query.as_deref().is_some_and(|query| !query.trim().is_empty())
            || request.filters.is_some()
            || request.context.is_some()
            || cursor.is_some();
        if !has_input {
            return Reply::invalid("a search needs a query or filters");
        }
        let from = match cursor.as_deref().map(offset) {
            None => 0,
            Some(Some(from)) => from,
            Some(None) => return Reply::invalid("the cursor is not one of ours"),
        };
        let filters = request.filters.unwrap_or_default();
        let mut found = self.words.find(&self.market, request.query.as_deref().unwrap_or_default());
        found.retain(|listing| filters.admit(self, listing));
        let limit = limit.unwrap_or(USUAL_PAGE).clamp(1, LARGEST_PAGE);
        let products: Vec<Value> = found.iter().skip(from).take(limit).map(|listing| self.whole(listing)).collect();
        let next = from.saturating_add(limit);
        let mut pagination = json!({ "has_next_page": next < found.len(), "total_count": found.len() });
        if next < found.len() {
            pagination["cursor"] = json!(URL_SAFE_NO_PAD.encode(format!("from:{next}")));
        }
        let body = json!({ "products": products, "pagination": pagination });
        self.catalog_body(agent, "dev.ucp.shopping.catalog.search", body)
    }

    /// `POST /catalog/lookup`.
    pub fn lookup(&self, agent: &Agent, body: &[u8]) -> Reply {
        let request: LookupRequest = match read(body) {
            Ok(request) => request,
            Err(refusal) => return refusal,
        };
        if request.ids.is_empty() {
            return Reply::invalid("a lookup needs ids");
        }
        if request.ids.len() > LARGEST_BATCH {
            let content = format!("a lookup takes at most {LARGEST_BATCH} ids");
            return Reply::refused(StatusCode::BAD_REQUEST, "request_too_large", content);
        }
        let mut ids: Vec<&str> = Vec::new();
        for id in &request.ids {
            if !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
        let mut found: Vec<(&Listing, Vec<&str>)> = Vec::new();
        let mut messages = Vec::new();
        for id in ids {
            match self.market.listing(id) {
                None => messages.push(note("info", "not_found", format!("there is no product {id}"))),
                Some(listing) => match found.iter_mut().find(|(known, _)| known.external_id == listing.external_id) {
                    Some((_, asked)) => asked.push(id),
                    None => found.push((listing, vec![id])),
                },
            }
        }
        let products: Vec<Value> = found.into_iter().map(|(listing, asked)| self.looked_up(listing, &asked)).collect();
        let body = json!({ "products": products, "messages": messages });
        self.catalog_body(agent, "dev.ucp.shopping.catalog.lookup", body)
    }

    /// `POST /catalog/product`.
    pub fn product(&self, agent: &Agent, body: &[u8]) -> Reply {
        let request: ProductRequest = match read(body) {
            Ok(request) => request,
            Err(refusal) => return refusal,
        };
        let Some(listing) = self.market.listing(&request.id) else {
            return self.not_found("product");
        };
        let wanted = |variant: &&Variant| {
            let matches = |selected: &Selected| {
                variant.options.iter().any(|(name, label)| *name == selected.name && *label == selected.label)
            };
            !request.selected.is_empty() && request.selected.iter().all(matches)
        };
        let featured = listing.variants.iter().find(|variant| variant.id == request.id);
        let featured = featured.or_else(|| listing.variants.iter().find(wanted)).or(listing.variants.first());
        let rest = listing.variants.iter().filter(|variant| featured.is_none_or(|first| first.id != variant.id));
        let variants: Vec<&Variant> = featured.into_iter().chain(rest).collect();
        let mut detail = product(&self.market, listing, &variants);
        let options = featured.map_or(&[][..], |variant| variant.options);
        detail["selected"] = options.iter().map(|(name, label)| json!({ "name": name, "label": label })).collect();
        self.catalog_body(agent, "dev.ucp.shopping.catalog.lookup", json!({ "product": detail }))
    }

    fn whole(&self, listing: &Listing) -> Value {
        product(&self.market, listing, &listing.variants.iter().collect::<Vec<_>>())
    }

    /// All variants where the product was asked for, else only those that were.
    fn looked_up(&self, listing: &Listing, asked: &[&str]) -> Value {
        let all = asked.contains(&listing.external_id.as_str());
        let variants: Vec<&Variant> =
            listing.variants.iter().filter(|variant| all || asked.contains(&variant.id.as_str())).collect();
        let mut view = product(&self.market, listing, &variants);
        correlate(&mut view, asked);
        view
    }
}

fn offset(cursor: &str) -> Option<usize> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    std::str::from_utf8(&text).ok()?.strip_prefix("from:")?.parse().ok()
}
