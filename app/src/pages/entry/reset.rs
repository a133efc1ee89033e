//! A forgotten password: the page that asks for a link, and the page the link leads to.

use domain::proof_of_work::Form;
use leptos::prelude::*;
use services::accounts::{AccountError, LinkKind};

use super::{
    entry_page,
    form::{Input, field, hidden, password_hint, refusal},
    lead,
    verify::email_form,
};
use crate::{
    components::absence_note::trouble_note,
    look::Look,
    ssr::{Refused, parameter, set_status, shop},
};

/// The page.
#[component]
pub fn Reset() -> impl IntoView {
    entry_page("account-reset-title", |look| async move {
        let token = parameter("token");
        if token.is_empty() {
            return Ok(ask(&look));
        }
        match shop().link_email(LinkKind::Reset, &token).await {
            Ok(email) => {
                let least = shop().shortest_password_of_link(&token).await.unwrap_or(shop().shortest_password(false));
                Ok(set(&look, token, email, least))
            }
            Err(AccountError::Service(error)) => Err(error),
            Err(_) => {
                set_status(http::StatusCode::GONE);
                Ok(view! { {trouble_note(look.t("account-why-link").into_owned())}{ask(&look)} }.into_any())
            }
        }
    })
}

fn ask(look: &Look) -> AnyView {
    view! {
        {lead(look.t("account-reset-lead"))}
        {email_form(look, Form::Reset, "/api/account/reset/ask", "account-reset-send", None)}
    }
    .into_any()
}

fn set(look: &Look, token: String, email: String, least: u32) -> AnyView {
    let refused = Refused::take("reset");
    let refused = refused.as_ref();
    view! {
        {lead(look.with("account-reset-use", &[("email", email.into())]))}
        {refusal(look, refused)}
        <form class="stack" method="post" action="/api/account/reset/use" novalidate>
            {hidden("token", token)}
            {field(look, Input::NEW_PASSWORD, refused, Some(password_hint(look, least)))}
            <button class="button primary large wide">{look.t("account-reset-button")}</button>
        </form>
    }
    .into_any()
}
