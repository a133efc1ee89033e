//! Changing what an account is opened with: its password, its address.

use domain::account::Field;
use leptos::prelude::*;

use super::{
    entry_page,
    form::{Input, field, password_hint, refusal},
    lead,
};
use crate::{
    components::absence_note::good_note,
    ssr::{Refused, must_be_recent, must_be_signed, parameter, shop},
};

/// The page of the password.
#[component]
pub fn ChangePassword() -> impl IntoView {
    entry_page("account-password-title", |look| async move {
        if parameter("done") == "1" {
            let Ok(_) = must_be_signed() else { return Ok(().into_any()) };
            return Ok(view! {
                {good_note(look.t("account-done-password").into_owned())}
                <p class="row"><a class="button" href="/account">{look.t("account-nav")}</a></p>
            }
            .into_any());
        }
        let Ok(recent) = must_be_recent() else { return Ok(().into_any()) };
        let account = &recent.signed().account;
        let refused = Refused::take("password");
        let refused = refused.as_ref();
        let least = shop().shortest_password(shop().factor_needed(account).await?);
        let current = Input {
            field: Field::CurrentPassword,
            name: "current",
            label: "account-field-current-password",
            ..Input::PASSWORD
        };
        let current = shop().has_password(account).await?.then(|| field(&look, current, refused, None));
        Ok(view! {
            {lead(look.t("account-password-lead"))}
            {refusal(&look, refused)}
            <form class="stack" method="post" action="/api/account/password" novalidate>
                {current}
                {field(&look, Input::NEW_PASSWORD, refused, Some(password_hint(&look, least)))}
                <button class="button primary large wide">{look.t("account-password-button")}</button>
            </form>
        }
        .into_any())
    })
}

/// The page of the address.
#[component]
pub fn ChangeEmail() -> impl IntoView {
    entry_page("account-email-title", |look| async move {
        let Ok(recent) = must_be_recent() else { return Ok(().into_any()) };
        let refused = Refused::take("email");
        let refused = refused.as_ref();
        let email = recent.signed().email.clone();
        Ok(view! {
            {lead(look.with("account-email-lead", &[("email", email.into())]))}
            {refusal(&look, refused)}
            <form class="stack" method="post" action="/api/account/email" novalidate>
                {field(&look, Input::EMAIL, refused, None)}
                <button class="button primary large wide">{look.t("account-email-button")}</button>
            </form>
        }
        .into_any())
    })
}
