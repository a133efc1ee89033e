//! The way in: one field, for the operator's key.

use leptos::prelude::*;

use super::headed;
use crate::{
    icons::{LOCK, WARNING, icon},
    look::Look,
    ssr::parameter,
};

/// The page.
pub(super) fn page(look: &Look) -> AnyView {
    let wrong = parameter("problem") == "invalid";
    let told = wrong.then(|| {
        view! { <p class="error" id="key-problem" role="alert">{icon(WARNING)}{look.t("operator-key-wrong")}</p> }
    });
    view! {
        <div class="page narrow stack operator gap-6">
            {headed(look, "operator-sign-in")}
            <p>{look.t("staff-sign-in-hint")}" "<a class="link" href="/sign-in?next=/operator">{look.t("staff-sign-in")}</a></p>
            <p class="soft">{look.t("operator-key-where")}</p>
            <form class="panel stack" method="post" action="/api/operator/sign-in">
                <div class="field">
                    <label for="key">{look.t("operator-key")}</label>
                    <input class="input" id="key" name="key" type="password" autocomplete="current-password" required
                        maxlength="512" dir="ltr" aria-invalid=wrong.then_some("true")
                        aria-describedby=wrong.then_some("key-problem")/>
                    {told}
                </div>
                <button class="button primary">{icon(LOCK)}{look.t("operator-open")}</button>
            </form>
        </div>
    }
    .into_any()
}

/// What staff sees that showed no second factor in this session.
pub(super) fn factor(look: &Look) -> AnyView {
    view! {
        <div class="page narrow stack operator gap-6">
            {headed(look, "staff-factor-title")}
            <p class="soft">{look.t("staff-factor-text")}</p>
            <div class="row">
                <a class="button primary" href="/account/security">{look.t("staff-factor-set-up")}</a>
                <a class="button" href="/sign-in/again?next=/operator">{look.t("staff-factor-again")}</a>
            </div>
        </div>
    }
    .into_any()
}
