//! What somebody keeps for another day: lists, the comparison, what was looked at, searches, alerts. For everybody, with an
//! account or without; plain forms, all of them.

pub mod alert_form;
pub mod alerts;
pub mod aside;
pub mod compare;
pub mod list_row;
pub mod lists;
pub mod recent;
pub mod searches;
pub mod shared;

use std::future::Future;

use domain::checkout::FieldProblem;
use leptos::prelude::*;
use services::ServiceError;

use crate::{
    components::{
        absence_note::{good_note, problem_note},
        frame::{At, answer, framed},
    },
    look::Look,
    pages::head::title,
    ssr::{Refused, keep_secret, parameter},
};

/// A page of these: one heading, what became of a form, and the content. Nobody else keeps or finds it.
fn keeping_page<F, Fut>(title_key: &'static str, content: F) -> AnyView
where
    F: FnOnce(Look) -> Fut,
    Fut: Future<Output = Result<AnyView, ServiceError>> + Send + 'static,
{
    let look = Look::here();
    keep_secret();
    let (page, mine) = (content(look.clone()), look.clone());
    let main = answer(&look, async move {
        let content = page.await?;
        Ok(view! {
            {title(mine.t(title_key))}
            <div class="page stack gap-6 keeping account">
                <h1>{mine.t(title_key)}</h1>
                {notes(&mine)}
                {content}
            </div>
        }
        .into_any())
    });
    framed(&look, At::Lists, "", main)
}

/// What became of a form.
fn notes(look: &Look) -> AnyView {
    let done = (parameter("done") == "1").then(|| good_note(look.t("profile-done").into_owned()));
    view! { {done}{problem_note()} }.into_any()
}

/// What was wrong with a form that was refused just now.
fn problems(refused: Option<&Refused>) -> Vec<FieldProblem> {
    refused.and_then(|refused| serde_json::from_str(refused.typed("problems")).ok()).unwrap_or_default()
}

/// A page with nothing on it yet.
fn nothing(look: &Look, key: &str) -> AnyView {
    view! { <div class="empty"><p class="soft">{look.t(key)}</p><a class="button small" href="/">{look.t("cart-empty-link")}</a></div> }
        .into_any()
}
