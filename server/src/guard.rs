//! What every request passes before it reaches a page or a door: a limit to what it sends, the kinds of content a door
//! takes, whether it came from a page of ours, and somebody who catches what panics.

use std::{any::Any, panic::AssertUnwindSafe, sync::Arc};

use app::plain::Plain;
use axum::{
    RequestExt,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};
use futures::FutureExt;
use services::uploads::LARGEST_FILE;
use tower_http::csrf::ProtectionError;

use crate::plain::Asker;

/// The largest form or message that is read.
pub const LARGEST_BODY: usize = 256 * 1024;

/// The largest upload, with what a form wraps around its file.
const LARGEST_UPLOAD: usize = LARGEST_FILE + 64 * 1024;

/// The doors that take a file.
pub const UPLOADS: [&str; 2] = [crate::uploads::DOOR, crate::review_pictures::DOOR];

/// What the guard needs: the address of the shop's stylesheet, for the pages it answers with itself.
#[derive(Clone)]
pub struct Guard {
    sheet: Arc<str>,
}

impl Guard {
    /// A guard of a shop whose stylesheet is at this address.
    pub fn new(sheet: &str) -> Self {
        Self { sheet: sheet.into() }
    }

    /// Lets a request pass, or tells why not.
    pub async fn pass(State(guard): State<Self>, mut request: Request, next: Next) -> Response {
        let asker = Asker::of(request.headers());
        let path = request.uri().path().to_owned();
        let largest = if UPLOADS.contains(&path.as_str()) { LARGEST_UPLOAD } else { LARGEST_BODY };
        if announced(request.headers()).is_some_and(|length| length > largest as u64) {
            return asker.told(Plain::TooLarge, &guard.sheet);
        }
        if request.method() == Method::POST && !takes(&path, request.headers()) {
            return asker.told(Plain::WrongKind, &guard.sheet);
        }
        DefaultBodyLimit::max(largest).apply(&mut request);
        let answered = AssertUnwindSafe(next.run(request.with_limited_body())).catch_unwind().await;
        match answered {
            Ok(response) if response.extensions().get::<ProtectionError>().is_some() => {
                tracing::warn!(path = printable(&path), "a request from another site was refused");
                asker.told(Plain::Refused, &guard.sheet)
            }
            Ok(response) => response,
            Err(panic) => {
                tracing::error!(panic = words_of(&*panic), path = printable(&path), "a request panicked");
                asker.told(Plain::Failed, &guard.sheet)
            }
        }
    }
}

/// How much a request says that it sends.
fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Whether a door takes this kind of content. Doors read forms; a form that another site can send without being asked for
/// leave first must be one that the check of its origin sees, so `text/plain` is none, and files are taken where files
/// belong. Messages of other servers are signed, whatever they call themselves.
pub fn takes(path: &str, headers: &HeaderMap) -> bool {
    if !path.starts_with("/api/") {
        return true;
    }
    let mut kinds = headers.get_all(header::CONTENT_TYPE).into_iter();
    let (kind, second) = (kinds.next(), kinds.next());
    if second.is_some() {
        return false;
    }
    // Nothing is sent, so there is nothing to misread.
    let Some(kind) = kind else { return announced(headers).unwrap_or_default() == 0 };
    let Ok(kind) = kind.to_str() else { return false };
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if UPLOADS.contains(&path) {
        return essence == "multipart/form-data";
    }
    matches!(essence.as_str(), "application/x-www-form-urlencoded" | "application/json")
}

