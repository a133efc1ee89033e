//! Answers that no page stands behind, in the language of whoever asked: a page for people, a problem as JSON for islands.

use app::{
    plain::Plain,
    problem::{ApiError, ProblemKind},
};
use axum::{
    Json,
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use domain::locale::Locale;

use crate::cookies::cookie;

/// What is known of somebody before a page is made for them.
#[derive(Clone, Copy, Debug)]
pub struct Asker {
    locale: Locale,
    reads_pages: bool,
}

impl Asker {
    /// Whoever sent these headers.
    pub fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let chosen = cookie(headers, "lang").and_then(Locale::from_tag);
        Self {
            locale: chosen.unwrap_or_else(|| Locale::from_accept_language(text(header::ACCEPT_LANGUAGE))),
            reads_pages: text(header::ACCEPT).contains("text/html"),
        }
    }

    /// Tells them why there is no page.
    pub fn told(self, plain: Plain, sheet: &str) -> Response {
        let mut response = if self.reads_pages {
            (plain.status(), Html(plain.document(self.locale, sheet))).into_response()
        } else {
            let kind = match plain {
                Plain::TooMany { .. } | Plain::Busy => ProblemKind::Unavailable,
                Plain::Failed => ProblemKind::Internal,
                Plain::Refused | Plain::NotForThem | Plain::TooLarge | Plain::WrongKind => ProblemKind::Invalid,
            };
            let problem = ApiError { kind, field: None, left: None, message: plain.words(self.locale).1 };
            (plain.status(), Json(problem)).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let after = match plain {
            Plain::TooMany { seconds } => Some(seconds),
            Plain::Busy => Some(1),
            _ => None,
        };
        if let Some(seconds) = after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
