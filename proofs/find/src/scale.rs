//! Many products: how quickly they are found, and what the index costs. The shop's own parts run in this process, without
//! its pages, beside a practice world of the same size.

use std::{
    fs,
    path::{Path, PathBuf},
    process,
    sync::Arc,
    time::{Duration, Instant},
};

use connectors::{
    http::Reach,
    marketplaces::{AdapterConfig, adapter},
    messages::mail::Mailer,
    payments::stripe::{StripeConfig, StripeGateway},
};
use domain::{
    catalog::{Availability, Category, Product, Rating, Variant},
    ids::{Gtin, ProductRef, RelationToken},
    locale::Locale,
    money::{Currency, Money},
    search::SearchQuery,
    visit::Visit,
};
use rule_proofs::dice::Dice;
use sandbox::{World, catalogue};
use serde_json::json;
use services::{
    Gateways, Settings, Shop,
    index::IndexPlace,
    marketplaces::{Connected, Registry},
    practice,
};
use store::{Store, products};

use crate::{Finding, Problem, Size};

/// How many products there are, in the quick form and the published one.
const QUICK: u64 = 2_000;
const FULL: u64 = 100_000;

/// In which time 99 of 100 suggestions and kept searches have to be there.
const SUGGESTED: Duration = Duration::from_millis(50);
const FOUND: Duration = Duration::from_millis(100);

/// How many products one transaction writes down.
const AT_ONCE: usize = 2_000;

/// Builds the index and asks it.
///
/// # Errors
/// When the shop cannot be opened, or fails.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let total = usize::try_from(size.count(QUICK, FULL))?;
    let (typed, searched) = if size.full { (5_000, 400) } else { (60, 12) };
    let folder = Folder(std::env::temp_dir().join(format!("onecart-proof-scale-{}", process::id())));
    let world = sandbox::start(sandbox::Config {
        port_base: 0,
        stage_seconds: 0,
        products: Some(total),
        ..sandbox::Config::default()
    })
    .await?;
    let (shop, store) = open(&world, &folder.0).await?;
    let goods = goods(total)?;
    for some in goods.chunks(AT_ONCE) {
        let some = some.to_vec();
        store.write(move |tx| Box::pin(async move { products::upsert_many(tx, &some).await })).await?;
    }
    eprintln!("    {} products are written down", goods.len());
    let before = resident_mib();
    let began = Instant::now();
    let put = shop.sweep_index().await?;
    let build = began.elapsed();
    let after = resident_mib();
    eprintln!("    the index of {put} listings took {:.1} s", build.as_secs_f64());
    let mut dice = Dice::new(size.seed, 0);
    let (suggested, none) = suggest(&shop, &goods, &mut dice, typed).await?;
    let (found, lost) = search(&shop, &goods, &mut dice, searched).await?;
    let quick_enough = suggested.p99() < SUGGESTED && found.p99() < FOUND;
    let figure = json!({
        "products": goods.len(),
        "indexed": put,
        "suggestions": suggested.0.len(),
        "suggestions_p50_ms": suggested.at(50).as_secs_f64() * 1000.0,
        "suggestions_p99_ms": suggested.p99().as_secs_f64() * 1000.0,
        "without_suggestion": none,
        "searches": found.0.len(),
        "searches_p50_ms": found.at(50).as_secs_f64() * 1000.0,
        "searches_p99_ms": found.p99().as_secs_f64() * 1000.0,
        "not_found": lost,
        "build_seconds": (build.as_secs_f64() * 10.0).round() / 10.0,
        "index_mib": bytes_below(&folder.0.join("index")) as f64 / 1_048_576.0,
        "index_memory_mib": after.saturating_sub(before),
        "memory_mib": resident_mib(),
    });
    let ok = put == goods.len() && none == 0 && lost == 0 && (quick_enough || !size.full);
    drop(shop);
    world.stop().await;
    Ok(Finding { figure, ok })
}

/// How long each of many took.
struct Times(Vec<Duration>);

impl Times {
    fn at(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
    }

    fn p99(&self) -> Duration {
        self.at(99)
    }
}

/// Types the beginnings of words that goods have; says how long that took each time, and how often nothing came.
async fn suggest(shop: &Shop, goods: &[Product], dice: &mut Dice, count: usize) -> Result<(Times, usize), Problem> {
    let (mut times, mut none) = (Vec::with_capacity(count), 0);
    for _ in 0..count {
        let product = &goods[dice.place(goods.len())];
        let words: Vec<&str> = product
            .title
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| word.chars().count() > 1)
            .collect();
        let Some(last) = words.get(dice.place(words.len())) else { continue };
        let letters = 2 + dice.place(last.chars().count().saturating_sub(1));
        let begun: String = last.chars().take(letters).collect();
        let typed = if dice.percent(40) { format!("{} {begun}", words[dice.place(words.len())]) } else { begun };
        let began = Instant::now();
        let suggested = shop.suggestions(&visit(), &typed).await?;
        times.push(began.elapsed());
        if suggested.is_empty() && product.availability.is_in_stock() {
            eprintln!("      nothing is suggested for {typed:?}");
            none += 1;
        }
    }
    Ok((Times(times), none))
}

