//! What somebody compares: in a cookie of their browser, so that it is kept nowhere else.

use domain::{ids::ProductRef, keeping::Comparison, search::percent_encoded};
use http::request::Parts;
use leptos::prelude::use_context;

use super::{address::decoded, cookie, set_cookie};

/// The cookie's name.
const COOKIE: &str = "compare";

/// What the browser says is compared.
pub fn comparison() -> Comparison {
    let kept = use_context::<Parts>().and_then(|parts| cookie(&parts, COOKIE)).unwrap_or_default();
    Comparison::of(decoded(&kept).split(' ').filter_map(|word| word.parse::<ProductRef>().ok()))
}

/// Has the browser keep what is compared.
pub fn keep_comparison(comparison: &Comparison) {
    let words: Vec<String> = comparison.products().iter().map(ToString::to_string).collect();
    set_cookie(COOKIE, &percent_encoded(&words.join(" ")), true);
}
