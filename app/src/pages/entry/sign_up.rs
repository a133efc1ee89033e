//! The page to ask for an account.

use domain::{account::Field, proof_of_work::Form};
use leptos::prelude::*;

use super::{
    entry_page,
    form::{Input, field, password_hint, refusal},
    lead,
};
use crate::{
    components::proof_of_work::proof_field,
    look::Look,
    ssr::{Refused, page_redirect, shop, signed},
};

/// The page. Whoever is signed in already has an account.
#[component]
pub fn SignUp() -> impl IntoView {
    entry_page("account-sign-up-title", |look| async move {
        if signed().is_some() {
            page_redirect("/account");
            return Ok(().into_any());
        }
        Ok(content(&look))
    })
}

fn content(look: &Look) -> AnyView {
    let refused = Refused::take("sign-up");
    let username = Input {
        field: Field::Username,
        name: "username",
        label: "account-field-username",
        kind: "text",
        autocomplete: "username",
        optional: true,
    };
    let password = Input { autocomplete: "new-password", ..Input::PASSWORD };
    let least = shop().shortest_password(false);
    let (name_hint, hint) = (look.t("account-hint-username").into_owned(), password_hint(look, least));
    let refused = refused.as_ref();
    view! {
        {lead(look.t("account-sign-up-lead"))}
        {refusal(look, refused)}
        <form class="stack" method="post" action="/api/account/sign-up" novalidate>
            {proof_field(Form::SignUp)}
            {field(look, Input::EMAIL, refused, None)}
            {field(look, username, refused, Some(view! { <p>{name_hint}</p> }.into_any()))}
            {field(look, password, refused, Some(hint))}
            <p class="soft fine">{look.t("account-show-password")}</p>
            <button class="button primary large wide">{look.t("account-sign-up-button")}</button>
        </form>
        <p class="fine">{look.t("account-sign-up-known")}" "<a href="/sign-in">{look.t("account-sign-in-title")}</a>". "{look.t("account-guest")}</p>
    }
    .into_any()
}
