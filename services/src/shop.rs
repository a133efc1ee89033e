//! The shop: what it is made of, and how it is put together at the start of the process.

use std::{
    ops::Deref,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::Duration,
};

use connectors::{identity::Provider, messages::mail::Mailer};
use domain::{
    catalog::{Category, Product},
    locale::Locale,
    marketplace::MarketplaceFace,
    money::Currency,
    proof_of_work::Used,
    time::Timestamp,
};
use moka::sync::Cache;
use store::{Store, products};
use tokio::sync::{Notify, mpsc};

use crate::{
    Gateways, ServiceError, Settings,
    accounts::Hashing,
    factors::Ways,
    index::{Indexing, Tally},
    marketplaces::Registry,
    operator::WrongKeys,
    privacy::{Watching, watch, write_down_behaviour},
    profile::Typed,
    recommending::Recommending,
    search::Answers,
    secrets::Secrets,
    suggestions::Suggested,
    texts::Texts,
    turns::Turns,
    understanding::{Understanding, learn_names},
};

/// Commits what the block does in one transaction.
macro_rules! commit {
    ($store:expr, |$tx:ident| $work:expr) => {
        $store.write(move |$tx| Box::pin(async move { $work })).await
    };
}
pub(crate) use commit;

/// For how long the answers to one question are the same for everybody.
const ANSWERS_LIVE: Duration = Duration::from_secs(20);

/// How many questions' answers are kept.
const ANSWERS_KEPT: u64 = 500;

/// For how long what was suggested for a text is suggested again, and for how many texts.
const SUGGESTED_LIVE: Duration = Duration::from_secs(60);
const SUGGESTED_KEPT: u64 = 2000;

/// For how long a form whose fields were wrong waits for its page, and how many such forms.
const TYPED_LIVES: Duration = Duration::from_secs(10 * 60);
const TYPED_KEPT: u64 = 10_000;

/// How many lists of products may wait to be written down before further ones are dropped.
const REMEMBER_QUEUE: usize = 64;

/// The shop as its pages, its workers and its doors see it. Cloning it is cheap.
#[derive(Clone)]
pub struct Shop(Arc<Inner>);

/// What the shop is made of.
pub struct Inner {
    pub(crate) store: Store,
    registry: RwLock<Arc<Registry>>,
    pub(crate) gateways: Gateways,
    pub(crate) mailer: Mailer,
    pub(crate) settings: Settings,
    /// What seals and opens secrets that are kept in the database.
    pub(crate) secrets: Secrets,
    pub(crate) hashing: Hashing,
    /// What the ways in beside the password need of the outside.
    pub(crate) ways: Ways,
    pub(crate) texts: Texts,
    /// Rung when there may be an effect to carry out.
    pub(crate) wake: Notify,
    pub(crate) turns: Turns,
    pub(crate) wrong_keys: WrongKeys,
    pub(crate) answers: Cache<(String, Option<Category>), Arc<Answers>>,
    /// What sentences are read with.
    pub(crate) understanding: Understanding,
    pub(crate) suggested: Cache<(Locale, String), Arc<Suggested>>,
    /// What is found by words, beside what marketplaces answer.
    pub(crate) indexing: Indexing,
    /// What was searched for and not yet written down.
    pub(crate) tally: Tally,
    remember: mpsc::Sender<Vec<Product>>,
    /// What was written down and may have to go into the index.
    written: mpsc::Sender<Vec<Product>>,
    pub(crate) watching: mpsc::Sender<Watching>,
    /// What suggestions are made of.
    pub(crate) recommending: Recommending,
    /// Forms whose fields were wrong, until their pages show them again.
    pub(crate) typed: Typed,
    /// Proofs of work that were shown.
    pub(crate) used_proofs: Mutex<Used>,
}

