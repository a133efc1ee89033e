//! The routes under `/v1`: who may call them, and what each does with the book.

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::book::{Intent, Refund};
use super::money::RefundWish;
use super::params::Params;
use super::problem::Problem;
use super::{Gateway, SECRET_KEY, checkout, wire};
use crate::orders::now_ms;

type Reply = Result<Json<Value>, Problem>;

/// Everything under `/v1`.
pub fn routes() -> Router<Gateway> {
    Router::new()
        .route("/v1/checkout/sessions", get(checkout::list).post(checkout::create))
        .route("/v1/checkout/sessions/{id}", get(checkout::read))
        .route("/v1/checkout/sessions/{id}/expire", post(checkout::expire))
        .route("/v1/payment_intents", get(list_intents))
        .route("/v1/payment_intents/search", get(search_intents))
        .route("/v1/payment_intents/{id}", get(read_intent))
        .route("/v1/payment_intents/{id}/capture", post(capture))
        .route("/v1/payment_intents/{id}/cancel", post(cancel))
        .route("/v1/refunds", get(list_refunds).post(refund))
        .route("/v1/refunds/{id}", get(read_refund))
}

/// Lets only the holder of the secret key through, as Bearer or as the user name of Basic.
pub async fn authenticate(request: Request, next: Next) -> Response {
    let sent = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let known = match sent.and_then(|value| value.split_once(' ')) {
        Some(("Bearer", key)) => key.trim() == SECRET_KEY,
        Some(("Basic", pair)) => {
            let pair = STANDARD.decode(pair.trim()).unwrap_or_default();
            String::from_utf8(pair).is_ok_and(|pair| pair.split(':').next() == Some(SECRET_KEY))
        }
        _ => false,
    };
    if known { next.run(request).await } else { Problem::unauthorized().into_response() }
}

/// The idempotency key of a request, for the journal.
pub fn key(headers: &HeaderMap) -> Option<&str> {
    headers.get("idempotency-key")?.to_str().ok()
}

async fn list_intents(State(gateway): State<Gateway>, params: Params) -> Reply {
    params.only(&["limit", "starting_after", "created"])?;
    let since = params.integer("created[gte]")?.unwrap_or(0);
    let book = gateway.book();
    let all = book.intents.iter().rev().filter(|intent| intent.created >= since).map(wire::intent).collect();
    Ok(Json(wire::list("/v1/payment_intents", all, params.text("starting_after"), params.limit()?)?))
}

/// Finds payments by `metadata['name']:'value'` and `status:'word'`, joined by `AND`.
async fn search_intents(State(gateway): State<Gateway>, params: Params) -> Reply {
    params.only(&["query", "limit", "page"])?;
    let query = params.required("query")?;
    let clauses = query.split(" AND ").map(|clause| Clause::read(clause.trim())).collect::<Option<Vec<_>>>();
    let clauses = clauses.ok_or_else(|| {
        Problem::invalid("query", "We were unable to parse your search query. Try metadata['key']:'value'.")
    })?;
    let (book, limit) = (gateway.book(), params.limit()?);
    let fits = |intent: &&Intent| clauses.iter().all(|clause| clause.fits(intent));
    let mut found: Vec<Value> = book.intents.iter().rev().filter(fits).map(wire::intent).collect();
    let has_more = found.len() > limit;
    found.truncate(limit);
    let url = "/v1/payment_intents/search";
    Ok(Json(json!({ "object": "search_result", "url": url, "has_more": has_more, "next_page": null, "data": found })))
}

enum Clause {
    Metadata(String, String),
    Status(String),
}

impl Clause {
    fn read(text: &str) -> Option<Self> {
        let (field, value) = text.split_once(':')?;
        let value = unquoted(value)?.to_owned();
        if field == "status" {
            return Some(Self::Status(value));
        }
        let name = field.strip_prefix("metadata[")?.strip_suffix(']')?;
        Some(Self::Metadata(unquoted(name)?.to_owned(), value))
    }

