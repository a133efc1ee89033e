//! What keeps a payment safe, said where somebody is about to pay; and only what is so.

use leptos::prelude::*;

use crate::{
    icons::{CARD, LOCK, SHIELD, icon},
    look::Look,
    ssr::PublicUrl,
};

/// The list under the button that pays.
pub fn assurances(look: &Look) -> AnyView {
    let encrypted =
        PublicUrl::is_secure().then(|| view! { <li>{icon(LOCK)}<span>{look.t("assured-encrypted")}</span></li> });
    view! {
        <ul class="assurances" aria-label=look.t("assured-title")>
            {encrypted}
            <li>{icon(CARD)}<span>{look.t("assured-card")}</span></li>
            <li>
                {icon(SHIELD)}
                <span>{look.t("assured-policy")}" "<a href="/security" target="_blank" rel="noopener">{look.t("assured-more")}</a></span>
            </li>
        </ul>
    }
    .into_any()
}
