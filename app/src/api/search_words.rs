//! Doors for whoever sees to the words that goods are found by.

use leptos::prelude::*;

use super::{answered, operator::allowed};
use crate::{
    problem::{ApiError, ProblemKind},
    ssr::shop,
};

const PAGE: &str = "/operator/search";

/// Writes down words that mean the same.
#[server(prefix = "/api", endpoint = "operator/add-synonyms")]
pub async fn add_synonyms(#[server(default)] words: String) -> Result<(), ApiError> {
    let outcome = async {
        let kept = shop().add_synonyms(&allowed()?, &words).await?;
        if kept { Ok(()) } else { Err(ApiError::invalid("words")) }
    };
    answered(outcome.await, "/operator/search?done=1", PAGE)
}

/// Takes a set of words away.
#[server(prefix = "/api", endpoint = "operator/remove-synonyms")]
pub async fn remove_synonyms(#[server(default)] set: String) -> Result<(), ApiError> {
    let outcome = async {
        let gone = shop().remove_synonyms(&allowed()?, &set).await?;
        if gone { Ok(()) } else { Err(ApiError::of(ProblemKind::Conflict, None)) }
    };
    answered(outcome.await, "/operator/search?done=1", PAGE)
}
