//! Pictures in the smaller of two forms: under the address of a WebP file, browsers that read AVIF get that.

use std::{path::Path, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Uri, header},
    middleware::Next,
    response::Response,
};

/// Answers with the AVIF file beside a WebP file, where there is one and the browser reads it.
pub async fn choose(State(site): State<Arc<str>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if !path.starts_with("/pictures/") || !path.ends_with(".webp") {
        return next.run(request).await;
    }
    if reads_avif(request.headers())
        && let Some(smaller) = beside(&site, path).await
    {
        *request.uri_mut() = smaller;
    }
    let mut response = next.run(request).await;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

fn reads_avif(headers: &HeaderMap) -> bool {
    headers.get_all(header::ACCEPT).iter().any(|read| read.to_str().is_ok_and(|read| read.contains("image/avif")))
}

/// The address of the AVIF file; the names of our pictures are plain.
async fn beside(site: &str, path: &str) -> Option<Uri> {
    let smaller = format!("{}.avif", path.strip_suffix(".webp")?);
    let plain = smaller.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte));
    let file = Path::new(site).join(smaller.trim_start_matches('/'));
    let there = plain && !smaller.contains("..") && tokio::fs::try_exists(file).await.is_ok_and(|there| there);
    if there { smaller.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, http::StatusCode, middleware};
    use tower::ServiceExt;
    use tower_http::services::ServeDir;

    use super::*;

    const SITE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../public");

    async fn kind_of(path: &str, accept: &str) -> (StatusCode, String) {
        let choose = middleware::from_fn_with_state(Arc::<str>::from(SITE), choose);
        let router: Router = Router::new().fallback_service(ServeDir::new(SITE)).layer(choose);
        let request = Request::get(path).header(header::ACCEPT, accept).body(Body::empty()).expect("a request");
        let answer = router.oneshot(request).await.expect("an answer");
        let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        assert!(!answer.status().is_success() || answer.headers().contains_key(header::VARY), "{path}");
        (answer.status(), kind.to_owned())
    }

    #[tokio::test]
    async fn browsers_get_the_form_they_read() {
        let both = "image/avif,image/webp,*/*";
        for (size, accept, kind) in
            [("320", both, "image/avif"), ("320", "image/webp,*/*", "image/webp"), ("160", both, "image/webp")]
        {
            let path = format!("/pictures/audio/earbuds-graphite-{size}.webp");
            assert_eq!(kind_of(&path, accept).await, (StatusCode::OK, kind.to_owned()), "{path} {accept}");
        }
        for path in ["/pictures/none.webp", "/pictures/../pictures/%2e%2e/none.webp"] {
            assert_eq!(kind_of(path, both).await.0, StatusCode::NOT_FOUND, "{path}");
        }
    }
}
