//! What every server shows besides its protocol: a front page, its logo, and the pictures of its goods.

use std::fmt::Write as _;
use std::path::{Component, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::market::Server;

const LOGOS: &[(&str, &str)] = &[
    ("harbor", include_str!("../../public/logos/harbor.svg")),
    ("kitemart", include_str!("../../public/logos/kitemart.svg")),
    ("baobab", include_str!("../../public/logos/baobab.svg")),
    ("nomad", include_str!("../../public/logos/nomad.svg")),
    ("lumen", include_str!("../../public/logos/lumen.svg")),
];

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;\
    color-scheme:light dark}img{vertical-align:middle;border-radius:10px}code{font-size:.9em}\
    table{border-collapse:collapse;width:100%}td,th{text-align:start;padding:.4rem .6rem;\
    border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}";

/// The logo of a marketplace as SVG text.
#[must_use]
pub fn logo(slug: &str) -> Option<&'static str> {
    LOGOS.iter().find(|(name, _)| *name == slug).map(|(_, svg)| *svg)
}

/// Text made safe inside HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An amount as text, with as many decimals as the currency has.
#[must_use]
pub fn money(minor: i64, currency: &str) -> String {
    let decimals = match currency {
        "JPY" | "KRW" => return format!("{minor} {currency}"),
        "TND" | "KWD" | "BHD" => 3,
        _ => 2,
    };
    let unit = 10_i64.pow(decimals);
    let sign = if minor < 0 { "-" } else { "" };
    let (whole, rest) = (minor.abs() / unit, minor.abs() % unit);
    format!("{sign}{whole}.{rest:0width$} {currency}", width = decimals as usize)
}

/// A whole plain page around `body`, which is HTML.
pub fn page(title: &str, body: &str) -> Html<String> {
    let title = escape(title);
    Html(format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{title}</title><link rel=\"icon\" href=\"/logo.svg\">\
         <style>{STYLE}</style></head><body>{body}</body></html>"
    ))
}

/// `GET /` and `GET /logo.svg` of one server.
pub fn routes(server: &Server) -> Router {
    let mut links = String::new();
    for (path, text) in [("/sandbox/journal", "journal"), ("/sandbox/faults", "knobs"), ("/sandbox/orders", "orders")] {
        if path != "/sandbox/orders" || logo(server.slug).is_some() {
            let _ = write!(links, "<li><a href=\"{path}\">{text}</a></li>");
        }
    }
    if server.protocol.starts_with("UCP") {
        links.push_str("<li><a href=\"/.well-known/ucp\">UCP profile</a></li>");
    }
    let mark =
        if logo(server.slug).is_some() { "<img src=\"/logo.svg\" alt=\"\" width=\"48\" height=\"48\"> " } else { "" };
    let front = page(
        server.name,
        &format!(
            "<h1>{mark}{}</h1><p>{}</p><p>A server of the practice world. It speaks {} and sells nothing real.</p><ul>{links}</ul>",
            escape(server.name),
            escape(server.about),
            escape(server.protocol),
        ),
    );
    let drawing = logo(server.slug).unwrap_or(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 40\"><rect width=\"40\" height=\"40\" rx=\"11\" fill=\"#555\"/></svg>",
    );
    let svg = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
    Router::new()
        .route("/", get(move || std::future::ready(front.clone())))
        .route("/logo.svg", get(move || std::future::ready((svg, drawing))))
}

/// `GET /pictures/…` out of a directory. As picture servers do, it gives browsers that read AVIF the smaller file under
/// the address of the WebP one.
pub fn pictures(directory: PathBuf) -> Router {
    Router::new().route("/pictures/{*path}", get(picture)).with_state(Arc::new(directory))
}

async fn picture(
    State(directory): State<Arc<PathBuf>>,
    axum::extract::Path(path): axum::extract::Path<String>,
    headers: HeaderMap,
) -> Response {
    let mut path = PathBuf::from(path);
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let accepted = headers.get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok()).unwrap_or_default();
    let smaller = path.with_extension("avif");
    if path.extension().is_some_and(|extension| extension == "webp")
        && accepted.contains("image/avif")
        && tokio::fs::try_exists(directory.join(&smaller)).await.is_ok_and(|there| there)
    {
        path = smaller;
    }
    let kind = match path.extension().and_then(|extension| extension.to_str()) {
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    match tokio::fs::read(directory.join(path)).await {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
                (header::VARY, "accept"),
            ];
            (headers, bytes).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
