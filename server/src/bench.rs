//! Routes that only benchmarks need; they exist only where the operator opened them.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    routing::{get, post},
};
use domain::{
    cart::Quantity,
    checkout::{DetailsForm, Policy, Tolerance},
    ids::{MarketplaceId, ProductRef},
    locale::Locale,
    money::Currency,
    saga::Phase,
    search::SearchQuery,
    visit::Visit,
};
use serde::Deserialize;
use services::{PayOutcome, ServiceError, Shop};
use tokio::sync::OnceCell;

/// The largest bare answer.
const MOST_BYTES: usize = 1024 * 1024;

/// How long one checkout may take before it counts as failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the routes share.
struct Bench {
    shop: Shop,
    http: reqwest::Client,
    goods: OnceCell<Vec<ProductRef>>,
}

#[derive(Deserialize)]
struct Size {
    bytes: usize,
}

/// A bare route that sends so many bytes, to compare pages with; and a whole checkout as one call.
///
/// # Panics
/// When the system's TLS cannot be set up.
pub fn router(shop: Shop) -> Router {
    let http = connectors::http::client().expect("the process has made such clients before");
    let bench = Arc::new(Bench { shop, http, goods: OnceCell::new() });
    Router::new()
        .route("/bare", get(|Query(size): Query<Size>| async move { "x".repeat(size.bytes.min(MOST_BYTES)) }))
        .route("/bench/checkout", post(checkout))
        .with_state(bench)
}

/// Buys from three marketplaces as a shopper does, pays on the gateway's page, and waits until the money is captured.
async fn checkout(State(bench): State<Arc<Bench>>) -> StatusCode {
    match tokio::time::timeout(PATIENCE, bench.buy()).await {
        Ok(Ok(Phase::Done)) => StatusCode::NO_CONTENT,
        Ok(Ok(_)) | Err(_) => StatusCode::GATEWAY_TIMEOUT,
        Ok(Err(error)) => {
            tracing::warn!(%error, "a checkout of the benchmark failed");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

impl Bench {
    async fn buy(&self) -> Result<Phase, ServiceError> {
        let visitor = hex_of(services::new_secret());
        let visit = Visit {
            visitor: Some(visitor.parse()?),
            locale: Locale::En,
            currency: Currency::Eur,
            country: "PT".to_owned(),
        };
        for product in self.goods.get_or_try_init(|| self.find_goods(&visit)).await? {
            self.shop.add_to_cart(&visit, product, None, Quantity::ONE).await?;
        }
        self.shop.save_details(&visit, details()).await?;
        let view = self.shop.save_delivery(&visit, BTreeMap::new()).await?;
        let live = view.draft.live.ok_or(ServiceError::Conflict)?;
        let outcome = self.shop.pay(&visit, &live.validation, Policy::KeepRest, Tolerance::default()).await?;
        let PayOutcome::GoTo(page) = outcome else { return Err(ServiceError::Conflict) };
        let card = [
            ("card_number", "4242424242424242"),
            ("expiry", "12/34"),
            ("security_code", "123"),
            ("cardholder", "Bench"),
        ];
        let paid = self.http.post(page).form(&card).send().await;
        paid.map_err(|error| ServiceError::Unavailable(error.to_string()))?;
        let order = self.shop.orders(&visit).await?.into_iter().next().ok_or(ServiceError::NotFound)?.number;
        loop {
            let phase = self.shop.order(&visit, &order, None).await?.phase;
            if matches!(phase, Phase::Done | Phase::NeedsHuman) {
                return Ok(phase);
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// One thing in stock of each of these marketplaces that answers and sells such things.
    ///
    /// Finding nothing is an error, so that it is not kept: a marketplace may only be resting.
    async fn find_goods(&self, visit: &Visit) -> Result<Vec<ProductRef>, ServiceError> {
        let query = SearchQuery { text: "lamp".to_owned(), page: 1, in_stock: true, ..SearchQuery::default() };
        let page = self.shop.search(visit, query).await;
        let mut goods: BTreeMap<MarketplaceId, ProductRef> = BTreeMap::new();
        for offer in page.groups.iter().flat_map(|group| &group.offers) {
            let reference = &offer.product.reference;
            let plenty = offer.product.variants.iter().any(|variant| variant.availability.is_in_stock());
            if plenty && ["harbor", "kitemart", "nomad"].contains(&reference.marketplace.as_str()) {
                goods.entry(reference.marketplace.clone()).or_insert_with(|| reference.clone());
            }
        }
        if goods.is_empty() { Err(ServiceError::NotFound) } else { Ok(goods.into_values().collect()) }
    }
}

fn details() -> DetailsForm {
    DetailsForm {
        email: "bench@example.org".to_owned(),
        name: "Bench Mark".to_owned(),
        street: "Rua da Prata 12".to_owned(),
        postcode: "1100-419".to_owned(),
        city: "Lisboa".to_owned(),
        country: "PT".to_owned(),
        ..DetailsForm::default()
    }
}

fn hex_of(bytes: [u8; 32]) -> String {
    bytes[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}
