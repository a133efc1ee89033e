//! What happened that people must know of, above every page.

use leptos::prelude::*;
use services::notices::in_language;

use crate::{
    icons::{WARNING, icon},
    look::Look,
    ssr::Told,
};

/// The notice that is shown now, if there is one.
pub fn incident(look: &Look) -> AnyView {
    let Some(notice) = Told::here() else { return ().into_any() };
    view! {
        <aside class="incident" aria-label=look.t("incident-title")>
            <div class="page">
                {icon(WARNING)}
                <p dir="auto">
                    <b>{look.t("incident-title")}</b>" "{in_language(&notice, look.locale()).to_owned()}" "
                    <a href="/security">{look.t("incident-more")}</a>
                </p>
            </div>
        </aside>
    }
    .into_any()
}
