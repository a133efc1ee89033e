//! The page to sign in.

use domain::{account::Field, proof_of_work::Form};
use leptos::prelude::*;

use super::{
    entry_page,
    form::{Input, field, hidden, refusal},
    lead,
};
use crate::{
    components::{absence_note::trouble_note, proof_of_work::proof_field},
    look::Look,
    pages::ways::other_ways,
    ssr::{Refused, local_path, page_redirect, parameter, signed, with_next},
};

/// The page. Whoever is signed in already is sent on.
#[component]
pub fn SignIn() -> impl IntoView {
    entry_page("account-sign-in-title", |look| async move {
        let next = local_path(&parameter("next"), "/account");
        if signed().is_some() {
            page_redirect(&next);
            return Ok(().into_any());
        }
        Ok(content(&look, &next))
    })
}

fn content(look: &Look, next: &str) -> AnyView {
    let refused = Refused::take("sign-in");
    let login = Input {
        field: Field::Login,
        name: "login",
        label: "account-field-login",
        kind: "text",
        autocomplete: "username webauthn",
        optional: false,
    };
    // Neither field is named as the wrong one: that would tell whether the account exists.
    let whole = refused.as_ref().filter(|refused| {
        refused.wrong(Field::Password).is_some_and(|error| error.wrong == domain::account::Wrong::Refused)
    });
    let whole = whole.map(|_| trouble_note(look.t("account-wrong-refused-login").into_owned()));
    let fields = refused.as_ref().filter(|_| whole.is_none());
    let kept = refused.as_ref().filter(|_| whole.is_some());
    view! {
        {lead(look.t("account-sign-in-lead"))}
        {refusal(look, refused.as_ref())}
        {whole}
        <form class="stack" method="post" action="/api/account/sign-in" novalidate>
            {hidden("next", next.to_owned())}
            {proof_field(Form::SignIn)}
            {field(look, login, fields.or(kept), None)}
            {field(look, Input::PASSWORD, fields, None)}
            <p class="row between fine">
                <a href="/reset">{look.t("account-forgot")}</a>
                <a href=with_next("/magic", next)>{look.t("account-by-link")}</a>
            </p>
            <button class="button primary large wide">{look.t("account-sign-in-button")}</button>
        </form>
        {other_ways(look, next)}
        <p class="fine">{look.t("account-sign-up-new")}" "<a href="/sign-up">{look.t("account-sign-up-title")}</a>". "{look.t("account-guest")}</p>
        <p class="fine"><a href="/find-order">{look.t("account-find-link")}</a></p>
    }
    .into_any()
}
