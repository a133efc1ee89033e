//! Every door of the shop: the server functions that forms post to, and the few routes beside them.

use std::collections::BTreeSet;

use axum::http::Method;
use leptos::server_fn::axum::server_fn_paths;

use crate::Problem;

/// Routes that take something and are no server function, with the kind of content they are sent.
pub const ROUTES: [(&str, &str); 5] = [
    ("/api/account/picture", "multipart/form-data"),
    ("/api/reviews/picture", "multipart/form-data"),
    ("/alerts/one-click/{alert}/{token}", "application/x-www-form-urlencoded"),
    ("/csp-report", "application/csp-report"),
    ("/webhooks/stripe", "application/json"),
];

/// Server functions that are read by GET.
pub const READ: [&str; 2] = ["/api/cart/view", "/api/challenge"];

/// The files whose routes are counted: a new one that takes something must stand in [`ROUTES`].
const SOURCES: &str = "server/src";

/// The server functions that change something.
pub fn written() -> BTreeSet<&'static str> {
    server_fn_paths().filter(|(_, method)| *method != Method::GET).map(|(path, _)| path).collect()
}

/// The server functions that are read by GET, and are not known to be.
pub fn unexpectedly_read() -> Vec<&'static str> {
    let read = server_fn_paths().filter(|(_, method)| *method == Method::GET).map(|(path, _)| path);
    read.filter(|path| !READ.contains(path)).collect()
}

/// Whether an address is one of a route's, whose pieces in braces stand for anything.
fn fits(route: &str, address: &str) -> bool {
    let (pieces, of_address) = (route.split('/'), address.split('/'));
    pieces.clone().count() == of_address.clone().count()
        && pieces.zip(of_address).all(|(piece, known)| piece == known || piece.starts_with('{'))
}

/// Routes in the server's source that take something and do not stand in [`ROUTES`].
///
/// # Errors
/// When the source cannot be read: the proof runs where the checkout is.
pub fn unknown_routes() -> Result<Vec<String>, Problem> {
    let mut unknown = Vec::new();
    for entry in std::fs::read_dir(SOURCES)? {
        let path = entry?.path();
        // Benchmarks' routes exist only where the operator opened them.
        if path.extension().is_none_or(|kind| kind != "rs") || path.ends_with("bench.rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path)?;
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for call in source.split(".route(").skip(1) {
            let Some((name, handler)) = call.split_once(',') else { continue };
            let handler = handler.lines().next().unwrap_or_default();
            let takes =
                ["post(", "put(", "patch(", "delete(", "any(", "door("].iter().any(|word| handler.contains(word));
            let known = ROUTES.iter().any(|(path, _)| fits(name.trim().trim_matches('"'), path));
            let constant = ["DOOR", "REPORTS"].contains(&name.trim());
            if takes && !known && !constant {
                unknown.push(format!("{}: {}", path.display(), name.trim()));
            }
        }
    }
    Ok(unknown)
}
