//! The marketplaces we are connected to: who they are, their adapters, and how hard each may be leant on.
//!
//! Reading and ordering are two lanes with their own places and their own record, so that searches never take the places
//! of orders, and a broken search does not hold an order up. Nothing is tried again here but a search or a look-up that
//! is slower than usual, once, while the marketplace's budget lasts. Orders are tried again by their effects alone.

mod blocked;
mod breaker;
mod pace;
#[cfg(test)]
mod tests;

use std::{
    collections::{HashMap, HashSet},
    pin::pin,
    sync::Arc,
    time::Duration,
};

use connectors::marketplaces::{
    CancelOutcome, MarketplaceAdapter, MarketplaceError, MarketplaceQuote, OrderSnapshot, PlaceOrder, PlaceOutcome,
    PlacedOrder, QuoteRequest, SearchRequest,
};
use domain::{
    catalog::Product,
    ids::{ExternalId, MarketplaceId},
    marketplace::{Absence, AbsenceReason, Marketplace, MarketplaceFace},
    money::{Currency, RateTable},
    pricing::PriceBook,
    visit::Visit,
};
use futures::future::{Either, select};
use serde_json::Value;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::{Instant, timeout, timeout_at},
};

pub use self::blocked::Blocks;
use self::{
    blocked::Blocked,
    breaker::Breaker,
    pace::{Budget, Usual},
};

/// How many calls of a lane may be under way at one marketplace at once.
const CALLS_AT_ONCE: usize = 32;

/// Which part of its time limit a call may wait for its turn; the rest is the marketplace's.
const WAITING_SHARE: u32 = 4;

/// One marketplace with its adapter, its share of our patience, and its record.
pub struct Connected {
    /// Who it is.
    pub marketplace: Marketplace,
    /// How we talk to it.
    pub adapter: Arc<dyn MarketplaceAdapter>,
    reading: Lane,
    ordering: Lane,
    searches: Usual,
    look_ups: Usual,
    budget: Budget,
    blocked: Blocked,
}

/// The calls of one kind to one marketplace.
struct Lane {
    places: Semaphore,
    breaker: Breaker,
}

impl Lane {
    fn new() -> Self {
        Self { places: Semaphore::new(CALLS_AT_ONCE), breaker: Breaker::default() }
    }

    /// A place among the calls under way, where one comes free in time.
    async fn place(&self, limit: Duration) -> Option<SemaphorePermit<'_>> {
        timeout(limit / WAITING_SHARE, self.places.acquire()).await.ok()?.ok()
    }

    /// Writes down whether the marketplace did its part. A no of its own is an answer like any other.
    fn note<T>(&self, answer: &Result<T, MarketplaceError>) {
        let now = Instant::now();
        let asked = match answer {
            Err(MarketplaceError::RateLimited { retry_after }) => {
                retry_after.map(|seconds| Duration::from_secs(seconds.into()))
            }
            Err(
                MarketplaceError::TooSlow
                | MarketplaceError::Unavailable(_)
                | MarketplaceError::Unauthorised
                | MarketplaceError::Unintelligible(_),
            ) => None,
            Ok(_) | Err(_) => return self.breaker.answered(now),
        };
        if let Err(error) = answer {
            self.breaker.failed(now, error.absence(), asked);
        }
    }
}

impl Connected {
    /// Connects a marketplace through its adapter; what it can do is the adapter's word.
    pub fn new(mut marketplace: Marketplace, adapter: Arc<dyn MarketplaceAdapter>) -> Self {
        marketplace.capabilities = adapter.capabilities();
        Self {
            marketplace,
            adapter,
            reading: Lane::new(),
            ordering: Lane::new(),
            searches: Usual::default(),
            look_ups: Usual::default(),
            budget: Budget::default(),
            blocked: Blocked::default(),
        }
    }

    /// The marketplace's name in tables.
    pub fn id(&self) -> &MarketplaceId {
        &self.marketplace.id
    }

    /// Searches within a time limit, each product once.
    ///
    /// # Errors
    /// With the absence to show: too slow, failing, busy, unintelligible, switched off.
    pub async fn search(&self, limit: Duration, request: &SearchRequest) -> Result<Vec<Product>, Absence> {
        if self.is_blocked() {
            return Ok(Vec::new());
        }
        let found = self.read(limit, &self.searches, || self.adapter.search(request)).await?;
        Ok(self.blocked.found(found))
    }

