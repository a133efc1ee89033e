//! What Alipay posts to us: a form signed with its key, about a trade of ours paid to our account.

use domain::guard;

use super::{
    client::{Client, fields, to_sign},
    wire::{self, TradeStatus, subject_of},
};
use crate::payments::{GatewayError, PaymentNotice};

/// Reads a message. It is signed over everything but `sign` and `sign_type`, which differs from what we sign.
///
/// # Errors
/// [`GatewayError::BadMessage`] when it is not Alipay's, or about another app or account.
pub(super) fn read(client: &Client, seller_id: &str, body: &[u8]) -> Result<PaymentNotice, GatewayError> {
    let fields = fields(body);
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let signed = fields.iter().filter(|(name, _)| !matches!(name.as_str(), "sign" | "sign_type"));
    let signed = to_sign(signed.map(|(name, value)| (name.as_str(), value.as_str())));
    if field("sign_type") != "RSA2" {
        return Err(GatewayError::bad("signed in another way"));
    }
    if !client.is_theirs(signed.as_bytes(), field("sign")) && guard::on("notice.signature") {
        return Err(GatewayError::bad("no signature fits"));
    }
    if field("app_id") != client.app_id() || field("seller_id") != seller_id {
        return Err(GatewayError::bad("about another account"));
    }
    let event_id = field("notify_id").to_owned();
    if event_id.is_empty() {
        return Err(GatewayError::bad("a message without a name"));
    }
    let status = match field("trade_status") {
        "WAIT_BUYER_PAY" => TradeStatus::Waiting,
        "TRADE_SUCCESS" => TradeStatus::Success,
        "TRADE_FINISHED" => TradeStatus::Finished,
        "TRADE_CLOSED" => TradeStatus::Closed,
        _ => TradeStatus::Other,
    };
    // A refund is told as a change of the trade that was paid before: it says nothing new about the page.
    let about_refund = !field("refund_fee").is_empty() || !field("gmt_refund").is_empty();
    if about_refund || status == TradeStatus::Other {
        return Ok(PaymentNotice { event_id, subject: None, page: None });
    }
    let number = field("out_trade_no");
    let amount = wire::yuan(field("total_amount")).map_err(GatewayError::bad)?;
    let page = wire::page_state(number, status, amount)?;
    Ok(PaymentNotice { event_id, subject: subject_of(number), page: Some(page) })
}
