//! What the catalogue API says no with: a type, a reason where the type has reasons, and a message.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

/// A refusal in the API's own shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    status: StatusCode,
    body: Value,
}

impl Refusal {
    fn new(status: StatusCode, kind: &str, message: &str) -> Self {
        Self { status, body: json!({ "type": kind, "message": message }) }
    }

    fn because(mut self, reason: &str) -> Self {
        self.body["reason"] = json!(reason);
        self
    }

    /// The token is missing, wrong or too old.
    pub fn unauthorized(reason: &str) -> Self {
        let message = "The request could not be authorized.";
        Self::new(StatusCode::UNAUTHORIZED, "UnauthorizedException", message).because(reason)
    }

    /// The partner may not use the API.
    pub fn not_eligible() -> Self {
        let message = "Your account does not currently meet the eligibility requirements.";
        Self::new(StatusCode::FORBIDDEN, "AccessDeniedException", message).because("AssociateNotEligible")
    }

    /// The partner asks too often.
    pub fn throttled() -> Self {
        let message = "The request was denied due to request throttling.";
        let mut refusal = Self::new(StatusCode::TOO_MANY_REQUESTS, "ThrottleException", message);
        refusal.body["quotaCode"] = json!("TPS");
        refusal
    }

    /// The body is not JSON.
    pub fn unreadable() -> Self {
        let message = "The request body could not be parsed.";
        Self::new(StatusCode::BAD_REQUEST, "ValidationException", message).because("CannotParse")
    }

    /// The partner tag is missing or not one of ours.
    pub fn partner_tag() -> Self {
        let message = "The partner tag is not mapped to a valid associate store.";
        Self::new(StatusCode::BAD_REQUEST, "ValidationException", message).because("InvalidPartnerTag")
    }

    /// A field has a value that cannot be.
    pub fn field(name: &str, message: &str) -> Self {
        let told = format!("The value of {name} is not valid.");
        let refusal = Self::new(StatusCode::BAD_REQUEST, "ValidationException", &told);
        let mut refusal = refusal.because("FieldValidationFailed");
        refusal.body["fieldList"] = json!([{ "name": name, "message": message }]);
        refusal
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}
