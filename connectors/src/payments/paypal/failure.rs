//! What PayPal says no with, and what it means to us.

use std::fmt;

use serde::Deserialize;

use crate::payments::{Decline, GatewayError};

#[derive(Deserialize)]
pub(super) struct Failure {
    name: String,
    #[serde(default)]
    details: Vec<Detail>,
}

#[derive(Deserialize)]
struct Detail {
    issue: String,
}

impl Failure {
    /// What an unprocessable call means.
    pub(super) fn meaning(&self, why: String) -> GatewayError {
        let issue = self.details.first().map_or("", |detail| detail.issue.as_str());
        match issue {
            "INSTRUMENT_DECLINED" | "PAYER_CANNOT_PAY" | "TRANSACTION_REFUSED" | "PAYMENT_DENIED" => {
                GatewayError::Declined(Decline::Refused)
            }
            "CARD_EXPIRED" | "PAYER_ACCOUNT_LOCKED_OR_CLOSED" => GatewayError::Declined(Decline::Expired),
            "INSUFFICIENT_FUNDS" => GatewayError::Declined(Decline::InsufficientFunds),
            "TRANSACTION_LIMIT_EXCEEDED" | "MAX_PAYMENT_AMOUNT_EXCEEDED" => GatewayError::Declined(Decline::OverLimit),
            "PAYER_ACTION_REQUIRED" => GatewayError::ChallengeNeeded { url: None },
            "DECIMALS_NOT_SUPPORTED"
            | "DECIMAL_PRECISION"
            | "UNSUPPORTED_INTENT"
            | "AMOUNT_MISMATCH"
            | "ITEM_TOTAL_MISMATCH"
            | "CURRENCY_NOT_SUPPORTED" => GatewayError::Malformed(why),
            "PREVIOUS_REQUEST_IN_PROGRESS" => GatewayError::Unknown(why),
            _ => GatewayError::Refused(why),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let issues: Vec<&str> = self.details.iter().map(|detail| detail.issue.as_str()).take(4).collect();
        write!(formatter, "{} ({})", self.name, issues.join(", "))
    }
}
