//! Pages that could not be made: what is not there, and what went wrong. Both have a way on, and the right status.

use leptos::prelude::*;
use services::ServiceError;

use crate::{
    components::{empty_state::empty_state, search_box::inline_search},
    icons::NOWHERE,
    look::Look,
    pages::{head::title, not_found::not_found},
    problem::{ApiError, ProblemKind},
    ssr::{here, keep_private, set_status},
};

/// The page for an error.
pub fn trouble(look: &Look, error: ServiceError) -> AnyView {
    let problem = ApiError::from(error);
    if problem.kind == ProblemKind::NotFound {
        return not_found(look);
    }
    set_status(problem.kind.status());
    keep_private();
    let (head, text) = match problem.kind {
        ProblemKind::Unavailable => (look.t("unavailable-title"), look.t("unavailable-text")),
        _ => (look.t("trouble-title"), look.t("trouble-text")),
    };
    let ways = view! {
        <div class="row">
            <a class="button primary" href=here()>{look.t("trouble-again")}</a>
            <a class="button" href="/">{look.t("trouble-home")}</a>
        </div>
        {inline_search(look)}
    };
    view! {
        {title(head.clone())}
        <div class="page">{empty_state(NOWHERE, head.into_owned(), text.into_owned(), ways.into_any())}</div>
    }
    .into_any()
}
