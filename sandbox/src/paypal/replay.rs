//! `PayPal-Request-Id`: the same call with the same id is done once, and answered alike ever after.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::PayPal;
use super::problem::Problem;

/// An answer; nothing while its call is worked on.
type Reply = Option<(StatusCode, Bytes)>;

/// The answers given so far by path and id.
#[derive(Clone, Debug, Default)]
pub struct Replies(Arc<Mutex<HashMap<String, Reply>>>);

/// Forgets a call that was begun and never answered, for when the client hangs up midway.
struct Begun<'a>(&'a Replies, Option<String>);

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if let Some(asked) = self.1.take() {
            self.0.0.lock().expect("no writer panics").remove(&asked);
        }
    }
}

/// Answers a call from memory where its id is known for it. Refusals are not remembered, so they can be tried again.
pub async fn once(State(paypal): State<PayPal>, request: Request, next: Next) -> Response {
    let id = request.headers().get("paypal-request-id").and_then(|id| id.to_str().ok().map(str::to_owned));
    let Some(id) = id.filter(|_| request.method() == Method::POST) else {
        return next.run(request).await;
    };
    if !(1..=108).contains(&id.len()) {
        return Problem::malformed("INVALID_PARAMETER_VALUE").into_response();
    }
    let asked = format!("{} {id}", request.uri().path());
    match paypal.replies.0.lock().expect("no writer panics").entry(asked.clone()) {
        std::collections::hash_map::Entry::Occupied(known) => match known.get() {
            Some((status, body)) => return json_response(*status, body.clone()),
            None => return Problem::in_progress().into_response(),
        },
        std::collections::hash_map::Entry::Vacant(place) => place.insert(None),
    };
    let mut begun = Begun(&paypal.replies, Some(asked.clone()));
    let response = next.run(request).await;
    if !response.status().is_success() {
        return response;
    }
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
    begun.1 = None;
    paypal.replies.0.lock().expect("no writer panics").insert(asked, Some((status, body.clone())));
    json_response(status, body)
}

fn json_response(status: StatusCode, body: Bytes) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
