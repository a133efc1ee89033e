//! Every route of the process, and what lies before all of them.

use app::ssr::PublicUrl;
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode},
    middleware,
    response::IntoResponse,
    routing::{get, post},
};
use domain::guard;
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context};
use leptos_meta::ServerMetaContext;
use services::{ServiceError, Shop};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, services::ServeDir};

use crate::{configuration::Configuration, headers, page_cache::PageCache, pictures, profile, suggest};

/// The largest form or message that is read.
const LARGEST_BODY: usize = 256 * 1024;

/// The whole process as one service.
pub fn router(shop: Shop, options: LeptosOptions, configuration: &Configuration) -> Router {
    let context = {
        let shop = shop.clone();
        let public_url = PublicUrl(configuration.public_url.clone());
        move || {
            provide_context(shop.clone());
            provide_context(public_url.clone());
        }
    };
    let shell = {
        let options = options.clone();
        move || app::shell(options.clone())
    };
    let site = options.site_root.clone();
    let pages = Router::new()
        .leptos_routes_with_context(&options, routes(), context.clone(), shell)
        .layer(middleware::from_fn_with_state(PageCache::default(), PageCache::serve))
        .fallback_service(
            ServeDir::new(&*site).precompressed_br().append_index_html_on_directories(false).fallback(
                get(leptos_axum::render_app_to_stream_with_context(context, {
                    let options = options.clone();
                    move || app::shell(options.clone())
                }))
                .with_state(options.clone()),
            ),
        );
    let guarded = if guard::on("form.origin") { pages.layer(CsrfLayer::new()) } else { pages };
    let pages = guarded.with_state(options);
    let mut all = Router::new()
        .route("/webhooks/stripe", post(stripe))
        .route("/readyz", get(ready))
        .with_state(shop.clone())
        .merge(profile::router(&configuration.public_url))
        .merge(suggest::router(shop.clone()))
        .route("/livez", get(|| async { "ok" }))
        .merge(pages);
    if configuration.bench == 1 {
        all = all.merge(crate::bench::router(shop));
    }
    all.layer(middleware::from_fn_with_state(site, pictures::choose))
        .layer(middleware::from_fn(headers::add))
        .layer(CompressionLayer::new().br(true).gzip(true).quality(tower_http::CompressionLevel::Fastest))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CatchPanicLayer::new())
}

/// The paths of all pages.
fn routes() -> Vec<AxumRouteListing> {
    // Pages name their titles while they are listed; somebody has to listen.
    let meta = || provide_context(ServerMetaContext::new().0);
    generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, meta).0
}

/// A message of the payment gateway: kept and handled once, whatever order they come in.
async fn stripe(State(shop): State<Shop>, headers: HeaderMap, body: Bytes) -> impl IntoResponse {
    let signature = headers.get("stripe-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
    match shop.payment_notice(&body, signature).await {
        Ok(()) => StatusCode::OK,
        Err(ServiceError::BadMessage) => StatusCode::BAD_REQUEST,
        Err(error) => {
            tracing::error!(%error, "a payment message was not handled");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// Whether the process can serve: the database answers.
async fn ready(State(shop): State<Shop>) -> impl IntoResponse {
    match shop.stores().await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}
