//! Calls and answers that get lost, and the journal of what was asked.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::Response;

use super::Till;
use crate::faults::closed_connection;
use crate::journal::Entry;

/// Writes a call down; where the knobs say so, loses it before or after it is carried out.
pub(crate) async fn lose(State(till): State<Till>, request: Request, next: Next) -> Response {
    if request.method() == Method::GET {
        return next.run(request).await;
    }
    let entry = Entry::new("asked").note(format!("{} {}", request.method(), request.uri().path()));
    till.server.journal.write(match key(request.headers()) {
        Some(key) => entry.reference(key),
        None => entry,
    });
    let knobs = till.server.faults.knobs();
    let path = request.uri().path();
    let concerned = knobs.paths.is_empty() || knobs.paths.iter().any(|prefix| path.starts_with(prefix));
    let losable = concerned && !till.panel.spares();
    if losable && till.panel.loses_request() {
        return closed_connection();
    }
    let response = next.run(request).await;
    if losable { till.server.faults.reply_or_lose(response).await } else { response }
}

fn key(headers: &HeaderMap) -> Option<&str> {
    headers.get("paypal-request-id")?.to_str().ok()
}
