//! A world of its own for every test, the adapters for it, and a shopper.

use std::{path::PathBuf, sync::Arc};

use connectors::{
    http::Reach,
    marketplaces::{
        self, AdapterConfig, MarketplaceAdapter, MarketplaceQuote, PlaceOrder, QuoteRequest, RequestedLine,
        SearchRequest,
    },
};
use domain::{
    cart::Quantity, catalog::Product, checkout::Details, ids::OrderNumber, marketplace::Protocol, money::Currency,
};
use sandbox::{Config, Market, World, faults::Knobs};

/// The marketplaces that take orders.
pub const SELLERS: [&str; 4] = ["harbor", "kitemart", "baobab", "nomad"];
/// All marketplaces.
pub const ALL: [&str; 5] = ["harbor", "kitemart", "baobab", "nomad", "lumen"];

/// A practice world on free ports whose orders move by knob only.
pub struct Practice {
    pub world: World,
}

impl Practice {
    pub async fn start() -> Self {
        let config = Config {
            port_base: 0,
            stage_seconds: 0,
            pictures: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../public/pictures")),
            ..Config::default()
        };
        Self { world: sandbox::start(config).await.expect("free ports are there") }
    }

    pub fn market(&self, slug: &str) -> &Arc<Market> {
        self.world.markets.iter().find(|market| market.server.slug == slug).expect("the market is open")
    }

    pub fn turn(&self, slug: &str, knobs: Knobs) {
        self.market(slug).server.faults.set(knobs);
    }

    pub fn adapter(&self, slug: &str) -> Arc<dyn MarketplaceAdapter> {
        let key = if slug == "lumen" { "onecart-practice:creators-practice-secret" } else { "success_token" };
        self.adapter_with(slug, Some(key))
    }

    pub fn adapter_with(&self, slug: &str, key: Option<&str>) -> Arc<dyn MarketplaceAdapter> {
        let protocol = match slug {
            "harbor" | "kitemart" => Protocol::Ucp,
            "baobab" => Protocol::Vendure,
            "nomad" => Protocol::WooCommerce,
            _ => Protocol::Creators,
        };
        let config = AdapterConfig {
            marketplace: slug.parse().expect("a short word"),
            base_url: self.world.url(slug).expect("the market is open").to_owned(),
            api_key: key.map(str::to_owned),
            currency: self.currency(slug),
            profile_url: "https://onecart.example/.well-known/ucp".to_owned(),
            reach: Reach::Anywhere,
        };
        marketplaces::adapter(protocol, config).expect("TLS is there").expect("not the house")
    }

    pub fn currency(&self, slug: &str) -> Currency {
        self.market(slug).currency.parse().expect("a currency we know")
    }

    /// How many orders the marketplace has with this reference.
    pub fn orders_with(&self, slug: &str, reference: &str) -> usize {
        let orders = self.market(slug).orders.all();
        orders.iter().filter(|order| order.reference.as_deref() == Some(reference)).count()
    }
}

/// Someone who buys, in a country where all deliver.
pub fn details() -> Details {
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

pub fn number() -> OrderNumber {
    OrderNumber::from_bits(0x0007_3c0f_fee5)
}

/// A product of which several can be bought.
pub async fn some_product(adapter: &dyn MarketplaceAdapter) -> Product {
    let request = SearchRequest { text: "audio".to_owned(), category: None, limit: 20 };
    let found = adapter.search(&request).await.expect("the practice world answers");
    let ids: Vec<_> = found.iter().map(|product| product.reference.external_id.clone()).collect();
    let known = adapter.lookup(&ids).await.expect("the practice world answers");
    let plenty = |product: &Product| product.first_choice().is_some_and(|variant| variant.availability.is_in_stock());
    known.into_iter().find(plenty).expect("something is in stock")
}

/// A request for one piece of a product.
pub fn request(product: &Product, option: Option<&str>) -> QuoteRequest {
    let variant = product.first_choice().expect("a product has variants").external_id.clone();
    QuoteRequest {
        reference: number().to_string(),
        lines: vec![RequestedLine { product: product.reference.external_id.clone(), variant, quantity: Quantity::ONE }],
        details: details(),
        option: option.map(str::to_owned),
    }
}

/// What is placed of a quote that the shopper agreed to.
pub fn agreed(quote: &MarketplaceQuote, request: QuoteRequest) -> PlaceOrder {
    PlaceOrder {
        order: number(),
        key: format!("{}:0", number()),
        session: quote.session.clone(),
        request,
        expected_total: quote.amounts.total,
    }
}

/// A quote for one thing, ready to be placed.
pub async fn quoted(adapter: &dyn MarketplaceAdapter) -> PlaceOrder {
    let request = request(&some_product(adapter).await, None);
    let quote = adapter.quote(&request).await.expect("the practice world quotes");
    agreed(&quote, request)
}
