//! A shop of its own for one test: a world on free ports, a fresh database, and no workers but those a test asks for.
//! With `ONECART_TEST_POSTGRES_URL` the database is one of its own on that server, else a file.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use clap::Parser;
use domain::{ids::VisitorId, locale::Locale, money::Currency, visit::Visit};
use sandbox::{World, faults::Knobs};
use server::{
    configuration::{Configuration, RateLimits},
    start,
};
use services::Shop;
use store::testing::EmptyDatabase;

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A shop with its world.
pub struct TestShop {
    /// The practice world.
    pub world: World,
    /// The shop.
    pub shop: Shop,
    configuration: Configuration,
    folder: PathBuf,
    // Gone last, when nobody is connected to it any more.
    _database: EmptyDatabase,
}

/// Serves the profile that merchants read before they answer; gives the address it is under.
async fn serve_profile() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let profile = server::profile::router(&url);
    tokio::spawn(async move { axum::serve(listener, profile).await });
    url
}

impl TestShop {
    /// Opens a shop; its catalogue is gone through, so that it knows every marketplace's goods. It hears no messages.
    pub async fn open() -> Self {
        Self::opened(sandbox::Config::default().shop_url, "off").await
    }

    /// Opens a shop with an index that holds what its database does; the others do without one, which spares them time.
    pub async fn open_with_index() -> Self {
        let opened = Self::opened(sandbox::Config::default().shop_url, "own").await;
        opened.shop.sweep_index().await.expect("a database");
        opened
    }

    /// Opens a shop that hears the messages which the world posts to it.
    pub async fn open_to_messages() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let opened = Self::opened(url, "off").await;
        let router = opened.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        opened
    }

    /// Serves every page and door at a free port; gives its address.
    pub async fn serve(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = self.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        url
    }

    /// Serves the same with limits that hold for this machine too, as they do for everybody in earnest.
    pub async fn serve_limited(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = self.router_of(&Configuration { rate_limits: RateLimits::On, ..self.configuration.clone() });
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        url
    }

    /// The whole process as one service, without a port.
    pub fn router(&self) -> axum::Router {
        self.router_of(&self.configuration)
    }

    fn router_of(&self, configuration: &Configuration) -> axum::Router {
        let options = leptos::config::LeptosOptions::builder().output_name("onecart").build();
        server::router::router(self.shop.clone(), options, configuration)
    }

    async fn opened(shop_url: String, index: &str) -> Self {
        let filter = tracing_subscriber::EnvFilter::from_default_env();
        let _ = tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().try_init();
        let world = sandbox::start(sandbox::Config {
            port_base: 0,
            shop_url,
            stage_seconds: 0,
            pictures: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../public/pictures")),
            ..sandbox::Config::default()
        })
        .await
        .expect("a world on free ports");
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("onecart-it-{}-{number}", std::process::id()));
        let database = EmptyDatabase::new().await;
        let secret = folder.join("secret").display().to_string();
        let desk = world.url("desk").expect("a desk").to_owned();
        let public_url = serve_profile().await;
        let arguments = [
            "server",
            "--public-url",
            &public_url,
            "--database-url",
            database.url(),
            "--secret-file",
            &secret,
            "--sandbox",
            &desk,
            "--poll-seconds",
            "0",
            "--hash-memory",
            "256",
            "--index",
            index,
        ];
        let configuration = Configuration::parse_from(arguments);
        let shop = start::shop(&configuration).await.expect("a shop");
        shop.sweep_catalogue().await.expect("a catalogue");
        Self { world, shop, configuration, folder, _database: database }
    }

    /// What a process that was killed and started again has: the same database and nothing else.
    pub async fn restart(&mut self) {
        self.shop = start::shop(&self.configuration).await.expect("the same shop again");
    }

    /// Turns the knobs of a marketplace.
    pub fn turn(&self, marketplace: &str, knobs: Knobs) {
        let market = self.world.markets.iter().find(|market| market.server.slug == marketplace);
        market.expect("a marketplace of the world").server.faults.set(knobs);
    }

    /// How many entries of a kind a marketplace's own journal has.
    pub fn journaled(&self, marketplace: &str, kind: &str) -> usize {
        let market = self.world.markets.iter().find(|market| market.server.slug == marketplace);
        let entries = market.expect("a marketplace of the world").server.journal.entries();
        entries.iter().filter(|entry| entry.kind == kind).count()
    }

    /// A visitor who has not been here before.
    pub fn visitor(&self) -> Visit {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let visitor: VisitorId = format!("{number:032x}").parse().expect("32 hexadecimal digits");
        Visit { visitor: Some(visitor), locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() }
    }

    /// Carries out everything that is due until nothing is left, as the workers do.
    pub async fn work(&self) {
        for _ in 0..1_500 {
            let done = self.shop.carry_out("test").await.expect("effects");
            if done == 0 && !self.shop.has_work().await.expect("the outbox") {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the outbox does not become empty");
    }

    /// Every invariant of the money holds in our own books.
    pub async fn assert_sound(&self) {
        let broken: Vec<_> = self.shop.broken_invariants().await.expect("the books");
        assert!(broken.is_empty(), "{broken:?}");
    }
}

impl Drop for TestShop {
    fn drop(&mut self) {
        // What stays behind is only a temporary file.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
