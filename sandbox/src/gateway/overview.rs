//! A page that lists the payments, newest first, for whoever practises.

use std::fmt::Write as _;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

use super::Gateway;
use super::book::Intent;
use super::page::{Width, page};
use crate::pages::escape;

/// How many payments are shown.
const SHOWN: usize = 200;

/// `GET /payments`
pub fn routes() -> Router<Gateway> {
    Router::new().route("/payments", get(list))
}

async fn list(State(gateway): State<Gateway>) -> Response {
    let book = gateway.book();
    let mut rows = String::new();
    for intent in book.intents.iter().rev().take(SHOWN) {
        row(&mut rows, intent);
    }
    let list = if rows.is_empty() {
        "<p class=\"empty\">No payments yet. Check out in the shop and they appear here.</p>".to_owned()
    } else {
        format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Payments\"><table><thead><tr>\
             <th scope=\"col\">Reference</th><th scope=\"col\">Payment</th><th scope=\"col\">State</th>\
             <th scope=\"col\" class=\"number\">Amount</th><th scope=\"col\" class=\"number\">Captured</th>\
             <th scope=\"col\" class=\"number\">Refunded</th></tr></thead><tbody>{rows}</tbody></table></div>"
        )
    };
    let body = format!(
        "<header>Practice payments<span class=\"where\">No money moves</span></header><main><h1>Payments</h1>{list}\
         <p></p><p class=\"soft\"><a href=\"/sandbox/journal\">Journal</a> · <a href=\"/sandbox/faults\">Knobs</a> \
         · <a href=\"/sandbox/gateway\">Cards and lateness</a></p></main>"
    );
    page("Payments · Practice payments", &body, Width::Wide)
}

fn row(rows: &mut String, intent: &Intent) {
    let shown = |minor| escape(&intent.currency.shown(minor));
    let _ = write!(
        rows,
        "<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td>\
         <td class=\"number\">{}</td></tr>",
        escape(intent.reference.as_deref().unwrap_or("")),
        escape(&intent.id),
        intent.state.word().replace('_', " "),
        shown(intent.amount),
        shown(intent.captured),
        shown(intent.refunded),
    );
}
