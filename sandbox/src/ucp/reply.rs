//! Answers: the protocol's envelope around everything, and errors in the protocol's words.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::Merchant;
use super::signatures::content_digest;

/// An answer that has not been signed and sent yet.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: StatusCode,
    /// The body.
    pub body: Value,
}

impl Reply {
    /// An answer with status 200.
    #[must_use]
    pub fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body }
    }

    /// An answer with status 201.
    #[must_use]
    pub fn created(body: Value) -> Self {
        Self { status: StatusCode::CREATED, body }
    }

    /// A refusal at the level of the transport: a status, a code and a sentence.
    #[must_use]
    pub fn refused(status: StatusCode, code: &str, content: impl Into<String>) -> Self {
        let content = content.into();
        let body = json!({
            "code": code,
            "content": content,
            "messages": [error(code, content, "unrecoverable", None)],
        });
        Self { status, body }
    }

    /// A request that is malformed or incomplete.
    #[must_use]
    pub fn invalid(content: impl Into<String>) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, "invalid_request", content)
    }
}

/// An error message.
#[must_use]
pub fn error(code: &str, content: impl Into<String>, severity: &str, path: Option<String>) -> Value {
    let mut message = Map::new();
    message.insert("type".into(), json!("error"));
    message.insert("code".into(), json!(code));
    message.insert("content".into(), json!(content.into()));
    message.insert("severity".into(), json!(severity));
    if let Some(path) = path {
        message.insert("path".into(), json!(path));
    }
    Value::Object(message)
}

/// A warning or info message.
#[must_use]
pub fn note(kind: &str, code: &str, content: impl Into<String>) -> Value {
    json!({ "type": kind, "code": code, "content": content.into() })
}

impl Merchant {
    /// The envelope of a successful answer, naming the capabilities that matter to it.
    #[must_use]
    pub fn envelope(&self, capabilities: &[&str], spoken: Option<&[String]>) -> Value {
        let both_speak = |name: &&&str| spoken.is_none_or(|spoken| spoken.iter().any(|known| known == **name));
        let named: Map<String, Value> = capabilities
            .iter()
            .filter(both_speak)
            .map(|name| ((*name).to_owned(), json!([{ "version": self.dialect.date() }])))
            .collect();
        json!({
            "version": self.dialect.date(),
            "status": "success",
            "capabilities": named,
            "payment_handlers": self.payment_handlers(),
        })
    }

    /// The body of a business error where there is no resource to show.
    #[must_use]
    pub fn no_resource(&self, messages: Vec<Value>) -> Value {
        json!({ "ucp": { "version": self.dialect.date(), "status": "error" }, "messages": messages })
    }

    /// The answer about something that is not there.
    #[must_use]
    pub fn not_found(&self, what: &str) -> Reply {
        Reply::ok(self.no_resource(vec![error("not_found", format!("there is no such {what}"), "unrecoverable", None)]))
    }

    /// Writes the answer out, with digest and signature over the very bytes that leave.
    #[must_use]
    pub fn send(&self, reply: &Reply) -> Response {
        let bytes = serde_json::to_vec(&reply.body).unwrap_or_default();
        let digest = content_digest(&bytes);
        let signed = self.signer.sign(&[
            ("@status", reply.status.as_u16().to_string()),
            ("content-digest", digest.clone()),
            ("content-type", "application/json".to_owned()),
        ]);
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in
            [("content-digest", digest), ("signature-input", signed.input), ("signature", signed.signature)]
        {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
        (reply.status, headers, bytes).into_response()
    }
}
