//! Finding an order that was made without an account, or in another browser: its link is sent by mail, never shown.

use domain::{account::Field, proof_of_work::Form};
use leptos::prelude::*;

use super::{
    entry_page,
    form::{Input, field, refusal},
    lead,
};
use crate::{components::proof_of_work::proof_field, ssr::Refused};

/// The page.
#[component]
pub fn FindOrder() -> impl IntoView {
    entry_page("account-find-title", |look| async move {
        let refused = Refused::take("find-order");
        let refused = refused.as_ref();
        let number = Input {
            field: Field::OrderNumber,
            name: "number",
            label: "account-field-number",
            kind: "text",
            autocomplete: "off",
            optional: false,
        };
        Ok(view! {
            {lead(look.t("account-find-lead"))}
            {refusal(&look, refused)}
            <form class="stack" method="post" action="/api/account/find-order" novalidate>
                {proof_field(Form::FindOrder)}
                {field(&look, number, refused, None)}
                {field(&look, Input::EMAIL, refused, None)}
                <button class="button primary large wide">{look.t("account-find-button")}</button>
            </form>
        }
        .into_any())
    })
}
