//! Text messages, sent the way Twilio takes them: a form with `To`, `From` and `Body`, Basic authentication.

use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::post;
use serde::Deserialize;
use serde_json::json;

use super::{Catcher, Message};

/// The longest text, in letters.
const LONGEST: usize = 1_600;

pub(super) fn routes() -> Router<Catcher> {
    Router::new().route("/2010-04-01/Accounts/{account}/Messages.json", post(send))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[derive(Default)]
struct Wish {
    to: String,
    from: String,
    messaging_service_sid: String,
    body: String,
}

async fn send(
    State(catcher): State<Catcher>,
    Path(account): Path<String>,
    headers: HeaderMap,
    Form(wish): Form<Wish>,
) -> Response {
    let basic = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    if !basic.is_some_and(|value| value.starts_with("Basic ")) {
        return refuse(StatusCode::UNAUTHORIZED, 20003, "Authenticate");
    }
    let number = |text: &str| {
        text.len() <= 16
            && text
                .strip_prefix('+')
                .is_some_and(|rest| rest.len() >= 7 && rest.bytes().all(|digit| digit.is_ascii_digit()))
    };
    if !number(&wish.to) {
        return refuse(StatusCode::BAD_REQUEST, 21211, "Invalid 'To' Phone Number");
    }
    let from = if wish.from.is_empty() { &wish.messaging_service_sid } else { &wish.from };
    if from.is_empty() {
        return refuse(StatusCode::BAD_REQUEST, 21603, "A 'From' phone number is required.");
    }
    if wish.body.is_empty() {
        return refuse(StatusCode::BAD_REQUEST, 21602, "Message body is required.");
    }
    if wish.body.chars().count() > LONGEST {
        return refuse(
            StatusCode::BAD_REQUEST,
            21617,
            "The concatenated message body exceeds the 1600 character limit",
        );
    }
    let message = Message::sms(from, &wish.to, &wish.body);
    let reply = json!({
        "sid": format!("SM{}", message.id),
        "account_sid": account,
        "status": "queued",
        "to": wish.to,
        "from": from,
        "body": wish.body,
        "error_code": null,
        "error_message": null,
    });
    catcher.keep(message);
    (StatusCode::CREATED, Json(reply)).into_response()
}

fn refuse(status: StatusCode, code: u32, message: &str) -> Response {
    (status, Json(json!({ "status": status.as_u16(), "code": code, "message": message }))).into_response()
}
