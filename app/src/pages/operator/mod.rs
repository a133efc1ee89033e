//! Behind the counter: what the operator sees of alerts, books, comparisons and later work. Nothing of it is kept by
//! caches, and without a session there is only the way in.

mod alerts;
mod books;
mod jobs;
mod ledger;
mod overview;
mod sign_in;
pub(crate) mod words;

use std::future::Future;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::{ServiceError, Shop, operator::Operator as Person};

use crate::{
    components::frame::{answer, framed_operator},
    look::Look,
    pages::head::title,
    problem::ApiError,
    ssr::{keep_secret, operator, page_redirect, shop},
};

/// The pages, in the order of their links: the word in the address, and the key of the name.
const PAGES: [(&str, &str); 5] = [
    ("", "operator-overview"),
    ("alerts", "operator-alerts"),
    ("books", "operator-books"),
    ("ledger", "operator-ledger"),
    ("jobs", "operator-jobs"),
];

/// Every page of the operator: `/operator`, `/operator/PAGE`, `/operator/ledger/ACCOUNT`.
#[component]
pub fn Operator() -> impl IntoView {
    let look = Look::here();
    keep_secret();
    let asked = use_params_map().get_untracked();
    let (page, of) = (asked.get("page").unwrap_or_default(), asked.get("of").unwrap_or_default());
    let Some(person) = operator() else {
        if page.is_empty() {
            return framed_operator(&look, sign_in::page(&look));
        }
        page_redirect("/operator");
        return framed_operator(&look, ().into_any());
    };
    let shop = shop();
    let main = match (page.as_str(), of.is_empty()) {
        ("", true) => shown(&look, "", overview::page(shop, look.clone(), person)),
        ("alerts", true) => shown(&look, "alerts", alerts::page(shop, look.clone(), person)),
        ("books", true) => shown(&look, "books", books::page(shop, look.clone(), person)),
        ("jobs", true) => shown(&look, "jobs", jobs::page(shop, look.clone(), person)),
        ("ledger", true) => shown(&look, "ledger", ledger::page(shop, look.clone(), person)),
        ("ledger", false) => shown(&look, "ledger", ledger::account_page(shop, look.clone(), person, of)),
        _ => answer(&look, async { Err(ServiceError::NotFound) }),
    };
    framed_operator(&look, main)
}

/// What every page of the operator is made from.
type Content = Result<AnyView, ServiceError>;

fn shown(look: &Look, current: &'static str, page: impl Future<Output = Content> + Send + 'static) -> AnyView {
    let around = look.clone();
    let content = async move {
        let content = page.await?;
        Ok(around_page(&around, current, content))
    };
    answer(look, content)
}

/// The links between the pages, what went wrong with a form, and the way out.
fn around_page(look: &Look, current: &'static str, content: AnyView) -> AnyView {
    let links: Vec<AnyView> = PAGES
        .iter()
        .map(|(page, name)| {
            let address = format!("/operator/{page}");
            let address = address.trim_end_matches('/').to_owned();
            let here = (*page == current).then_some("page");
            view! { <li><a class="chip" href=address aria-current=here>{look.t(name)}</a></li> }.into_any()
        })
        .collect();
    let problem = ApiError::of_address().map(|problem| {
        view! { <p class="absence-note trouble" role="alert">{problem.message}</p> }
    });
    view! {
        <div class="page stack operator" style="--gap:1.5rem">
            <div class="row between">
                <nav aria-label=look.t("operator-pages")><ul class="chips wrap">{links}</ul></nav>
                <form method="post" action="/api/operator/sign-out">
                    <button class="button small quiet">{look.t("operator-sign-out")}</button>
                </form>
            </div>
            {problem}
            {content}
        </div>
    }
    .into_any()
}

/// The page's name, in the window and on the page.
fn headed(look: &Look, key: &str) -> AnyView {
    view! { {title(look.t(key))}<h1>{look.t(key)}</h1> }.into_any()
}

/// A table that can be wider than a phone without the page being so.
fn table(caption: String, heads: Vec<String>, rows: Vec<AnyView>) -> AnyView {
    let heads: Vec<_> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect();
    let label = caption.clone();
    view! {
        <div class="table" tabindex="0" role="region" aria-label=label>
            <table>
                <caption class="hidden">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What is said where there is nothing to show.
fn nothing(text: String) -> AnyView {
    view! { <p class="absence-note good">{text}</p> }.into_any()
}
