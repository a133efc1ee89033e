//! The shop's words in all its languages, from `locales/`. Only the server reads them; islands get theirs as properties.

use std::{borrow::Cow, sync::LazyLock};

use domain::locale::Locale;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

use crate::texts::Plural;

type Bundle = FluentBundle<FluentResource>;

macro_rules! sources {
    ($tag:literal) => {
        &[
            ("account", include_str!(concat!("../../locales/", $tag, "/account.ftl"))),
            ("frame", include_str!(concat!("../../locales/", $tag, "/frame.ftl"))),
            ("names", include_str!(concat!("../../locales/", $tag, "/names.ftl"))),
            ("shopping", include_str!(concat!("../../locales/", $tag, "/shopping.ftl"))),
            ("search", include_str!(concat!("../../locales/", $tag, "/search.ftl"))),
            ("product", include_str!(concat!("../../locales/", $tag, "/product.ftl"))),
            ("reviews", include_str!(concat!("../../locales/", $tag, "/reviews.ftl"))),
            ("home", include_str!(concat!("../../locales/", $tag, "/home.ftl"))),
            ("cart", include_str!(concat!("../../locales/", $tag, "/cart.ftl"))),
            ("checkout", include_str!(concat!("../../locales/", $tag, "/checkout.ftl"))),
            ("orders", include_str!(concat!("../../locales/", $tag, "/orders.ftl"))),
            ("papers", include_str!(concat!("../../locales/", $tag, "/papers.ftl"))),
            ("matching", include_str!(concat!("../../locales/", $tag, "/matching.ftl"))),
            ("operator", include_str!(concat!("../../locales/", $tag, "/operator.ftl"))),
            ("staff", include_str!(concat!("../../locales/", $tag, "/staff.ftl"))),
            ("policy", include_str!(concat!("../../locales/", $tag, "/policy.ftl"))),
            ("security", include_str!(concat!("../../locales/", $tag, "/security.ftl"))),
            ("prices", include_str!(concat!("../../locales/", $tag, "/prices.ftl"))),
            ("profile", include_str!(concat!("../../locales/", $tag, "/profile.ftl"))),
            ("index", include_str!(concat!("../../locales/", $tag, "/index.ftl"))),
            ("keeping", include_str!(concat!("../../locales/", $tag, "/keeping.ftl"))),
            ("problems", include_str!(concat!("../../locales/", $tag, "/problems.ftl"))),
        ]
    };
}

/// Name and text of a language's files.
fn sources(locale: Locale) -> &'static [(&'static str, &'static str)] {
    match locale {
        Locale::En => sources!("en"),
        Locale::Fr => sources!("fr"),
        Locale::Ar => sources!("ar"),
    }
}

static BUNDLES: LazyLock<[Bundle; 3]> = LazyLock::new(|| Locale::ALL.map(bundle));

/// What cannot be read of a file is left out of it; a test reads all of them strictly.
fn bundle(locale: Locale) -> Bundle {
    let language = locale.tag().parse().expect("our language tags are well formed");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    for (_, text) in sources(locale) {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

fn bundle_of(locale: Locale) -> &'static Bundle {
    match locale {
        Locale::En => &BUNDLES[0],
        Locale::Fr => &BUNDLES[1],
        Locale::Ar => &BUNDLES[2],
    }
}

fn format(locale: Locale, key: &str, arguments: Option<&FluentArgs>) -> Option<Cow<'static, str>> {
    let bundle = bundle_of(locale);
    let pattern = bundle.get_message(key)?.value()?;
    let mut problems = Vec::new();
    Some(bundle.format_pattern(pattern, arguments, &mut problems))
}

/// The text of a key; the key itself where there is none.
pub fn t(locale: Locale, key: &str) -> Cow<'static, str> {
    format(locale, key, None).unwrap_or_else(|| Cow::Owned(key.to_owned()))
}

/// The text of a key with values put in, counted as the language counts.
pub fn t_with(locale: Locale, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    let arguments: FluentArgs = values.iter().map(|(name, value)| (*name, value.clone())).collect();
    format(locale, key, Some(&arguments)).map_or_else(|| key.to_owned(), Cow::into_owned)
}

/// A text in all its plural forms, for islands that count.
pub fn plural(locale: Locale, key: &str) -> Plural {
    let form = |sample: u32| {
        let text = t_with(locale, key, &[("count", sample.into())]);
        text.replacen(&sample.to_string(), "{count}", 1)
    };
    Plural(Plural::SAMPLES.into_iter().map(form).collect())
}

#[cfg(test)]
mod tests;
