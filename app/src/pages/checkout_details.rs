//! The first step of the checkout: who receives the goods and where.

use domain::{
    address::KeptAddress,
    checkout::{COUNTRIES, CheckoutStep, CheckoutView},
    postcode,
};
use leptos::prelude::*;

use crate::{
    components::field::{TextField, choice_field, problem_summary, text_field},
    look::Look,
    pages::checkout::done,
};

/// The step, open or folded up.
pub(super) fn details_step(look: &Look, view: &CheckoutView, kept: &[KeptAddress]) -> AnyView {
    let form = &view.draft.form;
    if view.draft.step != CheckoutStep::Details {
        let lines = [&form.street, &form.extra, &form.postcode, &form.city].map(String::as_str);
        let address: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        let place = format!("{}, {}, {}", form.name, address.join(", "), look.country(&form.country));
        let reached: Vec<&str> =
            [form.email.as_str(), form.phone.as_str()].into_iter().filter(|line| !line.is_empty()).collect();
        return done(
            look,
            "details",
            view! { <span dir="auto">{place}</span><br/><span dir="auto">{reached.join(", ")}</span> }.into_any(),
        );
    }
    view! {
        <li aria-current="step" id="step">
            <h2>{look.t("checkout-details")}</h2>
            {kept_addresses(look, kept)}
            <form class="open stack gap-4" action="/api/checkout/details" method="post" novalidate>
                {problem_summary(look, &view.problems)}
                {details_fields(look, view)}
                <button class="button primary large">{look.t("checkout-to-delivery")}</button>
                <p class="soft fine">{look.t("checkout-details-why")}</p>
            </form>
        </li>
    }
    .into_any()
}

/// The addresses of whoever is signed in; one click takes one.
fn kept_addresses(look: &Look, kept: &[KeptAddress]) -> AnyView {
    if kept.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = kept
        .iter()
        .map(|one| {
            let place = format!("{}, {}, {}", one.address.name, one.address.lines().join(", "), look.country(&one.address.country));
            let label = format!("{}: {place}", look.t("profile-checkout-here"));
            view! {
                <li>
                    <span dir="auto">{place}</span>
                    <button class="button small" name="id" value=one.id.to_string() aria-label=label>{look.t("profile-checkout-here")}</button>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <form class="open stack gap-2" action="/api/checkout/address" method="post">
            <h3>{look.t("profile-checkout-address")}</h3>
            <ul class="money-list">{rows}</ul>
        </form>
    }
    .into_any()
}

fn details_fields(look: &Look, view: &CheckoutView) -> AnyView {
    let (form, problems) = (&view.draft.form, view.problems.as_slice());
    let field = |name: &'static str, value, kind, autocomplete, longest, optional| {
        text_field(look, TextField { name, value, kind, autocomplete, longest, optional }, problems)
    };
    let mut countries: Vec<(String, String)> =
        COUNTRIES.iter().map(|code| ((*code).to_owned(), look.country(code).into_owned())).collect();
    countries.sort_by(|left, right| left.1.cmp(&right.1));
    let country = if form.country.is_empty() { &look.visit().country } else { &form.country };
    view! {
        {field("email", &form.email, "email", "email", 254, false)}
        {field("name", &form.name, "text", "name", 100, false)}
        {field("street", &form.street, "text", "address-line1", 200, false)}
        {field("extra", &form.extra, "text", "address-line2", 200, true)}
        <div class="two-fields">
            {field("postcode", &form.postcode, "text", "postal-code", 12, !postcode::needed(country))}
            {field("city", &form.city, "text", "address-level2", 100, false)}
        </div>
        {choice_field(look, "country", country, countries, problems)}
        {field("phone", &form.phone, "tel", "tel", 30, true)}
    }
    .into_any()
}
