//! Routes that only benchmarks need; they exist only where the operator opened them.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    routing::{get, post},
};
use connectors::{http::Reach, marketplaces::SearchRequest};
use domain::{
    cart::Quantity,
    catalog::{Category, Product},
    checkout::{DetailsForm, Policy, Tolerance},
    ids::ProductRef,
    locale::Locale,
    money::Currency,
    saga::Phase,
    visit::Visit,
};
use serde::Deserialize;
use services::{PayOutcome, ServiceError, Shop};
use tokio::sync::OnceCell;

/// The largest bare answer.
const MOST_BYTES: usize = 1024 * 1024;

/// Where every checkout buys: three protocols, three currencies.
const MARKETPLACES: [&str; 3] = ["harbor", "kitemart", "nomad"];

/// How long one checkout may take before it counts as failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the routes share.
struct Bench {
    shop: Shop,
    http: connectors::http::Client,
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
    let http = connectors::http::Client::new(Reach::Anywhere).expect("the process has made such clients before");
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
        for product in self.goods.get_or_try_init(|| self.find_goods()).await? {
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
            let head = store::orders::head(self.shop.store().reader(), &order).await?;
            let phase = head.ok_or(ServiceError::NotFound)?.phase;
            if matches!(phase, Phase::Done | Phase::NeedsHuman) {
                return Ok(phase);
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// One thing in stock of each of the marketplaces that a checkout buys from.
    ///
    /// A marketplace that does not answer is an error, so that nothing is kept: it may only be resting.
    async fn find_goods(&self) -> Result<Vec<ProductRef>, ServiceError> {
        let registry = self.shop.registry();
        let mut goods = Vec::new();
        for slug in MARKETPLACES {
            let request = SearchRequest { text: String::new(), category: Some(Category::HomeKitchen), limit: 50 };
            let marketplace = registry.all().iter().find(|one| one.id().as_str() == slug);
            let products = match marketplace {
                Some(marketplace) => marketplace.adapter.search(&request).await.unwrap_or_default(),
                None => Vec::new(),
            };
            let buyable = products.into_iter().find(|product| product.variants.len() == 1 && in_stock(product));
            goods.push(buyable.ok_or(ServiceError::NotFound)?.reference);
        }
        Ok(goods)
    }
}

fn in_stock(product: &Product) -> bool {
    product.variants.iter().any(|variant| variant.availability.is_in_stock())
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
