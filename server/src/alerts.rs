//! Where mail programs end an alert with one click (RFC 8058): a post without cookies, whose address says everything.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    routing::post,
};
use domain::ids::{AlertId, SecretToken};
use services::{Shop, keeping::KeepingError};

/// The route.
pub fn router(shop: Shop) -> Router {
    Router::new().route("/alerts/one-click/{alert}/{token}", post(stop)).with_state(shop)
}

/// Ends the alert; one that has ended is ended already.
async fn stop(State(shop): State<Shop>, Path((alert, token)): Path<(String, String)>) -> StatusCode {
    let (Ok(alert), Ok(token)) = (alert.parse::<AlertId>(), token.parse::<SecretToken>()) else {
        return StatusCode::NOT_FOUND;
    };
    match shop.stop_alert(&alert, &token).await {
        Ok(()) => StatusCode::OK,
        Err(KeepingError::Service(error)) => {
            tracing::error!(%error, "an alert could not be ended");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Err(_) => StatusCode::NOT_FOUND,
    }
}
