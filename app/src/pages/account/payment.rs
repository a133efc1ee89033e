//! Ways to pay that a gateway keeps for somebody.

use domain::{checkout::PayOffer, ids::MethodId};
use leptos::prelude::*;
use services::{ServiceError, profile::KeptMethod};

use crate::{
    components::absence_note::{change_note, good_note, trouble_note},
    look::Look,
    pages::account::{
        frame::{Place, account_page, headed},
        lists::nothing,
    },
    ssr::{parameter, shop},
};

/// Ways to pay that somebody else keeps: what there is, and what can be kept. Whoever comes back from agreeing to it arrives
/// here.
#[component]
pub fn Payment() -> impl IntoView {
    let shop = shop();
    account_page(Place::Payment, move |look, signed| async move {
        let told = match parameter("keeping").parse::<MethodId>() {
            Ok(id) => match shop.finish_keeping(&signed, &id).await {
                Ok(true) => good_note(look.t("profile-payment-kept").into_owned()),
                Ok(false) | Err(ServiceError::NotFound) => not_kept(&look),
                Err(ServiceError::Unavailable(_)) => again(&look, &id),
                Err(error) => return Err(error),
            },
            Err(_) if !parameter("given-up").is_empty() => not_kept(&look),
            Err(_) if !parameter("full").is_empty() => trouble_note(look.t("profile-payment-full").into_owned()),
            Err(_) => ().into_any(),
        };
        let rows: Vec<AnyView> =
            shop.payment_methods(&signed).await?.iter().map(|kept| method_row(&look, kept)).collect();
        let more: Vec<AnyView> = shop.methods_to_keep().iter().map(|offer| to_keep(&look, *offer)).collect();
        Ok(view! {
            {headed(&look, Place::Payment, look.t("profile-payment-lead").into_owned())}
            {told}
            {if rows.is_empty() { nothing(&look, "profile-payment-none") } else { view! { <ul class="lines">{rows}</ul> }.into_any() }}
            <p class="soft fine">{look.t("profile-payment-why")}</p>
            <div class="row">{more}<a class="button small" href="/wallet">{look.t("profile-payment-wallet")}</a></div>
        }
        .into_any())
    })
}

fn method_row(look: &Look, kept: &KeptMethod) -> AnyView {
    let forget = format!("{}: {}", look.t("profile-forget"), kept.label);
    view! {
        <li data-kept=kept.gateway.clone()>
            <p class="grow"><b><bdi>{kept.label.clone()}</bdi></b></p>
            <form method="post" action="/api/profile/payment/forget">
                <input type="hidden" name="id" value=kept.id.to_string()/>
                <button class="button small quiet" aria-label=forget>{look.t("profile-forget")}</button>
            </form>
        </li>
    }
    .into_any()
}

fn to_keep(look: &Look, offer: PayOffer) -> AnyView {
    let word = offer.method.word();
    let name = look.t(&format!("payment-{word}")).into_owned();
    if !offer.is_up {
        return view! { <p class="soft fine" data-down=word>{look.with("method-down", &[("name", name.into())])}</p> }
            .into_any();
    }
    view! {
        <form method="post" action="/api/profile/payment/keep">
            <input type="hidden" name="method" value=word/>
            <button class="button small">{look.with("profile-payment-keep", &[("name", name.into())])}</button>
        </form>
    }
    .into_any()
}

fn not_kept(look: &Look) -> AnyView {
    change_note(look.t("profile-payment-not-kept").into_owned(), String::new()).into_any()
}

/// Whoever keeps it does not answer: the same address asks again.
fn again(look: &Look, id: &MethodId) -> AnyView {
    view! {
        {trouble_note(look.t("profile-payment-silent").into_owned())}
        <p><a class="button small" href=format!("/account/payment?keeping={id}")>{look.t("profile-payment-again")}</a></p>
    }
    .into_any()
}
