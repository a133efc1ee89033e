//! Methods that PayPal keeps (Vault v3): the shopper agrees on its page, and a setup token becomes a payment token.

use serde_json::json;

use super::{client::Client, no_address, requests, wire::VaultToken};
use crate::payments::{GatewayError, MethodToken, PaymentPage, SavedMethod, SavingRequest, methods::shortened};

/// Opens the page on which the shopper agrees.
pub(super) async fn open(client: &Client, request: &SavingRequest, key: &str) -> Result<PaymentPage, GatewayError> {
    let setup: VaultToken = client.post(&["v3", "vault", "setup-tokens"], key, &requests::saving(request)).await?;
    let url = setup.approval().ok_or_else(no_address)?;
    Ok(PaymentPage { session: setup.id, url })
}

/// The method, once the shopper has agreed. Asked twice under one key, it is one method.
pub(super) async fn saved(client: &Client, session: &str, key: &str) -> Result<Option<SavedMethod>, GatewayError> {
    let Some(setup) = client.find::<VaultToken>(&["v3", "vault", "setup-tokens", session]).await? else {
        return Ok(None);
    };
    if !matches!(setup.status.as_str(), "APPROVED" | "VAULTED") {
        return Ok(None);
    }
    let body = json!({ "payment_source": { "token": { "id": setup.id, "type": "SETUP_TOKEN" } } });
    let kept: VaultToken = client.post(&["v3", "vault", "payment-tokens"], key, &body).await?;
    let token = MethodToken::read(&kept.id).ok_or_else(|| GatewayError::Unknown("a token that is none".to_owned()))?;
    let email = kept.payment_source.paypal.and_then(|wallet| wallet.email_address);
    Ok(Some(SavedMethod { token, label: format!("PayPal {}", shortened(email.as_deref().unwrap_or_default())) }))
}

/// Forgets a method.
pub(super) async fn forget(client: &Client, method: &MethodToken) -> Result<(), GatewayError> {
    client.delete(&["v3", "vault", "payment-tokens", method.reveal()]).await
}
