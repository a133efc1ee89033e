//! The door of the visitor's preferences. They live in cookies and nowhere else.

use domain::{checkout::COUNTRIES, locale::Locale};
use leptos::prelude::*;

use super::answered;
use crate::{
    problem::ApiError,
    ssr::{Theme, local_path, offered, set_cookie},
};

/// Saves language, currency, country and theme; what is left empty stays as it is.
#[server(prefix = "/api", endpoint = "preferences")]
pub async fn save_preferences(
    #[server(default)] lang: String,
    #[server(default)] currency: String,
    #[server(default)] country: String,
    #[server(default)] theme: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    let back = local_path(&back, "/");
    answered(save(&lang, &currency, &country, &theme), &back, &back)
}

fn save(lang: &str, currency: &str, country: &str, theme: &str) -> Result<(), ApiError> {
    let chosen = |text: &str| !text.is_empty();
    let lang = if chosen(lang) { Some(Locale::from_tag(lang).ok_or_else(|| ApiError::invalid("lang"))?) } else { None };
    let currency =
        if chosen(currency) { Some(offered(currency).ok_or_else(|| ApiError::invalid("currency"))?) } else { None };
    let theme =
        if chosen(theme) { Some(Theme::from_word(theme).ok_or_else(|| ApiError::invalid("theme"))?) } else { None };
    if chosen(country) && !COUNTRIES.contains(&country) {
        return Err(ApiError::invalid("country"));
    }
    if let Some(lang) = lang {
        set_cookie("lang", lang.tag(), false);
    }
    if let Some(currency) = currency {
        set_cookie("currency", currency.code(), false);
    }
    if chosen(country) {
        set_cookie("country", country, false);
    }
    if let Some(theme) = theme {
        set_cookie("theme", theme.word(), false);
    }
    Ok(())
}
