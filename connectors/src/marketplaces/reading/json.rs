//! JSON as servers really write it.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess, Visitor},
};

use super::MOST_PRODUCTS;

/// A list whose broken entries are left out instead of spoiling the rest; `null` is an empty one. What comes after so
/// many entries is passed over without being kept.
pub fn lenient<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Maybe<T> {
        Good(T),
        Bad(#[allow(dead_code)] IgnoredAny),
    }

    struct Entries<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
        type Value = Vec<T>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a list")
        }

        fn visit_unit<E>(self) -> Result<Vec<T>, E> {
            Ok(Vec::new())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Vec<T>, A::Error> {
            let mut good = Vec::new();
            for _ in 0..MOST_PRODUCTS {
                match entries.next_element()? {
                    Some(Maybe::Good(entry)) => good.push(entry),
                    Some(Maybe::Bad(_)) => {}
                    None => return Ok(good),
                }
            }
            while entries.next_element::<IgnoredAny>()?.is_some() {}
            Ok(good)
        }
    }

    from.deserialize_any(Entries(PhantomData))
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
