//! Doors of the checkout. What was typed is kept by the service, so a form that comes back has lost nothing.

use std::collections::BTreeMap;

use domain::{
    checkout::{CheckoutStep, Consent, DetailsForm, PayMethod, Policy, Tolerance},
    ids::{Digest, MarketplaceId, MethodId},
};
use leptos::prelude::*;
use services::PayOutcome;

use super::answered;
use crate::{
    problem::{ApiError, ProblemKind},
    ssr::{ensure_visitor, shop},
};

/// The most letters we take in one field before we look at it; the rules for each field are stricter.
const LONGEST_FIELD: usize = 400;

/// Saves who receives the goods and where.
#[server(prefix = "/api", endpoint = "checkout/details")]
pub async fn save_details(
    #[server(default)] email: String,
    #[server(default)] name: String,
    #[server(default)] street: String,
    #[server(default)] extra: String,
    #[server(default)] postcode: String,
    #[server(default)] city: String,
    #[server(default)] country: String,
    #[server(default)] phone: String,
) -> Result<(), ApiError> {
    let short = |text: String| text.chars().take(LONGEST_FIELD).collect::<String>();
    let form = DetailsForm {
        email: short(email),
        name: short(name),
        street: short(street),
        extra: short(extra),
        postcode: short(postcode),
        city: short(city),
        country: short(country),
        phone: short(phone),
    };
    let outcome = shop().save_details(&ensure_visitor(), form).await.map_err(ApiError::from);
    let good = match &outcome {
        Ok(view) if !view.problems.is_empty() => "/checkout#problems",
        _ => "/checkout#step",
    };
    answered(outcome.map(|_| ()), good, "/checkout")
}

/// Saves how each marketplace delivers, and asks all of them what it costs now.
#[server(prefix = "/api", endpoint = "checkout/delivery")]
pub async fn save_delivery(#[server(default)] chosen: BTreeMap<String, String>) -> Result<(), ApiError> {
    answered(deliver(chosen).await, "/checkout#step", "/checkout")
}

async fn deliver(chosen: BTreeMap<String, String>) -> Result<(), ApiError> {
    if chosen.len() > 50 || chosen.values().any(|option| option.len() > 200) {
        return Err(ApiError::invalid("chosen"));
    }
    let chosen: BTreeMap<MarketplaceId, String> = chosen
        .into_iter()
        .map(|(marketplace, option)| Ok((marketplace.parse()?, option)))
        .collect::<Result<_, domain::ids::InvalidId>>()
        .map_err(|_| ApiError::invalid("chosen"))?;
    shop().save_delivery(&ensure_visitor(), chosen).await?;
    Ok(())
}

/// Asks all marketplaces again what it costs now.
#[server(prefix = "/api", endpoint = "checkout/requote")]
pub async fn requote() -> Result<(), ApiError> {
    let outcome = shop().requote(&ensure_visitor()).await.map_err(ApiError::from);
    answered(outcome.map(|_| ()), "/checkout#step", "/checkout")
}

/// Keeps a coupon's code; an empty one takes it back. An open review is worked out anew.
#[server(prefix = "/api", endpoint = "checkout/coupon")]
pub async fn enter_coupon_at_checkout(#[server(default)] code: String) -> Result<(), ApiError> {
    let outcome = shop().enter_coupon_at_checkout(&ensure_visitor(), &code).await.map_err(ApiError::from);
    answered(outcome, "/checkout#coupon", "/checkout")
}

/// Opens an earlier step again.
#[server(prefix = "/api", endpoint = "checkout/reopen")]
pub async fn reopen(#[server(default)] step: String) -> Result<(), ApiError> {
    answered(open_again(&step).await, "/checkout#step", "/checkout")
}

async fn open_again(step: &str) -> Result<(), ApiError> {
    let step = match step {
        "details" => CheckoutStep::Details,
        "delivery" => CheckoutStep::Delivery,
        "review" => CheckoutStep::Review,
        _ => return Err(ApiError::invalid("step")),
    };
    shop().reopen(&ensure_visitor(), step).await?;
    Ok(())
}

/// Agrees to what the review shows and goes to pay. The answer is where to pay, or nothing where something changed.
#[server(prefix = "/api", endpoint = "checkout/pay")]
pub async fn pay(
    #[server(default)] validation: String,
    #[server(default)] policy: String,
    #[server(default)] tolerance: String,
    #[server(default)] payment: String,
) -> Result<Option<String>, ApiError> {
    let outcome = agree(&validation, &policy, &tolerance, &payment).await;
    let good = match &outcome {
        Ok(PayOutcome::GoTo(address)) => address.clone(),
        Ok(PayOutcome::Declined) => "/checkout#step".to_owned(),
        // What was chosen is kept; only what changed is asked again.
        _ => match way(&payment) {
            Some((method, None)) => format!("/checkout?changed=1&payment={}#step", method.word()),
            Some((method, Some(id))) => format!("/checkout?changed=1&payment={}:{id}#step", method.word()),
            None => "/checkout?changed=1#step".to_owned(),
        },
    };
    let told = outcome.map(|outcome| match outcome {
        PayOutcome::GoTo(address) => Some(address),
        PayOutcome::Changed | PayOutcome::Declined => None,
    });
    answered(told, &good, "/checkout")
}

/// A way to pay as the form names it: the way, and after a colon the saved method that was chosen.
fn way(payment: &str) -> Option<(PayMethod, Option<MethodId>)> {
    match payment.split_once(':') {
        None => Some((PayMethod::from_word(payment)?, None)),
        Some((word, id)) => Some((PayMethod::from_word(word)?, Some(id.parse().ok()?))),
    }
}

async fn agree(validation: &str, policy: &str, tolerance: &str, payment: &str) -> Result<PayOutcome, ApiError> {
    let validation: Digest = validation.parse().map_err(|_| ApiError::of(ProblemKind::Conflict, None))?;
    let policy = Policy::from_word(policy).ok_or_else(|| ApiError::invalid("policy"))?;
    let points: u32 = tolerance.parse().map_err(|_| ApiError::invalid("tolerance"))?;
    let tolerance = Tolerance::try_from(points).map_err(|_| ApiError::invalid("tolerance"))?;
    let (method, saved) = match payment {
        "" => (PayMethod::default(), None),
        word => way(word).ok_or_else(|| ApiError::invalid("payment"))?,
    };
    Ok(shop().pay_by(&ensure_visitor(), &Consent { validation, policy, tolerance, method, saved }).await?)
}
