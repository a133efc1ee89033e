//! What browsers tell of the content security policy: written into the log, in few words. Anybody can post here, so
//! nothing else follows from it.

use axum::{
    body::Bytes,
    http::StatusCode,
    routing::{MethodRouter, post},
};
use serde_json::Value;

use crate::guard::printable;

/// The largest report that is looked at.
const LARGEST: usize = 16 * 1024;

/// The door.
pub fn door<S: Clone + Send + Sync + 'static>() -> MethodRouter<S> {
    post(|body: Bytes| async move {
        if let Some(told) = read(&body) {
            tracing::warn!("a browser kept something from happening: {told}");
        }
        StatusCode::NO_CONTENT
    })
}

/// Page, directive and what was kept out, without what stands behind a question mark, which may be somebody's.
fn read(body: &[u8]) -> Option<String> {
    if body.len() > LARGEST {
        return None;
    }
    let report: Value = serde_json::from_slice(body).ok()?;
    let report = &report["csp-report"];
    let said = |name: &str| {
        let text = report[name].as_str().unwrap_or("unknown");
        printable(text.split(['?', '#']).next().unwrap_or_default())
    };
    report
        .is_object()
        .then(|| format!("{} on {} ({})", said("blocked-uri"), said("document-uri"), said("effective-directive")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_becomes_one_line_without_anybodys_words() {
        let report = serde_json::json!({ "csp-report": {
            "document-uri": "https://shop.example/order/OC-1?token=secret",
            "blocked-uri": "inline\nforged",
            "effective-directive": "script-src-elem",
        }});
        let line = read(report.to_string().as_bytes()).unwrap();
        assert_eq!(line, "inline\u{fffd}forged on https://shop.example/order/OC-1 (script-src-elem)");
        for wrong in ["", "[]", "{\"csp-report\": 1}", "not json"] {
            assert_eq!(read(wrong.as_bytes()), None, "{wrong}");
        }
        assert_eq!(read(&vec![b' '; LARGEST + 1]), None);
    }
}
