//! Doors for whoever says what the shop takes off carts by itself.

use leptos::prelude::*;
use services::promotions::PromotionForm;

use super::{answered, operator::allowed};
use crate::{
    problem::{ApiError, ProblemKind},
    ssr::shop,
};

const PAGE: &str = "/operator/promotions";
const DONE: &str = "/operator/promotions?done=1";

/// Begins a promotion.
#[server(prefix = "/api", endpoint = "operator/begin-promotion")]
pub async fn begin_promotion(
    #[server(default)] name: String,
    #[server(default)] kind: String,
    #[server(default)] size: String,
    #[server(default)] seller: String,
    #[server(default)] group: String,
    #[server(default)] least: String,
    #[server(default)] from: String,
    #[server(default)] until: String,
) -> Result<(), ApiError> {
    let form = PromotionForm { name, kind, size, seller, group, least, from, until };
    let typed = typed(&form);
    let outcome = async {
        let begun = shop().begin_promotion(&allowed()?, &form).await?;
        begun.map_err(|field| ApiError::invalid(&format!("promotion-{field}")))
    };
    answered(outcome.await, DONE, &format!("{PAGE}?{typed}"))
}

/// What was typed, for the form to show again.
fn typed(form: &PromotionForm) -> String {
    let fields = [
        ("name", &form.name),
        ("kind", &form.kind),
        ("size", &form.size),
        ("seller", &form.seller),
        ("group", &form.group),
        ("least", &form.least),
        ("from", &form.from),
        ("until", &form.until),
    ];
    let short = |text: &str| text.chars().take(PromotionForm::LONGEST_NAME).collect::<String>();
    let pair = |(name, text): (&str, &String)| format!("{name}={}", domain::search::percent_encoded(&short(text)));
    fields.map(pair).join("&")
}

/// Ends a promotion.
#[server(prefix = "/api", endpoint = "operator/end-promotion")]
pub async fn end_promotion(#[server(default)] promotion: String) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        let id = promotion.parse().map_err(|_| ApiError::invalid("promotion"))?;
        let ended = shop().end_promotion(&clerk, &id).await?;
        if ended { Ok(()) } else { Err(ApiError::of(ProblemKind::Conflict, None)) }
    };
    answered(outcome.await, DONE, PAGE)
}
