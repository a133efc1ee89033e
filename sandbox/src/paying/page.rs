//! The approval page: plain forms that work without scripts, one way on and one way back, and a choice of what happens.

use std::fmt::Write as _;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::Till;
use crate::gateway::page::{Width, page};
use crate::pages::escape;

/// What the page shows.
#[derive(Clone, Debug)]
pub(crate) struct Approval<'a> {
    /// Who asks.
    pub provider: &'a str,
    /// What is to be done, such as `Pay Onecart`.
    pub title: &'a str,
    /// The amount as people read it; empty where nothing is paid.
    pub total: String,
    pub items: Vec<(String, String)>,
    /// One sentence on what agreeing does.
    pub told: &'a str,
    /// Where the answer goes.
    pub action: String,
    /// What goes along with the answer.
    pub hidden: Vec<(&'a str, String)>,
    pub cancel_url: String,
}

/// The answers that a buyer can give, with what they do.
const ANSWERS: [(&str, &str); 3] = [
    ("confirm", "Agree, and have the bank ask me first"),
    ("funds", "Agree, with too little money"),
    ("decline", "Agree, and have the bank refuse"),
];

fn header(provider: &str) -> String {
    format!("<header>{}<span class=\"where\">No money moves</span></header>", escape(provider))
}

fn hidden(fields: &[(&str, String)]) -> String {
    let field = |(name, value): &(&str, String)| {
        format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value))
    };
    fields.iter().map(field).collect()
}

fn back(url: &str) -> String {
    if url.is_empty() {
        return String::new();
    }
    format!("<p class=\"back\"><a href=\"{}\">Cancel and return to Onecart</a></p>", escape(url))
}

/// The page on which a buyer agrees.
pub(crate) fn approval(shown: &Approval<'_>) -> Response {
    let mut items = String::new();
    for (name, sum) in shown.items.iter().take(20) {
        let _ = write!(items, "<li><span dir=\"auto\">{}</span><b>{}</b></li>", escape(name), escape(sum));
    }
    let items = if items.is_empty() { items } else { format!("<ul class=\"items\">{items}</ul>") };
    let total =
        if shown.total.is_empty() { String::new() } else { format!("<p class=\"total\">{}</p>", escape(&shown.total)) };
    let mut others = String::new();
    for (answer, text) in ANSWERS {
        let _ = write!(others, "<button name=\"answer\" value=\"{answer}\">{text}</button>");
    }
    let (action, hidden) = (escape(&shown.action), hidden(&shown.hidden));
    let body = format!(
        "{}<main><h1>{}</h1>{total}<p><small>{}</small></p>{items}<form method=\"post\" action=\"{action}\">{hidden}\
         <button class=\"primary\" name=\"answer\" value=\"approve\">Agree {}</button></form>{}\
         <details><summary>What else can happen</summary><form method=\"post\" action=\"{action}\">{hidden}{others}</form>\
         </details></main>",
        header(shown.provider),
        escape(shown.title),
        escape(shown.told),
        escape(&shown.total),
        back(&shown.cancel_url),
    );
    page(&format!("{} · {}", shown.title, shown.provider), &body, Width::Narrow)
}

/// The bank asks whether it is really the buyer.
pub(crate) fn challenge(shown: &Approval<'_>) -> Response {
    let body = format!(
        "<header>Practice Bank<span class=\"where\">No money moves</span></header><main><h1>Is this you?</h1>\
         <p>{} asks for <b>{}</b>.</p><form method=\"post\" action=\"{}\">{}\
         <button class=\"primary\" name=\"answer\" value=\"approve\">Yes, approve</button>\
         <button name=\"answer\" value=\"decline\">No, reject it</button></form></main>",
        escape(shown.provider),
        escape(&shown.total),
        escape(&shown.action),
        hidden(&shown.hidden),
    );
    page("Confirm a payment · Practice Bank", &body, Width::Narrow)
}

/// The page can no longer be paid.
pub(crate) fn gone(provider: &str) -> Response {
    let body = format!("{}<main><h1>This page is closed</h1><p>Nothing was charged here.</p></main>", header(provider));
    (StatusCode::GONE, page("Closed", &body, Width::Narrow)).into_response()
}

impl Till {
    /// Leads the buyer back to the shop with these parameters, or leaves them where they are.
    pub(crate) fn lead_back(&self, url: &str, parameters: &[(&str, &str)]) -> Response {
        if self.panel.knobs().never_returns {
            let body =
                format!("{}<main><h1>Thank you</h1><p>You can close this page.</p></main>", header(self.server.name));
            return page("Thank you", &body, Width::Narrow);
        }
        let address = url::Url::parse(url).map(|mut address| {
            address.query_pairs_mut().extend_pairs(parameters);
            String::from(address)
        });
        match address {
            Ok(address) => Redirect::to(&address).into_response(),
            Err(_) => gone(self.server.name),
        }
    }
}
