//! Payment gateways behind one trait: authorise on a hosted page, capture what was confirmed, release the rest.

pub mod stripe;

use async_trait::async_trait;
use domain::{
    ids::{OrderNumber, TopUpId},
    money::Money,
    time::Timestamp,
};

/// What a payment is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An order: the amount is authorised, and taken when the marketplaces have confirmed.
    Order(OrderNumber),
    /// A wallet's top-up: the amount is taken at once.
    TopUp(TopUpId),
}

impl Subject {
    /// The subject of a reference that we gave along.
    pub fn of(reference: &str) -> Option<Self> {
        let order = reference.parse().ok().map(Self::Order);
        order.or_else(|| reference.parse().ok().map(Self::TopUp))
    }

    /// The reference that is given along.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Order(number) => number.as_str(),
            Self::TopUp(id) => id.as_str(),
        }
    }
}

/// What a shopper is asked to pay.
#[derive(Clone, Debug)]
pub struct PaymentRequest {
    /// What it is for.
    pub subject: Subject,
    /// The amount to authorise, or to take.
    pub amount: Money,
    /// What the gateway's page shows, one line per marketplace; adds up to the amount.
    pub lines: Vec<(String, Money)>,
    /// Where mails of the gateway would go; may be empty.
    pub email: String,
    /// Where the shopper comes back after paying.
    pub success_url: String,
    /// Where the shopper comes back without having paid.
    pub cancel_url: String,
    /// When the page stops taking payments.
    pub expires_at: Timestamp,
}

/// A hosted payment page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentPage {
    /// What the gateway calls it.
    pub session: String,
    /// Where the shopper pays.
    pub url: String,
}

/// How a hosted page stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageState {
    /// The shopper may still pay.
    Open,
    /// The amount is held.
    Authorised {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount held.
        amount: Money,
    },
    /// The amount was taken.
    Taken {
        /// What the gateway calls the payment.
        reference: String,
        /// The amount taken, or held before it was taken in part.
        amount: Money,
    },
    /// It can no longer be paid and was not.
    Expired,
}

/// What the gateway tells on its own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentNotice {
    /// What the gateway calls the event; the same event is handled once.
    pub event_id: String,
    /// What was to be paid, where the event is about a page.
    pub subject: Option<Subject>,
    /// How the page stands now, where the event is about a page.
    pub page: Option<PageState>,
}

/// A payment as the gateway's own books have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayPayment {
    /// What the gateway calls the payment.
    pub reference: String,
    /// What it is for, where we gave that along.
    pub subject: Option<Subject>,
    /// What is held now; zero once it was taken or set free.
    pub held: Money,
    /// What was taken.
    pub captured: Money,
    /// What of it was given back.
    pub refunded: Money,
    /// Whether the payment was called off.
    pub is_free: bool,
}

/// Why a gateway did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// No answer, or a server error: nobody knows whether it was done. Ask again with the same key.
    #[error("no certain answer: {0}")]
    Unknown(String),
    /// It said no.
    #[error("refused: {0}")]
    Refused(String),
    /// A message whose signature, age or form is wrong.
    #[error("not a message of the gateway: {0}")]
    BadMessage(String),
}

/// What a gateway took of a held amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Captured {
    /// How much it took.
    pub amount: Money,
    /// What it keeps of it for itself, in the currency of our account there; nothing where it does not tell yet.
    pub fee: Option<Money>,
}

/// What every payment gateway does. All calls that move money carry a key and may be repeated with it.
#[async_trait]
pub trait PaymentGateway: Send + Sync {
    /// Opens a page on which the amount is authorised, or taken at once for a top-up.
    async fn open_page(&self, request: &PaymentRequest, key: &str) -> Result<PaymentPage, GatewayError>;

    /// How a page stands.
    async fn page_state(&self, session: &str) -> Result<PageState, GatewayError>;

    /// Closes a page that was not paid, so that it cannot be paid any more; says how it stands then.
    async fn close_page(&self, session: &str) -> Result<PageState, GatewayError>;

    /// Takes so much of the held amount and sets the rest free. Says how much was taken, and what it costs us.
    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<Captured, GatewayError>;

    /// Sets the whole held amount free.
    async fn release(&self, reference: &str, key: &str) -> Result<(), GatewayError>;

    /// Gives back part of what was taken.
    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), GatewayError>;

    /// The gateway's own books: every payment begun since a moment, and those of which something was given back since.
    async fn payments_since(&self, since: Timestamp) -> Result<Vec<GatewayPayment>, GatewayError>;

    /// One payment of the gateway's books; `None` when it knows none of that name.
    async fn payment(&self, reference: &str) -> Result<Option<GatewayPayment>, GatewayError>;

    /// Where its pages are, such as `https://pay.example`: forms of ours lead on to it.
    fn page_origin(&self) -> Option<String> {
        None
    }

    /// Reads a message that the gateway posted: the raw body and its signature header.
    ///
    /// # Errors
    /// [`GatewayError::BadMessage`] when signature, age or form is wrong.
    fn read_notice(&self, body: &[u8], signature: &str, now: Timestamp) -> Result<PaymentNotice, GatewayError>;
}
