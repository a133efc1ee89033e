//! Signing in by a link: the page that asks for one, and the page the link leads to.

use domain::proof_of_work::Form;
use leptos::prelude::*;
use services::accounts::{AccountError, LinkKind};

use super::{
    entry_page,
    form::{hidden, refusal},
    lead,
    verify::email_form,
};
use crate::{
    components::absence_note::trouble_note,
    look::Look,
    ssr::{Refused, local_path, parameter, set_status, shop},
};

/// The page.
#[component]
pub fn Magic() -> impl IntoView {
    entry_page("account-magic-title", |look| async move {
        let token = parameter("token");
        if token.is_empty() {
            return Ok(ask(&look));
        }
        match shop().link_email(LinkKind::Magic, &token).await {
            Ok(email) => Ok(confirm(&look, token, email)),
            Err(AccountError::Service(error)) => Err(error),
            Err(_) => {
                set_status(http::StatusCode::GONE);
                Ok(view! { {trouble_note(look.t("account-why-link").into_owned())}{ask(&look)} }.into_any())
            }
        }
    })
}

fn ask(look: &Look) -> AnyView {
    let next = local_path(&parameter("next"), "/account");
    view! {
        {lead(look.t("account-magic-lead"))}
        {email_form(look, Form::MagicLink, "/api/account/magic/ask", "account-magic-send", Some(next))}
    }
    .into_any()
}

fn confirm(look: &Look, token: String, email: String) -> AnyView {
    let refused = Refused::take("magic");
    view! {
        {lead(look.with("account-magic-use", &[("email", email.into())]))}
        {refusal(look, refused.as_ref())}
        <form method="post" action="/api/account/magic/use">
            {hidden("token", token)}
            <button class="button primary large wide">{look.t("account-magic-button")}</button>
        </form>
    }
    .into_any()
}
