//! What healthy marketplaces say, written down once: every question of every operation with its answer.

use std::sync::{Arc, Mutex, PoisonError};

use connectors::{
    http::Reach,
    marketplaces::{
        self, AdapterConfig, MarketplaceAdapter, MarketplaceError, MarketplaceQuote, OrderSnapshot, PlaceOrder,
        PlaceOutcome, PlacedOrder, QuoteRequest, RequestedLine, SearchRequest,
    },
};
use domain::{
    cart::Quantity,
    catalog::Product,
    checkout::Details,
    ids::{ExternalId, OrderNumber},
    marketplace::Marketplace,
};
use serde_json::Value;
use services::practice;

use super::counterpart::{Counterpart, Role};
use rule_proofs::finding::Problem;

/// The marketplaces of the practice world that are other people's.
pub const ALL: [&str; 5] = ["harbor", "kitemart", "baobab", "nomad", "lumen"];

/// One question and its answer. Addresses of the marketplace itself stand as [`HERE`] in it.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub asked: Asked,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// What stands for the marketplace's own address.
pub const HERE: &str = "http://here.invalid";

/// A question: what it is exactly, and what kind of question it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub exactly: String,
    pub kind: String,
}

/// What an adapter is told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Search,
    LookUp,
    Quote,
    Place,
    Find,
    Status,
}

impl Operation {
    pub const ALL: [Self; 6] = [Self::Search, Self::LookUp, Self::Quote, Self::Place, Self::Find, Self::Status];
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Outcome {
    Found(Result<Vec<Product>, MarketplaceError>),
    Quoted(Result<Box<MarketplaceQuote>, MarketplaceError>),
    Placed(Result<PlaceOutcome, MarketplaceError>),
    Traced(Result<Option<PlacedOrder>, MarketplaceError>),
    Stands(Result<OrderSnapshot, MarketplaceError>),
}

/// A marketplace with all it said, and what it takes to ask it the same again.
#[derive(Debug)]
pub struct Recorded {
    pub slug: &'static str,
    pub marketplace: Marketplace,
    pub key: Option<String>,
    pub tapes: Vec<(Operation, Arc<Vec<Exchange>>)>,
    pub ids: Vec<ExternalId>,
    pub request: Option<QuoteRequest>,
    pub order: Option<PlaceOrder>,
    pub handle: Value,
}

impl Recorded {
    /// Goes all the way from the search to the parcel at a healthy marketplace.
    ///
    /// # Errors
    /// When the marketplace of the practice world is not healthy.
    pub async fn of(slug: &'static str, url: &str) -> Result<Self, Problem> {
        let known = practice::World::default().marketplaces();
        let (marketplace, key) =
            known.into_iter().find(|(one, _)| one.id.as_str() == slug).ok_or("no such marketplace")?;
        let tapes = Vec::new();
        let mut recorded =
            Self { slug, marketplace, key, tapes, ids: Vec::new(), request: None, order: None, handle: Value::Null };
        recorded.record(Operation::Search, url).await?;
        recorded.record(Operation::LookUp, url).await?;
        if slug != "lumen" {
            for operation in [Operation::Quote, Operation::Place, Operation::Find, Operation::Status] {
                recorded.record(operation, url).await?;
            }
        }
        Ok(recorded)
    }

    async fn record(&mut self, operation: Operation, url: &str) -> Result<(), Problem> {
        let tape = Arc::new(Mutex::new(Vec::new()));
        let role = Role::Records { upstream: url.to_owned(), http: reqwest::Client::new(), tape: tape.clone() };
        let counterpart = Counterpart::start(role).await?;
        let outcome = self.carry_out(operation, &*self.adapter(&counterpart.url)?).await;
        let strange = |what: &str| -> Problem { format!("{}: {what} does not work in health", self.slug).into() };
        match outcome {
            Outcome::Found(Ok(found)) if operation == Operation::Search => {
                self.ids = found.iter().take(12).map(|product| product.reference.external_id.clone()).collect();
            }
            Outcome::Found(Ok(found)) => self.request = found.iter().find_map(request),
            Outcome::Quoted(Ok(quote)) => {
                let request = self.request.clone().ok_or_else(|| strange("the look-up"))?;
                self.order = Some(agreed(&quote, request));
            }
            Outcome::Placed(Ok(PlaceOutcome::Placed(placed))) => self.handle = placed.handle,
            Outcome::Traced(Ok(Some(_))) | Outcome::Stands(Ok(_)) => {}
            other => return Err(strange(&format!("{other:?}"))),
        }
        let tape = tape.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.tapes.push((operation, Arc::new(tape)));
        Ok(())
    }

    /// An adapter for this marketplace at another address.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn adapter(&self, url: &str) -> Result<Arc<dyn MarketplaceAdapter>, Problem> {
        let config = AdapterConfig {
            marketplace: self.marketplace.id.clone(),
            base_url: url.to_owned(),
            api_key: self.key.clone(),
            currency: self.marketplace.currency,
            profile_url: "https://onecart.example/.well-known/ucp".to_owned(),
            reach: Reach::Anywhere,
        };
        marketplaces::adapter(self.marketplace.protocol, config)?.ok_or_else(|| "the house has no adapter".into())
    }

    /// Asks the adapter directly.
    pub async fn carry_out(&self, operation: Operation, adapter: &dyn MarketplaceAdapter) -> Outcome {
        let missing = || MarketplaceError::NotSupported;
        match (operation, &self.request, &self.order) {
            (Operation::Search, ..) => Outcome::Found(adapter.search(&question()).await),
            (Operation::LookUp, ..) => Outcome::Found(adapter.lookup(&self.ids).await),
            (Operation::Quote, Some(request), _) => Outcome::Quoted(adapter.quote(request).await.map(Box::new)),
            (Operation::Place, _, Some(order)) => Outcome::Placed(adapter.place_order(order).await),
            (Operation::Find, _, Some(order)) => Outcome::Traced(adapter.find_order(order).await),
            (Operation::Status, ..) => Outcome::Stands(adapter.order_status(&self.handle).await),
            _ => Outcome::Stands(Err(missing())),
        }
    }
}

/// What is searched for.
pub fn question() -> SearchRequest {
    SearchRequest { text: "audio".to_owned(), category: None, limit: 30 }
}

/// A request for one piece of a product that is there.
pub fn request(product: &Product) -> Option<QuoteRequest> {
    let variant = product.first_choice().filter(|variant| variant.availability.is_in_stock())?;
    let line = RequestedLine {
        product: product.reference.external_id.clone(),
        variant: variant.external_id.clone(),
        quantity: Quantity::ONE,
    };
    Some(QuoteRequest { reference: number().to_string(), lines: vec![line], details: details(), option: None })
}

/// What is placed of a quote.
pub fn agreed(quote: &MarketplaceQuote, request: QuoteRequest) -> PlaceOrder {
    PlaceOrder {
        order: number(),
        key: format!("{}:0", number()),
        session: quote.session.clone(),
        request,
        expected_total: quote.amounts.total,
    }
}

fn number() -> OrderNumber {
    OrderNumber::from_bits(0x0007_3c0f_fee5)
}

fn details() -> Details {
    Details {
        email: "amira@example.org".to_owned(),
        name: "Amira Ben Salah".to_owned(),
        street: "Rua da Prata 12".to_owned(),
        extra: "3 esq.".to_owned(),
        postcode: "1100-419".to_owned(),
        city: "Lisboa".to_owned(),
        country: "PT".to_owned(),
        phone: "+351 21 000 0000".to_owned(),
    }
}
