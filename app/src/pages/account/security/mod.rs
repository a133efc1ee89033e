//! How an account is kept safe: second factors, ways to sign in, the telephone number, sessions, and what happened.

mod app;
mod codes;
mod factors;
mod phone;
mod sessions;

use leptos::prelude::*;
use services::factors::Overview as Factors;

pub use self::{app::SetUpApp, codes::BackupCodes};
use super::frame::{Place, account_page, headed};
use crate::{
    components::absence_note::good_note,
    icons::{WARNING, icon},
    islands::passkeys::Passkeys,
    look::Look,
    ssr::{parameter, set_status, shop},
};

/// What was done, as the address tells it, with the key of its text.
const DONE: [(&str, &str); 11] = [
    ("app", "security-done-app"),
    ("app-removed", "security-done-app-removed"),
    ("passkey", "security-done-passkey"),
    ("passkey-renamed", "security-done-passkey-renamed"),
    ("passkey-removed", "security-done-passkey-removed"),
    ("linked", "security-done-linked"),
    ("unlinked", "security-done-unlinked"),
    ("phone", "security-done-phone"),
    ("phone-removed", "security-done-phone-removed"),
    ("session", "security-done-session"),
    ("sessions", "security-done-sessions"),
];

/// What is wrong with a field, as the address tells it, with the key of its text.
const WRONG: [(&str, &str); 8] = [
    ("code-missing", "security-code-missing"),
    ("code-wrong", "security-code-wrong"),
    ("short-password", "security-factor-short-password"),
    ("passkey-failed", "security-passkey-failed"),
    ("provider-only", "security-provider-only"),
    ("phone-malformed", "security-phone-malformed"),
    ("phone-too-many", "security-phone-too-many"),
    ("phone-over", "security-phone-over"),
];

/// The page.
#[component]
pub fn Security() -> impl IntoView {
    account_page(Place::Security, |look, signed| async move {
        told_wrong();
        let shop = shop();
        let factors = shop.factors(&signed.account).await?;
        let sessions = shop.sessions_of(&signed).await?;
        let events = shop.security_events(&signed).await?;
        let providers = shop.providers();
        Ok(view! {
            {headed(&look, Place::Security, look.t("security-lead").into_owned())}
            {done(&look)}
            <div class="stack gap-8 security">
                {password(&look)}
                {factors::second_step(&look, &factors)}
                {factors::passkeys(&look, &factors, &shop)}
                {factors::providers(&look, &factors, &providers)}
                {phone::phone(&look, &factors, shop.can_text())}
                {sessions::sessions(&look, &sessions)}
                {sessions::events(&look, &events)}
            </div>
            <Passkeys/>
        }
        .into_any())
    })
}

fn password(look: &Look) -> AnyView {
    view! {
        <section class="stack gap-2" aria-labelledby="password">
            <h2 id="password">{look.t("security-password")}</h2>
            <p><a class="button small" href="/account/password">{look.t("security-password-change")}</a></p>
        </section>
    }
    .into_any()
}

/// What was done, where the visitor comes from doing something.
fn done(look: &Look) -> AnyView {
    let what = parameter("did");
    let key = DONE.iter().find(|(known, _)| *known == what).map(|(_, key)| *key);
    key.map(|key| good_note(look.t(key).into_owned())).into_any()
}

/// Whether something is wrong with a field of this page; the answer's status says so.
fn told_wrong() {
    if WRONG.iter().any(|(known, _)| *known == parameter("wrong")) {
        set_status(http::StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// What is wrong, where it is one of these.
fn problem(look: &Look, id: &'static str, about: &[&str]) -> Option<AnyView> {
    let wrong = parameter("wrong");
    let (_, key) = WRONG.iter().find(|(known, _)| *known == wrong && about.contains(known))?;
    Some(view! { <p class="error" id=id role="alert">{icon(WARNING)}{look.t(key)}</p> }.into_any())
}
