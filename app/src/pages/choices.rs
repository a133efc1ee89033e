//! What is asked before it is done, what never is asked for because it is needed, and the answer of this browser. For
//! everybody, with an account or without.

use leptos::prelude::*;

use crate::{
    components::{
        consent_strip::answers,
        frame::{At, framed},
    },
    look::Look,
    pages::head::title,
    ssr::{answer_of_browser, keep_private},
};

/// What a browser keeps of us, each with the key of its reason.
pub const COOKIES: [&str; 8] = ["visitor", "session", "device", "looks", "count", "compare", "answer", "apart"];

/// The page of choices.
#[component]
pub fn Choices() -> impl IntoView {
    let look = Look::here();
    keep_private();
    let standing = match answer_of_browser() {
        None => "choices-open",
        Some(answer) if answer.behaviour => "choices-yes",
        Some(_) => "choices-no",
    };
    let cookies: Vec<AnyView> = COOKIES
        .iter()
        .map(|word| {
            view! { <div><dt>{look.t(&format!("choices-cookie-{word}"))}</dt><dd>{look.t(&format!("choices-cookie-{word}-why"))}</dd></div> }
                .into_any()
        })
        .collect();
    let main = view! {
        {title(look.t("choices-title"))}
        <div class="page narrow stack gap-8 account">
            <div class="stack gap-2"><h1>{look.t("choices-title")}</h1><p class="soft">{look.t("choices-lead")}</p></div>
            <section class="stack gap-3" aria-labelledby="needed">
                <h2 id="needed">{look.t("choices-needed")}</h2>
                <p class="soft">{look.t("choices-needed-text")}</p>
                <dl class="known">{cookies}</dl>
            </section>
            <section class="stack gap-3" aria-labelledby="asked">
                <h2 id="asked">{look.t("profile-purpose-behaviour")}</h2>
                <p class="soft">{look.t("profile-purpose-behaviour-text")}</p>
                <p role="status"><b>{look.t(standing)}</b></p>
                <div class="row">{answers(&look, "/privacy/choices".to_owned())}</div>
            </section>
        </div>
    };
    framed(&look, At::Elsewhere, "", main.into_any())
}
