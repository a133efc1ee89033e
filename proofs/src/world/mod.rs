//! What process proofs run on: the practice world in this process, and the real server as a process of its own that can
//! be killed while the world and its journals go on, with a database of its own.

pub mod audit;
pub mod database;
pub mod gateway;
mod rest;
pub mod server;
pub mod shopper;

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use domain::ids::ProductRef;
use sandbox::faults::{Knobs, Webhooks};

use self::{
    database::{Books, Place},
    server::Server,
};
use crate::{Database, Problem};

/// The marketplaces of the practice world that take orders.
pub const MARKETPLACES: [&str; 4] = ["harbor", "kitemart", "baobab", "nomad"];

/// The house: the shop's own shelves.
pub const HOUSE: &str = "shelf";

/// How long the shop may take to know the catalogues of a new world.
const CATALOGUE: Duration = Duration::from_secs(60);

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A world with its shop.
pub struct World {
    /// The practice world.
    pub sandbox: sandbox::World,
    /// The shop's process, running or not.
    pub server: Server,
    /// The way to the shop's database, beside the shop.
    pub books: Books,
    /// Calls to the practice world and the shop.
    pub http: reqwest::Client,
    place: Place,
    folder: Folder,
}

/// A folder that goes with its world.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind is only a temporary folder.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl World {
    /// Opens a world on free ports with an empty database; the shop does not run yet.
    ///
    /// # Errors
    /// When the server has not been built, no port is free, or there is no such database.
    pub async fn open(database: Database) -> Result<Self, Problem> {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("onecart-proof-{}-{number}", process::id()));
        fs::create_dir_all(&folder)?;
        let port = free_port(number)?;
        let sandbox = sandbox::start(sandbox::Config {
            port_base: 0,
            shop_url: format!("http://127.0.0.1:{port}"),
            stage_seconds: 0,
            pictures: folder.clone(),
            ..sandbox::Config::default()
        })
        .await?;
        for market in &sandbox.markets {
            market.server.faults.set(Knobs { endless_stock: true, ..Knobs::default() });
        }
        let place = Place::make(database, &folder, number).await?;
        let desk = sandbox.url("desk").unwrap_or_default().to_owned();
        let server = Server::new(port, &place.url, &desk, &folder)?;
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .pool_max_idle_per_host(64);
        Ok(Self { sandbox, server, books: Books::closed(&place), http: http.build()?, place, folder: Folder(folder) })
    }

    /// As [`World::open`]; the shop runs and has gone through every catalogue.
    ///
    /// # Errors
    /// As [`World::open`], and when the shop does not start.
    pub async fn open_shop(database: Database, environment: &[(&str, String)]) -> Result<Self, Problem> {
        let mut world = Self::open(database).await?;
        world.server.start(environment)?;
        world.server.answers().await?;
        world.books.open().await?;
        world.catalogue().await?;
        Ok(world)
    }

    /// As [`World::open_shop`], with more of everything on the house's shelves than anybody buys; also gives what is sold.
    ///
    /// # Errors
    /// As [`World::open_shop`].
    pub async fn open_stocked(database: Database) -> Result<(Self, Vec<ProductRef>), Problem> {
        let world = Self::open_shop(database, &[]).await?;
        world.books.stock_the_house(1_000_000).await?;
        let goods = world.books.goods().await?;
        Ok((world, goods))
    }

    /// Waits until the shop knows the goods of every marketplace.
    ///
    /// # Errors
    /// When it does not within a minute.
    pub async fn catalogue(&mut self) -> Result<(), Problem> {
        let began = Instant::now();
        while !self.server.said("the catalogue was gone through") {
            if began.elapsed() > CATALOGUE || self.server.has_ended() {
                return Err(format!("the shop does not know the catalogue yet\n{}", self.server.last_words()).into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// The address of one of the practice world's servers.
    pub fn url(&self, slug: &str) -> String {
        self.sandbox.url(slug).unwrap_or_default().to_owned()
    }

    /// Turns the knobs of a marketplace; its shelves stay endless.
    pub fn turn(&self, slug: &str, knobs: Knobs) {
        if let Some(market) = self.sandbox.markets.iter().find(|market| market.server.slug == slug) {
            market.server.faults.set(Knobs { endless_stock: true, ..knobs });
        }
    }

    /// Turns how the gateway tells the shop what happened.
    ///
    /// # Errors
    /// When the gateway does not answer.
    pub async fn tell(&self, webhooks: Webhooks) -> Result<(), Problem> {
        self.misbehave("gateway", &Knobs { webhooks, ..Knobs::default() }).await
    }

    /// Turns the knobs of any server of the practice world.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn misbehave(&self, slug: &str, knobs: &Knobs) -> Result<(), Problem> {
        let url = format!("{}/sandbox/faults", self.url(slug));
        self.http.put(url).json(knobs).send().await?.error_for_status()?;
        Ok(())
    }

    /// The address of the database.
    pub fn database(&self) -> &str {
        &self.place.url
    }

    /// Where the files of this world lie.
    pub fn folder(&self) -> &Path {
        &self.folder.0
    }

    /// Ends the shop and the world, and throws the database away.
    pub async fn close(mut self) {
        self.server.kill();
        self.books.close().await;
        self.place.remove().await;
        self.sandbox.stop().await;
    }
}

/// A port below those that the system hands out by itself: while the shop is dead, nobody else gets it.
fn free_port(number: u32) -> Result<u16, Problem> {
    let first = 24_000 + (process::id() * 7 + number * 31) % 7_000;
    let mut tried = (first..first + 900).filter_map(|port| u16::try_from(port).ok());
    let free = tried.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    free.ok_or_else(|| "no port is free for the shop".into())
}