    /// Looks products up within a time limit, each once.
    ///
    /// # Errors
    /// With the absence to show: too slow, failing, busy, unintelligible, switched off.
    pub async fn look_up(&self, limit: Duration, ids: &[ExternalId]) -> Result<Vec<Product>, Absence> {
        if self.is_blocked() {
            return Err(Absence { marketplace: self.id().clone(), reason: AbsenceReason::SwitchedOff });
        }
        let named = self.read(limit, &self.look_ups, || self.adapter.lookup(ids)).await?;
        Ok(self.blocked.named(named))
    }

    /// Takes what of it may not be sold here in the place of what was; says whether that is another.
    pub fn block(&self, blocks: Blocks) -> bool {
        self.blocked.set(blocks)
    }

    /// Whether one of its products may not be sold here.
    pub fn blocks(&self, product: &ExternalId) -> bool {
        self.blocked.holds(product)
    }

    /// Whether nothing of it may be sold here.
    pub fn is_blocked(&self) -> bool {
        self.blocked.everything()
    }

    async fn read<F>(&self, limit: Duration, usual: &Usual, call: impl Fn() -> F) -> Result<Vec<Product>, Absence>
    where
        F: Future<Output = Result<Vec<Product>, MarketplaceError>>,
    {
        let absent = |reason| Absence { marketplace: self.id().clone(), reason };
        if !self.marketplace.active {
            return Err(absent(AbsenceReason::SwitchedOff));
        }
        let deadline = Instant::now() + limit;
        self.reading.breaker.admit(Instant::now()).map_err(absent)?;
        let Some(_place) = self.reading.place(limit).await else { return Err(absent(AbsenceReason::Busy)) };
        let began = Instant::now();
        let answer = timeout_at(deadline, self.asked_once_or_twice(usual, call)).await;
        let answer = answer.unwrap_or(Err(MarketplaceError::TooSlow));
        self.reading.note(&answer);
        match answer {
            Ok(mut products) => {
                usual.took(began.elapsed());
                let mut known = HashSet::new();
                products.retain(|product| known.insert(product.reference.clone()));
                Ok(products)
            }
            Err(error) => {
                tracing::info!(marketplace = %self.id(), %error, "a marketplace failed");
                Err(absent(error.absence()))
            }
        }
    }

    /// Asks a second time when the answer takes longer than usual and the budget allows it; whoever answers first counts.
    async fn asked_once_or_twice<T, F>(&self, usual: &Usual, call: impl Fn() -> F) -> Result<T, MarketplaceError>
    where
        F: Future<Output = Result<T, MarketplaceError>>,
    {
        self.budget.earn();
        let mut first = pin!(call());
        let Some(patience) = usual.patience() else { return first.await };
        if let Ok(answer) = timeout(patience, first.as_mut()).await {
            return answer;
        }
        let Ok(_place) = self.reading.places.try_acquire() else { return first.await };
        if !self.budget.spend() {
            return first.await;
        }
        match select(first, pin!(call())).await {
            Either::Left((Ok(answer), _)) | Either::Right((Ok(answer), _)) => Ok(answer),
            Either::Left((Err(_), other)) => other.await,
            Either::Right((Err(_), other)) => other.await,
        }
    }

    /// Has a cart quoted within a time limit.
    ///
    /// # Errors
    /// When there is no quote; while the marketplace is left alone, at once.
    pub async fn quote(&self, limit: Duration, request: &QuoteRequest) -> Result<MarketplaceQuote, MarketplaceError> {
        let short = self.blocked.of(request);
        if !short.is_empty() {
            return Err(MarketplaceError::OutOfStock(short));
        }
        self.admit_order()?;
        self.order(limit, self.adapter.quote(request)).await?.unwrap_or(Err(MarketplaceError::TooSlow))
    }

    /// Places an order within a time limit. Without an answer in time its outcome is in doubt.
    ///
    /// # Errors
    /// When for certain nothing was ordered: also while the marketplace is left alone or has too many calls under way,
    /// upon which the same is tried again later.
    pub async fn place_order(&self, limit: Duration, order: &PlaceOrder) -> Result<PlaceOutcome, MarketplaceError> {
        self.admit_order()?;
        // once it has begun, nobody knows how far it came
        self.order_if(limit, self.adapter.place_order(order), |outcome| *outcome != PlaceOutcome::InDoubt)
            .await?
            .unwrap_or(Ok(PlaceOutcome::InDoubt))
    }

    /// Asks whether an order was placed. A marketplace that is left alone is asked all the same: until it tells, a
    /// shopper's money is held.
    ///
    /// # Errors
    /// When it does not tell in time.
    pub async fn find_order(
        &self,
        limit: Duration,
        order: &PlaceOrder,
    ) -> Result<Option<PlacedOrder>, MarketplaceError> {
        self.order(limit, self.adapter.find_order(order)).await?.unwrap_or(Err(MarketplaceError::TooSlow))
    }

