//! Cookies of what somebody chose: how the shop looks, and what they agreed to.

use std::{collections::BTreeSet, sync::Arc};

use domain::{consent::Answer, ids::ProductRef, profile::Preferences};
use http::{HeaderValue, header, request::Parts};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

use super::{ONE_YEAR, PublicUrl, cookie, shop, signed};

/// The cookie of somebody whose preferences change what pages hold; kept pages are not for them.
pub const OWN_PAGES: &str = "own";

/// What the browser says was answered to the question of today.
pub fn answer_of_browser() -> Option<Answer> {
    let value = use_context::<Parts>().and_then(|parts| cookie(&parts, Answer::COOKIE))?;
    Answer::of_cookie(&value)
}

/// Has the browser keep an answer.
pub fn keep_answer(answer: Answer) {
    answer_cookie(answer, PublicUrl::is_secure()).into_iter().for_each(put);
}

/// Has the browser keep what somebody prefers.
pub fn keep_choices(wanted: &Preferences) {
    choice_cookies(wanted, None, PublicUrl::is_secure()).into_iter().for_each(put);
}

/// The cookies of what somebody prefers and answered.
pub fn choice_cookies(wanted: &Preferences, answer: Option<Answer>, secure: bool) -> Vec<HeaderValue> {
    let chosen = [
        ("lang", wanted.language.map(|locale| locale.tag().to_owned())),
        ("currency", wanted.currency.map(|currency| currency.code().to_owned())),
        ("country", wanted.country.clone()),
        ("theme", wanted.theme.clone()),
    ];
    let chosen = chosen.into_iter().filter_map(|(name, value)| line(name, &value?, ONE_YEAR, secure));
    let own = line(OWN_PAGES, "1", if wanted.change_pages() { ONE_YEAR } else { 0 }, secure);
    chosen.chain(own).chain(answer.and_then(|answer| answer_cookie(answer, secure))).collect()
}

fn answer_cookie(answer: Answer, secure: bool) -> Option<HeaderValue> {
    line(Answer::COOKIE, &answer.cookie(), ONE_YEAR, secure)
}

fn line(name: &str, value: &str, seconds: u32, secure: bool) -> Option<HeaderValue> {
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax{secure}")).ok()
}

fn put(cookie: HeaderValue) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.append_header(header::SET_COOKIE, cookie);
    }
}

/// What whoever is signed in saved, for the hearts of a page that is made for them alone.
#[derive(Clone)]
struct SavedRefs(Arc<BTreeSet<ProductRef>>);

/// Has the hearts of this page know what is saved.
pub async fn know_saved() {
    let Some(signed) = signed() else { return };
    if let Ok(saved) = shop().saved_refs(&signed).await {
        provide_context(SavedRefs(Arc::new(saved)));
    }
}

/// Whether this page knows that a product is saved.
pub fn is_saved(product: &ProductRef) -> bool {
    use_context::<SavedRefs>().is_some_and(|saved| saved.0.contains(product))
}

/// What whoever is signed in prefers; as from the start for everybody else, and where it cannot be read.
pub async fn preferences() -> Preferences {
    match signed() {
        Some(signed) => shop().preferences(&signed).await.unwrap_or_default(),
        None => Preferences::default(),
    }
}
