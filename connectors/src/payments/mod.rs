//! Payment gateways behind one trait: authorise on a hosted page, capture what was confirmed, release the rest.
//!
//! What differs between gateways is data in [`Capabilities`]; nobody outside asks for their names.

pub mod alipay;
mod amounts;
pub mod braintree;
pub mod capabilities;
mod dated;
mod errors;
pub mod methods;
pub mod notices;
pub mod paypal;
mod rsa;
mod secret;
pub mod stripe;

use async_trait::async_trait;
use domain::{
    ids::{OrderNumber, TopUpId},
    money::Money,
    time::Timestamp,
};

pub use self::{
    capabilities::Capabilities,
    errors::{Decline, GatewayError},
    methods::{MethodToken, SavedMethod, SavingRequest},
    notices::Message,
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

/// What a gateway took of a held amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Captured {
    /// How much it took.
    pub amount: Money,
    /// What it keeps of it for itself, in the currency of our account there; nothing where it does not tell yet.
    pub fee: Option<Money>,
}

/// What every payment gateway does. All calls that move money carry a key and may be repeated with it.
///
/// A lost answer is [`GatewayError::Unknown`] and never a failure: the call is made again under the same key, or the
/// gateway is asked how the payment stands.
#[async_trait]
pub trait PaymentGateway: Send + Sync {
    /// What it can do.
    fn can(&self) -> &Capabilities;

    /// Whether it answers just now. Asks something that changes nothing.
    ///
    /// # Errors
    /// When it does not answer, or does not take our keys; it is not offered then.
    async fn is_up(&self) -> Result<(), GatewayError>;

    /// Opens a page on which the amount is authorised, or taken at once for a top-up.
    async fn open_page(&self, request: &PaymentRequest, key: &str) -> Result<PaymentPage, GatewayError>;

    /// How a page stands.
    async fn page_state(&self, session: &str) -> Result<PageState, GatewayError>;

    /// Closes a page that was not paid, so that it cannot be paid any more; says how it stands then.
    async fn close_page(&self, session: &str) -> Result<PageState, GatewayError>;

    /// Takes so much of the held amount and sets the rest free. Says how much was taken, and what it costs us.
    ///
    /// A gateway that cannot hold took all of it on its page; there the rest is given back.
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

    /// Reads a message with all its headers, for gateways whose signature takes more than one of them or a call.
    ///
    /// # Errors
    /// [`GatewayError::BadMessage`] when it is not the gateway's; [`GatewayError::Unknown`] when what it is checked with
    /// cannot be had just now: the gateway should send it again.
    async fn hear(&self, message: &Message<'_>, now: Timestamp) -> Result<PaymentNotice, GatewayError> {
        self.read_notice(message.body, message.header(self.can().signature_header), now)
    }

    /// What a message is answered with when it was taken; some gateways repeat it until they read this very word.
    fn thanks(&self) -> &'static str {
        ""
    }

    /// Pays with a method of which we have a token: one that was saved, or one that the gateway's fields on a page just
    /// made. The amount is held, or taken at once for a top-up.
    ///
    /// # Errors
    /// [`GatewayError::Declined`], or [`GatewayError::ChallengeNeeded`] when the shopper has to confirm first.
    async fn pay_with(
        &self,
        _request: &PaymentRequest,
        _method: &MethodToken,
        _key: &str,
    ) -> Result<PageState, GatewayError> {
        Err(GatewayError::Unsupported("paying with a token"))
    }

    /// Opens an order's payment with a method that was saved. Where the shopper has nothing left to agree to, the page leads
    /// to where they come back, and [`page_state`](Self::page_state) says what came of it. Under one key it is one payment.
    ///
    /// # Errors
    /// [`GatewayError::Declined`]; [`GatewayError::Unknown`] when it may have been paid all the same;
    /// [`GatewayError::Unsupported`] where [`Capabilities::saved_methods`] is not so.
    async fn open_with(
        &self,
        _request: &PaymentRequest,
        _method: &MethodToken,
        _key: &str,
    ) -> Result<PaymentPage, GatewayError> {
        Err(GatewayError::Unsupported("paying with a saved method"))
    }

    /// Begins to save a method: a page on which the shopper agrees.
    ///
    /// # Errors
    /// [`GatewayError::Unsupported`] where [`Capabilities::saved_methods`] is not so.
    async fn open_saving(&self, _request: &SavingRequest, _key: &str) -> Result<PaymentPage, GatewayError> {
        Err(GatewayError::Unsupported("saving a method"))
    }

    /// What came of a page on which a method was to be saved; `None` until the shopper has agreed.
    ///
    /// # Errors
    /// [`GatewayError::Unsupported`] where [`Capabilities::saved_methods`] is not so.
    async fn saved(&self, _session: &str, _key: &str) -> Result<Option<SavedMethod>, GatewayError> {
        Err(GatewayError::Unsupported("saving a method"))
    }

    /// Has the gateway forget a saved method. One that it does not know counts as forgotten.
    ///
    /// # Errors
    /// [`GatewayError::Unsupported`] where [`Capabilities::saved_methods`] is not so.
    async fn forget(&self, _method: &MethodToken) -> Result<(), GatewayError> {
        Err(GatewayError::Unsupported("saving a method"))
    }
}
