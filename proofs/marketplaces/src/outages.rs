//! The real search while marketplaces are down: every combination of them once, and three of five dead under load.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    process,
    sync::Arc,
    time::{Duration, Instant},
};

use connectors::{
    http::Reach,
    marketplaces::{AdapterConfig, SearchRequest, adapter},
    messages::mail::Mailer,
    payments::stripe::{StripeConfig, StripeGateway},
};
use domain::{
    ids::MarketplaceId,
    locale::Locale,
    money::Currency,
    search::{SearchPage, SearchQuery},
    visit::Visit,
};
use futures::future::join_all;
use sandbox::{World, faults::Knobs};
use services::{
    Gateways, Settings, Shop,
    marketplaces::{Connected, Registry},
    practice,
};
use store::Store;

use super::tape::ALL;
use rule_proofs::finding::Problem;

/// What is searched for; all marketplaces sell some of it.
const WORDS: [&str; 6] = ["audio", "lamp", "headphones", "bottle", "chair", "mug"];

/// How many searches begin in a second under load.
const PER_SECOND: u32 = 10;

/// In which time 99 of 100 searches have to be answered.
const GOAL: Duration = Duration::from_millis(900);

/// What is wrong with a marketplace that is down.
#[derive(Clone, Copy, Debug)]
enum Down {
    Refusing,
    Hanging,
    Failing,
    Babbling,
    Slow,
}

impl Down {
    const ALL: [Self; 5] = [Self::Refusing, Self::Hanging, Self::Failing, Self::Babbling, Self::Slow];

    fn knobs(self) -> Knobs {
        match self {
            Self::Refusing => Knobs { refuse: true, ..Knobs::default() },
            Self::Hanging => Knobs { hang: true, ..Knobs::default() },
            Self::Failing => Knobs { error_status: Some(500), ..Knobs::default() },
            Self::Babbling => Knobs { garbage: true, ..Knobs::default() },
            Self::Slow => Knobs { latency_ms: 5000, ..Knobs::default() },
        }
    }
}

/// What was found of the combinations.
#[derive(Debug, Default, serde::Serialize)]
pub struct Combinations {
    /// How many there were.
    pub tried: usize,
    /// Those whose page named others than were down.
    pub wrong_absences: usize,
    /// Those in which something of the others was missing, or something of the dead was shown.
    pub wrong_products: usize,
}

/// What was found under load.
#[derive(Debug, serde::Serialize)]
pub struct Load {
    /// How many searches there were.
    pub searches: usize,
    /// Milliseconds in which half of them were answered.
    pub p50_ms: u128,
    /// Milliseconds in which 99 of 100 were answered.
    pub p99_ms: u128,
    /// Pages that showed a dead marketplace as answering.
    pub dead_shown: usize,
    /// Pages that missed a living one.
    pub living_missed: usize,
}

impl Load {
    /// Whether no page told of a dead marketplace as if it had answered.
    pub fn is_honest(&self) -> bool {
        self.dead_shown == 0
    }

    /// Whether searches were quick enough, and hardly one missed a living marketplace. A question of speed, so the quick form,
    /// which is a test, does not ask it.
    pub fn is_quick(&self) -> bool {
        self.p99_ms <= GOAL.as_millis() && self.living_missed * 100 <= self.searches
    }
}

/// The shop of this proof, opened anew for every combination, so that no marketplace is still resting from the last.
pub struct Shops<'a> {
    world: &'a World,
    folder: PathBuf,
}

