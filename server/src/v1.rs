//! What programs may read with a key: books, alerts, later work, the audit log, as JSON.

use axum::{
    Json, Router,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::time::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use services::{
    ServiceError, Shop,
    audit_log::{Entry, Filter},
    operator::{Alert, Job, Which},
    staff::{Allowed, Needs},
};

/// The routes.
pub fn router(shop: Shop) -> Router {
    Router::new()
        .route("/v1/books", get(books))
        .route("/v1/alerts", get(alerts))
        .route("/v1/jobs", get(jobs))
        .route("/v1/audit", get(audit))
        .with_state(shop)
}

/// Why a program gets no answer.
enum Refused {
    /// It has no key that works.
    NoKey,
    /// Its key is for something else.
    NotPermitted,
    /// The shop cannot answer.
    Failed(ServiceError),
}

impl From<ServiceError> for Refused {
    fn from(error: ServiceError) -> Self {
        Self::Failed(error)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, why) = match self {
            Self::NoKey => (StatusCode::UNAUTHORIZED, "a key is needed: Authorization: Bearer oc_…"),
            Self::NotPermitted => (StatusCode::FORBIDDEN, "this key is for something else"),
            Self::Failed(error) => {
                tracing::error!(%error, "a program got no answer");
                (StatusCode::SERVICE_UNAVAILABLE, "no answer right now")
            }
        };
        let mut response = (status, Json(json!({ "error": why }))).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The proof that a program's key is for one thing.
async fn allowed<P: Needs>(shop: &Shop, headers: &HeaderMap) -> Result<Allowed<P>, Refused> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let secret = bearer.and_then(|value| value.strip_prefix("Bearer ")).ok_or(Refused::NoKey)?;
    let holder = shop.key_holder(secret.trim()).await?.ok_or(Refused::NoKey)?;
    holder.allowed().ok_or(Refused::NotPermitted)
}

fn private(value: Value) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(value)).into_response()
}

async fn books(State(shop): State<Shop>, headers: HeaderMap) -> Result<Response, Refused> {
    let books = shop.books(&allowed(&shop, &headers).await?).await?;
    let account = |(account, money)| json!({ "account": account, "balance": money });
    let accounts: Vec<Value> = books.accounts.iter().map(|(name, money)| account((name, money))).collect();
    let all = json!({
        "balances": books.balance(), "trial": books.trial, "accounts": accounts, "unbalanced": books.unbalanced,
    });
    Ok(private(all))
}

async fn alerts(State(shop): State<Shop>, headers: HeaderMap) -> Result<Response, Refused> {
    let (open, settled) = shop.alerts(&allowed(&shop, &headers).await?).await?;
    let told = |alert: &Alert| {
        json!({
            "id": alert.id, "about": alert.about, "order": alert.order, "created_at": alert.created_at.rfc3339(),
            "settled_at": alert.settled_at.map(Timestamp::rfc3339),
        })
    };
    let list = |alerts: &[Alert]| alerts.iter().map(told).collect::<Vec<_>>();
    Ok(private(json!({ "open": list(&open), "settled": list(&settled) })))
}

async fn jobs(State(shop): State<Shop>, headers: HeaderMap) -> Result<Response, Refused> {
    let permitted = allowed(&shop, &headers).await?;
    let (waiting, dead) = (shop.jobs(&permitted, Which::Waiting).await?, shop.jobs(&permitted, Which::Dead).await?);
    let told = |job: &Job| {
        json!({
            "id": job.id, "kind": job.kind, "attempts": job.attempts, "problem": job.problem,
            "next_at": job.next_at.rfc3339(), "dead_at": job.dead_at.map(Timestamp::rfc3339),
        })
    };
    let list = |jobs: &[Job]| jobs.iter().map(told).collect::<Vec<_>>();
    Ok(private(json!({ "waiting": list(&waiting), "dead": list(&dead) })))
}

/// Where to go on in the audit log.
#[derive(Debug, Deserialize)]
struct Below {
    below: Option<i64>,
}

async fn audit(State(shop): State<Shop>, headers: HeaderMap, Query(asked): Query<Below>) -> Result<Response, Refused> {
    let filter = Filter { below: asked.below, ..Filter::default() };
    let (entries, more) = shop.audit_log(&allowed(&shop, &headers).await?, &filter).await?;
    let told = |entry: &Entry| {
        json!({
            "number": entry.number, "at": entry.at.rfc3339(), "actor": entry.actor, "action": entry.action,
            "subject": entry.subject, "was": entry.was, "became": entry.became, "digest": entry.digest,
        })
    };
    Ok(private(json!({ "entries": entries.iter().map(told).collect::<Vec<_>>(), "more": more })))
}
