//! What the Store API says no with: `{"code", "message", "data": {"status"}}`.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

/// A refusal in the API's own shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub status: StatusCode,
    pub code: &'static str,
    pub message: String,
    /// What `data` holds beside the status: the fresh cart of a conflict, the names of bad parameters.
    pub more: Option<(&'static str, Value)>,
}

impl Refusal {
    /// A refusal with this status and code.
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        Self { status, code, message: message.into(), more: None }
    }

    /// A parameter has a value that cannot be.
    pub fn invalid(param: &str, why: &str) -> Self {
        let more = Some(("params", json!({ param: why })));
        Self { more, ..Self::new(400, "rest_invalid_param", format!("Invalid parameter(s): {param}")) }
    }

    /// A parameter that must be there is not.
    pub fn missing(param: &str) -> Self {
        let more = Some(("params", json!([param])));
        Self { more, ..Self::new(400, "rest_missing_callback_param", format!("Missing parameter(s): {param}")) }
    }

    /// A conflict that shows the cart as it is now.
    pub fn conflict(code: &'static str, message: impl Into<String>, cart: Value) -> Self {
        Self { more: Some(("cart", cart)), ..Self::new(409, code, message) }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut data = json!({ "status": self.status.as_u16() });
        if let Some((name, value)) = self.more {
            data[name] = value;
        }
        let body = json!({ "code": self.code, "message": self.message, "data": data });
        (self.status, Json(body)).into_response()
    }
}
