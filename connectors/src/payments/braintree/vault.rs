//! Methods that Braintree keeps: a token of its fields, good once, becomes one that is good again and again.

use serde_json::{Value, json};
use url::Url;

use super::{BraintreeGateway, queries};
use crate::payments::{GatewayError, MethodToken, PaymentPage, SavedMethod, SavingRequest};

/// The page with the fields.
pub(super) async fn open(
    gateway: &BraintreeGateway,
    request: &SavingRequest,
    key: &str,
) -> Result<PaymentPage, GatewayError> {
    let made = gateway.mutate(&queries::client_token(), "createClientToken", key, json!({})).await?;
    let token = made.client_token.ok_or_else(|| GatewayError::unknown("no client token"))?;
    let parameters =
        [("client_token", token.as_str()), ("success_url", &request.success_url), ("cancel_url", &request.cancel_url)];
    let url = Url::parse_with_params(&gateway.page_url, parameters);
    let url = url.map_err(|error| GatewayError::Malformed(error.to_string()))?;
    Ok(PaymentPage { session: String::new(), url: url.into() })
}

/// Keeps the method behind a token.
pub(super) async fn saved(gateway: &BraintreeGateway, token: &str, key: &str) -> Result<SavedMethod, GatewayError> {
    let token = MethodToken::read(token).ok_or_else(|| GatewayError::Malformed("not a token".to_owned()))?;
    let input = json!({ "paymentMethodId": token.reveal() });
    let made = gateway.mutate(&queries::vault(), "vaultPaymentMethod", key, input).await?;
    made.payment_method.ok_or_else(|| GatewayError::unknown("no method"))?.saved()
}

/// Forgets a method; one that is not known is forgotten already.
pub(super) async fn forget(gateway: &BraintreeGateway, method: &MethodToken) -> Result<(), GatewayError> {
    let asked = json!({ "input": { "paymentMethodId": method.reveal() } });
    let root = "deletePaymentMethodFromVault";
    match gateway.client.ask::<Value>(&queries::forget(), root, &asked).await {
        Ok(_) | Err(GatewayError::Refused(_)) => Ok(()),
        Err(why) => Err(why),
    }
}
