//! Where the links lead that confirm an address: of a new account, or of a change. Opening the page does nothing by itself;
//! programs that look into mails before people do must not use the link up.

use domain::proof_of_work::Form;
use leptos::prelude::*;
use services::accounts::{AccountError, LinkKind};

use super::{
    entry_page,
    form::{Input, field, hidden, refusal},
    lead,
};
use crate::{
    components::{
        absence_note::{good_note, trouble_note},
        proof_of_work::proof_field,
    },
    look::Look,
    ssr::{Refused, browser, parameter, set_status, shop},
};

/// The page.
#[component]
pub fn Verify() -> impl IntoView {
    entry_page("account-verify-title", |look| async move {
        let (token, change, changed) = (parameter("token"), parameter("change"), parameter("changed"));
        if !changed.is_empty() {
            let done = if changed == "whole" { "account-change-whole" } else { "account-change-half" };
            return Ok(good_note(look.t(done).into_owned()));
        }
        if !change.is_empty() {
            return change_of_address(&look, change).await;
        }
        match shop().sign_up_link(&token, &browser()).await {
            Ok(waiting) => Ok(confirm(&look, token, waiting.email.as_str(), waiting.asks_password)),
            Err(AccountError::Link) => Ok(over(&look, "/sign-up", "account-verify-again")),
            Err(AccountError::Service(error)) => Err(error),
            Err(_) => Ok(over(&look, "/sign-up", "account-verify-again")),
        }
    })
}

fn confirm(look: &Look, token: String, email: &str, asks_password: bool) -> AnyView {
    let refused = Refused::take("verify");
    let refused = refused.as_ref();
    let password = asks_password.then(|| {
        view! {
            <p>{look.t("account-verify-password")}</p>
            {field(look, Input::PASSWORD, refused, None)}
        }
    });
    view! {
        {lead(look.with("account-verify-lead", &[("email", email.to_owned().into())]))}
        {refusal(look, refused)}
        <form class="stack" method="post" action="/api/account/verify" novalidate>
            {hidden("token", token)}
            {password}
            <button class="button primary large wide">{look.t("account-verify-button")}</button>
        </form>
    }
    .into_any()
}

async fn change_of_address(look: &Look, token: String) -> Result<AnyView, services::ServiceError> {
    let refused = Refused::take("change");
    let mut email = shop().link_email(LinkKind::ChangeOld, &token).await;
    if matches!(email, Err(AccountError::Link)) {
        email = shop().link_email(LinkKind::ChangeNew, &token).await;
    }
    let email = match email {
        Ok(email) => email,
        Err(AccountError::Service(error)) => return Err(error),
        Err(_) => return Ok(over(look, "/account/email", "account-email-title")),
    };
    Ok(view! {
        {lead(look.with("account-change-lead", &[("email", email.into())]))}
        {refusal(look, refused.as_ref())}
        <form method="post" action="/api/account/email/use">
            {hidden("token", token)}
            <button class="button primary large wide">{look.t("account-change-button")}</button>
        </form>
    }
    .into_any())
}

/// A link that does not work any more, and the way to a new one.
pub(super) fn over(look: &Look, page: &'static str, name: &'static str) -> AnyView {
    set_status(http::StatusCode::GONE);
    view! {
        {trouble_note(look.t("account-why-link").into_owned())}
        <p class="row"><a class="button primary" href=page>{look.t(name)}</a></p>
    }
    .into_any()
}

/// The field of a form in which an address is asked for.
pub(super) fn email_form(
    look: &Look,
    form: Form,
    door: &'static str,
    button: &'static str,
    next: Option<String>,
) -> AnyView {
    let refused = Refused::take(form.word());
    let refused = refused.as_ref();
    view! {
        {refusal(look, refused)}
        <form class="stack" method="post" action=door novalidate>
            {next.map(|next| hidden("next", next))}
            {proof_field(form)}
            {field(look, Input::EMAIL, refused, None)}
            <button class="button primary large wide">{look.t(button)}</button>
        </form>
    }
    .into_any()
}
