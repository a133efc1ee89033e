//! The form that sets an alert about a product, and the row of a product's page that leads to it and to the comparison.

use domain::{
    ids::ProductRef,
    keeping::{AlertKind, Seen},
    visit::ProductPage,
};
use leptos::prelude::*;
use services::ServiceError;

use super::{
    alerts::{FORM, form_address},
    keeping_page, problems,
};
use crate::{
    components::field::{TextField, text_field},
    icons::{BELL, COMPARE, icon},
    look::Look,
    ssr::{Refused, parameter, shop, signed},
};

/// The page.
#[component]
pub fn NewAlert() -> impl IntoView {
    keeping_page("keeping-alert-new", |look| async move {
        let product: ProductRef = parameter("product").parse().map_err(|_| ServiceError::NotFound)?;
        let (found, seen) = shop().product_seen(&product, look.visit().currency).await?;
        let refused = Refused::take(FORM);
        let wrong = problems(refused.as_ref());
        let typed = |name: &str| refused.as_ref().map(|refused| refused.typed(name).to_owned()).unwrap_or_default();
        let asked = if refused.is_some() { typed("kind") } else { parameter("kind") };
        let usual = if seen.available { AlertKind::Price } else { AlertKind::Stock };
        let kind = AlertKind::from_word(&asked).unwrap_or(usual);
        let (target, email) = (typed("target"), typed("email"));
        let field = |name, value, kind, autocomplete, optional| TextField {
            name,
            value,
            kind,
            autocomplete,
            longest: 254,
            optional,
        };
        let address = signed().is_none().then(|| {
            view! {
                {text_field(&look, field("email", &email, "email", "email", false), &wrong)}
                <p class="soft fine">{look.t("keeping-alert-guest")}</p>
            }
        });
        Ok(view! {
            <div class="stack gap-1">
                <p><a class="link" dir="auto" href=ProductPage::address(&product)>{found.title.clone()}</a></p>
                <p class="soft">{standing(&look, seen)}</p>
            </div>
            <form class="stack form" method="post" action="/api/alerts/set" novalidate>
                <input type="hidden" name="product" value=product.to_string()/>
                <fieldset class="stack gap-2">
                    <legend><b>{look.t("keeping-alert-when")}</b></legend>
                    {choice(&look, AlertKind::Price, kind)}
                    {choice(&look, AlertKind::Stock, kind)}
                </fieldset>
                {text_field(&look, field("target", &target, "text", "off", true), &wrong)}
                <p class="soft fine">{look.with("keeping-alert-target-hint", &[("currency", look.visit().currency.code().into())])}</p>
                {address}
                <div class="row"><button class="button primary">{look.t("keeping-alert-set")}</button></div>
                <p class="soft fine">{look.t("keeping-alert-what")}</p>
            </form>
        }
        .into_any())
    })
}

fn standing(look: &Look, seen: Seen) -> String {
    match (seen.available, seen.total) {
        (true, Some(total)) => look.with("keeping-alert-now", &[("amount", look.amount(total).into())]),
        (false, Some(total)) => look.with("keeping-alert-now-out", &[("amount", look.amount(total).into())]),
        (_, None) => look.t("profile-out-of-stock").into_owned(),
    }
}

fn choice(look: &Look, kind: AlertKind, chosen: AlertKind) -> AnyView {
    let key = match kind {
        AlertKind::Price => "keeping-alert-price",
        AlertKind::Stock => "keeping-alert-stock",
    };
    view! {
        <label class="choice">
            <input type="radio" name="kind" value=kind.word() checked=kind == chosen/>
            <span>{look.t(key)}</span>
        </label>
    }
    .into_any()
}

/// Compare it, or be told of it: for a product's page, the same for everybody.
pub fn keep_row(look: &Look, product: &ProductRef, in_stock: bool) -> AnyView {
    let (kind, key) = if in_stock { ("price", "keeping-tell-cheaper") } else { ("stock", "keeping-tell-back") };
    view! {
        <div class="row keep-row">
            <button class="button small" form="compare" name="product" value=product.to_string()>{icon(COMPARE)}{look.t("keeping-compare-do")}</button>
            <a class="button small" href=form_address(product, Some(kind)) rel="nofollow">{icon(BELL)}{look.t(key)}</a>
        </div>
    }
    .into_any()
}
