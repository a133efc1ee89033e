//! What the shop promises: how it deals with what it knows of people, and how it is kept safe. Both say only what is so.

use leptos::prelude::*;

use crate::{
    components::frame::{At, framed},
    look::Look,
    pages::head::{About, about},
    ssr::{PLAIN_SESSION, PublicUrl, SECURE_SESSION, SecurityContact},
};

/// The sections of the privacy policy, with their points.
const PRIVACY: [(&str, &[&str]); 5] = [
    ("policy-privacy-kept", &["visitor", "choices", "account", "orders", "payments", "behaviour", "safety"]),
    ("policy-privacy-why", &["contract", "consent", "law", "safety"]),
    ("policy-privacy-given", &["marketplaces", "gateway", "sign-in", "nobody"]),
    ("policy-privacy-long", &["cart", "orders", "books", "behaviour", "account", "log"]),
    ("policy-privacy-rights", &["see", "correct", "erase", "withdraw", "complain"]),
];

/// What happens when something went wrong, as either policy tells it.
const INCIDENT: [(&str, &[&str]); 2] =
    [("policy-privacy-incident", &["told", "what"]), ("safety-incident", &["told", "do"])];

/// What is done for security, and what whoever reports a weakness can rely on.
const SAFETY: [(&str, &[&str]); 2] = [
    ("safety-done", &["cards", "passwords", "browser", "marketplaces", "sealed", "log", "pictures"]),
    ("safety-report", &["say", "answer", "please", "thanks"]),
];

/// Every cookie: what it is for, and how long it stays.
const COOKIES: [(&str, &str, &str); 7] = [
    ("visitor", "visitor", "year"),
    (PLAIN_SESSION, "session", "session"),
    ("pending, refused_form", "pending", "minutes"),
    ("device", "device", "year"),
    ("lang, currency, country, theme", "choices", "year"),
    ("consent, own", "answers", "year"),
    ("cart_count", "count", "year"),
];

/// Every key that is put together here.
#[cfg(test)]
pub fn keys() -> Vec<String> {
    let sections = PRIVACY.into_iter().chain(INCIDENT).chain(SAFETY);
    let points = sections.flat_map(|(key, names)| names.iter().map(move |name| format!("{key}-{name}")));
    let headings = PRIVACY.into_iter().chain(INCIDENT).map(|(key, _)| key.to_owned());
    let cookies = COOKIES
        .into_iter()
        .flat_map(|(_, what, long)| [format!("policy-privacy-cookie-{what}"), format!("policy-privacy-stays-{long}")]);
    points.chain(headings).chain(cookies).collect()
}

/// The privacy policy.
#[component]
pub fn Privacy() -> impl IntoView {
    let look = Look::here();
    let sections: Vec<AnyView> = PRIVACY.iter().map(|(key, names)| section(&look, key, names)).collect();
    let [incident, _] = INCIDENT;
    let main = view! {
        {head("/privacy", look.t("policy-privacy-title").into_owned(), look.t("policy-privacy-lead").into_owned())}
        <article class="page narrow policy">
            <header><h1>{look.t("policy-privacy-title")}</h1><p class="lead">{look.t("policy-privacy-lead")}</p></header>
            {sections}
            <p class="row">
                <a class="button" href="/account/privacy">{look.t("policy-privacy-your-page")}</a>
                <a href="/privacy/choices">{look.t("policy-privacy-choices")}</a>
                <a href="/security">{look.t("safety-title")}</a>
            </p>
            {cookies(&look)}
            {section(&look, incident.0, incident.1)}
            <p class="soft">{look.t("policy-privacy-ask")}" "{contact()}</p>
        </article>
    };
    framed(&look, At::Elsewhere, "", main.into_any())
}

/// How the shop is kept safe, and where to report that it is not.
#[component]
pub fn Security() -> impl IntoView {
    let look = Look::here();
    let ([done, report], [_, incident]) = (SAFETY, INCIDENT);
    let encrypted = if PublicUrl::is_secure() { "safety-encrypted" } else { "safety-practice" };
    let main = view! {
        {head("/security", look.t("safety-title").into_owned(), look.t("safety-lead").into_owned())}
        <article class="page narrow policy">
            <header><h1>{look.t("safety-title")}</h1><p class="lead">{look.t("safety-lead")}</p></header>
            <section>
                <h2>{look.t("safety-done")}</h2>
                <ul><li>{look.t(encrypted)}</li>{points(&look, done.0, done.1)}</ul>
            </section>
            <section id="report">
                <h2>{look.t("safety-report")}</h2>
                <p>{look.t("safety-report-where")}" "{contact()}</p>
                <ul>{points(&look, report.0, report.1)}</ul>
                <p class="soft"><a href="/.well-known/security.txt">"security.txt"</a></p>
            </section>
            {section(&look, incident.0, incident.1)}
            <p><a href="/privacy">{look.t("policy-privacy-title")}</a></p>
        </article>
    };
    framed(&look, At::Elsewhere, "", main.into_any())
}

fn head(path: &str, title: String, description: String) -> AnyView {
    about(About { title, description, path: path.to_owned(), picture: None, kind: "website" })
}

/// A heading and its points; their keys begin with the heading's.
fn section(look: &Look, key: &str, names: &[&str]) -> AnyView {
    view! { <section><h2>{look.t(key)}</h2><ul>{points(look, key, names)}</ul></section> }.into_any()
}

fn points(look: &Look, key: &str, names: &[&str]) -> Vec<AnyView> {
    names.iter().map(|name| view! { <li>{look.t(&format!("{key}-{name}"))}</li> }.into_any()).collect()
}

fn cookies(look: &Look) -> AnyView {
    let rows: Vec<AnyView> = COOKIES
        .into_iter()
        .map(|(name, what, long)| {
            let name = if name == PLAIN_SESSION && PublicUrl::is_secure() { SECURE_SESSION } else { name };
            view! {
                <tr>
                    <th scope="row"><code>{name}</code></th>
                    <td>{look.t(&format!("policy-privacy-cookie-{what}"))}</td>
                    <td>{look.t(&format!("policy-privacy-stays-{long}"))}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section>
            <h2>{look.t("policy-privacy-cookies")}</h2>
            <p>{look.t("policy-privacy-cookies-none")}</p>
            <div class="scrolls" tabindex="0" role="region" aria-label=look.t("policy-privacy-cookies")>
                <table>
                    <thead><tr>
                        <th scope="col">{look.t("policy-privacy-cookie")}</th>
                        <th scope="col">{look.t("policy-privacy-cookie-for")}</th>
                        <th scope="col">{look.t("policy-privacy-cookie-stays")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Whom to write to.
fn contact() -> AnyView {
    let address = SecurityContact::here();
    let shown = address.strip_prefix("mailto:").unwrap_or(&address).to_owned();
    view! { <a href=address><bdi>{shown}</bdi></a> }.into_any()
}
