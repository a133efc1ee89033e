//! What runs beside the requests: carries out effects, sweeps, sends mails. Each may die at any moment and begin again.

use std::time::Duration;

use connectors::marketplaces::SearchRequest;
use domain::catalog::Category;

use crate::{ServiceError, Shop};

/// How often the sweeps look, when nothing wakes them.
const EFFECTS: Duration = Duration::from_millis(500);
const PAYMENTS: Duration = Duration::from_secs(3);
const TRACKING: Duration = Duration::from_secs(2);
const MAILS: Duration = Duration::from_secs(1);
const CATALOGUE: Duration = Duration::from_secs(15 * 60);

/// How long a marketplace may take to list a category for the catalogue sweep.
const LIST: Duration = Duration::from_secs(10);

/// How many products of a category are listed of each marketplace.
const LISTED: usize = 100;

/// Starts every worker of this process. They end with the runtime.
pub fn start(shop: &Shop) {
    let worker = uuid::Uuid::new_v4().to_string();
    tokio::spawn(effects(shop.clone(), worker));
    every(shop, PAYMENTS, "payments", |shop| async move { shop.sweep_payments().await });
    every(shop, TRACKING, "tracking", |shop| async move { shop.sweep_tracking().await });
    every(shop, MAILS, "mails", |shop| async move { shop.send_mails().await });
    every(shop, CATALOGUE, "catalogue", |shop| async move { shop.sweep_catalogue().await });
}

async fn effects(shop: Shop, worker: String) {
    loop {
        match shop.carry_out(&worker).await {
            Ok(0) => {
                // Woken at once when a step leaves something to do; the pause is for what is due later.
                let _ = tokio::time::timeout(EFFECTS, shop.wake.notified()).await;
            }
            Ok(_) => {}
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

    /// Lists every category of every marketplace, so that home, similar and replacement offers know of them.
    ///
    /// # Errors
    /// When the store fails; a marketplace that does not answer is left out until the next time.
    pub async fn sweep_catalogue(&self) -> Result<usize, ServiceError> {
        let mut count = 0;
        for one in self.registry().all() {
            for category in Category::ALL {
                let request = SearchRequest { text: String::new(), category: Some(*category), limit: LISTED };
                if let Ok(products) = one.call(LIST, one.adapter.search(&request)).await {
                    count += products.len();
                    self.remember(products).await?;
                }
            }
        }
        tracing::info!(count, "the catalogue was gone through");
        Ok(count)
    }
}
