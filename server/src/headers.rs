//! Headers that every answer carries.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// Fixed headers of every answer.
const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("object-src 'none'; base-uri 'self'; frame-ancestors 'none'"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
    ),
];

/// Adds them; files get a lifetime by their kind.
pub async fn add(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let lifetime = if path.starts_with("/pictures/") || path.starts_with("/fonts/") || path.starts_with("/logos/") {
        Some(HeaderValue::from_static("public, max-age=31536000, immutable"))
    } else if path.starts_with("/pkg/") {
        let hashed = request.uri().query().is_some_and(|query| query.starts_with("v="));
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        Some(if hashed { forever } else { HeaderValue::from_static("no-cache") })
    } else {
        None
    };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        // A page may ask for something stricter, as order pages do with their referrer.
        headers.entry(name).or_insert(value);
    }
    match lifetime {
        Some(lifetime) => {
            headers.insert(header::CACHE_CONTROL, lifetime);
        }
        None => {
            headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
        }
    }
    response
}
