//! The web pages of the catcher, and the same as JSON for programs.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use super::{Catcher, Kind, Message};
use crate::gateway::page::{Width, moment, page};
use crate::pages::escape;

const HEADER: &str = "<header><svg viewBox=\"0 0 40 40\" aria-hidden=\"true\"><g fill=\"none\" stroke=\"currentColor\" \
    stroke-width=\"3\"><rect x=\"4\" y=\"9\" width=\"32\" height=\"23\" rx=\"5\"/><path d=\"m5 12 15 11 15-11\"/></g></svg>\
    Mail catcher<span class=\"where\">Nothing is delivered</span></header>";

pub(super) fn routes() -> Router<Catcher> {
    Router::new()
        .route("/", get(list))
        .route("/messages.json", get(json))
        .route("/messages", get(list).delete(forget))
        .route("/messages/clear", post(clear))
        .route("/messages/{id}", get(show))
        .route("/messages/{id}/attachments/{place}", get(attachment))
}

async fn list(State(catcher): State<Catcher>) -> Response {
    let messages = catcher.mailbox.all();
    let mut rows = String::new();
    for message in messages.iter().rev() {
        let subject = match message.kind {
            Kind::Mail if message.subject.is_empty() => "(no subject)".to_owned(),
            Kind::Mail => message.subject.clone(),
            Kind::Sms => format!("Text: {}", message.text.as_deref().unwrap_or_default()),
        };
        let _ = write!(
            rows,
            "<tr><td dir=\"auto\"><a href=\"/messages/{}\">{}</a></td><td>{}</td><td>{}</td><td class=\"number\">{}</td></tr>",
            message.id,
            escape(&subject.chars().take(120).collect::<String>()),
            escape(&message.to.join(", ")),
            escape(&message.from),
            moment(message.at_ms),
        );
    }
    let list = if rows.is_empty() {
        "<h1>Messages</h1><p class=\"empty\">Nothing caught yet. What the shop sends appears here.</p>".to_owned()
    } else {
        format!(
            "<div class=\"row\"><h1>Messages</h1><form method=\"post\" action=\"/messages/clear\">\
             <button class=\"small\">Delete all</button></form></div><div class=\"scroll\" tabindex=\"0\" role=\"region\" \
             aria-label=\"Messages\"><table><thead><tr><th scope=\"col\">Subject</th><th scope=\"col\">To</th>\
             <th scope=\"col\">From</th><th scope=\"col\" class=\"number\">Time</th></tr></thead><tbody>{rows}</tbody>\
             </table></div>"
        )
    };
    let body =
        format!("{HEADER}<main>{list}<p></p><p class=\"soft\"><a href=\"/messages.json\">As JSON</a></p></main>");
    page("Messages · Mail catcher", &body, Width::Wide)
}

async fn show(State(catcher): State<Catcher>, Path(id): Path<String>) -> Response {
    let Some(message) = catcher.mailbox.get(&id) else {
        let body = format!("{HEADER}<main><h1>No such message</h1><p><a href=\"/\">All messages</a></p></main>");
        return (StatusCode::NOT_FOUND, page("No such message", &body, Width::Wide)).into_response();
    };
    let title = match message.kind {
        Kind::Sms => "Text message",
        Kind::Mail if message.subject.is_empty() => "(no subject)",
        Kind::Mail => &message.subject,
    };
    let mut body = format!(
        "{HEADER}<main><p><a href=\"/\">All messages</a></p><h1 dir=\"auto\">{}</h1><dl><dt>From</dt><dd>{}</dd>\
         <dt>To</dt><dd>{}</dd><dt>Time</dt><dd>{}</dd></dl>",
        escape(title),
        escape(&message.from),
        escape(&message.to.join(", ")),
        moment(message.at_ms),
    );
    if let Some(html) = &message.html {
        // Links open outside of the frame; scripts, forms and the page around stay out of reach.
        let _ = write!(
            body,
            "<iframe title=\"The message as HTML\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\"{}\"></iframe>",
            escape(&format!("<base target=\"_blank\">{html}")),
        );
    }
    if let Some(text) = &message.text {
        let heading = if message.html.is_some() { "<h2>As plain text</h2>" } else { "" };
        let _ = write!(body, "{heading}<pre dir=\"auto\">{}</pre>", linked(text));
    }
    for (place, name) in message.attachments.iter().enumerate() {
        let _ = write!(body, "<p><a href=\"/messages/{id}/attachments/{place}\">{}</a></p>", escape(name));
    }
    body.push_str("</main>");
    page(title, &body, Width::Wide)
}

/// Plain text as HTML, with its web addresses as links.
fn linked(text: &str) -> String {
    let mut html = String::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if word.starts_with("http://") || word.starts_with("https://") {
            let (address, rest) = word.split_at(word.trim_end_matches(['.', ',', ')', '>', ';']).len());
            let _ = write!(html, "<a href=\"{0}\">{0}</a>{1}", escape(address), escape(rest));
        } else {
            html.push_str(&escape(word));
        }
        html.push_str(&piece[word.len()..]);
    }
    html
}

#[derive(Deserialize)]
struct Filter {
    to: Option<String>,
}

/// `GET /messages.json?to=…`: all messages, or those to one address, oldest first.
async fn json(State(catcher): State<Catcher>, Query(filter): Query<Filter>) -> Response {
    let wanted = |message: &Arc<Message>| {
        filter.to.as_ref().is_none_or(|to| message.to.iter().any(|one| one.eq_ignore_ascii_case(to)))
    };
    let messages: Vec<_> = catcher.mailbox.all().into_iter().filter(wanted).collect();
    let messages: Vec<&Message> = messages.iter().map(AsRef::as_ref).collect();
    Json(messages).into_response()
}

async fn forget(State(catcher): State<Catcher>) -> StatusCode {
    catcher.mailbox.clear();
    StatusCode::NO_CONTENT
}

async fn clear(State(catcher): State<Catcher>) -> Redirect {
    catcher.mailbox.clear();
    Redirect::to("/")
}

async fn attachment(State(catcher): State<Catcher>, Path((id, place)): Path<(String, usize)>) -> Response {
    let found = catcher.mailbox.get(&id).and_then(|message| message.attachment(place));
    let Some(found) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let plain: String = found
        .name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || ".-_".contains(letter) { letter } else { '_' })
        .collect();
    let kind = if found.kind.is_ascii() { found.kind } else { "application/octet-stream".to_owned() };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{plain}\"")),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, found.bytes).into_response()
}
