//! What the API says no with: `{"error": {"type", "code", "decline_code", "message", "param"}}`.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

/// A refusal in the API's own shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub status: StatusCode,
    pub kind: &'static str,
    pub code: Option<&'static str>,
    pub param: Option<String>,
    pub message: String,
}

impl Problem {
    fn request(status: StatusCode, code: Option<&'static str>, message: impl Into<String>) -> Self {
        Self { status, kind: "invalid_request_error", code, param: None, message: message.into() }
    }

    /// A parameter has a value that cannot be.
    pub fn invalid(param: &str, message: impl Into<String>) -> Self {
        let problem = Self::request(StatusCode::BAD_REQUEST, None, message);
        Self { param: Some(param.to_owned()), ..problem }
    }

    /// A parameter has a value that cannot be, and there is a code for it.
    pub fn coded(param: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self { code: Some(code), ..Self::invalid(param, message) }
    }

    /// A parameter that must be there is not.
    pub fn missing(param: &str) -> Self {
        Self::coded(param, "parameter_missing", format!("Missing required param: {param}."))
    }

    /// A parameter that the endpoint does not have.
    pub fn unknown_parameter(param: &str) -> Self {
        Self::coded(param, "parameter_unknown", format!("Received unknown parameter: {param}"))
    }

    /// There is no such object.
    pub fn no_such(what: &str, id: &str) -> Self {
        let message = format!("No such {what}: '{id}'");
        let problem = Self::request(StatusCode::NOT_FOUND, Some("resource_missing"), message);
        Self { param: Some("id".to_owned()), ..problem }
    }

    /// The object is there, but not in a state for this.
    pub fn unexpected_state(message: impl Into<String>) -> Self {
        Self::request(StatusCode::BAD_REQUEST, Some("payment_intent_unexpected_state"), message)
    }

    /// The object is there, but not in a state for this, and no parameter is to blame.
    pub fn refused(code: Option<&'static str>, message: impl Into<String>) -> Self {
        Self::request(StatusCode::BAD_REQUEST, code, message)
    }

    /// The secret key is missing or wrong.
    pub fn unauthorized() -> Self {
        Self::request(
            StatusCode::UNAUTHORIZED,
            None,
            "Invalid API Key provided. Send the secret key as Bearer or Basic.",
        )
    }

    /// The idempotency key was used for something else, or is too long.
    pub fn idempotency(message: impl Into<String>) -> Self {
        Self { kind: "idempotency_error", ..Self::request(StatusCode::BAD_REQUEST, None, message) }
    }

    /// The first request with this idempotency key is still being worked on.
    pub fn key_in_use() -> Self {
        let message = "There is currently another in-progress request using this Idempotency-Key.";
        Self::request(StatusCode::CONFLICT, Some("idempotency_key_in_use"), message)
    }

    /// The problem as JSON, the way replies and `last_payment_error` carry it.
    pub fn body(&self) -> Value {
        let mut error = json!({ "type": self.kind, "message": self.message });
        if let Some(code) = self.code {
            error["code"] = json!(code);
        }
        if let Some(param) = self.param.as_deref().filter(|param| !param.is_empty()) {
            error["param"] = json!(param);
        }
        json!({ "error": error })
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(self.body())).into_response()
    }
}
