//! JSON as servers really write it.

use serde::{Deserialize, Deserializer, de::IgnoredAny};

use super::MOST_PRODUCTS;

/// A list whose broken entries are left out instead of spoiling the rest.
pub fn lenient<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Maybe<T> {
        Good(T),
        Bad(#[allow(dead_code)] IgnoredAny),
    }
    let all = Option::<Vec<Maybe<T>>>::deserialize(from)?.unwrap_or_default();
    let good = |entry| match entry {
        Maybe::Good(entry) => Some(entry),
        Maybe::Bad(_) => None,
    };
    Ok(all.into_iter().take(MOST_PRODUCTS).filter_map(good).collect())
}

/// A field that may be missing or `null`, both of which mean the default.
pub fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

/// An id that some servers write as a number and some as a text.
pub fn id_text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Id {
        Number(u64),
        Text(String),
    }
    Ok(match Id::deserialize(from)? {
        Id::Number(number) => number.to_string(),
        Id::Text(text) => text,
    })
}