/// A path as a log may hold it: nothing that would end a line or colour a terminal, and not too much of it.
pub fn printable(text: &str) -> String {
    text.chars().take(200).map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

/// What a panic said, where it said it in words.
fn words_of(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    printable(words.unwrap_or("no words"))
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::StatusCode, middleware, routing::post};
    use tower::ServiceExt;
    use tower_http::csrf::CsrfLayer;

    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            (name.parse::<axum::http::HeaderName>().unwrap(), value.parse::<axum::http::HeaderValue>().unwrap())
        });
        pairs.collect()
    }

    #[test]
    fn doors_take_the_kinds_of_content_they_read() {
        for (path, kind, taken) in [
            ("/api/cart/add", "application/x-www-form-urlencoded", true),
            ("/api/cart/add", "application/x-www-form-urlencoded; charset=UTF-8", true),
            ("/api/cart/add", "Application/JSON", true),
            ("/api/cart/add", "text/plain", false),
            ("/api/cart/add", "text/plain; x=application/json", false),
            ("/api/cart/add", "multipart/form-data; boundary=x", false),
            ("/api/cart/add", "application/x-www-form-urlencoded-not", false),
            ("/api/cart/add", "", false),
            (crate::uploads::DOOR, "multipart/form-data; boundary=x", true),
            (crate::uploads::DOOR, "application/x-www-form-urlencoded", false),
            ("/webhooks/stripe", "text/plain", true),
        ] {
            assert_eq!(takes(path, &headers(&[("content-type", kind)])), taken, "{path} {kind}");
        }
        assert!(takes("/api/operator/sign-out", &headers(&[])), "nothing is sent");
        assert!(!takes("/api/cart/add", &headers(&[("content-length", "3")])), "something without a name");
    }

    #[test]
    fn nothing_in_a_log_ends_a_line_or_colours_a_terminal() {
        for (text, logged) in [
            ("/a\nINFO forged", "/a\u{fffd}INFO forged"),
            ("/a\r\n", "/a\u{fffd}\u{fffd}"),
            ("\u{1b}[31mred", "\u{fffd}[31mred"),
            ("\u{85}\u{0}\u{7f}", "\u{fffd}\u{fffd}\u{fffd}"),
            ("/é/ع", "/é/ع"),
        ] {
            assert_eq!(printable(text), logged);
        }
        assert_eq!(printable(&"x".repeat(5000)).len(), 200);
    }

    async fn panics() -> StatusCode {
        panic!("on purpose")
    }

    fn guarded() -> Router {
        let inner = Router::new()
            .route("/panics", post(panics))
            .route("/api/reads", post(|body: String| async move { body }))
            .layer(CsrfLayer::new());
        inner.layer(middleware::from_fn_with_state(Guard::new("/pkg/onecart.css"), Guard::pass))
    }

    async fn asked(request: Request) -> (StatusCode, String) {
        let response = guarded().oneshot(request).await.unwrap();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    fn form(path: &str) -> axum::http::request::Builder {
        Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::HOST, "shop.example")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    }

    #[tokio::test]
    async fn whoever_panics_leaves_a_page_that_tells_nothing_of_it() {
        let request = form("/panics").header(header::COOKIE, "lang=fr").body(Body::empty()).unwrap();
        let (status, body) = asked(request).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(body.contains("lang=\"fr\"") && !body.contains("on purpose"), "{body}");
    }

    #[tokio::test]
    async fn too_much_is_not_read_whether_it_is_announced_or_not() {
        let announced =
            form("/api/reads").header(header::CONTENT_LENGTH, LARGEST_BODY + 1).body(Body::empty()).unwrap();
        assert_eq!(asked(announced).await.0, StatusCode::PAYLOAD_TOO_LARGE);
        let chunks = futures::stream::iter((0..9).map(|_| Ok::<_, std::io::Error>(vec![b'x'; LARGEST_BODY / 8])));
        let silent = form("/api/reads").body(Body::from_stream(chunks)).unwrap();
        assert_eq!(asked(silent).await.0, StatusCode::PAYLOAD_TOO_LARGE);
        let enough = form("/api/reads").body(Body::from(vec![b'x'; LARGEST_BODY])).unwrap();
        assert_eq!(asked(enough).await.0, StatusCode::OK);
    }

    #[tokio::test]
    async fn another_site_is_refused_with_a_page() {
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")]
        {
            let (status, body) = asked(form("/api/reads").header(name, value).body(Body::empty()).unwrap()).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{name}: {value}");
            assert!(body.contains("<h1>"), "{body}");
        }
    }
}
