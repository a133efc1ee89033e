//! The one trait that every marketplace adapter fills, and what passes through it.
//!
//! An adapter is a translator: their words end at its `wire.rs`. What it does not understand is
//! [`MarketplaceError::Unintelligible`] or an outcome in doubt, never success.

pub mod creators;
pub(crate) mod reading;
pub mod ucp;
pub mod vendure;
pub mod woocommerce;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    cart::Quantity,
    catalog::{Category, Product},
    checkout::Details,
    ids::{ExternalId, MarketplaceId, OrderNumber},
    marketplace::{AbsenceReason, Capabilities, DeliveryOption, Protocol},
    money::{Currency, Money},
    order::{Progress, Shipment, TrackingEvent},
    pricing::Amounts,
    saga::{Refusal, Repeatable},
    time::Timestamp,
};
use serde_json::Value;

use crate::http::Reach;

/// What an adapter needs to know of its marketplace.
#[derive(Clone, Debug)]
pub struct AdapterConfig {
    /// The marketplace.
    pub marketplace: MarketplaceId,
    /// Where its API lives, without a slash at the end.
    pub base_url: String,
    /// The key for its API; what it means is the protocol's affair (payment token, partner credentials `id:secret`).
    pub api_key: Option<String>,
    /// The currency it is paid in.
    pub currency: Currency,
    /// The address of our own platform profile, shown to UCP merchants.
    pub profile_url: String,
    /// Which addresses may be called there.
    pub reach: Reach,
}

/// What is searched for at one marketplace.
#[derive(Clone, Debug, Default)]
pub struct SearchRequest {
    /// The words; may be empty where a category is asked for.
    pub text: String,
    /// Only this category, where the marketplace can tell.
    pub category: Option<Category>,
    /// At most so many products; a wish that a marketplace may cut.
    pub limit: usize,
}

/// One line that a marketplace is asked about.
#[derive(Clone, Debug)]
pub struct RequestedLine {
    /// The product.
    pub product: ExternalId,
    /// The variant that is ordered.
    pub variant: ExternalId,
    /// How many.
    pub quantity: Quantity,
}

/// What a marketplace is asked to quote.
#[derive(Clone, Debug)]
pub struct QuoteRequest {
    /// Our order number or a name for this quote; carried to the marketplace as our reference.
    pub reference: String,
    /// What is to be bought.
    pub lines: Vec<RequestedLine>,
    /// Where it goes.
    pub details: Details,
    /// The wanted way of delivery; the marketplace's first where `None` or unknown.
    pub option: Option<String>,
}

/// A line as the marketplace quotes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedLine {
    /// The variant.
    pub variant: ExternalId,
    /// How many it will deliver.
    pub quantity: Quantity,
    /// What one costs.
    pub unit: Money,
    /// What the line costs.
    pub amount: Money,
}

/// What a marketplace says a cart costs.
#[derive(Clone, Debug)]
pub struct MarketplaceQuote {
    /// What the adapter needs to place or find this very cart later; kept by us, understood by the adapter alone.
    pub session: Value,
    /// The lines.
    pub lines: Vec<QuotedLine>,
    /// The ways of delivery.
    pub options: Vec<DeliveryOption>,
    /// The place of the chosen one.
    pub chosen: usize,
    /// The amounts in the marketplace's currency.
    pub amounts: Amounts,
    /// Whether prices contain the tax.
    pub tax_included: bool,
    /// Until when the marketplace stands by it, where it says so.
    pub expires_at: Option<Timestamp>,
}

/// What is to be placed.
#[derive(Clone, Debug)]
pub struct PlaceOrder {
    /// Our order number, carried to the marketplace.
    pub order: OrderNumber,
    /// The same for every try of this part; the marketplace's idempotency key where it has one.
    pub key: String,
    /// The session of the quote.
    pub session: Value,
    /// What was quoted.
    pub request: QuoteRequest,
    /// The total the shopper agreed to, in the marketplace's currency; dearer is refused.
    pub expected_total: Money,
}

/// An order at a marketplace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedOrder {
    /// What the marketplace calls it, in words people can use; one call may make several.
    pub ids: Vec<String>,
    /// What the adapter needs to ask about it later; more than an id.
    pub handle: Value,
}

/// What came of placing an order. A lost answer is [`PlaceOutcome::InDoubt`], never an error to repeat blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceOutcome {
    /// The marketplace has it.
    Placed(PlacedOrder),
    /// It said no; nothing was ordered.
    Refused(Refusal),
    /// Nobody knows: the answer was lost, garbled or still pending.
    InDoubt,
    /// The quote's session is gone and nothing was ordered with it; a new quote is needed.
    SessionLost,
}

