//! The address that was asked for.

use http::request::Parts;
use leptos::prelude::use_context;

/// The path and question of the page that is being shown.
pub fn here() -> String {
    use_context::<Parts>()
        .and_then(|parts| parts.uri.path_and_query().map(ToString::to_string))
        .unwrap_or_else(|| "/".to_owned())
}

/// The parameters of the address, in their order; what repeats is kept.
pub fn parameters() -> Vec<(String, String)> {
    pairs_of(&use_context::<Parts>().and_then(|parts| parts.uri.query().map(str::to_owned)).unwrap_or_default())
}

/// The names and values of the question of an address.
pub fn pairs_of(question: &str) -> Vec<(String, String)> {
    let pairs = question.split('&').filter(|pair| !pair.is_empty()).take(100);
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// The value of a parameter of the address; empty where there is none.
pub fn parameter(name: &str) -> String {
    parameters().into_iter().find(|(known, _)| known == name).map(|(_, value)| value).unwrap_or_default()
}

/// Reads `application/x-www-form-urlencoded`; what is not UTF-8 becomes a replacement character.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |byte: u8| char::from(byte).to_digit(16);
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                let value = hex(*high).zip(hex(*low)).map_or(0, |(high, low)| high * 16 + low);
                bytes.push(u8::try_from(value).unwrap_or(b'?'));
                rest = tail;
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_as_forms_write_them() {
        assert_eq!(decoded("a+b%20c%26%C3%A9%zz%"), "a b c&é%zz%");
    }
}
