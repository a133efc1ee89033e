//! Every route of the process, and what lies before all of them.

use std::sync::Arc;

use app::ssr::{PublicUrl, SecurityContact};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    middleware,
    response::IntoResponse,
    routing::{get, post},
};
use connectors::payments::Message;
use domain::guard;
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context};
use leptos_meta::ServerMetaContext;
use services::{ServiceError, Shop};
use tower_http::{compression::CompressionLayer, csrf::CsrfLayer, services::ServeDir};

use crate::{
    alerts,
    choices::Choices,
    colours,
    configuration::Configuration,
    export,
    guard::Guard,
    headers::{Headers, REPORTS},
    limits::Limits,
    notices::Board,
    page_cache::PageCache,
    papers, pictures, profile, reports, review_pictures, security_txt,
    session::Sessions,
    suggest, uploads, v1,
    watching::Watching,
};

/// The whole process as one service.
pub fn router(shop: Shop, options: LeptosOptions, configuration: &Configuration) -> Router {
    let sheet = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    let board = Board::new(shop.clone());
    let headers = Headers::of(&configuration.public_url, &options, &form_targets(&shop, configuration));
    // The start has read them before.
    let limits = Limits::of(configuration, configuration.proxies().unwrap_or_default(), &sheet);
    let context = {
        let (shop, board) = (shop.clone(), board.clone());
        let public_url = PublicUrl(configuration.public_url.clone());
        let contact = SecurityContact(Arc::from(configuration.security_contact()));
        move || {
            provide_context(shop.clone());
            provide_context(public_url.clone());
            provide_context(contact.clone());
            provide_context(board.told());
        }
    };
    let shell = {
        let options = options.clone();
        move || app::shell(options.clone())
    };
    let site = options.site_root.clone();
    let sessions = Sessions::new(shop.clone(), &configuration.public_url, &sheet);
    let pages = Router::new()
        .leptos_routes_with_context(&options, routes(), context.clone(), shell)
        .layer(middleware::from_fn_with_state(sessions.clone(), Sessions::look_up))
        .layer(middleware::from_fn_with_state(PageCache::default(), PageCache::serve))
        .fallback_service(
            ServeDir::new(&*site).precompressed_br().append_index_html_on_directories(false).fallback(
                get(leptos_axum::render_app_to_stream_with_context(context, {
                    let options = options.clone();
                    move || app::shell(options.clone())
                }))
                .layer(middleware::from_fn_with_state(sessions.clone(), Sessions::look_up))
                .with_state(options.clone()),
            ),
        )
        .with_state(options);
    let (watching, choices) = (
        Watching::new(shop.clone(), sessions.cookie()),
        Choices::new(shop.clone(), sessions.cookie(), &configuration.public_url),
    );
    let mut all = Router::new()
        .route("/webhooks/{gateway}", post(payment_message))
        .route("/readyz", get(ready))
        .with_state(shop.clone())
        .merge(profile::router(&configuration.public_url))
        .merge(suggest::router(shop.clone()).layer(middleware::from_fn_with_state(sessions.clone(), Sessions::look_up)))
        .merge(alerts::router(shop.clone()))
        .merge(v1::router(shop.clone()))
        .merge(colours::router(shop.clone()))
        .merge(
            uploads::router(shop.clone())
                .merge(review_pictures::router(shop.clone()))
                .merge(export::router(shop.clone()))
                .merge(papers::router(shop.clone()))
                .layer(middleware::from_fn_with_state(sessions.clone(), Sessions::look_up)),
        )
        .merge(security_txt::router(configuration))
        .route(REPORTS, reports::door())
        .route("/livez", get(|| async { "ok" }))
        .merge(pages);
    if configuration.bench == 1 {
        all = all.merge(crate::bench::router(shop));
    }
    let origins = guard::on("form.origin").then(|| origins(&configuration.public_url));
    all.layer(middleware::from_fn_with_state(site, pictures::choose))
        .layer(middleware::from_fn_with_state(watching, Watching::pass))
        .layer(middleware::from_fn_with_state(choices, Choices::pass))
        .layer(middleware::from_fn_with_state(board, Board::refresh))
        .layer(tower::util::option_layer(origins))
        .layer(middleware::from_fn_with_state(Guard::new(&sheet), Guard::pass))
        .layer(middleware::from_fn_with_state(limits, Limits::pass))
        .layer(middleware::from_fn_with_state(headers, Headers::add))
        .layer(CompressionLayer::new().br(true).gzip(true).quality(tower_http::CompressionLevel::Fastest))
}

/// Refuses what another site has a browser send. Our own address is trusted by name, so that a proxy that calls us by
/// another one does no harm.
fn origins(public_url: &str) -> CsrfLayer {
    let layer = CsrfLayer::new();
    layer.clone().add_trusted_origin(public_url.trim_end_matches('/')).unwrap_or(layer)
}

/// The sites that our forms may lead on to.
fn form_targets(shop: &Shop, configuration: &Configuration) -> Vec<String> {
    let named = configuration.form_targets.split(',').map(str::trim).filter(|origin| !origin.is_empty());
    shop.form_targets().into_iter().chain(named.map(str::to_owned)).collect()
}

/// The paths of all pages.
fn routes() -> Vec<AxumRouteListing> {
    // Pages name their titles while they are listed; somebody has to listen.
    let meta = || provide_context(ServerMetaContext::new().0);
    generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, meta).0
}

/// The paths of all pages as they are registered, for whoever goes through all of them.
pub fn page_paths() -> Vec<String> {
    routes().iter().map(|route| route.path().to_owned()).collect()
}

/// A message of a payment gateway: kept and handled once, whatever order they come in.
async fn payment_message(
    State(shop): State<Shop>,
    Path(gateway): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    let headers: Vec<(&str, &str)> =
        headers.iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?))).collect();
    match shop.payment_notice(&gateway, Message { body: &body, headers: &headers }).await {
        Ok(thanks) => (StatusCode::OK, thanks),
        Err(ServiceError::NotFound) => (StatusCode::NOT_FOUND, ""),
        Err(ServiceError::BadMessage) => (StatusCode::BAD_REQUEST, ""),
        Err(error) => {
            tracing::error!(gateway, %error, "a payment message was not handled");
            (StatusCode::SERVICE_UNAVAILABLE, "")
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
