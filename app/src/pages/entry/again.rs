//! Asking again who somebody is, before something important changes.

use leptos::prelude::*;

use super::{
    entry_page,
    form::{Input, field, hidden, refusal},
    lead,
};
use crate::{
    pages::ways::other_ways,
    ssr::{Refused, local_path, must_be_signed, parameter, shop, with_next},
};

/// The page.
#[component]
pub fn Again() -> impl IntoView {
    entry_page("account-again-title", |look| async move {
        let Ok(signed) = must_be_signed() else { return Ok(().into_any()) };
        let next = local_path(&parameter("next"), "/account");
        let refused = Refused::take("again");
        let refused = refused.as_ref();
        let has_password = shop().has_password(&signed.account).await?;
        let form = if has_password {
            view! {
                <form class="stack" method="post" action="/api/account/again" novalidate>
                    {hidden("next", next.clone())}
                    {field(&look, Input::PASSWORD, refused, None)}
                    <button class="button primary large wide">{look.t("account-again-button")}</button>
                </form>
            }
            .into_any()
        } else {
            view! { <p>{look.t("account-again-no-password")}</p> }.into_any()
        };
        Ok(view! {
            {lead(look.with("account-again-lead", &[("email", signed.email.into())]))}
            {refusal(&look, refused)}
            {form}
            {other_ways(&look, &next)}
            <p class="fine"><a href=with_next("/magic", &next)>{look.t("account-by-link")}</a></p>
        }
        .into_any())
    })
}
