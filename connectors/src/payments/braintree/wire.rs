//! Braintree's objects field for field, as far as we read them, and what they mean to us.

use domain::money::Money;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::payments::{Decline, GatewayError, GatewayPayment, MethodToken, PageState, SavedMethod, Subject, amounts};

/// A key as Braintree's own references take it: letters and digits, short enough for all kinds of transactions.
pub(super) fn mark(key: &str) -> String {
    hex::encode(&Sha256::digest(key.as_bytes())[..20])
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payload {
    pub client_mutation_id: Option<String>,
    pub client_token: Option<String>,
    pub transaction: Option<Transaction>,
    pub refund: Option<Refund>,
    pub payment_method: Option<Method>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Transaction {
    pub id: String,
    pub order_id: Option<String>,
    pub status: Status,
    amount: Amount,
    initial_requested_authorization_amount: Option<Amount>,
    #[serde(default)]
    refunds: Vec<Refund>,
    #[serde(default)]
    status_history: Vec<StatusEvent>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Amount {
    value: String,
    currency_code: String,
}

impl Amount {
    fn money(&self) -> Result<Money, GatewayError> {
        amounts::read(&self.value, &self.currency_code)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Status {
    Authorized,
    Authorizing,
    AuthorizationExpired,
    Voided,
    ProcessorDeclined,
    GatewayRejected,
    Failed,
    SubmittedForSettlement,
    Settling,
    SettlementPending,
    SettlementConfirmed,
    SettlementDeclined,
    Settled,
    #[serde(other)]
    Other,
}

impl Status {
    /// Whether nothing is held and nothing was taken.
    pub(super) fn is_no(self) -> bool {
        use Status::{AuthorizationExpired, Failed, GatewayRejected, ProcessorDeclined, SettlementDeclined, Voided};
        matches!(
            self,
            AuthorizationExpired | Failed | GatewayRejected | ProcessorDeclined | SettlementDeclined | Voided
        )
    }

    /// Whether the money was taken, or is certain to be.
    pub(super) fn is_taken(self) -> bool {
        use Status::{Settled, SettlementConfirmed, SettlementPending, Settling, SubmittedForSettlement};
        matches!(self, Settled | SettlementConfirmed | SettlementPending | Settling | SubmittedForSettlement)
    }

    /// Whether parts of it can be given back.
    pub(super) fn has_settled(self) -> bool {
        matches!(self, Self::Settled | Self::Settling)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StatusEvent {
    processor_response: Option<ProcessorResponse>,
    gateway_rejection_reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProcessorResponse {
    legacy_code: Option<String>,
}

impl Transaction {
    /// The amount held, or taken of it.
    pub(super) fn amount(&self) -> Result<Money, GatewayError> {
        self.amount.money()
    }

    /// How the page behind it stands.
    ///
    /// # Errors
    /// [`GatewayError::Declined`] and [`GatewayError::ChallengeNeeded`] when nothing came of it.
    pub(super) fn page_state(&self) -> Result<PageState, GatewayError> {
        let reference = self.id.clone();
        match self.status {
            Status::Authorized => Ok(PageState::Authorised { reference, amount: self.amount()? }),
            status if status.is_taken() => {
                let whole = self.initial_requested_authorization_amount.as_ref().unwrap_or(&self.amount);
                Ok(PageState::Taken { reference, amount: whole.money()? })
            }
            Status::ProcessorDeclined | Status::GatewayRejected => Err(self.no()),
            status if status.is_no() => Ok(PageState::Expired),
            _ => Err(GatewayError::unknown("a transaction that is not decided")),
        }
    }

    fn no(&self) -> GatewayError {
        let last = self.status_history.first();
        let rejected = last.and_then(|event| event.gateway_rejection_reason.as_deref());
        if rejected == Some("THREE_D_SECURE") {
            return GatewayError::ChallengeNeeded { url: None };
        }
        let code = last.and_then(|event| event.processor_response.as_ref()?.legacy_code.as_deref());
        GatewayError::Declined(match code {
            Some("2001") => Decline::InsufficientFunds,
            Some("2002" | "2003") => Decline::OverLimit,
            Some("2004" | "2022") => Decline::Expired,
            _ => Decline::Refused,
        })
    }

    /// The refund that was made under a key.
    pub(super) fn refund_of(&self, key: &str) -> Option<&Refund> {
        let mark = mark(key);
        self.refunds.iter().find(|refund| refund.order_id.as_deref() == Some(mark.as_str()))
    }

    /// The transaction as a payment of Braintree's books.
    pub(super) fn booked(&self) -> Result<GatewayPayment, GatewayError> {
        let amount = self.amount()?;
        let nothing = Money::zero(amount.currency);
        let given =
            self.refunds.iter().filter(|refund| !refund.status.is_no()).filter_map(|refund| refund.amount.as_ref());
        let given = given.map(Amount::money).collect::<Result<Vec<Money>, GatewayError>>()?;
        Ok(GatewayPayment {
            reference: self.id.clone(),
            subject: self.order_id.as_deref().and_then(Subject::of),
            held: if self.status == Status::Authorized { amount } else { nothing },
            captured: if self.status.is_taken() { amount } else { nothing },
            refunded: Money::sum(amount.currency, given).map_err(GatewayError::unknown)?,
            is_free: self.status.is_no(),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Refund {
    order_id: Option<String>,
    status: Status,
    amount: Option<Amount>,
}

impl Refund {
    /// What it came to; one under way is as good as made.
    pub(super) fn outcome(&self) -> Result<(), GatewayError> {
        if self.status.is_no() { Err(GatewayError::Refused("the refund failed".to_owned())) } else { Ok(()) }
    }
}

#[derive(Deserialize)]
pub(super) struct Method {
    id: String,
    details: Option<Details>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    brand_code: Option<String>,
    last4: Option<String>,
}

impl Method {
    /// The method as we keep it.
    pub(super) fn saved(&self) -> Result<SavedMethod, GatewayError> {
        let token = MethodToken::read(&self.id).ok_or_else(|| GatewayError::unknown("a token that is none"))?;
        let details = self.details.as_ref();
        let brand = details.and_then(|details| details.brand_code.as_deref()).unwrap_or("card").to_lowercase();
        let digits = details.and_then(|details| details.last4.as_deref()).unwrap_or_default();
        Ok(SavedMethod { token, label: format!("{brand} •••• {digits}").trim().to_owned() })
    }
}
