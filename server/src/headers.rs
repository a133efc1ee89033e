//! Headers that every answer carries.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};

use crate::package;

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

/// After how many seconds it is worth asking again when somebody we need does not answer.
const AGAIN: HeaderValue = HeaderValue::from_static("2");

/// Adds them; files get a lifetime by their kind.
pub async fn add(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let pictured = ["/pictures/", "/fonts/", "/logos/"].into_iter().any(|folder| path.starts_with(folder));
    let lifetime = match path {
        path if pictured || package::is_fixed(path) => Some("public, max-age=31536000, immutable"),
        path if path.starts_with("/pkg/") => Some("no-cache"),
        _ => None,
    };
    let mut response = next.run(request).await;
    // What is not there now may be there after the next deploy.
    let lifetime = lifetime.filter(|_| !response.status().is_client_error() && !response.status().is_server_error());
    let unavailable = response.status() == StatusCode::SERVICE_UNAVAILABLE;
    let headers = response.headers_mut();
    if unavailable {
        headers.entry(header::RETRY_AFTER).or_insert(AGAIN);
    }
    for (name, value) in ALWAYS {
        // A page may ask for something stricter, as order pages do with their referrer.
        headers.entry(name).or_insert(value);
    }
    match lifetime {
        Some(lifetime) => {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(lifetime));
        }
        None => {
            headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
        }
    }
    response
}
