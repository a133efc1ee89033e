//! Alipay's open platform: a signed address leads to its page (page pay), which takes the whole amount at once.
//!
//! It holds nothing. What the marketplaces do not confirm is given back when the rest is "captured": a refund under a
//! request number made of the trade, so that it happens once. Our name for a payment is the trade number that we gave it.

mod client;
mod notice;
#[cfg(test)]
mod tests;
mod wire;

use std::fmt;

use async_trait::async_trait;
use domain::{
    money::{Currency, Money},
    time::Timestamp,
};
use serde_json::json;

use self::{
    client::Client,
    wire::{Given, Refunded, Trade, TradeStatus, number, subject_of},
};
use super::{
    Capabilities, Captured, GatewayError, GatewayPayment, PageState, PaymentGateway, PaymentNotice, PaymentPage,
    PaymentRequest, amounts,
    capabilities::{Books, Countries, Way},
    dated::Dated,
    rsa::{SigningKey, VerifyingKey},
};
use crate::{http::Reach, now};

/// How Alipay is reached.
#[derive(Clone)]
pub struct AlipayConfig {
    /// Its gateway, such as `https://openapi.alipay.com/gateway.do`.
    pub gateway_url: String,
    /// Our app.
    pub app_id: String,
    /// The account that is paid; a message about another is not believed.
    pub seller_id: String,
    /// Our app's private key in PKCS #8, with which we sign.
    pub app_private_key: String,
    /// Alipay's public key, with which its answers and messages are checked.
    pub alipay_public_key: String,
    /// Where Alipay posts its messages to.
    pub notify_url: String,
    /// Which addresses may be called there.
    pub reach: Reach,
}

impl fmt::Debug for AlipayConfig {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AlipayConfig").field("gateway_url", &self.gateway_url).finish_non_exhaustive()
    }
}

