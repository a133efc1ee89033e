//! Answers that no page stands behind: refused before one was made, or failed while it was made. They need nothing but the
//! visitor's language.

use domain::locale::Locale;
use http::StatusCode;

use crate::i18n::{t, t_with};

/// Why there is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// The request did not come from a page of ours.
    Refused,
    /// Whoever acts in a customer's place does not do this.
    NotForThem,
    /// What was sent is too large.
    TooLarge,
    /// What was sent is of a kind that this address does not take.
    WrongKind,
    /// Too much was asked for in a short time.
    TooMany {
        /// After how many seconds it is worth asking again.
        seconds: u64,
    },
    /// More ask at this moment than there is room for; a second later it is worth asking again.
    Busy,
    /// The shop failed.
    Failed,
}

impl Plain {
    /// The status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Refused | Self::NotForThem => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What a person reads: heading and sentence.
    pub fn words(self, locale: Locale) -> (String, String) {
        let say = |key: &str| t(locale, key).into_owned();
        match self {
            Self::Refused => (say("refused-title"), say("refused-text")),
            Self::NotForThem => (say("not-for-them-title"), say("not-for-them-text")),
            Self::TooLarge => (say("too-large-title"), say("too-large-text")),
            Self::WrongKind => (say("wrong-kind-title"), say("wrong-kind-text")),
            Self::Busy => Self::TooMany { seconds: 1 }.words(locale),
            Self::TooMany { seconds } => {
                let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
                (say("too-many-title"), t_with(locale, "too-many-text", &[("seconds", seconds.into())]))
            }
            Self::Failed => (say("trouble-title"), say("trouble-text")),
        }
    }

    /// The whole document; `sheet` is the address of the shop's stylesheet.
    pub fn document(self, locale: Locale, sheet: &str) -> String {
        let (title, text) = self.words(locale);
        let home = t(locale, "trouble-home");
        format!(
            "<!DOCTYPE html><html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{title} · Onecart</title>\
             <link rel=\"stylesheet\" href=\"{sheet}\"></head><body><main id=\"main\"><div class=\"page\">\
             <div class=\"empty-state\"><h1>{title}</h1><p>{text}</p>\
             <p><a class=\"button primary\" href=\"/\">{home}</a></p></div></div></main></body></html>",
            locale.tag(),
            locale.direction(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_has_words_in_every_language() {
        let all = [
            Plain::Refused,
            Plain::NotForThem,
            Plain::TooLarge,
            Plain::WrongKind,
            Plain::TooMany { seconds: 7 },
            Plain::Busy,
            Plain::Failed,
        ];
        for (locale, plain) in Locale::ALL.into_iter().flat_map(|locale| all.map(|plain| (locale, plain))) {
            let (title, text) = plain.words(locale);
            assert!(title.contains(' ') && text.contains(' '), "{plain:?} in {locale:?}: {title} / {text}");
            let document = plain.document(locale, "/pkg/onecart.css");
            assert!(document.contains(locale.direction()) && !document.contains("style="), "{document}");
        }
        assert!(Plain::TooMany { seconds: 7 }.words(Locale::En).1.contains('7'));
    }
}
