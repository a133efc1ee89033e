//! Where parcels go: the list, and the form of one address.

use domain::{
    address::{Address, KeptAddress},
    checkout::{COUNTRIES, DetailsForm, FieldProblem},
    ids::AddressId,
    postcode,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    components::field::{TextField, choice_field, problem_summary, text_field},
    icons::{MORE, WARNING, icon},
    look::Look,
    pages::account::frame::{Place, account_page, headed},
    ssr::{parameter, set_status, shop},
};

/// The form as it was typed, when something in it was wrong.
pub const FORM: &str = "address";

/// What was typed, into which address, and what is wrong with it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TypedAddress {
    /// Which address; a new one where there is none.
    pub id: Option<AddressId>,
    /// The fields.
    pub form: DetailsForm,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// The page of addresses: the list, or the form where one is added or changed.
#[component]
pub fn Addresses() -> impl IntoView {
    let shop = shop();
    account_page(Place::Addresses, move |look, signed| async move {
        let kept = shop.addresses(&signed).await?;
        if let Some(typed) = shop.typed::<TypedAddress>(&signed, FORM) {
            set_status(http::StatusCode::UNPROCESSABLE_ENTITY);
            return Ok(form_page(&look, &typed));
        }
        let wanted = parameter("edit");
        if wanted == "new" {
            return Ok(form_page(&look, &TypedAddress::default()));
        }
        if let Some(known) = kept.iter().find(|known| known.id.as_str() == wanted) {
            let form = known.address.form("");
            return Ok(form_page(&look, &TypedAddress { id: Some(known.id.clone()), form, problems: Vec::new() }));
        }
        Ok(list(&look, &kept))
    })
}

fn list(look: &Look, kept: &[KeptAddress]) -> AnyView {
    let places: Vec<AnyView> = kept.iter().map(|known| place(look, known)).collect();
    let list = if places.is_empty() {
        view! { <div class="empty"><p class="soft">{look.t("profile-addresses-none")}</p></div> }.into_any()
    } else {
        view! { <ul class="places">{places}</ul> }.into_any()
    };
    let full = (parameter("full") == "1").then(|| {
        view! { <p class="absence-note trouble" role="alert">{icon(WARNING)}{look.t("profile-addresses-full")}</p> }
    });
    view! {
        {headed(look, Place::Addresses, look.t("profile-addresses-lead").into_owned())}
        {full}
        {list}
        <div class="row"><a class="button primary" href="/account/addresses?edit=new">{icon(MORE)}{look.t("profile-address-new")}</a></div>
    }
    .into_any()
}

fn place(look: &Look, known: &KeptAddress) -> AnyView {
    let id = known.id.to_string();
    let named = |key: &str| look.with(key, &[("name", look.named(&known.address.name).into())]);
    let offered =
        known.chosen.then(|| view! { <p><span class="badge good">{look.t("profile-address-first")}</span></p> });
    let choose = (!known.chosen).then(|| {
        view! {
            <form method="post" action="/api/profile/address/choose">
                <input type="hidden" name="id" value=id.clone()/>
                <button class="button small quiet">{look.t("profile-address-choose")}</button>
            </form>
        }
    });
    view! {
        <li class:chosen=known.chosen>
            <div class="stack gap-2">{offered}{address_lines(look, &known.address)}</div>
            <div class="row tight">
                <a class="button small" href=format!("/account/addresses?edit={id}") aria-label=named("profile-address-change-of")>{look.t("profile-change")}</a>
                {choose}
                <form class="push" method="post" action="/api/profile/address/forget">
                    <input type="hidden" name="id" value=id.clone()/>
                    <button class="button small quiet" aria-label=named("profile-address-forget-of")>{look.t("profile-forget")}</button>
                </form>
            </div>
        </li>
    }
    .into_any()
}

/// An address as it stands on a parcel.
pub fn address_lines(look: &Look, address: &Address) -> AnyView {
    let lines: Vec<_> = address.lines().into_iter().map(|line| view! { <span dir="auto">{line}</span><br/> }).collect();
    view! {
        <address>
            <b dir="auto">{address.name.clone()}</b><br/>
            {lines}
            {look.country(&address.country)}
        </address>
    }
    .into_any()
}

fn form_page(look: &Look, typed: &TypedAddress) -> AnyView {
    let lead = if typed.id.is_some() { "profile-address-change" } else { "profile-address-new" };
    view! {
        {headed(look, Place::Addresses, look.t(lead).into_owned())}
        <form class="stack form" action="/api/profile/address/save" method="post" novalidate>
            {typed.id.as_ref().map(|id| view! { <input type="hidden" name="id" value=id.to_string()/> })}
            {problem_summary(look, &typed.problems)}
            {address_fields(look, &typed.form, &typed.problems)}
            <div class="row">
                <button class="button primary">{look.t("save")}</button>
                <a class="button quiet" href="/account/addresses">{look.t("profile-back")}</a>
            </div>
        </form>
    }
    .into_any()
}

/// The fields of an address, the country first: it decides what a postcode looks like.
fn address_fields(look: &Look, form: &DetailsForm, problems: &[FieldProblem]) -> AnyView {
    let field = |name: &'static str, value, kind, autocomplete, longest, optional| {
        text_field(look, TextField { name, value, kind, autocomplete, longest, optional }, problems)
    };
    let mut countries: Vec<(String, String)> =
        COUNTRIES.iter().map(|code| ((*code).to_owned(), look.country(code).into_owned())).collect();
    countries.sort_by(|left, right| left.1.cmp(&right.1));
    let country = if form.country.is_empty() { &look.visit().country } else { &form.country };
    let example = match postcode::example(country) {
        Some(example) => {
            let facts =
                [("country", look.country(country).into_owned().into()), ("example", look.named(example).into())];
            look.with("profile-postcode-like", &facts)
        }
        None => look.with("profile-postcode-none", &[("country", look.country(country).into_owned().into())]),
    };
    view! {
        {choice_field(look, "country", country, countries, problems)}
        {field("name", &form.name, "text", "name", 100, false)}
        {field("street", &form.street, "text", "address-line1", 200, false)}
        {field("extra", &form.extra, "text", "address-line2", 200, true)}
        <div class="two-fields">
            {field("postcode", &form.postcode, "text", "postal-code", 12, !postcode::needed(country))}
            {field("city", &form.city, "text", "address-level2", 100, false)}
        </div>
        <p class="soft fine">{example}</p>
        {field("phone", &form.phone, "tel", "tel", 30, true)}
    }
    .into_any()
}
