//! The stylesheet with the marketplaces' colours, under an address that tells its content.

use app::strand::{stylesheet, stylesheet_address};
use axum::{
    Router,
    extract::State,
    http::{HeaderValue, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use services::Shop;

/// The route.
pub fn router(shop: Shop) -> Router {
    Router::new().route("/colours/{sheet}", get(sheet)).with_state(shop)
}

async fn sheet(State(shop): State<Shop>, uri: Uri) -> Response {
    let faces = shop.faces();
    // A page from before a change asks for the colours of then, and gets those of now for a moment.
    let fixed = uri.path() == stylesheet_address(&faces);
    let lifetime = if fixed { "public, max-age=31536000, immutable" } else { "no-cache" };
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    ([kind, (header::CACHE_CONTROL, HeaderValue::from_static(lifetime))], stylesheet(&faces)).into_response()
}
