//! What runs beside the requests: carries out effects, sweeps, does later work. Each may die at any moment and begin again.

use std::{sync::Arc, time::Duration};

use connectors::marketplaces::SearchRequest;
use domain::catalog::Category;
use tokio::sync::Semaphore;

use crate::{ServiceError, Shop, carrying_out::AT_ONCE, now};

/// How often the sweeps look, when nothing wakes them.
const EFFECTS: Duration = Duration::from_millis(500);
const PAYMENTS: Duration = Duration::from_secs(3);
const GATEWAYS: Duration = Duration::from_secs(15);
const TRACKING: Duration = Duration::from_secs(2);
const JOBS: Duration = Duration::from_secs(1);
const OLD_JOBS: Duration = Duration::from_secs(60 * 60);
const OLD_ACCOUNTS: Duration = Duration::from_secs(10 * 60);
const BOOKS: Duration = Duration::from_secs(5 * 60);
const SET_ASIDE: Duration = Duration::from_secs(30);
const ERASURES: Duration = Duration::from_secs(5 * 60);
const TOO_OLD: Duration = Duration::from_secs(60 * 60);
const MATCHING: Duration = Duration::from_secs(2);
const INDEX: Duration = Duration::from_secs(10 * 60);
const TERMS: Duration = Duration::from_secs(20);
const PRICES: Duration = Duration::from_secs(60 * 60);
const RECOMMENDATIONS: Duration = Duration::from_secs(20);
const BLOCKED: Duration = Duration::from_secs(30);
const CATALOGUE: Duration = Duration::from_secs(15 * 60);
const ALERTS: Duration = Duration::from_secs(30);
const SAVED_SEARCHES: Duration = Duration::from_secs(60);

/// How long after its start a shop is left alone by the catalogue sweep, where it knows goods already.
const SETTLED: Duration = Duration::from_secs(20);

/// How long a marketplace may take to list a category for the catalogue sweep.
const LIST: Duration = Duration::from_secs(10);

/// How many products of a category are listed of each marketplace.
const LISTED: usize = 100;

/// Starts every worker of this process. They end with the runtime.
pub fn start(shop: &Shop) {
    let worker = uuid::Uuid::new_v4().to_string();
    tokio::spawn(effects(shop.clone(), worker));
    every(shop, PAYMENTS, "payments", |shop| async move { shop.sweep_payments().await });
    every(shop, GATEWAYS, "gateways", |shop| async move { Ok(shop.gateways.look().await) });
    every(shop, TRACKING, "tracking", |shop| async move { shop.sweep_tracking().await });
    every(shop, JOBS, "jobs", |shop| async move { shop.work_jobs().await });
    every(shop, OLD_JOBS, "old jobs", |shop| async move { shop.sweep_jobs().await });
    every(shop, OLD_ACCOUNTS, "old sessions and links", |shop| async move { shop.sweep_accounts().await });
    every(shop, BOOKS, "books", |shop| async move { shop.sweep_books().await });
    every(shop, SET_ASIDE, "set aside", |shop| async move { shop.sweep_set_aside(now()).await });
    every(shop, ERASURES, "erasures", |shop| async move { shop.sweep_erasures(now()).await });
    every(shop, PRICES, "prices", |shop| async move { shop.sweep_prices().await });
    every(shop, TOO_OLD, "what is too old", |shop| async move { shop.sweep_retention(now()).await });
    every(shop, ALERTS, "alerts", |shop| async move { shop.sweep_alerts(now()).await });
    every(shop, SAVED_SEARCHES, "saved searches", |shop| async move { shop.sweep_saved_searches(now()).await });
    every(shop, MATCHING, "matching", |shop| async move { shop.sweep_matching().await });
    every(shop, INDEX, "index", |shop| async move { shop.sweep_index().await });
    every(shop, TERMS, "search terms", |shop| async move { shop.sweep_terms().await });
    every(shop, RECOMMENDATIONS, "recommendations", |shop| async move { shop.sweep_recommendations().await });
    every(shop, BLOCKED, "what is blocked", |shop| async move { shop.refresh_blocked().await });
    tokio::spawn(catalogue(shop.clone()));
}

/// Goes through the catalogue again and again. A shop that knows goods from before serves its shoppers first.
async fn catalogue(shop: Shop) {
    if shop.knows_goods().await {
        tokio::time::sleep(SETTLED).await;
    }
    every(&shop, CATALOGUE, "catalogue", |shop| async move { shop.sweep_catalogue().await });
}

/// Leases effects as there is room for them; each is carried out by itself, so that one that hangs holds up no other.
async fn effects(shop: Shop, worker: String) {
    if let Err(error) = shop.take_back_leases().await {
        tracing::error!(%error, "leases could not be taken back; they run out by themselves");
    }
    store::fault_point!("leases_taken_back");
    let room = Arc::new(Semaphore::new(AT_ONCE as usize));
    loop {
        // One place at least; more where more are free.
        let Ok(first) = room.clone().acquire_owned().await else { return };
        drop(first);
        match shop.lease_due(&worker, room.available_permits().max(1) as u64).await {
            Ok(leased) if leased.is_empty() => {
                // Woken at once when a step leaves something to do; the pause is for what is due later.
                let _ = tokio::time::timeout(EFFECTS, shop.wake.notified()).await;
            }
            Ok(leased) => {
                for effect in leased {
                    let (shop, room) = (shop.clone(), room.clone());
                    let Ok(place) = room.acquire_owned().await else { return };
                    tokio::spawn(async move {
                        shop.carry_out_or_complain(&effect).await;
                        drop(place);
                    });
                }
            }
            Err(error) => {
                tracing::error!(%error, "effects could not be leased");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

fn every<F, Fut>(shop: &Shop, pause: Duration, name: &'static str, sweep: F)
where
    F: Fn(Shop) -> Fut + Send + 'static,
    Fut: Future<Output = Result<usize, ServiceError>> + Send,
{
    let shop = shop.clone();
    tokio::spawn(async move {
        loop {
            if let Err(error) = sweep(shop.clone()).await {
                tracing::error!(%error, sweep = name, "a sweep failed");
            }
            tokio::time::sleep(pause).await;
        }
    });
}

impl Shop {
    /// Whether anything waits to be carried out, now or later.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn has_work(&self) -> Result<bool, ServiceError> {
        Ok(store::effects::next_due(self.store.reader()).await?.is_some())
    }

    /// The invariants of the money that do not hold in our books, each with how many rows break it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn broken_invariants(&self) -> Result<Vec<(String, usize)>, ServiceError> {
        Ok(store::audit::invariants(self.store.reader()).await?)
    }

    /// Whether some goods are known of more than one marketplace.
    async fn knows_goods(&self) -> bool {
        let known = store::products::count_by_marketplace(self.store.reader()).await;
        known.is_ok_and(|known| known.len() > 1)
    }

    /// Lists every category of every marketplace, so that home, similar and replacement offers know of them.
    ///
    /// # Errors
    /// When the store fails; a marketplace that does not answer is left out until the next time.
    pub async fn sweep_catalogue(&self) -> Result<usize, ServiceError> {
        let mut count = 0;
        for one in self.registry().all().iter().filter(|one| one.marketplace.capabilities.catalogue) {
            for category in Category::ALL {
                let request = SearchRequest { text: String::new(), category: Some(*category), limit: LISTED };
                if let Ok(products) = one.search(LIST, &request).await {
                    count += products.len();
                    self.remember(products).await?;
                }
            }
        }
        tracing::info!(count, "the catalogue was gone through");
        Ok(count)
    }
}
