//! A practice provider in the shape of Braintree's GraphQL API, with a page that stands for its fields on a shop's page.
//!
//! As at the real one nothing makes a call happen once: `clientMutationId` only comes back. Questions are answered with
//! whole objects, cut down to what was selected.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Json, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::market::Server;
use crate::memory::Remembered;
use crate::paying::{Till, lost};
use crate::vendure::graphql::{Field, Request};
use crate::vendure::select::select;

mod hosted;
mod mutations;
mod notices;
mod queries;
#[cfg(test)]
mod tests;
mod view;

/// The public key of the only account.
pub const PUBLIC_KEY: &str = "practice_public_key";
/// Its private key.
pub const PRIVATE_KEY: &str = "braintree-practice-private-key";
/// The merchant accounts, one for each currency.
pub const MERCHANT_ACCOUNTS: [(&str, &str); 5] = [
    ("EUR", "onecart_eur"),
    ("USD", "onecart_usd"),
    ("GBP", "onecart_gbp"),
    ("JPY", "onecart_jpy"),
    ("KWD", "onecart_kwd"),
];

/// The provider as all its handlers share it.
#[derive(Clone, Debug)]
struct Braintree {
    till: Till,
    methods: Arc<Mutex<HashMap<String, Method>>>,
}

/// A token that can be paid with.
#[derive(Clone, Debug, Default)]
struct Method {
    /// Whether it can be paid with again and again.
    kept: bool,
    /// Why the bank will say no, where it will.
    refusal: Option<String>,
}

/// What the API says no with.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Problem {
    class: &'static str,
    code: &'static str,
    message: String,
}

impl Problem {
    fn validation(code: &'static str, message: &str) -> Self {
        Self { class: "VALIDATION", code, message: message.to_owned() }
    }

    fn not_found() -> Self {
        Self { class: "NOT_FOUND", code: "", message: "An object with this ID was not found.".to_owned() }
    }
}

type Said = Result<Value, Problem>;

/// The provider's own routes.
pub fn router(server: Server, remembered: &[Remembered]) -> Router {
    let till = Till::new(server, remembered);
    let braintree = Braintree { till: till.clone(), methods: Arc::default() };
    let api = Router::new().route("/graphql", post(answer)).layer(from_fn_with_state(till.clone(), lost::lose));
    api.merge(hosted::routes()).with_state(braintree).merge(till.panel.routes())
}

fn refused(class: &str, code: &str, message: &str) -> Response {
    let mut extensions = json!({ "errorClass": class });
    if !code.is_empty() {
        extensions["legacyCode"] = json!(code);
    }
    Json(json!({ "data": null, "errors": [{ "message": message, "extensions": extensions }] })).into_response()
}

async fn answer(State(braintree): State<Braintree>, headers: HeaderMap, Json(request): Json<Request>) -> Response {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
    let pair = sent.and_then(|pair| String::from_utf8(STANDARD.decode(pair).ok()?).ok());
    if pair.as_deref() != Some(&format!("{PUBLIC_KEY}:{PRIVATE_KEY}")) {
        return refused("AUTHENTICATION", "", "Authentication credentials are invalid.");
    }
    if !headers.contains_key("braintree-version") {
        return (StatusCode::BAD_REQUEST, "a version is needed").into_response();
    }
    let operation = match request.operation() {
        Ok(operation) => operation,
        Err(trouble) => return refused("VALIDATION", "", &trouble.message),
    };
    let mut data = Map::new();
    for field in &operation.fields {
        let said = if operation.mutation { braintree.mutate(field) } else { braintree.query(field) };
        let said = said.map(|value| select(&value, &field.selection, &field.name));
        match said {
            Ok(Ok(value)) => data.insert(field.key.clone(), value),
            Ok(Err(trouble)) => return refused("VALIDATION", "", &trouble.message),
            Err(problem) => return refused(problem.class, problem.code, &problem.message),
        };
    }
    Json(json!({ "data": data })).into_response()
}

/// The `input` of a field.
fn input(field: &Field) -> &Value {
    field.arguments.get("input").unwrap_or(&Value::Null)
}
