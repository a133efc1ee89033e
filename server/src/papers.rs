//! Papers of orders as files, for whoever may see the order.

mod fonts;
mod layout;
mod pdf;

use app::pages::papers::asked;
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::get,
};
use services::{ServiceError, Shop};

/// The route.
pub fn router(shop: Shop) -> Router {
    Router::new().route("/order/{number}/papers/{paper}/print.pdf", get(file)).with_state(shop)
}

async fn file(State(shop): State<Shop>, Path((order, paper)): Path<(String, String)>, parts: Parts) -> Response {
    let (number, locale, sheet) = match asked(shop, parts, &order, &paper).await {
        Ok(asked) => asked,
        Err(ServiceError::NotFound) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a paper could not be looked up");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    match tokio::task::spawn_blocking(move || pdf::written(locale, &sheet)).await {
        Ok(Ok(written)) => (headers(&format!("{number}.pdf")), written).into_response(),
        outcome => {
            tracing::error!(problem = ?outcome.map(|written| written.err()), %number, "a paper could not be written as a file");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The address may hold a token, so nothing keeps the file and no page is told where it came from.
fn headers(name: &str) -> [(HeaderName, HeaderValue); 5] {
    let fixed = HeaderValue::from_static;
    let disposition = format!("attachment; filename=\"{name}\"");
    [
        (header::CONTENT_TYPE, fixed("application/pdf")),
        (header::CACHE_CONTROL, fixed("private, no-store")),
        (header::REFERRER_POLICY, fixed("no-referrer")),
        (HeaderName::from_static("x-robots-tag"), fixed("noindex")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(fixed("attachment"))),
    ]
}
