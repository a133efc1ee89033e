//! The door to the suggestions under a search box: read by everybody at every pause of typing, so it is narrow.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderName, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::search::SearchQuery;
use serde::Deserialize;
use services::Shop;

/// How many times a second suggestions are looked for, whoever asks.
const PER_SECOND: u64 = 300;

#[derive(Deserialize)]
struct Typed {
    q: String,
}

#[derive(Clone)]
struct Door {
    shop: Shop,
    opened: Instant,
    passed: Arc<AtomicU64>,
}

/// The route.
pub fn router(shop: Shop) -> Router {
    let door = Door { shop, opened: Instant::now(), passed: Arc::default() };
    Router::new().route("/api/suggest", get(suggest)).with_state(door)
}

async fn suggest(State(door): State<Door>, Query(typed): Query<Typed>, parts: Parts) -> Response {
    if typed.q.chars().count() > SearchQuery::LONGEST_TEXT {
        return StatusCode::BAD_REQUEST.into_response();
    }
    if !may_pass(&door.passed, door.opened.elapsed().as_secs()) {
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "1")]).into_response();
    }
    match app::api::suggest::suggestions(door.shop, parts, &typed.q).await {
        Ok(html) => (KEPT_FOR_A_MINUTE, html).into_response(),
        Err(error) => {
            tracing::error!(%error, "suggestions could not be looked for");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Language and currency come from the visitor's cookies.
const KEPT_FOR_A_MINUTE: [(HeaderName, &str); 3] = [
    (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    (header::CACHE_CONTROL, "private, max-age=60"),
    (header::VARY, "cookie, accept-language"),
];

/// Counts who comes in one second; the number holds the second in its upper half.
fn may_pass(passed: &AtomicU64, second: u64) -> bool {
    let count = |before: u64| if before >> 32 == second { before + 1 } else { (second << 32) + 1 };
    let before = passed.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |before| Some(count(before)));
    before.is_ok_and(|before| count(before) & u64::from(u32::MAX) <= PER_SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_pass_in_a_second_and_more_in_the_next() {
        let passed = AtomicU64::new(0);
        assert!((0..PER_SECOND).all(|_| may_pass(&passed, 7)));
        assert!(!may_pass(&passed, 7));
        assert!(may_pass(&passed, 8));
    }
}
