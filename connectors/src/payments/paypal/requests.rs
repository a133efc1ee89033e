//! What we send to PayPal.

use domain::money::Money;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::payments::{
    GatewayError, MethodToken, PaymentRequest, SavingRequest, Subject,
    amounts::{decimals_of_paypal, written},
};

/// The longest name of an item.
const LONGEST_NAME: usize = 127;

/// How many items an order takes.
const MOST_ITEMS: usize = 100;

/// An amount as PayPal writes it.
///
/// # Errors
/// [`GatewayError::Malformed`] when PayPal cannot say it.
pub(super) fn money(amount: Money) -> Result<Value, GatewayError> {
    let (code, exponent) = (amount.currency.code(), amount.currency.exponent());
    let value = written(amount.minor, exponent, decimals_of_paypal(code, exponent))?;
    Ok(json!({ "currency_code": code, "value": value }))
}

/// A key as one of PayPal's own references, which have at most 127 letters.
pub(super) fn mark(key: &str) -> String {
    if key.len() <= 100 { key.to_owned() } else { hex::encode(Sha256::digest(key.as_bytes())) }
}

/// Paying on PayPal's page.
pub(super) fn wallet(success_url: &str, cancel_url: &str) -> Value {
    json!({ "paypal": { "experience_context": {
        "return_url": success_url,
        "cancel_url": cancel_url,
        "user_action": "PAY_NOW",
        "shipping_preference": "NO_SHIPPING",
        "payment_method_preference": "IMMEDIATE_PAYMENT_REQUIRED",
    } } })
}

/// Paying with what PayPal keeps for the shopper, who may all the same be asked on a page.
pub(super) fn vaulted(method: &MethodToken, request: &PaymentRequest) -> Value {
    json!({ "paypal": { "vault_id": method.reveal(), "experience_context": {
        "return_url": request.success_url,
        "cancel_url": request.cancel_url,
        "shipping_preference": "NO_SHIPPING",
    } } })
}

/// The order: one purchase unit, one item per line.
///
/// # Errors
/// [`GatewayError::Malformed`] when the lines do not add up, or PayPal cannot say an amount.
pub(super) fn opening(request: &PaymentRequest, source: &Value) -> Result<Value, GatewayError> {
    let wrong = |why: &str| Err(GatewayError::Malformed(why.to_owned()));
    let sum = Money::sum(request.amount.currency, request.lines.iter().map(|(_, amount)| *amount));
    if sum != Ok(request.amount) || request.lines.len() > MOST_ITEMS {
        return wrong("the lines do not add up to the amount");
    }
    if request.lines.iter().any(|(_, amount)| amount.minor < 0) || request.amount.minor <= 0 {
        return wrong("there is nothing to pay");
    }
    let items = request.lines.iter().map(|(name, amount)| {
        let name: String = name.chars().take(LONGEST_NAME).collect();
        Ok(json!({ "name": name, "quantity": "1", "unit_amount": money(*amount)? }))
    });
    let items = items.collect::<Result<Vec<Value>, GatewayError>>()?;
    let mut amount = money(request.amount)?;
    amount["breakdown"] = json!({ "item_total": money(request.amount)? });
    let intent = match request.subject {
        Subject::Order(_) => "AUTHORIZE",
        Subject::TopUp(_) => "CAPTURE",
    };
    Ok(json!({
        "intent": intent,
        "purchase_units": [{
            "reference_id": "default",
            "custom_id": request.subject.as_str(),
            "description": request.subject.as_str(),
            "amount": amount,
            "items": items,
        }],
        "payment_source": source,
    }))
}

/// What begins to save a method.
pub(super) fn saving(request: &SavingRequest) -> Value {
    json!({ "payment_source": { "paypal": {
        "usage_type": "MERCHANT",
        "experience_context": { "return_url": request.success_url, "cancel_url": request.cancel_url },
    } } })
}
