//! Doors of alerts about products.

use domain::{
    ids::{AlertId, ProductRef, SecretToken},
    search::percent_encoded,
};
use leptos::prelude::*;
use services::keeping::{KeepingError, NewAlert};

use super::{known, told, wrong_fields};
use crate::{
    api::answered,
    pages::keeping::alerts::{FORM, form_address},
    problem::ApiError,
    ssr::{ensure_visitor, keep_private, shop, signed},
};

/// Sets an alert. A guest leaves an address, which gets a mail that asks whether it is theirs.
#[server(prefix = "/api", endpoint = "alerts/set")]
pub async fn set_alert(
    #[server(default)] product: String,
    #[server(default)] kind: String,
    #[server(default)] target: String,
    #[server(default)] email: String,
) -> Result<(), ApiError> {
    keep_private();
    let Ok(reference) = product.parse::<ProductRef>() else {
        return answered(Err(ApiError::invalid("product")), "", "/alerts");
    };
    let page = form_address(&reference, None);
    let signed = signed();
    let typed = NewAlert { kind: kind.clone(), target: target.clone(), email: email.clone() };
    match shop().set_alert(&ensure_visitor(), signed.as_ref(), &reference, &typed).await {
        Err(KeepingError::Fields(problems)) => {
            Err(wrong_fields(FORM, &page, &[("kind", &kind), ("target", &target), ("email", &email)], &problems))
        }
        outcome => {
            let good = if signed.is_some() { "/alerts?done=1" } else { "/alerts?sent=1" };
            answered(outcome.map_err(told), good, &page)
        }
    }
}

/// Ends an alert of whoever looks at their list.
#[server(prefix = "/api", endpoint = "alerts/forget")]
pub async fn forget_alert(#[server(default)] id: String) -> Result<(), ApiError> {
    let forgotten = async {
        let id: AlertId = id.parse().map_err(|_| ApiError::invalid("id"))?;
        Ok(shop().forget_alert(&known()?, &id).await?)
    };
    answered(forgotten.await, "/alerts", "/alerts")
}

fn link(alert: &str, token: &str) -> Result<(AlertId, SecretToken), ApiError> {
    let wrong = || told(KeepingError::Link);
    Ok((alert.parse().map_err(|_| wrong())?, token.parse().map_err(|_| wrong())?))
}

/// Confirms a guest's address by the link that was sent to it.
#[server(prefix = "/api", endpoint = "alerts/confirm")]
pub async fn confirm_alert(#[server(default)] alert: String, #[server(default)] token: String) -> Result<(), ApiError> {
    let confirmed = async {
        let (id, token) = link(&alert, &token)?;
        shop().confirm_alert(&id, &token).await.map_err(told)
    };
    answered(confirmed.await, "/alerts/confirm?done=1", &back_to("/alerts/confirm", &alert, &token))
}

/// Ends an alert by the link of its mails.
#[server(prefix = "/api", endpoint = "alerts/stop")]
pub async fn stop_alert(#[server(default)] alert: String, #[server(default)] token: String) -> Result<(), ApiError> {
    let stopped = async {
        let (id, token) = link(&alert, &token)?;
        shop().stop_alert(&id, &token).await.map_err(told)
    };
    answered(stopped.await, "/alerts/stop?done=1", &back_to("/alerts/stop", &alert, &token))
}

fn back_to(page: &str, alert: &str, token: &str) -> String {
    let short = |text: &str| percent_encoded(&text.chars().take(64).collect::<String>());
    format!("{page}?alert={}&token={}", short(alert), short(token))
}
