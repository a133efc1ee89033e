//! What mails and payment pages say, in the shopper's language, from `locales/*/mail.ftl`; what happened to an account is
//! called as on its page of security.

use domain::locale::Locale;
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

type Bundle = FluentBundle<FluentResource>;

/// The texts of all languages.
pub struct Texts {
    bundles: [Bundle; 3],
}

fn sources(locale: Locale) -> [&'static str; 2] {
    match locale {
        Locale::En => [include_str!("../../locales/en/mail.ftl"), include_str!("../../locales/en/security.ftl")],
        Locale::Fr => [include_str!("../../locales/fr/mail.ftl"), include_str!("../../locales/fr/security.ftl")],
        Locale::Ar => [include_str!("../../locales/ar/mail.ftl"), include_str!("../../locales/ar/security.ftl")],
    }
}

impl Default for Texts {
    fn default() -> Self {
        let bundle = |locale: Locale| {
            let language = locale.tag().parse().expect("our language tags are well formed");
            let mut bundle = Bundle::new_concurrent(vec![language]);
            bundle.set_use_isolating(false);
            for source in sources(locale) {
                let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
                bundle.add_resource_overriding(resource);
            }
            bundle
        };
        Self { bundles: Locale::ALL.map(bundle) }
    }
}

impl Texts {
    /// The text of a key; the key itself where there is none.
    pub fn get(&self, locale: Locale, key: &str) -> String {
        self.with(locale, key, &[])
    }

    /// The text of a key with values put in.
    pub fn with(&self, locale: Locale, key: &str, values: &[(&'static str, String)]) -> String {
        let place = Locale::ALL.iter().position(|known| *known == locale).unwrap_or(0);
        let bundle = &self.bundles[place];
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
        let arguments: FluentArgs = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything() {
        let keys = |locale| -> Vec<&str> {
            let lines = sources(locale)
                .into_iter()
                .flat_map(str::lines)
                .filter(|line| line.contains(" = ") && !line.starts_with([' ', '#']));
            lines.filter_map(|line| line.split(" = ").next()).collect()
        };
        for locale in Locale::ALL {
            assert_eq!(keys(locale), keys(Locale::En), "{locale:?}");
            let texts = Texts::default();
            for key in keys(locale) {
                assert_ne!(texts.get(locale, key), key, "{locale:?}");
            }
        }
    }
}
