//! Stripe's objects field for field, as far as we read them, and what they mean to us.

use std::{collections::BTreeMap, fmt};

use domain::money::{Currency, Money};
use serde::Deserialize;

use crate::payments::{Decline, GatewayError, PageState, PaymentNotice, PaymentRequest, Subject};

/// The longest name of a line on the gateway's page.
const LONGEST_NAME: usize = 250;

/// How many lines a page takes.
const MOST_LINES: usize = 100;

#[derive(Deserialize)]
pub(super) struct Session {
    pub id: String,
    pub status: SessionStatus,
    pub url: Option<String>,
    /// Missing until the shopper pays, in newer versions of the API.
    pub payment_intent: Option<String>,
    amount_total: Option<i64>,
    currency: Option<String>,
    client_reference_id: Option<String>,
    payment_status: Option<PaymentStatus>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PaymentStatus {
    Paid,
    #[serde(other)]
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SessionStatus {
    Open,
    Complete,
    Expired,
}

/// What is asked for so that an intent tells its fee.
pub(super) const FEE: &str = "latest_charge.balance_transaction";

/// An object, or only its id where it was not asked for.
#[derive(Deserialize)]
#[serde(untagged)]
enum Expandable<T> {
    Object(T),
    Id(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
struct Charge {
    balance_transaction: Option<Expandable<BalanceTransaction>>,
}

#[derive(Deserialize)]
struct BalanceTransaction {
    fee: i64,
    currency: String,
}

#[derive(Deserialize)]
pub(super) struct Intent {
    id: String,
    pub status: IntentStatus,
    amount: i64,
    #[serde(default)]
    amount_capturable: i64,
    #[serde(default)]
    pub amount_received: i64,
    currency: String,
    latest_charge: Option<Expandable<Charge>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum IntentStatus {
    RequiresPaymentMethod,
    RequiresConfirmation,
    RequiresAction,
    Processing,
    RequiresCapture,
    Succeeded,
    Canceled,
}

impl Intent {
    /// So many minor units in the payment's currency.
    pub(super) fn money(&self, minor: i64) -> Result<Money, GatewayError> {
        let currency = self.currency.parse::<Currency>();
        let currency = currency.map_err(|error| GatewayError::Unknown(error.to_string()))?;
        Ok(Money::new(minor, currency))
    }

    /// What the gateway keeps of it, where it tells.
    pub(super) fn fee(&self) -> Option<Money> {
        let Some(Expandable::Object(charge)) = &self.latest_charge else { return None };
        let Some(Expandable::Object(booked)) = &charge.balance_transaction else { return None };
        Some(Money::new(booked.fee, booked.currency.parse().ok()?)).filter(|fee| fee.minor > 0)
    }

    /// What a complete page came to. A payment that was taken already had been held.
    pub(super) fn page_state(&self) -> Result<PageState, GatewayError> {
        let held = |minor| Ok(PageState::Authorised { reference: self.id.clone(), amount: self.money(minor)? });
        match self.status {
            IntentStatus::RequiresCapture => held(self.amount_capturable),
            IntentStatus::Succeeded => {
                Ok(PageState::Taken { reference: self.id.clone(), amount: self.money(self.amount)? })
            }
            IntentStatus::Canceled => Ok(PageState::Expired),
            // Slow ways of paying are not decided yet.
            _ => Ok(PageState::Open),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Refund {
    pub status: RefundStatus,
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RefundStatus {
    Succeeded,
    Pending,
    #[serde(alias = "canceled")]
    Failed,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
pub(super) struct Refunds {
    pub data: Vec<Refund>,
}

#[derive(Deserialize)]
pub(super) struct Failure {
    pub error: FailureDetail,
}

#[derive(Deserialize)]
pub(super) struct FailureDetail {
    #[serde(rename = "type")]
    kind: String,
    code: Option<String>,
    decline_code: Option<String>,
    #[serde(default)]
    message: String,
}

impl FailureDetail {
    /// What the bank said, where it is the bank's no.
    pub(super) fn decline(&self) -> Option<Decline> {
        let word = self.decline_code.as_deref().or(self.code.as_deref()).unwrap_or_default();
        (self.kind == "card_error").then_some(match word {
            "insufficient_funds" => Decline::InsufficientFunds,
            "expired_card" => Decline::Expired,
            "card_velocity_exceeded" | "withdrawal_count_limit_exceeded" => Decline::OverLimit,
            _ => Decline::Refused,
        })
    }
}

impl fmt::Display for FailureDetail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message: String = self.message.chars().take(300).collect();
        write!(formatter, "{} ({}): {message}", self.kind, self.code.as_deref().unwrap_or("no code"))
    }
}

/// An event as Stripe posts it; what it is about is read only where we know the kind.
#[derive(Deserialize)]
pub(super) struct StripeEvent {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    data: EventData,
}

#[derive(Deserialize)]
struct EventData {
    object: serde_json::Value,
}

impl StripeEvent {
    /// What the event tells us; kinds we do not follow are about no page.
    pub(super) fn notice(self) -> Result<PaymentNotice, GatewayError> {
        if !self.kind.starts_with("checkout.session.") {
            return Ok(PaymentNotice { event_id: self.id, subject: None, page: None });
        }
        let bad = |why: String| GatewayError::BadMessage(why);
        let session: Session = serde_json::from_value(self.data.object).map_err(|error| bad(error.to_string()))?;
        let page = match (session.status, session.payment_intent, session.amount_total, session.currency) {
            (SessionStatus::Expired, ..) => PageState::Expired,
            (SessionStatus::Complete, Some(reference), Some(minor), Some(currency)) => {
                let currency = currency.parse::<Currency>().map_err(|error| bad(error.to_string()))?;
                let amount = Money::new(minor, currency);
                match session.payment_status {
                    Some(PaymentStatus::Paid) => PageState::Taken { reference, amount },
                    _ => PageState::Authorised { reference, amount },
                }
            }
            (SessionStatus::Open, ..) => PageState::Open,
            (SessionStatus::Complete, ..) => {
                return Err(bad("a complete page without a payment".to_owned()));
            }
        };
        let subject = session.client_reference_id.as_deref().and_then(Subject::of);
        Ok(PaymentNotice { event_id: self.id, subject, page: Some(page) })
    }
}

/// The form that opens a page on which the amount is authorised and not taken.
///
/// # Errors
/// [`GatewayError::Refused`] when the lines do not add up to the amount.
pub(super) fn opening(request: &PaymentRequest) -> Result<Vec<(String, String)>, GatewayError> {
    let sum = Money::sum(request.amount.currency, request.lines.iter().map(|(_, amount)| *amount));
    if sum != Ok(request.amount) || request.lines.len() > MOST_LINES {
        return Err(GatewayError::Refused("the lines do not add up to the amount".to_owned()));
    }
    if request.lines.iter().any(|(_, amount)| amount.minor < 0) || request.amount.minor <= 0 {
        return Err(GatewayError::Refused("there is nothing to pay".to_owned()));
    }
    let reference = request.subject.as_str();
    let (kind, capture) = match request.subject {
        Subject::Order(_) => ("order", "manual"),
        Subject::TopUp(_) => ("top_up", "automatic"),
    };
    let (ours, of_payment) = (format!("metadata[{kind}]"), format!("payment_intent_data[metadata][{kind}]"));
    let mut form: Vec<(String, String)> = [
        ("mode", "payment"),
        ("client_reference_id", reference),
        (&ours, reference),
        ("payment_intent_data[capture_method]", capture),
        (&of_payment, reference),
        ("payment_method_types[0]", "card"),
        ("success_url", &request.success_url),
        ("cancel_url", &request.cancel_url),
        ("expires_at", &(request.expires_at.0 / 1000).to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    if !request.email.is_empty() {
        form.push(("customer_email".to_owned(), request.email.clone()));
    }
    let currency = request.amount.currency.code().to_ascii_lowercase();
    for (place, (name, amount)) in request.lines.iter().enumerate() {
        let name: String = name.chars().take(LONGEST_NAME).collect();
        let price = format!("line_items[{place}][price_data]");
        form.push((format!("line_items[{place}][quantity]"), "1".to_owned()));
        form.push((format!("{price}[currency]"), currency.clone()));
        form.push((format!("{price}[unit_amount]"), amount.minor.to_string()));
        form.push((format!("{price}[product_data][name]"), name));
    }
    Ok(form)
}
