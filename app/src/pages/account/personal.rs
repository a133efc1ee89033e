//! Names, address for mails, telephone.

use domain::{checkout::FieldProblem, profile::Names};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    components::{
        field::{TextField, problem_summary, text_field},
        picture_form::picture_form,
    },
    look::Look,
    pages::account::frame::{Place, account_page, headed},
    ssr::{set_status, shop},
};

/// The form as it was typed, when something in it was wrong.
pub const FORM: &str = "names";

/// What was typed, and what is wrong with it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TypedNames {
    /// First and last name.
    pub names: Names,
    /// The name to sign in with.
    pub username: String,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// The page of personal data.
#[component]
pub fn Personal() -> impl IntoView {
    let shop = shop();
    account_page(Place::Personal, move |look, signed| async move {
        let person = shop.profile(&signed).await?;
        let picture = shop.portrait_address(&signed.account).await?;
        let typed: Option<TypedNames> = shop.typed(&signed, FORM);
        if typed.is_some() {
            set_status(http::StatusCode::UNPROCESSABLE_ENTITY);
        }
        let kept = TypedNames { names: person.names, username: person.username, problems: Vec::new() };
        let form = typed.unwrap_or(kept);
        let phone = person.phone.unwrap_or_else(|| look.t("profile-phone-none").into_owned());
        Ok(view! {
            {headed(&look, Place::Personal, look.t("profile-personal-lead").into_owned())}
            {picture_form(&look, picture.as_deref(), "/account/personal")}
            {names_form(&look, &form)}
            <section aria-labelledby="reach">
                <div class="section-head"><h2 id="reach">{look.t("profile-reach")}</h2></div>
                <ul class="lines">
                    <li>
                        <div class="grow"><p class="soft fine">{look.t("field-email")}</p><p><bdi>{person.email}</bdi></p></div>
                        <a class="button small" href="/account/email">{look.t("profile-change")}</a>
                    </li>
                    <li>
                        <div class="grow"><p class="soft fine">{look.t("field-phone")}</p><p><bdi>{phone}</bdi></p></div>
                        <a class="button small" href="/account/security">{look.t("profile-change")}</a>
                    </li>
                </ul>
            </section>
        }
        .into_any())
    })
}

fn names_form(look: &Look, form: &TypedNames) -> AnyView {
    let field = |name: &'static str, value, autocomplete, longest, optional| {
        text_field(look, TextField { name, value, kind: "text", autocomplete, longest, optional }, &form.problems)
    };
    view! {
        <form class="stack form" action="/api/profile/names" method="post" novalidate>
            {problem_summary(look, &form.problems)}
            <div class="pair">
                {field("first_name", &form.names.first, "given-name", 60, true)}
                {field("last_name", &form.names.last, "family-name", 60, true)}
            </div>
            {field("username", &form.username, "username", 32, false)}
            <div class="row"><button class="button primary">{look.t("save")}</button></div>
        </form>
    }
    .into_any()
}
