//! Who may ask: client credentials are changed for a token of an hour, and the token comes with every request.

use std::collections::HashMap;
use std::sync::Mutex;

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use serde::Deserialize;
use serde_json::json;

use super::refusal::Refusal;
use super::{CLIENT_ID, CLIENT_SECRET, SCOPE, Shared};
use crate::orders::now_ms;

/// How long a token is good.
const GOOD_FOR_SECONDS: i64 = 3_600;
/// How many tokens are remembered.
const MOST_TOKENS: usize = 1_000;

/// The tokens given out, each with the moment it ends.
#[derive(Debug, Default)]
pub struct Tokens(Mutex<HashMap<String, i64>>);

impl Tokens {
    fn issue(&self) -> String {
        let token = hex::encode(rand::random::<[u8; 32]>());
        let now = now_ms();
        let mut tokens = self.0.lock().expect("no writer panics");
        if tokens.len() >= MOST_TOKENS {
            tokens.retain(|_, ends| *ends > now);
        }
        if tokens.len() >= MOST_TOKENS {
            tokens.clear();
        }
        tokens.insert(token.clone(), now + GOOD_FOR_SECONDS * 1000);
        token
    }

    fn check(&self, token: &str) -> Result<(), Refusal> {
        match self.0.lock().expect("no writer panics").get(token) {
            Some(ends) if *ends > now_ms() => Ok(()),
            Some(_) => Err(Refusal::unauthorized("TokenExpired")),
            None => Err(Refusal::unauthorized("InvalidToken")),
        }
    }
}

/// Lets a request through whose `Authorization` is `Bearer TOKEN, Version 2.1`.
pub fn check(tokens: &Tokens, headers: &HeaderMap) -> Result<(), Refusal> {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let sent = sent.ok_or_else(|| Refusal::unauthorized("MissingCredential"))?;
    let sent = sent.strip_prefix("Bearer ").ok_or_else(|| Refusal::unauthorized("InvalidToken"))?;
    let (token, version) = sent.split_once(',').ok_or_else(|| Refusal::unauthorized("UnsupportedClient"))?;
    if !version.trim().starts_with("Version 2.") {
        return Err(Refusal::unauthorized("UnsupportedClient"));
    }
    tokens.check(token.trim())
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    grant_type: String,
    client_id: String,
    client_secret: String,
    scope: String,
}

/// `POST /oauth2/token`
pub async fn token(State(shop): State<Shared>, Form(wish): Form<Wish>) -> Response {
    let refuse = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    if wish.grant_type != "client_credentials" {
        return refuse("unsupported_grant_type");
    }
    if wish.client_id != CLIENT_ID || wish.client_secret != CLIENT_SECRET {
        return refuse("invalid_client");
    }
    if !wish.scope.is_empty() && wish.scope != SCOPE {
        return refuse("invalid_scope");
    }
    let token = shop.tokens.issue();
    let body = json!({ "access_token": token, "expires_in": GOOD_FOR_SECONDS, "token_type": "Bearer" });
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
