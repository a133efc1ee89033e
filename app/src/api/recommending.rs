//! The door of suggestions: has what led to one forgotten.

use domain::ids::ProductRef;
use leptos::prelude::*;
use services::recommending::Cause;

use super::answered;
use crate::{
    problem::ApiError,
    ssr::{keep_private, shop, visit},
};

/// Forgets what led to a suggestion: the thing named by `because`, or the search for `words`; the suggestion itself is not
/// made again. Only what is remembered of whoever asks is touched.
#[server(prefix = "/api", endpoint = "recommendations/forget")]
pub async fn forget_suggestion(
    #[server(default)] product: String,
    #[server(default)] because: String,
    #[server(default)] words: String,
) -> Result<(), ApiError> {
    keep_private();
    answered(forget(&product, &because, words).await, "/?forgotten=1#for-you", "/")
}

async fn forget(product: &str, because: &str, words: String) -> Result<(), ApiError> {
    let product: ProductRef = product.parse().map_err(|_| ApiError::invalid("product"))?;
    let cause = match (because, words) {
        ("", words) if words.is_empty() => Cause::Nothing,
        ("", words) => Cause::Searched(words),
        (because, _) => Cause::Thing(because.parse().map_err(|_| ApiError::invalid("because"))?),
    };
    // Of somebody unknown nothing is remembered.
    if let Some(visitor) = visit().visitor {
        shop().forget_suggestion(&visitor, &product, cause).await?;
    }
    Ok(())
}
