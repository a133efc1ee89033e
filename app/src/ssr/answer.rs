//! What goes with an answer beside its body: where to, which status, who may keep it.

use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// A path of our own to go back to; anything else becomes the fallback.
pub fn local_path(wanted: &str, fallback: &str) -> String {
    let letters = wanted.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>'));
    let local = wanted.starts_with('/') && !wanted.starts_with("//") && letters && wanted.len() <= 2000;
    if local && !wanted.starts_with("/api/") { wanted.to_owned() } else { fallback.to_owned() }
}

/// Sends a form that was posted without scripts on to a page. Scripts get their answer and stay.
pub fn see_other(path: &str) {
    let (Some(parts), Some(response)) = (use_context::<Parts>(), use_context::<ResponseOptions>()) else { return };
    let accepts = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepts.contains("text/html")
        && let Ok(location) = HeaderValue::from_str(path)
    {
        response.insert_header(header::LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// Sends the browser on to another page while a page is being made.
pub fn page_redirect(path: &str) {
    if let (Some(response), Ok(location)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        response.insert_header(header::LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// Tells that a page is at another address for good.
pub fn moved(path: &str) {
    page_redirect(path);
    set_status(StatusCode::MOVED_PERMANENTLY);
}

/// Has the browser go on to another site by itself once the page is there.
pub fn leads_on(address: &str) {
    if let (Some(response), Ok(address)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(&format!("0;url={address}")))
    {
        response.insert_header(header::REFRESH, address);
    }
}

/// Sets the status of the answer.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Keeps an answer out of shared and browser caches.
pub fn keep_private() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Keeps a page out of search engines, and its address out of other sites' logs.
pub fn keep_secret() {
    keep_private();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
        response.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_our_own_are_gone_back_to() {
        assert_eq!(local_path("/cart?x=1", "/"), "/cart?x=1");
        for foreign in
            ["//evil.example", "https://evil.example", "/\\evil.example", "/api/cart/add", "", "/a b", "/a\r\nb"]
        {
            assert_eq!(local_path(foreign, "/"), "/", "{foreign:?}");
        }
    }
}
