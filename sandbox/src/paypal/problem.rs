//! What the API says no with: `{"name", "message", "debug_id", "details": [{"issue", "description"}]}`.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde_json::json;

use crate::paying::new_id;
use crate::paying::rules::No;

/// A refusal in the API's own shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    status: StatusCode,
    name: &'static str,
    issue: String,
}

impl Problem {
    /// The request is understood, but does not go.
    pub fn cannot(issue: impl Into<String>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, name: "UNPROCESSABLE_ENTITY", issue: issue.into() }
    }

    /// The request is not one.
    pub fn malformed(issue: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, name: "INVALID_REQUEST", issue: issue.into() }
    }

    /// There is no such thing.
    pub fn unknown() -> Self {
        Self { status: StatusCode::NOT_FOUND, name: "RESOURCE_NOT_FOUND", issue: "INVALID_RESOURCE_ID".to_owned() }
    }

    /// No token, or one that is not known.
    pub fn unauthorised() -> Self {
        Self { status: StatusCode::UNAUTHORIZED, name: "AUTHENTICATION_FAILURE", issue: "INVALID_TOKEN".to_owned() }
    }

    /// The first request under this id is still being worked on.
    pub fn in_progress() -> Self {
        let issue = "PREVIOUS_REQUEST_IN_PROGRESS".to_owned();
        Self { status: StatusCode::CONFLICT, name: "RESOURCE_CONFLICT", issue }
    }

    /// What a rule's no is called here, where the payment's state is to blame called `state`.
    pub fn of(no: No, state: &'static str) -> Self {
        match no {
            No::Unknown => Self::unknown(),
            No::State(_) => Self::cannot(state),
            No::TooMuch => Self::cannot("MAX_CAPTURE_AMOUNT_EXCEEDED"),
            No::Declined(why) if why == "funds" => Self::cannot("INSUFFICIENT_FUNDS"),
            No::Declined(_) => Self::cannot("INSTRUMENT_DECLINED"),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "name": self.name,
            "message": "The requested action could not be performed.",
            "debug_id": new_id(13).to_lowercase(),
            "details": [{ "issue": self.issue, "description": "See the issue." }],
        });
        (self.status, Json(body)).into_response()
    }
}
