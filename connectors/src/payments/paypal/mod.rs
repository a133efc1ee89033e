//! PayPal: an order (Orders v2) with intent AUTHORIZE, approved on PayPal's page; its authorisation is captured or voided.
//!
//! The approval holds nothing: the hold is made when we ask how an approved page stands, under a key made of the order's
//! id, so asking twice holds once. An order has one purchase unit with one item per marketplace, because PayPal refuses
//! several units with this intent. Our name for a payment is PayPal's order: behind it lie authorisation, captures and
//! refunds.

mod books;
mod client;
mod failure;
mod notice;
mod requests;
mod vault;
mod wire;

use std::fmt;

use async_trait::async_trait;
use domain::{
    money::{Currency, Money},
    time::Timestamp,
};

use self::{
    client::Client,
    wire::{AuthorisationStatus, Capture, CaptureStatus, Order, OrderStatus},
};
use super::{
    Capabilities, Captured, Decline, GatewayError, GatewayPayment, MethodToken, PageState, PaymentGateway,
    PaymentNotice, PaymentPage, PaymentRequest, SavedMethod, SavingRequest,
    capabilities::{Books, Countries, Way},
    dated::Dated,
    notices,
};
use crate::{http::Reach, now};

/// How PayPal is reached.
#[derive(Clone)]
pub struct PayPalConfig {
    /// Where its API lives, such as `https://api-m.paypal.com`.
    pub base_url: String,
    /// The name of our app.
    pub client_id: String,
    /// The secret of our app.
    pub client_secret: String,
    /// What PayPal calls the webhook that it posts to us; part of what it signs.
    pub webhook_id: String,
    /// Which addresses may be called there.
    pub reach: Reach,
}

impl fmt::Debug for PayPalConfig {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PayPalConfig").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// PayPal as a payment gateway.
#[derive(Debug)]
pub struct PayPalGateway {
    client: Client,
    notices: notice::Verifier,
    can: Capabilities,
}

/// What PayPal can do, as far as we use it. It guarantees a hold for three days.
fn abilities() -> Capabilities {
    use Currency::{Aud, Cad, Chf, Eur, Gbp, Jpy, Pln, Sek, Usd};
    Capabilities {
        name: "PayPal",
        way: Way::Redirect,
        holds_for_days: Some(3),
        partial_capture: true,
        several_captures: true,
        saved_methods: true,
        currencies: vec![Aud, Cad, Chf, Eur, Gbp, Jpy, Pln, Sek, Usd],
        countries: Countries::AllBut(&["CU", "IR", "KP", "SY"]),
        least: 1,
        most_units: 9_999_999,
        books: Books::Whole,
        signature_header: "",
    }
}

impl PayPalGateway {
    /// A gateway with a pool of connections of its own.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(config: PayPalConfig) -> Result<Self, reqwest::Error> {
        let client = Client::new(crate::http::Client::new(config.reach)?, &config);
        let notices = notice::Verifier::new(client.clone(), config.webhook_id);
        Ok(Self { client, notices, can: abilities() })
    }

    async fn order(&self, id: &str) -> Result<Order, GatewayError> {
        self.find(id).await?.ok_or_else(|| GatewayError::Refused("PayPal knows no such order".to_owned()))
    }

    async fn find(&self, id: &str) -> Result<Option<Order>, GatewayError> {
        self.client.find(&["v2", "checkout", "orders", id]).await
    }

    /// Has an approved order held, or taken for a top-up. The key is made of its id: however often, it happens once.
    async fn carry_out(&self, order: &Order) -> Result<Order, GatewayError> {
        let step = if order.is_capture() { "capture" } else { "authorize" };
        let key = format!("{}:{step}", order.id);
        let path = ["v2", "checkout", "orders", &order.id, step];
        match self.client.post::<Order>(&path, &key, &serde_json::json!({})).await {
            Ok(done) => Ok(done),
            Err(why @ (GatewayError::Refused(_) | GatewayError::Unknown(_))) => match self.order(&order.id).await? {
                done if done.status == OrderStatus::Completed => Ok(done),
                _ => Err(why),
            },
            Err(why) => Err(why),
        }
    }

