//! What is not there: says so with its status, and offers to search for it.

use http::StatusCode;
use leptos::prelude::*;

use crate::{
    components::{
        empty_state::empty_state,
        frame::{At, framed},
        search_box::inline_search,
    },
    icons::NOWHERE,
    look::Look,
    pages::head::title,
    ssr::{keep_private, set_status},
};

/// The page for every address that is none.
#[component]
pub fn NotFound() -> impl IntoView {
    let look = Look::here();
    let main = not_found(&look);
    framed(&look, At::Elsewhere, "", main)
}

/// What is not there, inside a page's frame.
pub fn not_found(look: &Look) -> AnyView {
    set_status(StatusCode::NOT_FOUND);
    keep_private();
    let way_on = view! {
        {inline_search(look)}
        <p><a href="/orders">{look.t("not-found-orders")}</a></p>
    };
    view! {
        {title(look.t("not-found-title"))}
        <div class="page">
            {empty_state(NOWHERE, look.t("not-found-title").into_owned(), look.t("not-found-text").into_owned(), way_on.into_any())}
        </div>
    }
    .into_any()
}
