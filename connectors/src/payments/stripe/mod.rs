//! Stripe: a Checkout Session authorises the whole order, the PaymentIntent behind it is captured in part or cancelled.
//!
//! Money calls carry an `Idempotency-Key` and our order number. What was done before counts as done: after a refusal or
//! a lost answer the payment is looked at, and when it already stands as we want it, that is success.

mod books;
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

use self::{
    client::{Call, Client},
    wire::{Intent, IntentStatus, RefundStatus, Refunds, Session, SessionStatus},
};
use super::{
    Capabilities, Captured, GatewayError, GatewayPayment, PageState, PaymentGateway, PaymentNotice, PaymentPage,
    PaymentRequest,
    capabilities::{Books, Countries, Way},
    secret::Secret,
};
use crate::http::Reach;

/// How Stripe is reached.
#[derive(Clone)]
pub struct StripeConfig {
    /// Where its API lives, without `/v1`.
    pub base_url: String,
    /// The secret key.
    pub secret_key: String,
    /// The secret under which it signs what it posts to us.
    pub webhook_secret: String,
    /// Which addresses may be called there.
    pub reach: Reach,
}

impl fmt::Debug for StripeConfig {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("StripeConfig").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// Stripe as a payment gateway.
#[derive(Clone, Debug)]
pub struct StripeGateway {
    client: Client,
    webhook_secret: Secret,
    can: Capabilities,
}

impl StripeGateway {
    /// A gateway with a pool of connections of its own.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(config: StripeConfig) -> Result<Self, reqwest::Error> {
        let StripeConfig { base_url, secret_key, webhook_secret, reach } = config;
        let client = Client::new(crate::http::Client::new(reach)?, base_url, secret_key);
        Ok(Self { client, webhook_secret: Secret::new(webhook_secret), can: abilities() })
    }

    async fn intent(&self, reference: &str) -> Result<Intent, GatewayError> {
        self.intent_with(reference, &[]).await
    }

    async fn intent_with(&self, reference: &str, query: &[(&str, &str)]) -> Result<Intent, GatewayError> {
        self.client.get(&["payment_intents", reference], query).await
    }

    /// How a page stands, told by its session and the payment behind it.
    async fn state_of(&self, session: &Session) -> Result<PageState, GatewayError> {
        match (session.status, &session.payment_intent) {
            (SessionStatus::Open, _) => Ok(PageState::Open),
            (SessionStatus::Expired, _) => Ok(PageState::Expired),
            (SessionStatus::Complete, Some(intent)) => self.intent(intent).await?.page_state(),
            (SessionStatus::Complete, None) => Err(GatewayError::Unknown("a complete page without a payment".into())),
        }
    }
}

/// What Stripe can do, as far as we use it. A card's hold lasts seven days; it is taken once, in whole or in part.
fn abilities() -> Capabilities {
    Capabilities {
        name: "Stripe",
        way: Way::Redirect,
        holds_for_days: Some(7),
        partial_capture: true,
        several_captures: false,
        saved_methods: false,
        currencies: Currency::ALL.to_vec(),
        countries: Countries::All,
        least: 50,
        most_units: 999_999,
        books: Books::Whole,
        signature_header: "stripe-signature",
    }
}

#[async_trait]
impl PaymentGateway for StripeGateway {
    fn can(&self) -> &Capabilities {
        &self.can
    }

    async fn is_up(&self) -> Result<(), GatewayError> {
        self.client.get::<serde::de::IgnoredAny>(&["payment_intents"], &[("limit", "1")]).await.map(drop)
    }

    fn page_origin(&self) -> Option<String> {
        self.client.page_origin()
    }

    async fn open_page(&self, request: &PaymentRequest, key: &str) -> Result<PaymentPage, GatewayError> {
        let form = wire::opening(request)?;
        let session: Session = self.client.post(&Call::new(&["checkout", "sessions"], key, form)).await?;
        let url = session.url.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        let url = url.ok_or_else(|| GatewayError::Unknown("a page without an address".into()))?;
        Ok(PaymentPage { session: session.id, url })
    }

