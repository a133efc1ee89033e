//! Marketplaces that say what an attacker would: the practice world's, with somebody in between who puts payloads into
//! every text of their answers.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Json, Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{Response, StatusCode, header},
    routing::get,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::Problem;

/// Fields that hold words for people.
const WORDS: [&str; 20] = [
    "title",
    "name",
    "description",
    "short_description",
    "brand",
    "label",
    "message",
    "text",
    "summary",
    "seller",
    "note",
    "condition",
    "display_name",
    "excerpt",
    "vendor",
    "caption",
    "alt",
    "manufacturer",
    "carrier",
    "plain",
];

/// Fields that hold addresses a browser would follow or load.
const ADDRESSES: [&str; 9] =
    ["permalink", "product_url", "image_url", "src", "thumbnail", "logo", "href", "tracking_url", "preview"];

/// The largest answer that is rewritten.
const LARGEST: usize = 8 * 1024 * 1024;

/// What the hostile marketplaces say, and how much of it they have said.
pub struct Payloads {
    /// One after the other, and again from the start.
    pub all: Vec<String>,
    said: AtomicUsize,
}

impl Payloads {
    /// Nothing was said yet.
    pub fn new(all: Vec<String>) -> Arc<Self> {
        Arc::new(Self { all, said: AtomicUsize::new(0) })
    }

    /// How many texts were replaced.
    pub fn said(&self) -> usize {
        self.said.load(Ordering::Relaxed)
    }

    fn next(&self) -> String {
        self.all[self.said.fetch_add(1, Ordering::Relaxed) % self.all.len()].clone()
    }
}

/// One server with somebody in front of it.
#[derive(Clone)]
struct Front {
    theirs: String,
    ours: String,
    http: reqwest::Client,
    payloads: Arc<Payloads>,
}

/// Puts somebody in front of every marketplace; gives the address of a desk that leads to them.
///
/// # Errors
/// When no port is free.
pub async fn in_front_of(sandbox: &sandbox::World, payloads: &Arc<Payloads>) -> Result<String, Problem> {
    let mut servers = Vec::new();
    for place in &sandbox.places {
        let market = sandbox.markets.iter().any(|market| market.server.slug == place.slug);
        let url = if market { front(&place.url, payloads).await? } else { place.url.clone() };
        servers.push(json!({ "slug": place.slug, "url": url }));
    }
    let world = json!({ "servers": servers });
    let desk = Router::new().route("/sandbox/world.json", get(move || async move { Json(world) }));
    serve(desk).await
}

async fn front(theirs: &str, payloads: &Arc<Payloads>) -> Result<String, Problem> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let ours = format!("http://{}", listener.local_addr()?);
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let state = Front { theirs: theirs.to_owned(), ours: ours.clone(), http, payloads: payloads.clone() };
    let router = Router::new().fallback(pass_on).with_state(state);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(ours)
}

async fn serve(router: Router) -> Result<String, Problem> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(url)
}

async fn pass_on(State(front): State<Front>, request: Request) -> Response<Body> {
    passed(&front, request).await.unwrap_or_else(|_| {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::BAD_GATEWAY;
        response
    })
}

async fn passed(front: &Front, request: Request) -> Result<Response<Body>, Problem> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut asked = front.http.request(parts.method, format!("{}{path}", front.theirs));
    for (name, value) in &parts.headers {
        if !matches!(*name, header::ACCEPT_ENCODING | header::CONTENT_LENGTH | header::CONNECTION) {
            asked = asked.header(name, value);
        }
    }
    let answer = asked.body(to_bytes(body, LARGEST).await?).send().await?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let mut bytes = answer.bytes().await?.to_vec();
    if let Ok(mut value) = serde_json::from_slice::<Value>(&bytes) {
        poison(&mut value, front);
        bytes = serde_json::to_vec(&value)?;
    }
    let mut response = Response::builder().status(status);
    for (name, value) in &headers {
        if !matches!(*name, header::CONTENT_LENGTH | header::TRANSFER_ENCODING | header::CONTENT_ENCODING) {
            response = response.header(name, value);
        }
    }
    Ok(response.body(Body::from(bytes))?)
}

/// Puts payloads into every text, and leads every address of theirs to us.
fn poison(value: &mut Value, front: &Front) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if WORDS.contains(&name.as_str()) => *text = front.payloads.next(),
                    Value::String(text) if ADDRESSES.contains(&name.as_str()) => *text = address(front, text),
                    Value::String(text) => *text = text.replace(&front.theirs, &front.ours),
                    other => poison(other, front),
                }
            }
        }
        Value::Array(entries) => entries.iter_mut().for_each(|entry| poison(entry, front)),
        Value::String(text) => *text = text.replace(&front.theirs, &front.ours),
        _ => {}
    }
}

/// Every other address is one that runs or breaks out; the others stay, so that pages have pictures and links.
fn address(front: &Front, text: &str) -> String {
    match front.payloads.said.fetch_add(1, Ordering::Relaxed) % 4 {
        0 => "javascript:canary(9001)".to_owned(),
        1 => "https://pictures.example/\"onerror=canary(9002) x=\"".to_owned(),
        2 => "data:text/html,<script>canary(9003)</script>".to_owned(),
        _ => text.replace(&front.theirs, &front.ours),
    }
}
