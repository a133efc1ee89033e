//! The desk: one page that links every server and its knobs, and the list of addresses for programs.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::{Html, Json};
use axum::routing::get;
use serde_json::{Value, json};

use crate::pages::{escape, page};
use crate::world::Place;

/// What the desk knows.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Every server of the world.
    pub places: Vec<Place>,
}

/// `GET /` and `GET /sandbox/world.json`.
pub fn router(desk: Desk) -> Router {
    Router::new().route("/", get(table)).route("/sandbox/world.json", get(world)).with_state(Arc::new(desk))
}

async fn world(State(desk): State<Arc<Desk>>) -> Json<Value> {
    Json(json!({ "servers": desk.places }))
}

async fn table(State(desk): State<Arc<Desk>>) -> Html<String> {
    let mut rows = String::new();
    for place in desk.places.iter().filter(|place| place.slug != "desk") {
        let (url, name) = (escape(&place.url), escape(place.name));
        let mut links = String::new();
        if place.url.starts_with("http") {
            links =
                format!("<a href=\"{url}/sandbox/journal\">journal</a> · <a href=\"{url}/sandbox/faults\">knobs</a>");
        }
        if place.currency.is_some() {
            let _ = write!(links, " · <a href=\"{url}/sandbox/orders\">orders</a>");
        }
        let _ = write!(
            rows,
            "<tr><td><a href=\"{url}\">{name}</a></td><td>{}</td><td>{}</td><td>{links}</td></tr>",
            escape(place.protocol),
            place.currency.as_deref().unwrap_or(""),
        );
    }
    page(
        "Practice world",
        &format!(
            "<h1>Practice world</h1><p>Marketplaces, payments, carriers and a mail catcher to practise with. Knobs are \
             turned with <code>PUT /sandbox/faults</code>; orders move on with \
             <code>POST /sandbox/orders/ID/advance</code>.</p><table><thead><tr><th>Server</th><th>Speaks</th>\
             <th>Currency</th><th></th></tr></thead><tbody>{rows}</tbody></table>\
             <p><a href=\"/sandbox/world.json\">All addresses as JSON</a></p>"
        ),
    )
}
