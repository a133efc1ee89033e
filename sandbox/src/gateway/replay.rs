//! Idempotency keys: the same request with the same key is done once and answered alike ever after.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Gateway;
use super::params::{LARGEST_BODY, Params};
use super::problem::Problem;

/// The answers given so far, by idempotency key.
#[derive(Clone, Debug, Default)]
pub struct Replies(Arc<Mutex<HashMap<String, Reply>>>);

#[derive(Clone, Debug)]
struct Reply {
    /// Path and parameters of the first request.
    asked: String,
    /// What it was answered; nothing while it is worked on.
    answer: Option<(StatusCode, Bytes)>,
}

enum Found {
    New,
    Before(StatusCode, Bytes),
}

impl Replies {
    fn begin(&self, key: &str, asked: &str) -> Result<Found, Problem> {
        let mut replies = self.0.lock().expect("no writer panics");
        let Some(reply) = replies.get(key) else {
            replies.insert(key.to_owned(), Reply { asked: asked.to_owned(), answer: None });
            return Ok(Found::New);
        };
        if reply.asked != asked {
            return Err(Problem::idempotency(format!(
                "Keys for idempotent requests can only be used with the same parameters they were first used with. \
                 Try using a key other than '{key}' if you meant to execute a different request."
            )));
        }
        match reply.answer.clone() {
            Some((status, body)) => Ok(Found::Before(status, body)),
            None => Err(Problem::key_in_use()),
        }
    }

    fn finish(&self, key: &str, answer: Option<(StatusCode, Bytes)>) {
        let mut replies = self.0.lock().expect("no writer panics");
        match (answer, replies.get_mut(key)) {
            (Some(answer), Some(reply)) => reply.answer = Some(answer),
            _ => drop(replies.remove(key)),
        }
    }
}

/// Forgets a key that was begun and never answered, for when the client hangs up midway.
struct Begun<'a>(&'a Replies, Option<&'a str>);

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        if let Some(key) = self.1 {
            self.0.finish(key, None);
        }
    }
}

/// Answers a POST from memory where its key is known; otherwise lets it through and remembers the answer.
///
/// Requests refused for a bad parameter are forgotten, so they can be mended under the same key. A knob may lose the
/// reply after the work was done.
pub async fn once(State(gateway): State<Gateway>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let knobs = gateway.server.faults.knobs();
    let path = request.uri().path();
    let losable = knobs.paths.is_empty() || knobs.paths.iter().any(|prefix| path.starts_with(prefix));
    match answer(&gateway, request, next).await {
        Ok(response) if losable => gateway.server.faults.reply_or_lose(response).await,
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn answer(gateway: &Gateway, request: Request, next: Next) -> Result<Response, Problem> {
    let Some(key) = request.headers().get("idempotency-key").cloned() else {
        return Ok(next.run(request).await);
    };
    let key = key.to_str().ok().filter(|key| (1..=255).contains(&key.len()));
    let key = key.ok_or_else(|| Problem::idempotency("An idempotency key has 1 to 255 letters."))?.to_owned();
    let (parts, body) = request.into_parts();
    let too_large = |_| Problem::invalid("", "The request body is too large.");
    let body = to_bytes(body, LARGEST_BODY).await.map_err(too_large)?;
    let asked = format!("{}?{}", parts.uri.path(), Params::read(&body).canonical());
    if let Found::Before(status, body) = gateway.replies.begin(&key, &asked)? {
        let mut response = json_response(status, body);
        response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
        return Ok(response);
    }
    let mut begun = Begun(&gateway.replies, Some(&key));
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
    let bad_parameter = status == StatusCode::BAD_REQUEST
        && serde_json::from_slice::<serde_json::Value>(&body).is_ok_and(|body| body["error"]["param"].is_string());
    begun.1 = None;
    gateway.replies.finish(&key, (!bad_parameter).then(|| (status, body.clone())));
    Ok(json_response(status, body))
}

fn json_response(status: StatusCode, body: Bytes) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}
