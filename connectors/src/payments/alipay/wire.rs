//! Alipay's words, as far as we read and write them, and what they mean to us.

use domain::money::Money;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::client::in_china;
use crate::payments::{Decline, GatewayError, PageState, PaymentRequest, Subject, amounts};

/// The only currency of the open platform.
const YUAN: &str = "CNY";

/// The longest title of a trade.
const LONGEST_TITLE: usize = 128;

/// What Alipay says of a trade that it does not know.
pub(super) const TRADE_NOT_EXIST: &str = "ACQ.TRADE_NOT_EXIST";

/// The trade number of a subject: Alipay takes letters, digits and underscores.
pub(super) fn number(subject: &Subject) -> String {
    subject.as_str().replace('-', "_")
}

/// The subject of a trade number.
pub(super) fn subject_of(number: &str) -> Option<Subject> {
    Subject::of(&number.replace('_', "-"))
}

/// The request number of a key, of letters and digits: the same key is the same request.
pub(super) fn request_number(key: &str) -> String {
    hex::encode(&Sha256::digest(key.as_bytes())[..20])
}

/// What a page is opened with.
///
/// # Errors
/// [`GatewayError::Malformed`] when the amount cannot be said.
pub(super) fn opening(request: &PaymentRequest, number: &str) -> Result<Value, GatewayError> {
    let names: Vec<&str> = request.lines.iter().map(|(name, _)| name.as_str()).collect();
    let title: String = format!("Onecart: {}", names.join(", ")).chars().take(LONGEST_TITLE).collect();
    // Alipay refuses these in a title.
    let title = title.replace(['/', '=', '&'], " ");
    Ok(json!({
        "out_trade_no": number,
        "total_amount": amounts::plain(request.amount)?,
        "subject": title,
        "product_code": "FAST_INSTANT_TRADE_PAY",
        "time_expire": in_china(request.expires_at),
    }))
}

/// How a call went: 10000 is yes, everything else is some kind of no.
#[derive(Deserialize)]
pub(super) struct Outcome {
    code: String,
    #[serde(default)]
    sub_code: String,
    #[serde(default)]
    msg: String,
}

impl Outcome {
    /// What it means.
    ///
    /// # Errors
    /// What kind of no it is; [`GatewayError::Unknown`] where it says that nobody knows.
    pub(super) fn judged(&self) -> Result<(), GatewayError> {
        let why = || if self.sub_code.is_empty() { self.msg.clone() } else { self.sub_code.clone() };
        match (self.code.as_str(), self.sub_code.as_str()) {
            ("10000", _) => Ok(()),
            ("20001" | "40006", _) | (_, "isv.invalid-signature" | "isv.invalid-app-id") => {
                Err(GatewayError::Unauthorised)
            }
            ("40001" | "40002" | "40003", _) => Err(GatewayError::Malformed(why())),
            ("40004", "ACQ.SYSTEM_ERROR" | "aop.ACQ.SYSTEM_ERROR") => Err(GatewayError::Unknown(why())),
            ("40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH" | "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH") => {
                Err(GatewayError::Declined(Decline::InsufficientFunds))
            }
            ("40004", "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR" | "ACQ.BEYOND_PAY_RESTRICTION") => {
                Err(GatewayError::Declined(Decline::OverLimit))
            }
            ("40004", "ACQ.INVALID_PARAMETER") => Err(GatewayError::Malformed(why())),
            ("40004", _) => Err(GatewayError::Refused(why())),
            _ => Err(GatewayError::Unknown(why())),
        }
    }
}

/// A trade as Alipay tells of it.
#[derive(Deserialize)]
pub(super) struct Trade {
    pub trade_status: TradeStatus,
    total_amount: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum TradeStatus {
    #[serde(rename = "WAIT_BUYER_PAY")]
    Waiting,
    /// Paid, and can be given back.
    #[serde(rename = "TRADE_SUCCESS")]
    Success,
    /// Paid, and too old to be given back.
    #[serde(rename = "TRADE_FINISHED")]
    Finished,
    /// Never paid, or given back whole.
    #[serde(rename = "TRADE_CLOSED")]
    Closed,
    #[serde(other)]
    Other,
}

impl Trade {
    pub(super) fn is_paid(&self) -> bool {
        matches!(self.trade_status, TradeStatus::Success | TradeStatus::Finished)
    }

    pub(super) fn amount(&self) -> Result<Money, GatewayError> {
        amounts::read(&self.total_amount, YUAN)
    }
}

/// How a page stands by its trade's status.
pub(super) fn page_state(number: &str, status: TradeStatus, amount: Money) -> Result<PageState, GatewayError> {
    match status {
        TradeStatus::Waiting => Ok(PageState::Open),
        TradeStatus::Success | TradeStatus::Finished => Ok(PageState::Taken { reference: number.to_owned(), amount }),
        TradeStatus::Closed => Ok(PageState::Expired),
        TradeStatus::Other => Err(GatewayError::Unknown("a trade in an unknown state".to_owned())),
    }
}

/// The amount of a message.
pub(super) fn yuan(text: &str) -> Result<Money, GatewayError> {
    amounts::read(text, YUAN)
}

/// What a refund call answers: whether this very call moved money.
#[derive(Deserialize)]
pub(super) struct Given {
    #[serde(default)]
    fund_change: String,
}

impl Given {
    pub(super) fn moved(&self) -> bool {
        self.fund_change == "Y"
    }
}

/// A refund that was asked about; one that was never made comes without a status.
#[derive(Deserialize)]
pub(super) struct Refunded {
    refund_amount: Option<String>,
    refund_status: Option<String>,
}

impl Refunded {
    /// How much was given back, where it was.
    pub(super) fn amount(&self) -> Option<Result<Money, GatewayError>> {
        let made = self.refund_status.as_deref() == Some("REFUND_SUCCESS");
        self.refund_amount.as_deref().filter(|_| made).map(yuan)
    }
}
