//! The marketplaces we are connected to: who they are, their adapters, and how hard each may be leant on.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use connectors::marketplaces::{MarketplaceAdapter, MarketplaceError};
use domain::{
    ids::MarketplaceId,
    marketplace::{Absence, AbsenceReason, Marketplace, MarketplaceFace},
    money::{Currency, RateTable},
    pricing::PriceBook,
};
use tokio::sync::Semaphore;

/// How many calls may be under way at one marketplace at once.
const CALLS_AT_ONCE: usize = 32;

/// After so many failures in a row a marketplace is left alone for a while.
const FAILURES_TO_OPEN: u32 = 5;

/// For how long it is left alone before one call tries again.
const REST: Duration = Duration::from_secs(5);

/// One marketplace with its adapter, its share of our patience, and its record.
pub struct Connected {
    /// Who it is.
    pub marketplace: Marketplace,
    /// How we talk to it.
    pub adapter: Arc<dyn MarketplaceAdapter>,
    calls: Semaphore,
    failures: AtomicU32,
    rests_until: Mutex<Option<(Instant, AbsenceReason)>>,
}

impl Connected {
    /// Connects a marketplace through its adapter; what it can do is the adapter's word.
    pub fn new(mut marketplace: Marketplace, adapter: Arc<dyn MarketplaceAdapter>) -> Self {
        marketplace.capabilities = adapter.capabilities();
        Self {
            marketplace,
            adapter,
            calls: Semaphore::new(CALLS_AT_ONCE),
            failures: AtomicU32::new(0),
            rests_until: Mutex::new(None),
        }
    }

    /// The marketplace's name in tables.
    pub fn id(&self) -> &MarketplaceId {
        &self.marketplace.id
    }

    /// Makes one call within a time limit, unless the marketplace is resting or has too many calls under way.
    ///
    /// # Errors
    /// With the absence to show: too slow, failing, busy, unintelligible, switched off.
    pub async fn call<T>(
        &self,
        limit: Duration,
        call: impl Future<Output = Result<T, MarketplaceError>>,
    ) -> Result<T, Absence> {
        let absent = |reason| Absence { marketplace: self.id().clone(), reason };
        if !self.marketplace.active {
            return Err(absent(AbsenceReason::SwitchedOff));
        }
        if let Some(reason) = self.rest() {
            return Err(absent(reason));
        }
        let Ok(_permit) = self.calls.try_acquire() else { return Err(absent(AbsenceReason::Busy)) };
        match tokio::time::timeout(limit, call).await {
            Ok(Ok(answer)) => {
                self.failures.store(0, Ordering::Relaxed);
                Ok(answer)
            }
            Ok(Err(error)) => {
                tracing::info!(marketplace = %self.id(), %error, "a marketplace failed");
                self.failed(error.absence());
                Err(absent(error.absence()))
            }
            Err(_) => {
                self.failed(AbsenceReason::TooSlow);
                Err(absent(AbsenceReason::TooSlow))
            }
        }
    }

    /// The reason it is left alone for, while it is.
    fn rest(&self) -> Option<AbsenceReason> {
        let rests = self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        rests.filter(|(until, _)| Instant::now() < *until).map(|(_, reason)| reason)
    }

    fn failed(&self, reason: AbsenceReason) {
        if reason == AbsenceReason::NotSupported {
            return;
        }
        if self.failures.fetch_add(1, Ordering::Relaxed) + 1 >= FAILURES_TO_OPEN {
            *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now() + REST, reason));
        }
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

    /// The rates of the day.
    pub fn rates(&self) -> &RateTable {
        &self.rates
    }
}
