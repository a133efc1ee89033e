//! What somebody is asked before we do it, the text they are asked with, and the mark that says what they answered.

use serde::{Deserialize, Serialize};

/// The version of the texts that consent is asked with. Whoever agreed to another one is asked again.
pub const TEXT_VERSION: &str = "2026-11";

/// What needs a yes before it is done. What an order, a cart or a sign-in needs is not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Remembering what is looked at, searched for, put into the cart and bought, to suggest what fits.
    Behaviour,
    /// Sending news and offers.
    Marketing,
}

impl Purpose {
    /// All purposes, as the privacy page shows them.
    pub const ALL: [Self; 2] = [Self::Behaviour, Self::Marketing];

    /// Its word in forms, tables and the cookie.
    pub fn word(self) -> &'static str {
        match self {
            Self::Behaviour => "behaviour",
            Self::Marketing => "marketing",
        }
    }

    /// The purpose of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

/// What the browser was told, as its cookie says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether behaviour may be remembered.
    pub behaviour: bool,
}

impl Answer {
    /// The cookie's name.
    pub const COOKIE: &str = "consent";

    /// The answer in a cookie; `None` where there is none to the text of today, so that it is asked.
    pub fn of_cookie(value: &str) -> Option<Self> {
        match value.strip_prefix(TEXT_VERSION)?.strip_prefix('.')? {
            "behaviour" => Some(Self { behaviour: true }),
            "none" => Some(Self { behaviour: false }),
            _ => None,
        }
    }

    /// The cookie of an answer.
    pub fn cookie(self) -> String {
        format!("{TEXT_VERSION}.{}", if self.behaviour { Purpose::Behaviour.word() } else { "none" })
    }
}

/// What a remembered moment was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Behaviour {
    /// A product's page was opened.
    View,
    /// Something was searched for.
    Search,
    /// Something was put into the cart.
    Add,
    /// Something was bought.
    Buy,
}

impl Behaviour {
    /// Its word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Search => "search",
            Self::Add => "add",
            Self::Buy => "buy",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_to_an_older_text_is_no_answer() {
        for answer in [Answer { behaviour: true }, Answer { behaviour: false }] {
            assert_eq!(Answer::of_cookie(&answer.cookie()), Some(answer));
        }
        for other in ["", "2019-01.behaviour", "2026-11", "2026-11.all", "behaviour"] {
            assert_eq!(Answer::of_cookie(other), None, "{other}");
        }
    }
}
