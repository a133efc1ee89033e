//! The door of the wallet.

use domain::{
    money::{Currency, Money},
    search::percent_encoded,
};
use leptos::prelude::*;
use services::ServiceError;

use super::answered;
use crate::{
    problem::ApiError,
    ssr::{ensure_visitor, offered, shop},
};

/// The most letters of an amount that are read.
const LONGEST_AMOUNT: usize = 20;

/// Begins to pay money into the wallet. The answer is where to pay.
#[server(prefix = "/api", endpoint = "wallet/top-up")]
pub async fn top_up(
    #[server(default)] amount: String,
    #[server(default)] currency: String,
) -> Result<String, ApiError> {
    let typed: String = amount.chars().take(LONGEST_AMOUNT).collect();
    let outcome = begin(&typed, &currency).await;
    let good = outcome.clone().unwrap_or_default();
    answered(outcome, &good, &format!("/wallet?typed={}#top-up", percent_encoded(&typed)))
}

async fn begin(typed: &str, currency: &str) -> Result<String, ApiError> {
    let currency = offered(currency).ok_or_else(|| ApiError::invalid("currency"))?;
    let amount = amount(typed, currency).ok_or_else(|| ApiError::invalid("amount"))?;
    match shop().top_up(&ensure_visitor(), amount).await {
        Err(ServiceError::AmountOutOfRange { .. }) => Err(ApiError::invalid("amount")),
        outcome => Ok(outcome?),
    }
}

/// An amount as people type it, with a point or a comma before the smaller unit.
fn amount(typed: &str, currency: Currency) -> Option<Money> {
    Money::from_decimal(&typed.trim().replace(',', "."), currency).ok()
}
