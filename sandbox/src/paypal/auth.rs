//! Who may call: an app's id and secret are exchanged for a token, and the token is shown with every call.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::problem::Problem;
use super::{CLIENT_ID, CLIENT_SECRET, PayPal};
use crate::journal::Entry;
use crate::paying::new_id;

/// How long a token lives, in seconds: nine hours, as at the real one.
const LIFE: u64 = 32_400;

/// `POST /v1/oauth2/token`
pub fn routes() -> Router<PayPal> {
    Router::new().route("/v1/oauth2/token", post(token))
}

async fn token(State(paypal): State<PayPal>, headers: HeaderMap, body: String) -> Response {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
    let pair = sent.and_then(|pair| String::from_utf8(STANDARD.decode(pair).ok()?).ok());
    if pair.as_deref() != Some(&format!("{CLIENT_ID}:{CLIENT_SECRET}")) {
        let said = json!({ "error": "invalid_client", "error_description": "Client Authentication failed" });
        return (StatusCode::UNAUTHORIZED, Json(said)).into_response();
    }
    if body != "grant_type=client_credentials" {
        let said = json!({ "error": "unsupported_grant_type", "error_description": "Grant Type is NULL" });
        return (StatusCode::BAD_REQUEST, Json(said)).into_response();
    }
    let token = format!("A21AA{}", new_id(40));
    paypal.tokens.lock().expect("no writer panics").push(token.clone());
    paypal.till.server.journal.write(Entry::new("token"));
    Json(json!({ "scope": "https://uri.paypal.com/services/payments/payment", "access_token": token,
        "token_type": "Bearer", "app_id": "APP-PRACTICE", "expires_in": LIFE }))
    .into_response()
}

/// Lets only holders of a token through.
pub async fn authenticate(State(paypal): State<PayPal>, request: Request, next: Next) -> Response {
    let sent = request.headers().get(header::AUTHORIZATION);
    let sent = sent.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer ")).unwrap_or_default();
    let known = paypal.tokens.lock().expect("no writer panics").iter().any(|token| token == sent);
    if known { next.run(request).await } else { Problem::unauthorised().into_response() }
}
