//! The password of the account that an identity is to open, asked for once.

use leptos::prelude::*;

use super::{back::refused, problem};
use crate::{
    components::frame::{At, answer, framed},
    look::Look,
    pages::head::title,
    ssr::{Way, keep_secret, shop, ticket},
};

const WRONG: [(&str, &str); 2] = [("refused", "link-wrong"), ("wait", "link-wait")];

/// The page.
#[component]
pub fn LinkAccount() -> impl IntoView {
    let look = Look::here();
    keep_secret();
    let mine = look.clone();
    let main = answer(&look, async move {
        let request = match ticket(Way::Link) {
            Some(held) => shop().link_request(&held).await?,
            None => None,
        };
        let Some(request) = request else { return Ok(refused(&mine, "way-refused-stale", "", "")) };
        let values = [("email", mine.named(&request.email).into()), ("provider", mine.named(&request.provider).into())];
        let wrong = problem(&mine, "password-problem", &WRONG);
        Ok(view! {
            {title(mine.t("link-title"))}
            <div class="page narrow stack gap-6 ways">
                <h1>{mine.t("link-title")}</h1>
                <p>{mine.with("link-lead", &values)}</p>
                <form class="panel stack" method="post" action="/api/sign-in/link">
                    <input class="hidden" type="email" name="username" autocomplete="username" value=request.email.clone() tabindex="-1"
                        aria-hidden="true" readonly/>
                    <div class="field">
                        <label for="password">{mine.t("link-password")}</label>
                        <input class="input" id="password" name="password" type="password" autocomplete="current-password" required
                            maxlength="1024" dir="ltr" aria-invalid=wrong.is_some().then_some("true")
                            aria-describedby=wrong.is_some().then_some("password-problem")/>
                        {wrong}
                    </div>
                    <button class="button primary">{mine.t("link-continue")}</button>
                </form>
            </div>
        }
        .into_any())
    });
    framed(&look, At::Account, "", main)
}
