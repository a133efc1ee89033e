//! The second step of a sign-in: a code of the app, or a backup code.

use leptos::prelude::*;

use super::{narrow, problem};
use crate::{
    components::{absence_note::change_note, frame::answer},
    look::Look,
    ssr::{keep_secret, local_path, parameter, pending, shop},
};

const WRONG: [(&str, &str); 3] =
    [("missing", "security-code-missing"), ("refused", "security-code-wrong"), ("wait", "security-code-wait")];

/// The page.
#[component]
pub fn Factor() -> impl IntoView {
    let look = Look::here();
    keep_secret();
    let mine = look.clone();
    let content = answer(&look, async move {
        let waits = match pending() {
            Some(half) => shop().pending(&half).await.is_ok(),
            None => false,
        };
        Ok(if waits { form(&mine) } else { over(&mine) })
    });
    narrow(&look, look.t("factor-title").into_owned(), content)
}

fn form(look: &Look) -> AnyView {
    let wrong = problem(look, "code-problem", &WRONG);
    let described = if wrong.is_some() { "code-problem" } else { "code-hint" };
    view! {
        <p class="soft">{look.t("factor-lead")}</p>
        <form class="panel stack" method="post" action="/api/sign-in/factor">
            <input type="hidden" name="next" value=local_path(&parameter("next"), "/account")/>
            <div class="field">
                <label for="code">{look.t("factor-code")}</label>
                <input class="input code" id="code" name="code" autocomplete="one-time-code" maxlength="40" required autofocus dir="ltr"
                    aria-invalid=wrong.is_some().then_some("true") aria-describedby=described/>
                <p class="hint" id="code-hint">{look.t("factor-hint")}</p>
                {wrong}
            </div>
            <button class="button primary">{look.t("factor-continue")}</button>
        </form>
        <p><a class="link" href="/sign-in">{look.t("factor-again")}</a></p>
    }
    .into_any()
}

fn over(look: &Look) -> AnyView {
    view! {
        {change_note(look.t("factor-over").into_owned(), String::new())}
        <p><a class="button primary" href="/sign-in">{look.t("factor-again")}</a></p>
    }
    .into_any()
}
