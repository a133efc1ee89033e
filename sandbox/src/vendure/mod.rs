//! A marketplace that speaks Vendure's Shop API: GraphQL over `POST /shop-api`, guest orders, errors as union members.
//!
//! There is no schema engine here: root fields are answered as whole objects and cut down to what was selected
//! (`select`), which also finds fields the real schema does not have. Baskets live in memory; placed orders in the
//! marketplace's book.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::post;
use serde_json::{Map, Value, json};

use crate::market::Market;

mod basket;
mod catalog;
mod checkout;
pub(crate) mod graphql;
mod mutation;
mod order;
mod query;
mod refusal;
mod search;
pub(crate) mod select;
mod session;
pub(crate) mod shelf;

#[cfg(test)]
mod tests;

use graphql::{Operation, Request, Trouble};
use session::{Sessions, Visit};
use shelf::Shelf;

/// The shop as all its handlers share it.
#[derive(Debug)]
struct Shop {
    shelf: Shelf,
    sessions: Sessions,
}

/// The protocol's own routes.
pub fn router(market: Arc<Market>) -> Router {
    // Order ids go on where the remembered orders ended; each takes one id for itself and one per line.
    let taken = |order: &crate::orders::Order| 1 + order.lines.len() as u64;
    let last_id = market.orders.all().iter().map(taken).sum();
    let shop = Shop { shelf: Shelf::new(market), sessions: Sessions::after(last_id) };
    Router::new().route("/shop-api", post(answer)).layer(DefaultBodyLimit::max(256 * 1024)).with_state(Arc::new(shop))
}

async fn answer(State(shop): State<Arc<Shop>>, headers: HeaderMap, body: Bytes) -> Response {
    let operation = serde_json::from_slice::<Request>(&body)
        .map_err(|_| Trouble {
            code: "BAD_REQUEST",
            message: "POST body must be a JSON object with a query.".to_owned(),
        })
        .and_then(Request::operation);
    let operation = match operation {
        Ok(operation) => operation,
        Err(trouble) => return refuse(&trouble),
    };
    let (mut response, placed) = execute(&shop, &operation, bearer(&headers));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if placed { shop.shelf.market.server.faults.reply_or_lose(response).await } else { response }
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    Some(value.strip_prefix("Bearer ").or_else(|| value.strip_prefix("bearer "))?.trim().to_owned())
}

/// A request that is not worth answering.
fn refuse(trouble: &Trouble) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({ "errors": [trouble.entry()] }))).into_response()
}

/// Answers all root fields in order; the answer carries a new session's token. Also says whether an order was placed.
fn execute(shop: &Shop, operation: &Operation, token: Option<String>) -> (Response, bool) {
    let mut visit = Visit::new(&shop.shelf, &shop.sessions, token);
    let (mut data, mut errors) = (Map::new(), Vec::new());
    for field in &operation.fields {
        let answer = if operation.mutation { mutation::answer } else { query::answer };
        let chosen = answer(&mut visit, field).and_then(|value| select::select(&value, &field.selection, &field.name));
        match chosen {
            Ok(value) => {
                data.insert(field.key.clone(), value);
            }
            Err(trouble) if trouble.code == "GRAPHQL_VALIDATION_FAILED" => {
                return (refuse(&trouble), false);
            }
            Err(trouble) => {
                let mut entry = trouble.entry();
                entry["path"] = json!([field.key]);
                errors.push(entry);
                data.insert(field.key.clone(), Value::Null);
            }
        }
    }
    let body = if errors.is_empty() { json!({ "data": data }) } else { json!({ "errors": errors, "data": data }) };
    let mut response = Json(body).into_response();
    if let Some(token) = visit.token().filter(|_| visit.begun).and_then(|token| HeaderValue::from_str(token).ok()) {
        response.headers_mut().insert("vendure-auth-token", token);
    }
    (response, visit.placed)
}
