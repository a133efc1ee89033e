//! The REST binding: who may call, with which key, and which of the merchant's doors is meant.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::Merchant;
use super::agent::Agent;
use super::reply::Reply;
use super::signatures::{Distrust, Received, verify};
use super::{profile, state, storefront};

const LARGEST_BODY: usize = 256 * 1024;
const LONGEST_KEY: usize = 255;

/// All routes of a UCP merchant; the protocol lives under `/ucp`.
pub fn router(merchant: Arc<Merchant>) -> Router {
    let protocol = Router::new()
        .route("/catalog/search", post(search))
        .route("/catalog/lookup", post(lookup))
        .route("/catalog/product", post(product))
        .route("/carts", post(create_cart))
        .route("/carts/{id}", get(read_cart).put(update_cart))
        .route("/carts/{id}/cancel", post(cancel_cart))
        .route("/checkout-sessions", post(create_checkout))
        .route("/checkout-sessions/{id}", get(read_checkout).put(update_checkout))
        .route("/checkout-sessions/{id}/complete", post(complete_checkout))
        .route("/checkout-sessions/{id}/cancel", post(cancel_checkout))
        .route("/orders/{id}", get(read_order))
        .route("/testing/orders/{id}/adjust", post(adjust_order));
    Router::new()
        .nest("/ucp", protocol)
        .merge(profile::routes())
        .merge(storefront::routes())
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(merchant)
}

/// A request that names a platform and, if signed, is signed by it.
struct Call {
    agent: Agent,
    operation: String,
    key: Option<String>,
    body: Bytes,
}

impl FromRequest<Arc<Merchant>> for Call {
    type Rejection = Response;

    async fn from_request(request: Request, merchant: &Arc<Merchant>) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let uri = parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let (method, path, query) =
            (parts.method.as_str().to_owned(), uri.path().to_owned(), uri.query().map(str::to_owned));
        let headers = parts.headers.clone();
        let body = Bytes::from_request(Request::from_parts(parts, body), merchant)
            .await
            .map_err(IntoResponse::into_response)?;
        let text = |name: &str| text(&headers, name);
        let agent = merchant.meet(text("ucp-agent").as_deref()).await.map_err(|refusal| merchant.send(&refusal))?;
        let key = text("idempotency-key");
        if key.as_ref().is_some_and(|key| key.is_empty() || key.len() > LONGEST_KEY) {
            return Err(merchant.send(&Reply::invalid("an Idempotency-Key is between 1 and 255 characters long")));
        }
        if !agent.keys.is_empty() && text("signature-input").is_some() {
            let component = |name: &str| match name {
                "@method" => Some(method.clone()),
                "@authority" => text("host").map(|host| host.to_lowercase()),
                "@path" => Some(path.clone()),
                "@query" => Some(format!("?{}", query.as_deref().unwrap_or_default())),
                name => text(name),
            };
            verify(&Received { component: &component, body: &body, keys: &agent.keys })
                .map_err(|distrust| merchant.send(&distrusted(distrust)))?;
        }
        Ok(Self { agent, operation: format!("{method} {path}"), key, body })
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

fn distrusted(distrust: Distrust) -> Reply {
    let (status, code, content) = match distrust {
        Distrust::Missing => (StatusCode::UNAUTHORIZED, "signature_missing", "a part of the signature is missing"),
        Distrust::UnknownKey => (StatusCode::UNAUTHORIZED, "key_not_found", "the platform has no such key"),
        Distrust::Invalid => (StatusCode::UNAUTHORIZED, "signature_invalid", "the signature does not match"),
        Distrust::Algorithm => (StatusCode::BAD_REQUEST, "algorithm_unsupported", "only ES256 is understood"),
        Distrust::Digest => (StatusCode::BAD_REQUEST, "digest_mismatch", "the body is not the one that was signed"),
    };
    Reply::refused(status, code, content)
}

impl Merchant {
    /// Does the work once per idempotency key; the same key with the same body gets the same answer again.
    fn write(&self, call: &Call, work: impl FnOnce(&mut state::State) -> Reply) -> Reply {
        let mut state = self.state.lock().expect("no writer panics");
        if let Some(key) = &call.key
            && let Some(reply) = state.given(&call.operation, key, &call.body)
        {
            return reply;
        }
        let reply = work(&mut state);
        if let Some(key) = &call.key {
            state.give(&call.operation, key, &call.body, &reply);
        }
        reply
    }

    fn read(&self, work: impl FnOnce(&mut state::State) -> Reply) -> Reply {
        work(&mut self.state.lock().expect("no writer panics"))
    }
}

type Us = State<Arc<Merchant>>;

async fn search(State(us): Us, call: Call) -> Response {
    us.send(&us.search(&call.agent, &call.body))
}

async fn lookup(State(us): Us, call: Call) -> Response {
    us.send(&us.lookup(&call.agent, &call.body))
}

async fn product(State(us): Us, call: Call) -> Response {
    us.send(&us.product(&call.agent, &call.body))
}

async fn create_cart(State(us): Us, call: Call) -> Response {
    us.send(&us.write(&call, |state| us.create_cart(state, &call.agent, &call.body)))
}

async fn read_cart(State(us): Us, Path(id): Path<String>, call: Call) -> Response {
    us.send(&us.read(|state| us.read_cart(state, &call.agent, &id)))
}

async fn update_cart(State(us): Us, Path(id): Path<String>, call: Call) -> Response {
    us.send(&us.write(&call, |state| us.update_cart(state, &call.agent, &id, &call.body)))
}

async fn cancel_cart(State(us): Us, Path(id): Path<String>, call: Call) -> Response {
    us.send(&us.write(&call, |state| us.cancel_cart(state, &call.agent, &id)))
}

async fn create_checkout(State(us): Us, call: Call) -> Response {
    us.send(&us.write(&call, |state| us.create_checkout(state, &call.agent, &call.body)))
}

async fn read_checkout(State(us): Us, Path(id): Path<String>, call: Call) -> Response {
    us.send(&us.read(|state| us.read_checkout(state, &call.agent, &id)))
}

async fn update_checkout(State(us): Us, Path(id): Path<String>, call: Call) -> Response {
    us.send(&us.write(&call, |state| us.update_checkout(state, &call.agent, &id, &call.body)))
}

async fn cancel_checkout(State(us): Us, Path(id): Path<String>, call: Call) -> Response {
    us.send(&us.write(&call, |state| us.cancel_checkout(state, &call.agent, &id)))
}

/// Places the order; the only answer that `lose_reply_next` may swallow.
async fn complete_checkout(State(us): Us, Path(id): Path<String>, call: Call) -> Response {
    let reply = us.write(&call, |state| us.complete_checkout(state, &call.agent, &id, &call.body));
    let answer = us.send(&reply);
    let accepted = ["completed", "complete_in_progress"].iter().any(|status| reply.body["status"] == *status);
    if accepted { us.market.server.faults.reply_or_lose(answer).await } else { answer }
}

async fn read_order(State(us): Us, Path(id): Path<String>, call: Call) -> Response {
    us.send(&us.read_order(&call.agent, &id))
}

async fn adjust_order(State(us): Us, Path(id): Path<String>, call: Call) -> Response {
    us.send(&us.adjust_order(&id, &call.body))
}
