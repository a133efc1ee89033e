//! Guards of the services, each checked on a shop of its own with the practice world behind it.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use clap::Parser;
use connectors::{
    http::Reach,
    marketplaces::{self, AdapterConfig, SearchRequest},
    messages::mail::Mailer,
    payments::stripe::{StripeConfig, StripeGateway},
};
use domain::{
    cart::Quantity,
    catalog::Category,
    checkout::{DetailsForm, Policy, Tolerance},
    ids::{Digest, ProductRef, VisitorId},
    locale::Locale,
    money::Currency,
    visit::Visit,
};
use leptos::config::LeptosOptions;
use serde_json::json;
use server::configuration::Configuration;
use services::{
    Gateways, PayOutcome, ServiceError, Settings, Shop, known_marketplaces,
    marketplaces::{Connected, Registry},
    new_secret,
    practice::{self, World},
    seed_practice,
};
use store::{Store, testing::EmptyDatabase};

use super::{Check, Wrong, must};

pub const CHECKS: &[Check] = &[
    Check { guard: "consent.digest", run: || Box::pin(paying_what_was_not_agreed_to()) },
    Check { guard: "order.owner", run: || Box::pin(reading_the_order_of_somebody_else()) },
    Check { guard: "form.origin", run: || Box::pin(posting_a_form_from_another_site()) },
];

/// Where everything is bought.
const NOMAD: &str = "nomad";

/// A shop with its world; both end with it.
struct Open {
    shop: Shop,
    _world: sandbox::World,
    _database: EmptyDatabase,
}

async fn open() -> Result<Open, Wrong> {
    let pictures = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/pictures"));
    let config = sandbox::Config { port_base: 0, stage_seconds: 0, pictures, ..sandbox::Config::default() };
    let world = sandbox::start(config).await?;
    let address = |slug: &str| world.url(slug).map(str::to_owned).ok_or_else(|| Wrong::broken("no such server"));
    let database = EmptyDatabase::in_file();
    let store = Store::connect(database.url()).await?;
    let servers = json!({ "servers": [{ "slug": NOMAD, "url": address(NOMAD)? }] });
    let practice = World::read(&servers.to_string())?;
    seed_practice(&store, &practice).await?;
    let mut connected = Vec::new();
    for marketplace in known_marketplaces(&store).await?.into_iter().filter(|one| one.id.as_str() == NOMAD) {
        let config = AdapterConfig {
            marketplace: marketplace.id.clone(),
            base_url: marketplace.api_base_url.clone(),
            api_key: None,
            currency: marketplace.currency,
            profile_url: String::new(),
            reach: Reach::Anywhere,
        };
        let adapter = marketplaces::adapter(marketplace.protocol, config)?;
        connected.push(Connected::new(marketplace, adapter.ok_or_else(|| Wrong::broken("an adapter"))?));
    }
    let gateway = StripeGateway::new(StripeConfig {
        base_url: address("gateway")?,
        secret_key: "sk_test_onecart".to_owned(),
        webhook_secret: "whsec_test".to_owned(),
        reach: Reach::Anywhere,
    })?;
    let gateways = Gateways::new(Arc::new(gateway));
    let mailer = Mailer::new(&address("smtp")?, "shop@example.org")?;
    let settings = Settings {
        public_url: "http://127.0.0.1:9".to_owned(),
        secret: new_secret(),
        poll_milliseconds: 0,
        house_stage_milliseconds: None,
        accounts: Default::default(),
        ways: Default::default(),
        secrets: services::secrets::Secrets::of_the_moment(),
        audit_heads: std::env::temp_dir().join("onecart-guards.heads"),
        operator_key: String::new(),
        index: services::index::IndexPlace::Nowhere,
        issuer: None,
    };
    let registry = Registry::new(connected, practice::rates());
    let shop = Shop::new(store, registry, gateways, mailer, settings);
    Ok(Open { shop, _world: world, _database: database })
}

fn visit(digit: char) -> Result<Visit, Wrong> {
    let visitor: VisitorId = digit.to_string().repeat(32).parse()?;
    Ok(Visit { visitor: Some(visitor), locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() })
}