    async fn stands(&self, dated: &Dated, closing: bool) -> Result<PageState, GatewayError> {
        let over = closing || dated.is_over(now());
        let Some(order) = self.find(&dated.id).await? else {
            // PayPal forgets orders that nobody approved, some hours after they were made.
            return Ok(PageState::Expired);
        };
        match order.status {
            OrderStatus::Completed => order.page_state(),
            OrderStatus::Voided => Ok(PageState::Expired),
            _ if over => Ok(PageState::Expired),
            OrderStatus::Approved => self.carry_out(&order).await?.page_state(),
            OrderStatus::Waiting => Ok(PageState::Open),
        }
    }
}

fn no_address() -> GatewayError {
    GatewayError::Unknown("a page without an address".to_owned())
}

fn dated(session: &str) -> Result<Dated, GatewayError> {
    Dated::read(session).ok_or_else(|| GatewayError::Malformed("not a session of PayPal".to_owned()))
}

/// What a capture came to. One that PayPal still thinks about is not certain.
fn captured(capture: &Capture) -> Result<Captured, GatewayError> {
    match capture.status {
        CaptureStatus::Completed | CaptureStatus::PartiallyRefunded | CaptureStatus::Refunded => {
            Ok(Captured { amount: capture.amount.money()?, fee: capture.fee() })
        }
        CaptureStatus::Declined | CaptureStatus::Failed => Err(GatewayError::Declined(Decline::Refused)),
        CaptureStatus::Other => Err(GatewayError::Unknown("a capture that is not decided".to_owned())),
    }
}

#[async_trait]
impl PaymentGateway for PayPalGateway {
    fn can(&self) -> &Capabilities {
        &self.can
    }

    async fn is_up(&self) -> Result<(), GatewayError> {
        self.client.sign_in().await
    }

    fn page_origin(&self) -> Option<String> {
        self.client.page_origin()
    }

    async fn open_page(&self, request: &PaymentRequest, key: &str) -> Result<PaymentPage, GatewayError> {
        let body = requests::opening(request, &requests::wallet(&request.success_url, &request.cancel_url))?;
        let order: Order = self.client.post(&["v2", "checkout", "orders"], key, &body).await?;
        let url = order.approval().ok_or_else(no_address)?;
        Ok(PaymentPage { session: Dated::text(&order.id, request.expires_at), url })
    }

    async fn page_state(&self, session: &str) -> Result<PageState, GatewayError> {
        self.stands(&dated(session)?, false).await
    }

    /// PayPal cannot close a page. But what is approved there holds nothing until we have it held, and after this nobody
    /// does, unless it was held before.
    async fn close_page(&self, session: &str) -> Result<PageState, GatewayError> {
        self.stands(&dated(session)?, true).await
    }

    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<Captured, GatewayError> {
        let order = self.order(reference).await?;
        if let Some(before) = order.taken() {
            return captured(before);
        }
        let held = order.held().ok_or_else(|| GatewayError::Refused("nothing is held".to_owned()))?;
        let body = serde_json::json!({ "amount": requests::money(amount)?, "final_capture": true });
        let path = ["v2", "payments", "authorizations", &held.id, "capture"];
        match self.client.post::<Capture>(&path, key, &body).await {
            Ok(capture) => captured(&capture),
            Err(why @ (GatewayError::Refused(_) | GatewayError::Unknown(_))) => {
                self.order(reference).await?.taken().map_or(Err(why), captured)
            }
            Err(why) => Err(why),
        }
    }

