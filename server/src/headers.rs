//! Headers that every answer carries. The content security policy allows nothing inline but the few scripts that are the
//! same in every document, by their digests, so pages can be kept and served again as they are.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use leptos::config::LeptosOptions;
use sha2::{Digest, Sha256};

use crate::package;

/// Headers of every answer that do not depend on how the shop is configured.
const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), HeaderValue::from_static("none")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "accelerometer=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
             gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), \
             xr-spatial-tracking=()",
        ),
    ),
];

/// Two years, for every host below this one.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// After how many seconds it is worth asking again when somebody we need does not answer.
const AGAIN: HeaderValue = HeaderValue::from_static("2");

/// Where browsers tell what the policy kept from happening.
pub const REPORTS: &str = "/csp-report";

/// The headers of this process.
#[derive(Clone)]
pub struct Headers(Arc<Vec<(HeaderName, HeaderValue)>>);

impl Headers {
    /// Those of a shop that is reached at `public_url` and sends its forms to itself and on to `form_targets`, such as the
    /// gateway's pages.
    pub fn of(public_url: &str, options: &LeptosOptions, form_targets: &[String]) -> Self {
        let mut headers = ALWAYS.to_vec();
        if public_url.starts_with("https://") {
            headers.push((header::STRICT_TRANSPORT_SECURITY, HSTS));
        }
        let policy = policy(public_url, &app::inline_scripts(options), form_targets);
        match HeaderValue::from_str(&policy) {
            Ok(policy) => headers.push((header::CONTENT_SECURITY_POLICY, policy)),
            // Only an address that no browser would follow can bring this about; then nothing is allowed at all.
            Err(_) => headers.push((header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'"))),
        }
        Self(Arc::new(headers))
    }

    /// Adds them; files get a lifetime by their kind.
    pub async fn add(State(fixed): State<Self>, request: Request, next: Next) -> Response {
        let path = request.uri().path();
        let pictured = ["/pictures/", "/fonts/", "/logos/"].into_iter().any(|folder| path.starts_with(folder));
        let lifetime = match path {
            path if pictured || package::is_fixed(path) => Some("public, max-age=31536000, immutable"),
            path if path.starts_with("/pkg/") => Some("no-cache"),
            _ => None,
        };
        let mut response = next.run(request).await;
        // What is not there now may be there after the next deploy.
        let failed = response.status().is_client_error() || response.status().is_server_error();
        let lifetime = lifetime.filter(|_| !failed);
        let unavailable = response.status() == StatusCode::SERVICE_UNAVAILABLE;
        let headers = response.headers_mut();
        if unavailable {
            headers.entry(header::RETRY_AFTER).or_insert(AGAIN);
        }
        for (name, value) in fixed.0.iter() {
            // An answer may ask for something stricter, as order pages do with their referrer.
            headers.entry(name).or_insert_with(|| value.clone());
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
}

/// The content security policy of every page.
fn policy(public_url: &str, inline_scripts: &[String], form_targets: &[String]) -> String {
    let digest = |script: &String| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes())));
    let scripts: String = inline_scripts.iter().map(digest).collect();
    let targets: String = form_targets.iter().map(|origin| format!(" {origin}")).collect();
    let secure = public_url.starts_with("https://");
    // Marketplaces keep their pictures where they like. In practice they are at other ports of this machine.
    let pictures = if secure { "https:" } else { "https: http:" };
    // What watches for changes while somebody works on the shop.
    let watching = if std::env::var_os("LEPTOS_WATCH").is_some() { " ws:" } else { "" };
    let upgrade = if secure { "; upgrade-insecure-requests" } else { "" };
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; \
         img-src 'self' data: {pictures}; media-src 'self' {pictures}; font-src 'self'; connect-src 'self'{watching}; manifest-src 'self'; \
         form-action 'self'{targets}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; \
         report-uri {REPORTS}{upgrade}"
    )
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware, routing::get};
    use tower::ServiceExt;

    use super::*;

    async fn headers_of(public_url: &str, path: &str) -> axum::http::HeaderMap {
        let options = LeptosOptions::builder().output_name("onecart").build();
        let headers = Headers::of(public_url, &options, &["https://pay.example".to_owned()]);
        let inner = Router::new()
            .route("/media/one", get(|| async { ([(header::CONTENT_SECURITY_POLICY, "sandbox")], "x") }))
            .fallback(get(|| async { "page" }));
        let router = inner.layer(middleware::from_fn_with_state(headers, Headers::add));
        let request = Request::get(path).body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap().headers().clone()
    }

    #[tokio::test]
    async fn every_answer_carries_them_and_only_https_is_kept_to() {
        let (plain, secure) =
            (headers_of("http://127.0.0.1:3000", "/").await, headers_of("https://shop.example", "/").await);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
        ] {
            assert_eq!(
                (&plain[name], &secure[name]),
                (&HeaderValue::from_static(value), &HeaderValue::from_static(value))
            );
        }
        assert!(!plain.contains_key(header::STRICT_TRANSPORT_SECURITY));
        assert_eq!(secure[header::STRICT_TRANSPORT_SECURITY], HSTS);
    }

    #[tokio::test]
    async fn the_policy_allows_nothing_inline_but_by_digest() {
        let policy =
            headers_of("https://shop.example", "/").await[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        let directive =
            |name: &str| policy.split("; ").find(|part| part.starts_with(name)).unwrap_or_default().to_owned();
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains('*'),
            "{policy}"
        );
        assert_eq!(directive("style-src"), "style-src 'self'");
        assert_eq!(directive("object-src"), "object-src 'none'");
        assert_eq!(directive("base-uri"), "base-uri 'none'");
        assert_eq!(directive("frame-ancestors"), "frame-ancestors 'none'");
        assert_eq!(directive("form-action"), "form-action 'self' https://pay.example");
        assert!(directive("script-src").starts_with("script-src 'self' 'wasm-unsafe-eval' 'sha256-"), "{policy}");
        assert!(!directive("img-src").contains("http:"), "{policy}");
    }

    #[tokio::test]
    async fn an_answer_may_be_stricter() {
        assert_eq!(headers_of("https://shop.example", "/media/one").await[header::CONTENT_SECURITY_POLICY], "sandbox");
    }
}