    fn fits(&self, intent: &Intent) -> bool {
        match self {
            Self::Metadata(name, value) => intent.metadata.get(name) == Some(value),
            Self::Status(word) => intent.state.word() == word,
        }
    }
}

fn unquoted(text: &str) -> Option<&str> {
    let inside = |quote| text.strip_prefix(quote)?.strip_suffix(quote);
    inside('\'').or_else(|| inside('"'))
}

async fn read_intent(State(gateway): State<Gateway>, Path(id): Path<String>, params: Params) -> Reply {
    params.only(&["expand"])?;
    Ok(Json(wire::expanded(gateway.book().intent(&id)?, &params)?))
}

async fn capture(State(gateway): State<Gateway>, Path(id): Path<String>, headers: HeaderMap, params: Params) -> Reply {
    params.only(&["amount_to_capture", "expand", "final_capture", "metadata", "statement_descriptor"])?;
    let amount = params.integer("amount_to_capture")?;
    let mut book = gateway.book();
    // What cannot be told is said before anything happens.
    wire::expanded(book.intent(&id)?, &params)?;
    let happened = book.capture(&id, amount)?;
    gateway.tell(&happened, key(&headers));
    Ok(Json(wire::expanded(book.intent(&id)?, &params)?))
}

async fn cancel(State(gateway): State<Gateway>, Path(id): Path<String>, headers: HeaderMap, params: Params) -> Reply {
    const REASONS: [&str; 4] = ["duplicate", "fraudulent", "requested_by_customer", "abandoned"];
    params.only(&["cancellation_reason"])?;
    let reason = params.text("cancellation_reason");
    if reason.is_some_and(|reason| !REASONS.contains(&reason)) {
        return Err(Problem::invalid("cancellation_reason", format!("Must be one of {}", REASONS.join(", "))));
    }
    let mut book = gateway.book();
    let happened = book.cancel(&id, reason.map(str::to_owned), now_ms() / 1000)?;
    gateway.tell(&happened, key(&headers));
    Ok(Json(wire::intent(book.intent(&id)?)))
}

async fn refund(State(gateway): State<Gateway>, headers: HeaderMap, params: Params) -> Reply {
    const REASONS: [&str; 3] = ["duplicate", "fraudulent", "requested_by_customer"];
    params.only(&["payment_intent", "amount", "reason", "metadata"])?;
    let reason = params.text("reason");
    if reason.is_some_and(|reason| !REASONS.contains(&reason)) {
        return Err(Problem::invalid("reason", format!("Must be one of {}", REASONS.join(", "))));
    }
    let wish = RefundWish {
        intent: params.required("payment_intent")?.to_owned(),
        amount: params.integer("amount")?,
        reason: reason.map(str::to_owned),
        metadata: params.entries("metadata")?,
    };
    let (refund, happened) = gateway.book().refund(wish, now_ms() / 1000)?;
    gateway.tell(&happened, key(&headers));
    Ok(Json(wire::refund(&refund)))
}

async fn list_refunds(State(gateway): State<Gateway>, params: Params) -> Reply {
    params.only(&["payment_intent", "limit", "starting_after", "created"])?;
    let (of, since) = (params.text("payment_intent"), params.integer("created[gte]")?.unwrap_or(0));
    let book = gateway.book();
    let fits = |refund: &&Refund| of.is_none_or(|intent| intent == refund.intent) && refund.created >= since;
    let all = book.refunds.iter().rev().filter(fits).map(wire::refund).collect();
    Ok(Json(wire::list("/v1/refunds", all, params.text("starting_after"), params.limit()?)?))
}

async fn read_refund(State(gateway): State<Gateway>, Path(id): Path<String>) -> Reply {
    let book = gateway.book();
    Ok(Json(wire::refund(book.refunds.get(&id).ok_or_else(|| Problem::no_such("refund", &id))?)))
}
