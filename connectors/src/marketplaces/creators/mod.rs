//! Affiliate catalogues in the shape of Amazon's Creators API: search and look-up, no orders.
//!
//! The shopper buys at the marketplace's own page, to which every product leads with our partner tag. Its terms do not
//! allow to keep prices for long; what is shown is what was told a moment ago.

mod client;
#[cfg(test)]
mod tests;
mod wire;

use async_trait::async_trait;
use domain::{
    catalog::{Category, Product},
    ids::ExternalId,
    marketplace::Capabilities,
    saga::Repeatable,
};
use futures::future::{join_all, try_join_all};
use reqwest::StatusCode;
use serde_json::{Value, json};

use self::{
    client::Client,
    wire::{Answered, RESOURCES},
};
use super::{
    AdapterConfig, CancelOutcome, MarketplaceAdapter, MarketplaceError, MarketplaceQuote, OrderSnapshot, PlaceOrder,
    PlaceOutcome, PlacedOrder, QuoteRequest, SearchRequest,
    reading::{self, Shop},
};

/// The most items of one page of a search, and how many pages are asked for at once.
const LARGEST_PAGE: usize = 10;
const MOST_PAGES: usize = 3;
/// The most items of one look-up.
const BATCH: usize = 10;

/// One catalogue of the Creators API.
#[derive(Debug)]
pub struct CreatorsAdapter {
    client: Client,
    shop: Shop,
}

impl CreatorsAdapter {
    /// An adapter for the API at `base_url`; `api_key` is `id:secret`, optionally followed by `:tag:version`.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(config: AdapterConfig) -> Result<Self, reqwest::Error> {
        Ok(Self { client: Client::new(&config)?, shop: Shop::new(&config) })
    }

    async fn items(&self, operation: &str, body: Value) -> Result<Vec<Product>, MarketplaceError> {
        let answer = self.client.ask(operation, body).await?;
        let strange = || MarketplaceError::Unintelligible("an answer without items".to_owned());
        match answer.status {
            StatusCode::OK => answer.json::<Answered>()?.products(&self.shop).ok_or_else(strange),
            // only where the API itself says so: anything in between answers that too
            StatusCode::NOT_FOUND if answer.json::<Answered>()?.is_none() => Ok(Vec::new()),
            StatusCode::NOT_FOUND => Err(strange()),
            status => Err(MarketplaceError::Refused(status.to_string())),
        }
    }
}

#[async_trait]
impl MarketplaceAdapter for CreatorsAdapter {
    fn capabilities(&self) -> Capabilities {
        Capabilities { search: true, hand_off: true, ..Capabilities::default() }
    }

    fn repeatable(&self) -> Repeatable {
        Repeatable::Neither
    }

    async fn search(&self, request: &SearchRequest) -> Result<Vec<Product>, MarketplaceError> {
        let limit = reading::page_size(request.limit, LARGEST_PAGE * MOST_PAGES);
        let text = request.text.trim();
        // the API takes no search without words
        let words = if text.is_empty() { request.category.map_or("", reading::category_name) } else { text };
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let ask = |page: usize| {
            let body = json!({
                "keywords": words,
                "searchIndex": request.category.map_or("All", search_index),
                "itemCount": limit.min(LARGEST_PAGE),
                "itemPage": page,
                "currencyOfPreference": self.shop.currency().code(),
                "resources": RESOURCES,
            });
            self.items("searchItems", body)
        };
        // the first page also gets the token that the others use
        let mut products = ask(1).await?;
        if products.len() == LARGEST_PAGE {
            let more = join_all((2..=limit.div_ceil(LARGEST_PAGE)).map(ask)).await;
            products.extend(more.into_iter().flatten().flatten());
        }
        if let Some(category) = request.category {
            products.retain(|product| product.category == Some(category));
        }
        products.truncate(limit);
        Ok(products)
    }

    async fn lookup(&self, ids: &[ExternalId]) -> Result<Vec<Product>, MarketplaceError> {
        let ask = |batch: &[ExternalId]| self.items("getItems", json!({ "itemIds": batch, "resources": RESOURCES }));
        Ok(try_join_all(ids.chunks(BATCH).map(ask)).await?.into_iter().flatten().collect())
    }

    async fn quote(&self, _: &QuoteRequest) -> Result<MarketplaceQuote, MarketplaceError> {
        Err(MarketplaceError::NotSupported)
    }

    async fn place_order(&self, _: &PlaceOrder) -> Result<PlaceOutcome, MarketplaceError> {
        Err(MarketplaceError::NotSupported)
    }

    async fn find_order(&self, _: &PlaceOrder) -> Result<Option<PlacedOrder>, MarketplaceError> {
        Err(MarketplaceError::NotSupported)
    }

    async fn order_status(&self, _: &Value) -> Result<OrderSnapshot, MarketplaceError> {
        Err(MarketplaceError::NotSupported)
    }

    async fn cancel(&self, _: &Value) -> Result<CancelOutcome, MarketplaceError> {
        Err(MarketplaceError::NotSupported)
    }
}

/// The index that holds a category of ours, and perhaps others.
fn search_index(category: Category) -> &'static str {
    match category {
        Category::HomeKitchen => "HomeAndKitchen",
        Category::LightingFurniture => "Furniture",
        Category::Audio | Category::PhonesWearables => "Electronics",
        Category::Computing => "Computers",
        Category::Photo => "Photo",
        Category::Fashion => "Fashion",
        Category::Beauty => "Beauty",
        Category::SportsOutdoor => "SportsAndOutdoors",
        Category::ToysGames => "ToysAndGames",
        Category::BooksStationery => "Books",
        Category::GardenTools => "GardenAndOutdoor",
    }
}
