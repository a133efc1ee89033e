//! The question that everybody is asked once: whether what they look at may be remembered. It stands in the page, covers
//! nothing, and until it is answered nothing is remembered.

use leptos::prelude::*;

use crate::{
    look::Look,
    ssr::{answer_of_browser, here},
};

/// The question with its two answers; nothing where it was answered.
pub fn consent_strip(look: &Look) -> AnyView {
    if answer_of_browser().is_some() {
        return ().into_any();
    }
    view! {
        <section class="consent-strip" aria-label=look.t("consent-label")>
            <div class="page">
                <p>{look.t("consent-question")}" "<a href="/privacy/choices">{look.t("consent-more")}</a></p>
                {answers(look, here())}
            </div>
        </section>
    }
    .into_any()
}

/// Both answers, alike in every way.
pub fn answers(look: &Look, back: String) -> AnyView {
    view! {
        <form method="post" action="/api/privacy/answer">
            <input type="hidden" name="back" value=back/>
            <button class="button small" name="behaviour" value="no">{look.t("consent-no")}</button>
            <button class="button small" name="behaviour" value="yes">{look.t("consent-yes")}</button>
        </form>
    }
    .into_any()
}
