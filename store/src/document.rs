//! Domain values as text: whole documents as JSON, enums as their word, money as minor units with a currency.

use std::str::FromStr;

use domain::money::{Currency, Money};
use serde::{Serialize, de::DeserializeOwned};

use crate::StoreError;

/// A value as JSON.
pub(crate) fn text(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::corrupt("document", error))
}

/// A value back from JSON.
pub(crate) fn read<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::corrupt(what, error))
}

/// An enum without fields as its word.
pub(crate) fn word(value: &impl Serialize) -> Result<String, StoreError> {
    let quoted = text(value)?;
    Ok(quoted.trim_matches('"').to_owned())
}

/// An enum without fields back from its word.
pub(crate) fn from_word<T: DeserializeOwned>(what: &'static str, word: &str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::from(word)).map_err(|error| StoreError::corrupt(what, error))
}

/// A name back from its text.
pub(crate) fn parse<T: FromStr>(what: &'static str, text: &str) -> Result<T, StoreError>
where
    T::Err: ToString,
{
    text.parse().map_err(|error: T::Err| StoreError::corrupt(what, error))
}

/// An amount back from its two columns.
pub(crate) fn money(minor: i64, currency: &str) -> Result<Money, StoreError> {
    Ok(Money::new(minor, parse::<Currency>("currency", currency)?))
}

/// A count back from its column.
pub(crate) fn count(what: &'static str, number: i64) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(|error| StoreError::corrupt(what, error))
}