/// How an order at a marketplace stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderSnapshot {
    /// How far the goods have come.
    pub progress: Progress,
    /// How they travel.
    pub shipments: Vec<Shipment>,
    /// All that happened, as far as the marketplace tells.
    pub events: Vec<TrackingEvent>,
}

/// What came of asking to cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelOutcome {
    /// It is cancelled, or was already.
    Cancelled,
    /// The marketplace no longer cancels it, or never does.
    Refused,
}

/// Why a marketplace did not give what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarketplaceError {
    /// No answer in time.
    #[error("no answer in time")]
    TooSlow,
    /// It could not be reached, or answered with a server error.
    #[error("not reachable: {0}")]
    Unavailable(String),
    /// It was asked too often.
    #[error("asked too often")]
    RateLimited {
        /// Ask again after so many seconds, where it says so.
        retry_after: Option<u32>,
    },
    /// It does not accept our key.
    #[error("our key is not accepted")]
    Unauthorised,
    /// The answer is not what the protocol says, or is too large.
    #[error("an answer that cannot be understood: {0}")]
    Unintelligible(String),
    /// Some variants are not there in that quantity; how many are left, where that is known.
    #[error("out of stock")]
    OutOfStock(Vec<(ExternalId, Option<u32>)>),
    /// It does not deliver to that address.
    #[error("does not deliver there")]
    Undeliverable,
    /// There is no such product, session or order.
    #[error("not found")]
    NotFound,
    /// It said no for a reason of its own.
    #[error("refused: {0}")]
    Refused(String),
    /// The adapter cannot do this.
    #[error("not supported")]
    NotSupported,
}

impl MarketplaceError {
    /// The reason that pages name when this marketplace is missing from an answer.
    pub fn absence(&self) -> AbsenceReason {
        match self {
            Self::TooSlow => AbsenceReason::TooSlow,
            Self::Unintelligible(_) => AbsenceReason::Unintelligible,
            Self::RateLimited { .. } => AbsenceReason::Busy,
            Self::NotSupported => AbsenceReason::NotSupported,
            _ => AbsenceReason::Failing,
        }
    }
}

/// What every marketplace adapter does. What it cannot do answers [`MarketplaceError::NotSupported`].
#[async_trait]
pub trait MarketplaceAdapter: Send + Sync {
    /// What it can do.
    fn capabilities(&self) -> Capabilities;

    /// What it allows after a lost answer.
    fn repeatable(&self) -> Repeatable;

    /// Products that match, in the marketplace's own order.
    async fn search(&self, request: &SearchRequest) -> Result<Vec<Product>, MarketplaceError>;

    /// Products by id with price, stock and variants of this moment; unknown ids are left out.
    async fn lookup(&self, ids: &[ExternalId]) -> Result<Vec<Product>, MarketplaceError>;

    /// Opens a session at the marketplace and says what these lines cost at this address.
    async fn quote(&self, request: &QuoteRequest) -> Result<MarketplaceQuote, MarketplaceError>;

    /// Places the order of a quoted session.
    ///
    /// An error means for certain that nothing was ordered; whenever that is not certain the outcome is in doubt.
    async fn place_order(&self, order: &PlaceOrder) -> Result<PlaceOutcome, MarketplaceError>;

    /// Asks whether an order came of this session or carries our reference; `None` when there is none for certain.
    async fn find_order(&self, order: &PlaceOrder) -> Result<Option<PlacedOrder>, MarketplaceError>;

    /// How an order stands.
    async fn order_status(&self, handle: &Value) -> Result<OrderSnapshot, MarketplaceError>;

    /// Asks to cancel an order.
    async fn cancel(&self, handle: &Value) -> Result<CancelOutcome, MarketplaceError>;
}

/// The adapter for a protocol; `None` for the house, which is no one else's server.
///
/// # Errors
/// When the system's TLS cannot be set up.
pub fn adapter(
    protocol: Protocol,
    config: AdapterConfig,
) -> Result<Option<Arc<dyn MarketplaceAdapter>>, reqwest::Error> {
    Ok(match protocol {
        Protocol::House => None,
        Protocol::Ucp => Some(Arc::new(ucp::UcpAdapter::new(config)?)),
        Protocol::Vendure => Some(Arc::new(vendure::VendureAdapter::new(config)?)),
        Protocol::WooCommerce => Some(Arc::new(woocommerce::WooCommerceAdapter::new(config)?)),
        Protocol::Creators => Some(Arc::new(creators::CreatorsAdapter::new(config)?)),
    })
}
