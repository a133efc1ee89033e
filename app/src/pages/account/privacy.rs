//! What is known and why, what was agreed to, everything in one file, and the way out.

use domain::{
    consent::{Behaviour, Purpose},
    time::Timestamp,
};
use leptos::prelude::*;
use services::privacy::{Erasure, Given};

use crate::{
    look::Look,
    pages::account::frame::{Place, account_page, headed},
    ssr::{parameter, shop},
};

/// What is known of somebody, in the order in which it is told; the keys of name and reason.
pub const KNOWN: [&str; 8] =
    ["account", "orders", "lists", "preferences", "searches", "behaviour", "security", "mails"];

/// The privacy page of an account.
#[component]
pub fn Privacy() -> impl IntoView {
    let shop = shop();
    account_page(Place::Privacy, move |look, signed| async move {
        let given = shop.consents(look.visit()).await?;
        let (moments, count) = shop.remembered_behaviour(look.visit()).await?;
        let erasure = shop.erasure(&signed).await?;
        Ok(view! {
            {headed(&look, Place::Privacy, look.t("profile-privacy-lead").into_owned())}
            {erasing_note(&look, erasure)}
            {consents(&look, &given)}
            {remembered(&look, &moments, count)}
            {export(&look)}
            {known(&look)}
            {erasure.is_none().then(|| way_to_erase(&look))}
        }
        .into_any())
    })
}

/// That somebody asked to be erased, and how they keep their account.
pub fn erasing_note(look: &Look, erasure: Option<Erasure>) -> AnyView {
    let Some(erasure) = erasure else { return ().into_any() };
    let day = erasure.due_at.date();
    let day = look.named(&format!("{} {}", look.day(day), day.year));
    view! {
        <div class="absence-note change" role="status">
            <p><b>{look.with("profile-erasing", &[("day", day.into())])}</b>" "{look.t("profile-erasing-text")}</p>
            <form method="post" action="/api/privacy/keep"><button class="button small">{look.t("profile-keep")}</button></form>
        </div>
    }
    .into_any()
}

fn consents(look: &Look, given: &[Given]) -> AnyView {
    let rows: Vec<AnyView> = Purpose::ALL
        .into_iter()
        .map(|purpose| {
            let word = purpose.word();
            let newest = given.iter().find(|answer| answer.purpose == purpose);
            let agreed = newest.is_some_and(|answer| answer.given);
            let standing = match newest {
                Some(answer) => {
                    let key = if answer.given { "profile-consent-given" } else { "profile-consent-withdrawn" };
                    let version =
                        look.with("profile-consent-version", &[("version", look.named(&answer.text_version).into())]);
                    view! { {look.t(key)}" "{look.moment(answer.at)}" · "{version} }.into_any()
                }
                None => view! { {look.t("profile-consent-never")} }.into_any(),
            };
            let button = look.t(if agreed { "profile-consent-withdraw" } else { "profile-consent-give" });
            let label = format!("{button}: {}", look.t(&format!("profile-purpose-{word}")));
            view! {
                <li>
                    <div class="grow">
                        <p><b>{look.t(&format!("profile-purpose-{word}"))}</b></p>
                        <p class="soft fine">{look.t(&format!("profile-purpose-{word}-text"))}</p>
                        <p class="soft fine">{standing}</p>
                    </div>
                    <form method="post" action="/api/privacy/consent">
                        <input type="hidden" name="purpose" value=word/>
                        <input type="hidden" name="given" value=if agreed { "no" } else { "yes" }/>
                        <button class="button small" aria-label=label>{button}</button>
                    </form>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="stack gap-3" aria-labelledby="consents">
            <h2 id="consents">{look.t("profile-consents")}</h2>
            <p class="soft fine">{look.t("profile-consents-needed")}</p>
            <ul class="lines">{rows}</ul>
        </section>
    }
    .into_any()
}

fn remembered(look: &Look, moments: &[(Behaviour, String, Timestamp)], count: u32) -> AnyView {
    if count == 0 {
        return ().into_any();
    }
    let rows: Vec<AnyView> = moments
        .iter()
        .map(|(what, about, at)| {
            let what = look.t(&format!("profile-did-{}", what.word()));
            view! { <li><div class="grow"><p>{what}" "<bdi>{about.clone()}</bdi></p></div><span class="soft fine">{look.moment(*at)}</span></li> }.into_any()
        })
        .collect();
    view! {
        <details id="remembered">
            <summary>{look.count("profile-remembered", count)}</summary>
            <ul class="lines">{rows}</ul>
        </details>
    }
    .into_any()
}

fn export(look: &Look) -> AnyView {
    view! {
        <section class="stack gap-3" aria-labelledby="export">
            <h2 id="export">{look.t("profile-export")}</h2>
            <p class="soft">{look.t("profile-export-text")}</p>
            <div class="row">
                <a class="button small" href="/account/export.json" download="">{look.t("profile-export-json")}</a>
                <a class="button small" href="/account/export.csv" download="">{look.t("profile-export-csv")}</a>
            </div>
        </section>
    }
    .into_any()
}

fn known(look: &Look) -> AnyView {
    let rows: Vec<AnyView> = KNOWN
        .iter()
        .map(|word| {
            view! { <div><dt>{look.t(&format!("profile-known-{word}"))}</dt><dd>{look.t(&format!("profile-known-{word}-why"))}</dd></div> }
                .into_any()
        })
        .collect();
    view! {
        <section class="stack gap-3" aria-labelledby="known">
            <div class="section-head"><h2 id="known">{look.t("profile-known")}</h2><a class="link" href="/privacy">{look.t("profile-policy")}</a></div>
            <dl class="known">{rows}</dl>
        </section>
    }
    .into_any()
}

fn way_to_erase(look: &Look) -> AnyView {
    let refused = (parameter("erase") == "unsure")
        .then(|| view! { <p class="absence-note trouble" role="alert">{look.t("profile-erase-unsure")}</p> });
    view! {
        <section class="stack gap-3" aria-labelledby="erase">
            <h2 id="erase">{look.t("profile-erase")}</h2>
            {refused}
            <p class="soft">{look.t("profile-erase-text")}</p>
            <div class="row"><a class="button small trouble" href="/account/privacy/erase">{look.t("profile-erase-go")}</a></div>
        </section>
    }
    .into_any()
}