impl Deref for Shop {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Shop {
    /// Puts the shop together. Needs a running tokio runtime: what it hears of products is written down beside it.
    pub fn new(store: Store, registry: Registry, gateways: Gateways, mailer: Mailer, settings: Settings) -> Self {
        let (remember, heard) = mpsc::channel(REMEMBER_QUEUE);
        let (written, to_index) = mpsc::channel(REMEMBER_QUEUE);
        let indexing = Indexing::open(&settings.index, &store);
        tokio::spawn(write_down(store.clone(), heard, written.clone()));
        tokio::spawn(index_written(indexing.clone(), to_index));
        let (watching, seen) = watch();
        let shop = Self(Arc::new(Inner {
            store,
            registry: RwLock::new(Arc::new(registry)),
            gateways,
            mailer,
            secrets: settings.secrets.clone(),
            hashing: Hashing::new(settings.accounts.cost),
            ways: settings.ways.clone(),
            settings,
            texts: Texts::default(),
            wake: Notify::new(),
            turns: Turns::default(),
            wrong_keys: WrongKeys::default(),
            answers: Cache::builder().time_to_live(ANSWERS_LIVE).max_capacity(ANSWERS_KEPT).build(),
            understanding: Understanding::default(),
            suggested: Cache::builder().time_to_live(SUGGESTED_LIVE).max_capacity(SUGGESTED_KEPT).build(),
            indexing,
            tally: Tally::default(),
            remember,
            written,
            watching,
            recommending: Recommending::default(),
            typed: Cache::builder().time_to_live(TYPED_LIVES).max_capacity(TYPED_KEPT).build(),
            used_proofs: Mutex::default(),
        }));
        tokio::spawn(write_down_behaviour(Arc::downgrade(&shop.0), seen));
        tokio::spawn(learn_names(Arc::downgrade(&shop.0)));
        shop
    }

    /// The shop of its parts, for what runs beside the requests and must not keep it alive.
    pub(crate) fn of(parts: Arc<Inner>) -> Self {
        Self(parts)
    }

    /// The marketplaces of this moment.
    pub fn registry(&self) -> Arc<Registry> {
        self.registry.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The active marketplaces, for the frame of every page.
    pub fn faces(&self) -> Vec<MarketplaceFace> {
        self.registry().faces()
    }

    /// The currencies that a shopper may choose.
    pub fn currencies(&self) -> Vec<Currency> {
        self.registry().rates().currencies().collect()
    }

    /// Other people's sites that forms of ours lead on to: the gateway's pages, and providers that people sign in with.
    pub fn form_targets(&self) -> Vec<String> {
        let pages = self.gateways.all().filter_map(|(_, gateway)| gateway.page_origin());
        pages.chain(self.ways.providers.iter().map(Provider::origin)).collect()
    }

    /// The database, for commands of the operator.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Writes down what was heard of products, now.
    pub(crate) async fn remember(&self, heard: Vec<Product>) -> Result<(), ServiceError> {
        let written = heard.clone();
        commit!(self.store, |tx| products::upsert_many(tx, &heard).await)?;
        index_later(&self.written, written);
        Ok(())
    }

    /// Has what was heard of products written down when there is time; a page never waits for it.
    pub(crate) fn remember_later(&self, heard: Vec<Product>) {
        if !heard.is_empty() && self.remember.try_send(heard).is_err() {
            tracing::debug!("products heard of were not written down: too many wait already");
        }
    }
}

async fn write_down(store: Store, mut heard: mpsc::Receiver<Vec<Product>>, written: mpsc::Sender<Vec<Product>>) {
    while let Some(some) = heard.recv().await {
        let known = some.clone();
        match commit!(store, |tx| products::upsert_many(tx, &some).await) {
            Ok(()) => index_later(&written, known),
            Err(error) => tracing::warn!(%error, "products heard of were not written down"),
        }
    }
}

/// Has what was written down put into the index; what finds no place in the queue is put there by the sweep.
fn index_later(written: &mpsc::Sender<Vec<Product>>, some: Vec<Product>) {
    if written.try_send(some).is_err() {
        tracing::debug!("too much waits to go into the index; the sweep sees to it");
    }
}

/// Puts what was written down into the index, all that waits at once, until the shop is gone.
async fn index_written(indexing: Indexing, mut written: mpsc::Receiver<Vec<Product>>) {
    let mut waiting = Vec::with_capacity(REMEMBER_QUEUE);
    while written.recv_many(&mut waiting, REMEMBER_QUEUE).await > 0 {
        let some: Vec<Product> = waiting.drain(..).flatten().collect();
        indexing.put_heard(&some).await;
    }
}

/// The current time; the rules take it as an argument.
pub(crate) fn now() -> Timestamp {
    connectors::now()
}