impl Drop for Shops<'_> {
    fn drop(&mut self) {
        // What stays behind is only a temporary file.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl<'a> Shops<'a> {
    /// Shops in this world.
    pub fn new(world: &'a World) -> Self {
        Self { world, folder: std::env::temp_dir().join(format!("onecart-proof-search-{}", process::id())) }
    }

    /// A shop that has asked nobody anything yet.
    async fn open(&self) -> Result<Shop, Problem> {
        let store = Store::connect(&format!("sqlite://{}?mode=rwc", self.folder.join("shop.db").display())).await?;
        let url = |slug: &str| self.world.url(slug).unwrap_or_default().to_owned();
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
        let mailer = Mailer::new(&url("smtp"), "Onecart <orders@onecart.example>")?;
        let settings = Settings {
            public_url: "http://127.0.0.1:3000".to_owned(),
            secret: services::new_secret(),
            poll_milliseconds: 3000,
            house_stage_milliseconds: None,
            accounts: Default::default(),
            ways: Default::default(),
            secrets: services::secrets::Secrets::of_the_moment(),
            audit_heads: std::env::temp_dir().join("onecart-marketplace-proofs.heads"),
            operator_key: String::new(),
            index: Default::default(),
            issuer: None,
        };
        Ok(Shop::new(store, Registry::new(connected, practice::rates()), gateways, mailer, settings))
    }

    fn turn(&self, slug: &str, knobs: Knobs) {
        for market in self.world.markets.iter().filter(|market| market.server.slug == slug) {
            market.server.faults.set(knobs.clone());
        }
    }

    fn heal(&self) {
        ALL.iter().for_each(|slug| self.turn(slug, Knobs::default()));
    }

    /// All thirty-one ways in which some of five marketplaces can be down.
    ///
    /// # Errors
    /// When the shop cannot be opened.
    pub async fn combinations(&self) -> Result<Combinations, Problem> {
        self.heal();
        let healthy = self.open().await?;
        let expected = own_answers(&healthy, WORDS[0]).await?;
        let mut found = Combinations::default();
        for down in 1_u32..32 {
            let shop = self.open().await?;
            for (place, slug) in ALL.iter().enumerate() {
                let how = Down::ALL[(down as usize + place) % Down::ALL.len()];
                self.turn(slug, if down & (1 << place) == 0 { Knobs::default() } else { how.knobs() });
            }
            let page = search(&shop, WORDS[0]).await;
            self.heal();
            let dead: BTreeSet<&str> =
                ALL.iter().enumerate().filter(|(place, _)| down & (1 << place) != 0).map(|(_, slug)| *slug).collect();
            let absent: BTreeSet<&str> = page.absences.iter().map(|absence| absence.marketplace.as_str()).collect();
            found.tried += 1;
            if absent != dead {
                found.wrong_absences += 1;
                eprintln!("      down {dead:?}, named {:?}", page.absences);
            }
            let shown = groups_of(&page);
            let complete = ALL.iter().all(|slug| {
                let count = shown.get(*slug).copied().unwrap_or(0);
                if dead.contains(slug) { count == 0 } else { count >= expected[*slug] }
            });
            if !complete {
                found.wrong_products += 1;
                eprintln!("      down {dead:?}, shown {shown:?}, expected at least {expected:?}");
            }
        }
        Ok(found)
    }

    /// Three of five are dead in each way while searches come at an even pace, whether earlier ones are done or not.
    ///
    /// # Errors
    /// When the shop cannot be opened.
    pub async fn under_load(&self, seconds_each: u32) -> Result<Load, Problem> {
        let (mut took, mut dead_shown, mut living_missed) = (Vec::new(), 0, 0);
        for (number, how) in Down::ALL.into_iter().enumerate() {
            let shop = self.open().await?;
            let dead: Vec<&str> = (0..3).map(|next| ALL[(number + next) % ALL.len()]).collect();
            dead.iter().for_each(|slug| self.turn(slug, how.knobs()));
            let count = PER_SECOND * seconds_each;
            let searches = (0..count).map(|place| {
                let shop = shop.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_secs(1) / PER_SECOND * place).await;
                    let began = Instant::now();
                    let page = search(&shop, WORDS[place as usize % WORDS.len()]).await;
                    (began.elapsed(), page)
                })
            });
            for searched in join_all(searches).await {
                let (elapsed, page) = searched?;
                took.push(elapsed);
                let absent = |slug: &&str| page.absences.iter().any(|absence| absence.marketplace.as_str() == *slug);
                dead_shown += usize::from(!dead.iter().all(absent));
                living_missed += usize::from(page.absences.len() > dead.len());
            }
            self.heal();
            eprintln!("    three of five {how:?}: {count} searches");
        }
        took.sort();
        let at = |share: usize| took.get((took.len() * share / 100).min(took.len() - 1)).map_or(0, Duration::as_millis);
        Ok(Load { searches: took.len(), p50_ms: at(50), p99_ms: at(99), dead_shown, living_missed })
    }
}

async fn search(shop: &Shop, text: &str) -> SearchPage {
    let query = SearchQuery { text: text.to_owned(), page: 1, ..SearchQuery::default() };
    let visit = Visit { visitor: None, locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() };
    shop.search(&visit, query).await
}

/// In how many groups each marketplace sells.
fn groups_of(page: &SearchPage) -> BTreeMap<String, usize> {
    let mut groups = BTreeMap::new();
    for seller in page.facts.iter().flat_map(|facts| &facts.sellers) {
        *groups.entry(seller.marketplace.to_string()).or_default() += 1;
    }
    groups
}

/// How many different things each marketplace finds by itself.
async fn own_answers(shop: &Shop, text: &str) -> Result<BTreeMap<&'static str, usize>, Problem> {
    let request = SearchRequest { text: text.to_owned(), category: None, limit: 100 };
    let mut answers = BTreeMap::new();
    for slug in ALL {
        let id: MarketplaceId = slug.parse()?;
        let registry = shop.registry();
        let one = registry.get(&id).ok_or("a marketplace is missing")?;
        let products = one.adapter.search(&request).await?;
        let relations: BTreeSet<_> = products.into_iter().map(|product| product.relation).collect();
        answers.insert(slug, relations.len());
    }
    Ok(answers)
}
