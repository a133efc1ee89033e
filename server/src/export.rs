//! Everything that is kept of whoever is signed in, as a file. Who showed who they are too long ago does so again first.

use axum::{
    Extension, Router,
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use services::{Shop, accounts::Signed, privacy::Export};

/// Where both files are.
pub fn router(shop: Shop) -> Router {
    Router::new().route("/account/export.json", get(json)).route("/account/export.csv", get(csv)).with_state(shop)
}

async fn json(State(shop): State<Shop>, signed: Option<Extension<Signed>>) -> Response {
    file(&shop, signed, "application/json", "onecart.json", Export::json).await
}

async fn csv(State(shop): State<Shop>, signed: Option<Extension<Signed>>) -> Response {
    file(&shop, signed, "text/csv; charset=utf-8", "onecart.csv", Export::csv).await
}

async fn file(
    shop: &Shop,
    signed: Option<Extension<Signed>>,
    kind: &'static str,
    name: &'static str,
    written: fn(&Export) -> String,
) -> Response {
    let Some(Extension(signed)) = signed else {
        return Redirect::to("/sign-in?next=%2Faccount%2Fprivacy").into_response();
    };
    let Some(recent) = signed.recent(app::ssr::now()) else {
        return Redirect::to("/sign-in/again?next=%2Faccount%2Fprivacy").into_response();
    };
    match shop.export(&recent).await {
        Ok(export) => {
            let disposition = format!("attachment; filename=\"{name}\"");
            let fixed = HeaderValue::from_static;
            let headers: [(HeaderName, HeaderValue); 3] = [
                (header::CONTENT_TYPE, fixed(kind)),
                (header::CACHE_CONTROL, fixed("no-store")),
                (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(fixed("attachment"))),
            ];
            (headers, written(&export)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "somebody's data could not be exported");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
