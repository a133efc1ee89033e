//! Who may ask: client credentials are changed for a token of an hour, and the token comes with every request.

use std::collections::HashMap;
use std::sync::Mutex;

use axum::extract::{Form, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Json, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;

use super::{CLIENT_ID, CLIENT_SECRET, Fedex, Refusal};
use crate::orders::now_ms;

const GOOD_FOR_SECONDS: i64 = 3_599;
const MOST_TOKENS: usize = 1_000;

/// The tokens given out, each with the moment it ends.
#[derive(Debug, Default)]
pub(super) struct Tokens(Mutex<HashMap<String, i64>>);

impl Tokens {
    fn issue(&self) -> String {
        let token = hex::encode(rand::random::<[u8; 24]>());
        let mut tokens = self.0.lock().expect("no writer panics");
        if tokens.len() >= MOST_TOKENS {
            tokens.clear();
        }
        tokens.insert(token.clone(), now_ms() + GOOD_FOR_SECONDS * 1_000);
        token
    }

    fn knows(&self, token: &str) -> bool {
        self.0.lock().expect("no writer panics").get(token).is_some_and(|ends| *ends > now_ms())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    grant_type: String,
    client_id: String,
    client_secret: String,
}

/// `POST /oauth/token`
pub(super) async fn token(State(fedex): State<Fedex>, Form(wish): Form<Wish>) -> Response {
    if wish.grant_type != "client_credentials" {
        return Refusal::bad("BAD.REQUEST.ERROR", "Missing or duplicate parameters.").into_response();
    }
    if wish.client_id != CLIENT_ID || wish.client_secret != CLIENT_SECRET {
        let why = "The given client credentials were not valid.".to_owned();
        return Refusal(StatusCode::UNAUTHORIZED, "NOT.AUTHORIZED.ERROR", why).into_response();
    }
    let token = fedex.tokens.issue();
    let body = json!({ "access_token": token, "token_type": "bearer", "expires_in": GOOD_FOR_SECONDS, "scope": "CXS" });
    Json(body).into_response()
}

/// Lets only requests with a token through.
pub(super) async fn check(State(fedex): State<Fedex>, request: Request, next: Next) -> Response {
    let sent = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match sent.and_then(|value| value.strip_prefix("Bearer ")) {
        Some(token) if fedex.tokens.knows(token) => next.run(request).await,
        _ => {
            let why = "Access token expired. Please modify your request and try again.".to_owned();
            Refusal(StatusCode::UNAUTHORIZED, "NOT.AUTHORIZED.ERROR", why).into_response()
        }
    }
}

/// How a mark is written in the signature's header.
pub(super) fn base64(mark: &[u8]) -> String {
    STANDARD.encode(mark)
}
