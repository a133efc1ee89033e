//! The door of the visitor's preferences. They live in cookies, and in the account of whoever has one.

use domain::{checkout::COUNTRIES, locale::Locale, profile::Preferences};
use leptos::prelude::*;

use super::answered;
use crate::{
    problem::ApiError,
    ssr::{Theme, local_path, offered, set_cookie, shop, signed},
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
    let saved = async {
        save(&lang, &currency, &country, &theme)?;
        if let Some(signed) = signed() {
            let mut wanted = shop().preferences(&signed).await?;
            take(&mut wanted, &lang, &currency, &country, &theme);
            shop().save_preferences(&signed, wanted).await?;
        }
        Ok(())
    };
    answered(saved.await, &back, &back)
}

/// Takes what was chosen, and is known to be good, into an account's preferences.
pub(super) fn take(wanted: &mut Preferences, lang: &str, currency: &str, country: &str, theme: &str) {
    let word = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    wanted.language = Locale::from_tag(lang).or(wanted.language);
    wanted.currency = currency.parse().ok().or(wanted.currency);
    wanted.country = word(country).or(wanted.country.take());
    wanted.theme = word(theme).or(wanted.theme.take());
}

/// Keeps what was chosen in the browser.
pub(super) fn save(lang: &str, currency: &str, country: &str, theme: &str) -> Result<(), ApiError> {
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