    /// Asks to cancel an order, however the marketplace stands.
    ///
    /// # Errors
    /// When it does not answer in time.
    pub async fn cancel(&self, limit: Duration, handle: &Value) -> Result<CancelOutcome, MarketplaceError> {
        self.order(limit, self.adapter.cancel(handle)).await?.unwrap_or(Err(MarketplaceError::TooSlow))
    }

    /// Asks how an order stands.
    ///
    /// # Errors
    /// When it does not tell in time; while the marketplace is left alone, at once.
    pub async fn order_status(&self, limit: Duration, handle: &Value) -> Result<OrderSnapshot, MarketplaceError> {
        self.admit_order()?;
        self.order(limit, self.adapter.order_status(handle)).await?.unwrap_or(Err(MarketplaceError::TooSlow))
    }

    fn admit_order(&self) -> Result<(), MarketplaceError> {
        let resting = |reason| MarketplaceError::Unavailable(format!("left alone for a while: {reason:?}"));
        self.ordering.breaker.admit(Instant::now()).map_err(resting)
    }

    async fn order<T>(
        &self,
        limit: Duration,
        call: impl Future<Output = Result<T, MarketplaceError>>,
    ) -> Result<Option<Result<T, MarketplaceError>>, MarketplaceError> {
        self.order_if(limit, call, |_| true).await
    }

    /// Makes a call of the money path; `None` when no answer came in time. An error says that it was not made at all.
    /// What does not `tell` anything counts as a failure of the marketplace.
    async fn order_if<T>(
        &self,
        limit: Duration,
        call: impl Future<Output = Result<T, MarketplaceError>>,
        tells: impl Fn(&T) -> bool,
    ) -> Result<Option<Result<T, MarketplaceError>>, MarketplaceError> {
        let full = || MarketplaceError::Unavailable("too many calls are under way there".to_owned());
        let _place = self.ordering.place(limit).await.ok_or_else(full)?;
        let answer = timeout(limit, call).await.ok();
        match &answer {
            Some(answer) if answer.as_ref().is_ok_and(&tells) || answer.is_err() => self.ordering.note(answer),
            _ => self.ordering.breaker.failed(Instant::now(), AbsenceReason::TooSlow, None),
        }
        Ok(answer)
    }
}

/// All marketplaces and the rates of the day.
pub struct Registry {
    connected: Vec<Arc<Connected>>,
    rates: RateTable,
    books: HashMap<Currency, PriceBook>,
}

impl Registry {
    /// Puts marketplaces and rates together.
    pub fn new(connected: Vec<Connected>, rates: RateTable) -> Self {
        let marketplaces: Vec<Marketplace> = connected.iter().map(|one| one.marketplace.clone()).collect();
        let books = rates
            .currencies()
            .map(|currency| (currency, PriceBook::new(currency, rates.clone(), &marketplaces)))
            .collect();
        Self { connected: connected.into_iter().map(Arc::new).collect(), rates, books }
    }

    /// Every marketplace, active or not.
    pub fn all(&self) -> &[Arc<Connected>] {
        &self.connected
    }

    /// One of them.
    pub fn get(&self, id: &MarketplaceId) -> Option<&Arc<Connected>> {
        self.connected.iter().find(|one| one.id() == id)
    }

    /// What pages show of the active ones.
    pub fn faces(&self) -> Vec<MarketplaceFace> {
        self.connected.iter().filter(|one| one.marketplace.active).map(|one| (&one.marketplace).into()).collect()
    }

    /// What pages show of these, in this order, each once.
    pub fn faces_of<'a>(&self, ids: impl IntoIterator<Item = &'a MarketplaceId>) -> Vec<MarketplaceFace> {
        let mut faces: Vec<MarketplaceFace> = Vec::new();
        for id in ids {
            if let (Some(one), false) = (self.get(id), faces.iter().any(|face| face.id == *id)) {
                faces.push((&one.marketplace).into());
            }
        }
        faces
    }

    /// Terms and rates for a shopper's currency; those of the base currency where it has no rate.
    pub fn book(&self, currency: Currency) -> &PriceBook {
        self.books.get(&currency).unwrap_or_else(|| &self.books[&self.rates.base])
    }

    /// The same for a visit: also where goods go counts.
    pub fn book_for(&self, visit: &Visit) -> PriceBook {
        self.book(visit.currency).to(&visit.country)
    }

    /// The rates of the day.
    pub fn rates(&self) -> &RateTable {
        &self.rates
    }
}
