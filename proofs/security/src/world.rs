//! What these proofs run on: the practice world and the shop in this process, the shop's pages and doors as real HTTP on
//! a free port, with a database of its own.

use std::{
    fs,
    path::PathBuf,
    process,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use clap::Parser;
use domain::ids::AccountId;
use sea_orm::{ConnectOptions, ConnectionTrait, Database as Connect, DatabaseConnection, QueryResult, Statement};
use server::{configuration::Configuration, start};
use services::Shop;
use sha2::{Digest, Sha256};
use store::testing::EmptyDatabase;
use tokio::task::JoinHandle;

use crate::{
    Database, Problem,
    hostile::{self, Payloads},
};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A shop that is open, with the world around it.
pub struct World {
    /// The practice world.
    pub sandbox: sandbox::World,
    /// The shop itself.
    pub shop: Shop,
    /// How it was configured.
    pub configuration: Configuration,
    /// Its address, without a slash at its end.
    pub url: String,
    /// Calls to it: cookies are the caller's own business, redirects are not followed.
    pub http: reqwest::Client,
    /// Its database, read beside it.
    pub books: DatabaseConnection,
    serving: JoinHandle<std::io::Result<()>>,
    folder: PathBuf,
    // Gone last, when nobody is connected to it any more.
    _database: EmptyDatabase,
}

impl World {
    /// Opens a shop that has gone through every catalogue. `also` are more arguments for its configuration, such as
    /// `["--bench", "0"]`. Nothing is done in the background but what a proof asks for.
    ///
    /// # Errors
    /// When no port is free, the database cannot be made, or the world does not answer.
    pub async fn open(database: Database, also: &[&str]) -> Result<Self, Problem> {
        Self::opened(database, also, None).await
    }

    /// As [`World::open`], with marketplaces that say what an attacker would.
    ///
    /// # Errors
    /// As [`World::open`].
    pub async fn open_hostile(database: Database, also: &[&str], payloads: &Arc<Payloads>) -> Result<Self, Problem> {
        Self::opened(database, also, Some(payloads)).await
    }

    async fn opened(database: Database, also: &[&str], payloads: Option<&Arc<Payloads>>) -> Result<Self, Problem> {
        let database = match database {
            Database::Sqlite => EmptyDatabase::in_file(),
            Database::Postgres => {
                let server =
                    std::env::var("ONECART_POSTGRES_URL").map_err(|_| "ONECART_POSTGRES_URL names no server")?;
                EmptyDatabase::on_server(&server).await?
            }
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("onecart-security-{}-{number}", process::id()));
        fs::create_dir_all(&folder)?;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let sandbox = sandbox::start(sandbox::Config {
            port_base: 0,
            shop_url: url.clone(),
            stage_seconds: 0,
            ..sandbox::Config::default()
        })
        .await?;
        let desk = match payloads {
            Some(payloads) => hostile::in_front_of(&sandbox, payloads).await?,
            None => sandbox.url("desk").unwrap_or_default().to_owned(),
        };
        let secret = folder.join("secret").display().to_string();
        let usual = ["server", "--public-url", &url, "--database-url", database.url(), "--secret-file", &secret];
        let usual = usual.into_iter().chain(["--sandbox", &desk, "--poll-seconds", "0"]);
        let configuration = Configuration::try_parse_from(usual.chain(also.iter().copied()))?;
        let shop = start::shop(&configuration).await?;
        let options = leptos::config::LeptosOptions::builder().output_name("onecart").site_root("target/site").build();
        let router = server::router::router(shop.clone(), options, &configuration);
        let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
        let serving = tokio::spawn(async move { axum::serve(listener, service).await });
        shop.sweep_catalogue().await?;
        let mut connecting = ConnectOptions::new(database.url());
        connecting.max_connections(2).sqlx_logging(false);
        connecting.map_sqlx_sqlite_opts(|sqlite| sqlite.busy_timeout(Duration::from_secs(30)));
        let books = Connect::connect(connecting).await?;
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let http = http.timeout(Duration::from_secs(60)).pool_max_idle_per_host(64).build()?;
        Ok(Self { sandbox, shop, configuration, url, http, books, serving, folder, _database: database })
    }

    /// The answer to a question to the database.
    ///
    /// # Errors
    /// When the database does not answer it.
    pub async fn rows(&self, question: &str) -> Result<Vec<QueryResult>, Problem> {
        let statement = Statement::from_string(self.books.get_database_backend(), question);
        Ok(self.books.query_all_raw(statement).await?)
    }

    /// Changes the database beside the shop, as an intruder's or the operator's hand would.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn run(&self, statement: &str) -> Result<(), Problem> {
        self.books.execute_unprepared(statement).await?;
        Ok(())
    }

    /// Somebody with an account that has nothing yet, the same one for the same number.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn account(&self, number: u32) -> Result<AccountId, Problem> {
        let (id, visitor) = (format!("{:032x}", 0xacc_0000 + number), format!("{:032x}", 0xbcc_0000 + number));
        let now = connectors::now().0;
        self.run(&format!(
            "INSERT INTO \"user\" (id, username, email, password_hash, wallet_currency, first_name, last_name, date_joined, \
             visitor, email_verified_at, pseudonym) VALUES ('{id}', 'person{number}', 'person{number}@example.org', '', 'EUR', \
             'Amira', 'Ben Salah', {now}, '{visitor}', {now}, 'pseudonym{number}') ON CONFLICT DO NOTHING"
        ))
        .await?;
        Ok(id.parse().map_err(|_| "a well-formed id")?)
    }

    /// Opens a session in the name of an account, as if somebody had just signed in: the cookie `sid` holds its secret.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn open_session(&self, account: &AccountId, secret: &str) -> Result<(), Problem> {
        let digest = hex::encode(Sha256::digest(secret));
        let (now, day) = (connectors::now().0, 24 * 60 * 60 * 1000);
        self.run(&format!(
            "INSERT INTO session (digest, key, user_id, method, strong, device, agent, created_at, authenticated_at, seen_at, \
             idle, ends_at) VALUES ('{digest}', 'key-{}', '{account}', 'password', FALSE, '', 'Chromium', {now}, {now}, {now}, \
             {day}, {}) ON CONFLICT DO NOTHING",
            &digest[..12],
            now + day
        ))
        .await
    }

    /// Carries out what is due until nothing is left, as the workers do: mails leave.
    ///
    /// # Errors
    /// When the database does not answer, or there is always more to do.
    pub async fn work(&self) -> Result<(), Problem> {
        for _ in 0..1_500 {
            let done = self.shop.carry_out("proof").await?;
            if done == 0 && !self.shop.has_work().await? {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Err("the outbox does not become empty".into())
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.serving.abort();
        // What stays behind is only a temporary folder.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
