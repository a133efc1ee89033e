//! Cookies of what somebody chose: how the shop looks, and what they agreed to.

use std::{collections::BTreeSet, sync::Arc};

use domain::{consent::Answer, ids::ProductRef, matching::Apart, profile::Preferences};
use http::{HeaderValue, header, request::Parts};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

use super::{ONE_YEAR, PublicUrl, cookie, here, shop, signed, visit};

/// The cookie of somebody whose preferences change what pages hold; kept pages are not for them.
pub const OWN_PAGES: &str = "own";

/// The cookie of somebody who said that listings are not the same thing; kept pages are not for them.
pub const TOLD_APART: &str = "apart";

/// Where a request comes from, told by the layer that knows proxies: a household is one address, or one network of them.
#[derive(Clone, Copy, Debug)]
pub struct Household(pub u128);

/// The household that asks, as a text; empty where it is not known.
pub fn household() -> String {
    let known = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Household>().copied());
    known.map(|Household(bits)| format!("{bits:032x}")).unwrap_or_default()
}

/// Has pages be made for this browser alone, as its visitor tells listings apart.
pub fn keep_apart() {
    line(TOLD_APART, "1", ONE_YEAR, PublicUrl::is_secure()).into_iter().for_each(put);
}

/// What the visitor of this page told apart.
#[derive(Clone)]
struct ToldApart(Arc<Vec<Apart>>);

/// What the visitor of a page that is made for them alone told apart; known once their preferences are.
pub fn told_apart() -> Vec<Apart> {
    use_context::<ToldApart>().map(|told| told.0.to_vec()).unwrap_or_default()
}

/// What a browser with the cookie told apart.
async fn apart_of_browser() -> Vec<Apart> {
    let told = use_context::<Parts>().and_then(|parts| cookie(&parts, TOLD_APART));
    let visitor = visit().visitor.filter(|_| told.as_deref() == Some("1"));
    match visitor {
        Some(visitor) => shop().apart_of(&visitor).await,
        None => Vec::new(),
    }
}

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

/// What somebody saved, for the hearts of a page that is made for them alone.
#[derive(Clone)]
struct SavedRefs(Arc<BTreeSet<ProductRef>>);

/// Pages with hearts that are made for one visitor, whoever it is; all others are kept for everybody.
const OF_ONE_VISITOR: [&str; 3] = ["/search", "/cart", "/recent"];

/// Has the hearts of this page know what is saved. A guest's are known where the page is made for them alone.
pub async fn know_saved() {
    let own = signed().is_some() || OF_ONE_VISITOR.iter().any(|page| here().starts_with(page));
    let Some(visitor) = visit().visitor.filter(|_| own) else { return };
    if let Ok(saved) = shop().hearts(&visitor).await {
        provide_context(SavedRefs(Arc::new(saved)));
    }
}

/// Whether this page knows that a product is saved.
pub fn is_saved(product: &ProductRef) -> bool {
    use_context::<SavedRefs>().is_some_and(|saved| saved.0.contains(product))
}

/// What whoever is signed in prefers; as from the start for everybody else, and where it cannot be read. Both with what they
/// told apart.
pub async fn preferences() -> Preferences {
    let apart = apart_of_browser().await;
    if !apart.is_empty() {
        provide_context(ToldApart(Arc::new(apart.clone())));
    }
    let wanted = match signed() {
        Some(signed) => shop().preferences(&signed).await.unwrap_or_default(),
        None => Preferences::default(),
    };
    Preferences { apart, ..wanted }
}