/// Something in one variant that is there.
async fn buyable(shop: &Shop) -> Result<ProductRef, Wrong> {
    let registry = shop.registry();
    let nomad = registry.all().iter().find(|one| one.id().as_str() == NOMAD);
    let nomad = nomad.ok_or_else(|| Wrong::broken("the world has a nomad"))?;
    let request = SearchRequest { text: String::new(), category: Some(Category::HomeKitchen), limit: 50 };
    let found = nomad.adapter.search(&request).await?;
    let buyable = found.iter().find(|product| product.variants.len() == 1 && product.availability.is_in_stock());
    Ok(buyable.ok_or_else(|| Wrong::broken("there is something to buy"))?.reference.clone())
}

/// Fills a cart at one marketplace and goes as far as the review; gives the digest that is agreed to.
async fn up_to_review(shop: &Shop, visit: &Visit) -> Result<Digest, Wrong> {
    let product = buyable(shop).await?;
    shop.add_to_cart(visit, &product, None, Quantity::ONE).await?;
    let form = DetailsForm {
        email: "amira@example.org".to_owned(),
        name: "Amira".to_owned(),
        street: "Rua da Prata 12".to_owned(),
        postcode: "1100-419".to_owned(),
        city: "Lisboa".to_owned(),
        country: "PT".to_owned(),
        ..DetailsForm::default()
    };
    shop.save_details(visit, form).await?;
    let review = shop.save_delivery(visit, BTreeMap::new()).await?;
    let live = review.draft.live.ok_or_else(|| Wrong::broken("a review has quotes"))?;
    Ok(live.validation)
}

async fn paying_what_was_not_agreed_to() -> Result<(), Wrong> {
    let (open, visit) = (open().await?, visit('a')?);
    up_to_review(&open.shop, &visit).await?;
    let another = "d".repeat(64).parse()?;
    let paid = open.shop.pay(&visit, &another, Policy::KeepRest, Tolerance::default()).await?;
    must(matches!(paid, PayOutcome::Changed), "an order was opened for what nobody agreed to")
}

async fn reading_the_order_of_somebody_else() -> Result<(), Wrong> {
    let (open, mine, other) = (open().await?, visit('a')?, visit('b')?);
    let agreed = up_to_review(&open.shop, &mine).await?;
    open.shop.pay(&mine, &agreed, Policy::KeepRest, Tolerance::default()).await?;
    let orders = open.shop.orders(&mine).await?;
    let order = orders.first().ok_or_else(|| Wrong::broken("what was paid for is an order"))?;
    let read = open.shop.order(&other, &order.number, None).await;
    must(matches!(read, Err(ServiceError::NotFound)), "somebody else's order was shown")
}

/// The whole shop over HTTP; a browser on another site's page posts one of its forms, with the visitor's cookie.
async fn posting_a_form_from_another_site() -> Result<(), Wrong> {
    let (open, mine, other) = (open().await?, visit('a')?, visit('b')?);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/api/cart/add", listener.local_addr()?);
    let configuration = Configuration::try_parse_from(["server"])?;
    let options = LeptosOptions::builder().output_name("onecart").build();
    let router = server::router::router(open.shop.clone(), options, &configuration);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let product = buyable(&open.shop).await?.to_string();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    for (visit, site) in [(&mine, "same-origin"), (&other, "cross-site")] {
        let visitor = visit.visitor.as_ref().ok_or_else(|| Wrong::broken("a visitor"))?;
        let form = [("product", product.as_str()), ("quantity", "1")];
        let posted = http.post(&url).form(&form).header("accept", "text/html").header("sec-fetch-site", site);
        posted.header("cookie", format!("visitor={visitor}")).send().await?;
    }
    if open.shop.cart(&mine).await?.cart.lines.is_empty() {
        return Err(Wrong::broken("a form of the shop itself is refused"));
    }
    must(open.shop.cart(&other).await?.cart.lines.is_empty(), "a page of another site filled somebody's cart")
}