/// Searches for goods by words and numbers, then again while the answers are kept; says how long the latter took, and how
/// often a thing was not found by its number.
async fn search(shop: &Shop, goods: &[Product], dice: &mut Dice, count: usize) -> Result<(Times, usize), Problem> {
    let (mut times, mut lost) = (Vec::new(), 0);
    for number in 0..count {
        let product = &goods[dice.place(goods.len())];
        let words: Vec<&str> =
            product.title.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).collect();
        let code = product.gtin.as_ref().map(|gtin| gtin.as_str().trim_start_matches('0').to_owned());
        let text = match code.filter(|_| number % 4 == 0) {
            Some(code) => code,
            None => words.iter().take(1 + dice.place(3)).copied().collect::<Vec<_>>().join(" "),
        };
        let query = SearchQuery { text, page: 1, ..SearchQuery::default() };
        let first = shop.search(&visit(), query.clone()).await;
        let by_number = number % 4 == 0 && product.gtin.is_some();
        if by_number && !first.groups.iter().chain(&first.others).any(|group| group.relation == product.relation) {
            eprintln!("      {} is not found by its number", product.reference);
            lost += 1;
        }
        for _ in 0..5 {
            let began = Instant::now();
            let _again = shop.search(&visit(), query.clone()).await;
            times.push(began.elapsed());
        }
    }
    Ok((Times(times), lost))
}

fn visit() -> Visit {
    Visit { visitor: None, locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() }
}

/// Everything that the marketplaces of the practice world sell, as listings of ours.
fn goods(total: usize) -> Result<Vec<Product>, Problem> {
    let mut goods = Vec::with_capacity(total);
    for (marketplace, _) in catalogue::MARKETPLACES {
        for listing in catalogue::listings(marketplace, total) {
            goods.push(product(marketplace, &listing)?);
        }
    }
    Ok(goods)
}

fn product(marketplace: &str, listing: &catalogue::Listing) -> Result<Product, Problem> {
    let reference: ProductRef = format!("{marketplace}:{}", listing.external_id).parse()?;
    let gtin: Option<Gtin> = listing.gtin.parse().ok();
    let currency: Currency =
        listing.currency.parse().map_err(|_| "a currency of the practice world is none of ours")?;
    let price = Money::new(listing.price_minor, currency);
    let stock = |left: u32| if left > 0 { Availability::InStock(Some(left)) } else { Availability::OutOfStock };
    let variants = listing.variants.iter().map(|variant| {
        Ok(Variant {
            external_id: variant.id.parse()?,
            title: variant.title.to_owned(),
            price: Money::new(variant.price_minor, currency),
            availability: stock(variant.stock),
            picture: None,
        })
    });
    Ok(Product {
        relation: RelationToken::of(&reference, gtin.as_ref()),
        gtin,
        title: listing.title.clone(),
        brand: Some(listing.brand.clone()),
        description: listing.description.to_owned(),
        category: Category::from_slug(listing.category),
        price,
        list_price: None,
        rating: Some(Rating { hundredths: u16::try_from(listing.rating)?, count: listing.rating_count }),
        availability: stock(listing.stock),
        pictures: Vec::new(),
        product_url: None,
        attributes: listing.attributes.to_vec(),
        variants: variants.collect::<Result<_, Problem>>()?,
        observed_at: connectors::now(),
        reference,
    })
}

/// A shop over the five marketplaces of this world, with its index in the folder.
async fn open(world: &World, folder: &Path) -> Result<(Shop, Store), Problem> {
    let store = Store::connect(&format!("sqlite://{}?mode=rwc", folder.join("shop.db").display())).await?;
    let url = |slug: &str| world.url(slug).unwrap_or_default().to_owned();
    services::seed_practice(&store, &practice::World::default()).await?;
    let mut connected = Vec::new();
    for (marketplace, api_key) in practice::World::default().marketplaces() {
        let config = AdapterConfig {
            marketplace: marketplace.id.clone(),
            base_url: url(marketplace.id.as_str()),
            api_key,
            currency: marketplace.currency,
            profile_url: "https://onecart.example/.well-known/ucp".to_owned(),
            reach: Reach::Anywhere,
        };
        let adapter = adapter(marketplace.protocol, config)?;
        connected.extend(adapter.map(|adapter| Connected::new(marketplace, adapter)));
    }
    let gateway = StripeGateway::new(StripeConfig {
        base_url: url("gateway"),
        secret_key: "sk_test_onecart".to_owned(),
        webhook_secret: "whsec_onecart".to_owned(),
        reach: Reach::Anywhere,
    })?;
    let gateways = Gateways::new(Arc::new(gateway));
    let settings = Settings {
        public_url: "http://127.0.0.1:3000".to_owned(),
        secret: services::new_secret(),
        poll_milliseconds: 3000,
        house_stage_milliseconds: None,
        accounts: Default::default(),
        ways: Default::default(),
        secrets: services::secrets::Secrets::of_the_moment(),
        audit_heads: folder.join("heads"),
        operator_key: String::new(),
        index: IndexPlace::Folder(folder.join("index")),
        issuer: None,
    };
    let mailer = Mailer::new(&url("smtp"), "Onecart <orders@onecart.example>")?;
    let registry = Registry::new(connected, practice::rates());
    Ok((Shop::new(store.clone(), registry, gateways, mailer, settings), store))
}

/// A folder that goes with the proof.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind is only a temporary file.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// How many bytes the files below a folder take.
fn bytes_below(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let bytes = entries.flatten().map(|entry| match entry.metadata() {
        Ok(found) if found.is_dir() => bytes_below(&entry.path()),
        Ok(found) => found.len(),
        Err(_) => 0,
    });
    bytes.sum()
}

/// What this process holds in memory, in MiB; nought where the system does not tell.
fn resident_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: u64 = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default();
    kib / 1024
}