/// Why an Alipay gateway cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum AlipaySetupError {
    /// One of the two keys cannot be read.
    #[error("{0} is not a key")]
    Key(&'static str),
    /// The system's TLS cannot be set up.
    #[error("no TLS: {0}")]
    Tls(#[from] reqwest::Error),
}

/// Alipay as a payment gateway.
#[derive(Debug)]
pub struct AlipayGateway {
    client: Client,
    seller_id: String,
    can: Capabilities,
}

/// What Alipay can do, as far as we use it.
fn abilities() -> Capabilities {
    Capabilities {
        name: "Alipay",
        way: Way::Redirect,
        holds_for_days: None,
        partial_capture: true,
        several_captures: false,
        saved_methods: false,
        currencies: vec![Currency::Cny],
        countries: Countries::Only(&["CN", "HK", "MO"]),
        least: 1,
        most_units: 100_000_000,
        books: Books::OneByOne,
        signature_header: "",
    }
}

impl AlipayGateway {
    /// A gateway with a pool of connections of its own.
    ///
    /// # Errors
    /// When a key cannot be read, or the system's TLS cannot be set up.
    pub fn new(config: AlipayConfig) -> Result<Self, AlipaySetupError> {
        let ours = SigningKey::read(&config.app_private_key).ok_or(AlipaySetupError::Key("our private key"))?;
        let theirs =
            VerifyingKey::read(&config.alipay_public_key).ok_or(AlipaySetupError::Key("Alipay's public key"))?;
        let seller_id = config.seller_id.clone();
        let client = Client::new(crate::http::Client::new(config.reach)?, config, ours, theirs);
        Ok(Self { client, seller_id, can: abilities() })
    }

    async fn trade(&self, number: &str) -> Result<Option<Trade>, GatewayError> {
        let asked = json!({ "out_trade_no": number });
        self.client.find("alipay.trade.query", &asked).await
    }

    /// How a page stands. A trade begins to be when the shopper comes to the page; before, there is nothing to ask about.
    async fn stands(&self, dated: &Dated) -> Result<PageState, GatewayError> {
        match self.trade(&dated.id).await? {
            Some(trade) => wire::page_state(&dated.id, trade.trade_status, trade.amount()?),
            None if dated.is_over(now().plus(-GRACE)) => Ok(PageState::Expired),
            None => Ok(PageState::Open),
        }
    }

    /// Gives back under a request number; made before, it counts as made. Alipay says in its answer only whether this
    /// very call moved money, so where it did not, the refund is asked about.
    async fn give_back(&self, trade: &str, amount: Money, request: &str) -> Result<(), GatewayError> {
        let asked =
            json!({ "out_trade_no": trade, "refund_amount": amounts::plain(amount)?, "out_request_no": request });
        let why = match self.client.call::<Given>("alipay.trade.refund", &asked).await {
            Ok(given) if given.moved() => return Ok(()),
            Ok(_) => GatewayError::Refused("the refund moved nothing".to_owned()),
            Err(why) => why,
        };
        match self.given(trade, request).await? {
            Some(_) => Ok(()),
            None => Err(why),
        }
    }

    /// What was given back under a request number.
    async fn given(&self, trade: &str, request: &str) -> Result<Option<Money>, GatewayError> {
        let asked = json!({ "out_trade_no": trade, "out_request_no": request });
        let found: Option<Refunded> = self.client.find("alipay.trade.fastpay.refund.query", &asked).await?;
        found.and_then(|refund| refund.amount()).transpose()
    }

    async fn close(&self, number: &str) -> Result<(), GatewayError> {
        let asked = json!({ "out_trade_no": number });
        self.client.find::<serde::de::IgnoredAny>("alipay.trade.close", &asked).await.map(drop)
    }
}

/// A page is believed to have ended only so long after its time.
const GRACE: i64 = 60_000;

/// The request number under which what was not confirmed is given back.
fn rest_of(trade: &str) -> String {
    format!("{trade}_rest")
}

fn dated(session: &str) -> Result<Dated, GatewayError> {
    Dated::read(session).ok_or_else(|| GatewayError::Malformed("not a session of Alipay".to_owned()))
}

#[async_trait]
impl PaymentGateway for AlipayGateway {
    fn can(&self) -> &Capabilities {
        &self.can
    }

    async fn is_up(&self) -> Result<(), GatewayError> {
        self.trade("ONECART_IS_ANYBODY_THERE").await.map(drop)
    }

    fn page_origin(&self) -> Option<String> {
        self.client.page_origin()
    }

    /// The page needs no call: whoever has the signed address may pay. The trade number stands for the key.
    async fn open_page(&self, request: &PaymentRequest, _: &str) -> Result<PaymentPage, GatewayError> {
        if request.amount.currency != Currency::Cny || request.amount.minor <= 0 {
            return Err(GatewayError::Malformed("Alipay takes yuan only, and more than nothing".to_owned()));
        }
        let number = number(&request.subject);
        let url = self.client.page(&wire::opening(request, &number)?, &request.success_url)?;
        Ok(PaymentPage { session: Dated::text(&number, request.expires_at), url })
    }

    async fn page_state(&self, session: &str) -> Result<PageState, GatewayError> {
        self.stands(&dated(session)?).await
    }

    /// A page to which nobody came yet cannot be closed: it stays open until its time is up.
    async fn close_page(&self, session: &str) -> Result<PageState, GatewayError> {
        let dated = dated(session)?;
        match self.close(&dated.id).await {
            Ok(()) | Err(GatewayError::Refused(_)) => self.stands(&dated).await,
            Err(why) => Err(why),
        }
    }

    async fn capture(&self, reference: &str, amount: Money, _: &str) -> Result<Captured, GatewayError> {
        let trade = self.trade(reference).await?;
        let trade = trade.ok_or_else(|| GatewayError::Refused("Alipay knows no such trade".to_owned()))?;
        let total = trade.amount()?;
        let rest = total.minus(amount).map_err(|error| GatewayError::Malformed(error.to_string()))?;
        if rest.minor < 0 || amount.minor <= 0 {
            return Err(GatewayError::Malformed("more than was paid, or nothing".to_owned()));
        }
        if !trade.is_paid() {
            return Err(GatewayError::Refused("it is not paid, or was given back".to_owned()));
        }
        let before = self.given(reference, &rest_of(reference)).await?;
        if let Some(before) = before {
            let amount = total.minus(before).map_err(GatewayError::unknown)?;
            return Ok(Captured { amount, fee: None });
        }
        if rest.minor > 0 {
            self.give_back(reference, rest, &rest_of(reference)).await?;
        }
        Ok(Captured { amount, fee: None })
    }

    async fn release(&self, reference: &str, _: &str) -> Result<(), GatewayError> {
        let Some(trade) = self.trade(reference).await? else { return Ok(()) };
        match trade.trade_status {
            TradeStatus::Closed => Ok(()),
            TradeStatus::Waiting => self.close(reference).await,
            TradeStatus::Success => self.give_back(reference, trade.amount()?, &rest_of(reference)).await,
            TradeStatus::Finished => Err(GatewayError::Refused("too late to give it back".to_owned())),
            TradeStatus::Other => Err(GatewayError::Unknown("a trade in an unknown state".to_owned())),
        }
    }

    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), GatewayError> {
        self.give_back(reference, amount, &wire::request_number(key)).await
    }

    /// Alipay shows a day's trades only as a file to be fetched the next day.
    async fn payments_since(&self, _: Timestamp) -> Result<Vec<GatewayPayment>, GatewayError> {
        Err(GatewayError::Unsupported("a list of payments"))
    }

    /// What was given back later is known to nobody who does not know its request number, so it is not counted here.
    async fn payment(&self, reference: &str) -> Result<Option<GatewayPayment>, GatewayError> {
        let Some(trade) = self.trade(reference).await? else { return Ok(None) };
        let total = trade.amount()?;
        let nothing = Money::zero(total.currency);
        let captured = if trade.is_paid() {
            let rest = self.given(reference, &rest_of(reference)).await?.unwrap_or(nothing);
            total.minus(rest).map_err(GatewayError::unknown)?
        } else {
            nothing
        };
        Ok(Some(GatewayPayment {
            reference: reference.to_owned(),
            subject: subject_of(reference),
            held: nothing,
            captured,
            refunded: nothing,
            is_free: trade.trade_status == TradeStatus::Closed,
        }))
    }

    fn read_notice(&self, body: &[u8], _: &str, _: Timestamp) -> Result<PaymentNotice, GatewayError> {
        notice::read(&self.client, &self.seller_id, body)
    }

    fn thanks(&self) -> &'static str {
        "success"
    }
}
