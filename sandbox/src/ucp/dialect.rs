//! What differs between the two versions of the protocol that the merchants speak.

use serde_json::{Value, json};

/// A dated release of the Universal Commerce Protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// 2026-04-08.
    April,
    /// 2026-08-25.
    August,
}

impl Dialect {
    /// The release of this date, the older one for dates that are not ours.
    #[must_use]
    pub fn of(date: &str) -> Self {
        if date >= Self::August.date() { Self::August } else { Self::April }
    }

    /// The date of the release.
    #[must_use]
    pub fn date(self) -> &'static str {
        match self {
            Self::April => "2026-04-08",
            Self::August => "2026-08-25",
        }
    }

    /// Where the profile keeps the merchant's public keys.
    #[must_use]
    pub fn keys_field(self) -> &'static str {
        match self {
            Self::April => "signing_keys",
            Self::August => "keys",
        }
    }

    /// Text about a shipping option: a plain string at first, a description object since August.
    #[must_use]
    pub fn option_description(self, text: &str) -> Value {
        match self {
            Self::April => json!(text),
            Self::August => json!({ "plain": text }),
        }
    }

    /// Marks a destination as a shipping address, which only the newer release asks for.
    pub fn mark_destination(self, destination: &mut serde_json::Map<String, Value>) {
        if self == Self::August {
            destination.insert("type".into(), json!("shipping_address"));
        }
    }
}