    async fn page_state(&self, session: &str) -> Result<PageState, GatewayError> {
        let session: Session = self.client.get(&["checkout", "sessions", session], &[]).await?;
        self.state_of(&session).await
    }

    async fn close_page(&self, session: &str) -> Result<PageState, GatewayError> {
        let call = Call::without_key(&["checkout", "sessions", session, "expire"]);
        match self.client.post::<Session>(&call).await {
            Ok(closed) => self.state_of(&closed).await,
            // It is not open any more, or a payment is being made this moment: how it stands is what counts.
            Err(GatewayError::Refused(_)) => self.page_state(session).await,
            Err(unknown) => Err(unknown),
        }
    }

    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<Captured, GatewayError> {
        let form = vec![
            ("amount_to_capture".to_owned(), amount.minor.to_string()),
            ("expand[]".to_owned(), wire::FEE.to_owned()),
        ];
        let call = Call::new(&["payment_intents", reference, "capture"], key, form);
        let intent = match self.client.post::<Intent>(&call).await {
            Ok(captured) => captured,
            Err(why) => match self.intent_with(reference, &[("expand[]", wire::FEE)]).await? {
                taken if taken.status == IntentStatus::Succeeded => taken,
                _ => return Err(why),
            },
        };
        match intent.status {
            IntentStatus::Succeeded => {
                Ok(Captured { amount: intent.money(intent.amount_received)?, fee: intent.fee() })
            }
            status => Err(GatewayError::Unknown(format!("captured, but {status:?}"))),
        }
    }

    async fn release(&self, reference: &str, key: &str) -> Result<(), GatewayError> {
        let form = vec![("cancellation_reason".to_owned(), "abandoned".to_owned())];
        let call = Call::new(&["payment_intents", reference, "cancel"], key, form);
        let (intent, failure) = match self.client.post::<Intent>(&call).await {
            Ok(canceled) => (canceled, None),
            Err(why) => (self.intent(reference).await?, Some(why)),
        };
        match (intent.status, failure) {
            (IntentStatus::Canceled, _) => Ok(()),
            (_, Some(why)) => Err(why),
            (status, None) => Err(GatewayError::Unknown(format!("cancelled, but {status:?}"))),
        }
    }

    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), GatewayError> {
        let form = vec![
            ("payment_intent".to_owned(), reference.to_owned()),
            ("amount".to_owned(), amount.minor.to_string()),
            ("metadata[key]".to_owned(), key.to_owned()),
        ];
        let call = Call::new(&["refunds"], key, form);
        let status = match self.client.post::<wire::Refund>(&call).await {
            Ok(refund) => refund.status,
            Err(GatewayError::Refused(why)) => {
                let query = [("payment_intent", reference), ("limit", "100")];
                let known: Refunds = self.client.get(&["refunds"], &query).await?;
                let ours = known.data.into_iter().find(|refund| refund.metadata.get("key").is_some_and(|of| of == key));
                ours.ok_or(GatewayError::Refused(why))?.status
            }
            Err(unknown) => return Err(unknown),
        };
        match status {
            RefundStatus::Succeeded | RefundStatus::Pending => Ok(()),
            RefundStatus::Failed => Err(GatewayError::Refused("the refund failed".into())),
            RefundStatus::Other => Err(GatewayError::Unknown("a refund in an unknown state".into())),
        }
    }

    async fn payments_since(&self, since: Timestamp) -> Result<Vec<GatewayPayment>, GatewayError> {
        books::since(&self.client, since).await
    }

    async fn payment(&self, reference: &str) -> Result<Option<GatewayPayment>, GatewayError> {
        books::one(&self.client, reference).await
    }

    fn read_notice(&self, body: &[u8], signature: &str, now: Timestamp) -> Result<PaymentNotice, GatewayError> {
        notice::verify(&self.webhook_secret, body, signature, now)?;
        let event: wire::StripeEvent =
            serde_json::from_slice(body).map_err(|error| GatewayError::BadMessage(error.to_string()))?;
        event.notice()
    }
}