    async fn release(&self, reference: &str, key: &str) -> Result<(), GatewayError> {
        let state = |order: &Order| order.authorisation().map(|held| held.status);
        let order = self.order(reference).await?;
        let id = match (state(&order), order.taken(), order.authorisation()) {
            (Some(AuthorisationStatus::Voided | AuthorisationStatus::Denied), None, _) => return Ok(()),
            (Some(AuthorisationStatus::Created), None, Some(held)) => held.id.clone(),
            (_, Some(_), _) => return Err(GatewayError::Refused("it was taken already".to_owned())),
            (Some(_), None, _) => return Err(GatewayError::Unknown("a hold that is not decided".to_owned())),
            (None, None, _) => return Ok(()),
        };
        let path = ["v2", "payments", "authorizations", &id, "void"];
        match self.client.post_blind(&path, key, &serde_json::json!({})).await {
            Ok(()) => Ok(()),
            Err(why) => match state(&self.order(reference).await?) {
                Some(AuthorisationStatus::Voided) => Ok(()),
                _ => Err(why),
            },
        }
    }

    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), GatewayError> {
        let order = self.order(reference).await?;
        if let Some(before) = order.refund_of(key) {
            return before.outcome();
        }
        let taken = order.taken().ok_or_else(|| GatewayError::Refused("nothing was taken".to_owned()))?;
        let body = serde_json::json!({ "amount": requests::money(amount)?, "custom_id": requests::mark(key) });
        let path = ["v2", "payments", "captures", &taken.id, "refund"];
        match self.client.post::<wire::Refund>(&path, key, &body).await {
            Ok(refund) => refund.outcome(),
            Err(why @ (GatewayError::Refused(_) | GatewayError::Unknown(_))) => {
                self.order(reference).await?.refund_of(key).map_or(Err(why), wire::Refund::outcome)
            }
            Err(why) => Err(why),
        }
    }

    async fn payments_since(&self, since: Timestamp) -> Result<Vec<GatewayPayment>, GatewayError> {
        books::since(&self.client, since, now()).await
    }

    async fn payment(&self, reference: &str) -> Result<Option<GatewayPayment>, GatewayError> {
        self.find(reference).await?.map(|order| order.booked()).transpose()
    }

    /// PayPal signs with five headers and a certificate that has to be fetched: see [`PaymentGateway::hear`].
    fn read_notice(&self, _: &[u8], _: &str, _: Timestamp) -> Result<PaymentNotice, GatewayError> {
        Err(GatewayError::bad("PayPal's messages are checked with all their headers"))
    }

    async fn hear(&self, message: &notices::Message<'_>, _: Timestamp) -> Result<PaymentNotice, GatewayError> {
        self.notices.verify(message).await?;
        notice::read(message.body)
    }

    async fn pay_with(
        &self,
        request: &PaymentRequest,
        method: &MethodToken,
        key: &str,
    ) -> Result<PageState, GatewayError> {
        let body = requests::opening(request, &requests::vaulted(method, request))?;
        let order: Order = self.client.post(&["v2", "checkout", "orders"], key, &body).await?;
        match order.status {
            OrderStatus::Completed => order.page_state(),
            OrderStatus::Approved => self.carry_out(&order).await?.page_state(),
            OrderStatus::Waiting => Err(GatewayError::ChallengeNeeded { url: order.approval() }),
            OrderStatus::Voided => Ok(PageState::Expired),
        }
    }

    async fn open_with(
        &self,
        request: &PaymentRequest,
        method: &MethodToken,
        key: &str,
    ) -> Result<PaymentPage, GatewayError> {
        let body = requests::opening(request, &requests::vaulted(method, request))?;
        let order: Order = self.client.post(&["v2", "checkout", "orders"], key, &body).await?;
        let url = match order.status {
            OrderStatus::Waiting => order.approval().ok_or_else(no_address)?,
            _ => request.success_url.clone(),
        };
        Ok(PaymentPage { session: Dated::text(&order.id, request.expires_at), url })
    }

    async fn open_saving(&self, request: &SavingRequest, key: &str) -> Result<PaymentPage, GatewayError> {
        vault::open(&self.client, request, key).await
    }

    async fn saved(&self, session: &str, key: &str) -> Result<Option<SavedMethod>, GatewayError> {
        vault::saved(&self.client, session, key).await
    }

    async fn forget(&self, method: &MethodToken) -> Result<(), GatewayError> {
        vault::forget(&self.client, method).await
    }
}
