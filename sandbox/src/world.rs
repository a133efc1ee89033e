//! Puts the practice world together: which servers there are, where they listen, and how they end.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::catalogue::Listing;
use crate::desk::Desk;
use crate::faults::Faults;
use crate::freight::Depot;
use crate::journal::{Entry, Journal};
use crate::market::{Market, Server};
use crate::memory::{Memory, Remembered};
use crate::orders::{Order, Orders};
use crate::{
    alipay, braintree, catalogue, creators, desk, dhl, easypost, fedex, gateway, mail, order_knobs, pages, paypal,
    places, ucp, vendure, woocommerce,
};

/// How the world is to be.
#[derive(Clone, Debug)]
pub struct Config {
    /// The desk's port; the others follow at fixed distances. 0 puts every server on a free port.
    pub port_base: u16,
    /// Where the shop is, for webhooks and links back.
    pub shop_url: String,
    /// How many products there are over all marketplaces; the written catalogue is never cut.
    pub products: Option<usize>,
    /// Seconds an order rests in a stage; 0 moves it by knob only.
    pub stage_seconds: u64,
    /// Where orders and journals are kept; `None` forgets them at the end.
    pub state: Option<PathBuf>,
    /// Where the product pictures are.
    pub pictures: PathBuf,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port_base: 4100,
            shop_url: "http://127.0.0.1:3000".into(),
            products: None,
            stage_seconds: 45,
            state: None,
            pictures: "public/pictures".into(),
        }
    }
}

/// Where one server of the world is.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// Its short name.
    pub slug: &'static str,
    /// The name people see.
    pub name: &'static str,
    /// What it speaks.
    pub protocol: &'static str,
    /// Its address, without a trailing slash.
    pub url: String,
    /// The currency of its prices, for a marketplace.
    pub currency: Option<String>,
    /// What a shop signs in and is told with there, by name.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub credentials: &'static [(&'static str, &'static str)],
}

/// A running world; it ends when dropped, or better with [`World::stop`].
#[derive(Debug)]
pub struct World {
    /// All servers, the desk first.
    pub places: Vec<Place>,
    /// The marketplaces, to look into from tests.
    pub markets: Vec<Arc<Market>>,
    /// The carriers, to look into from tests.
    pub carriers: Vec<Depot>,
    end: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl World {
    /// The address of a server by its short name.
    #[must_use]
    pub fn url(&self, slug: &str) -> Option<&str> {
        self.places.iter().find(|place| place.slug == slug).map(|place| place.url.as_str())
    }

    /// Lets answers under way finish for up to two seconds, then ends every server.
    pub async fn stop(mut self) {
        // Nobody left to hear it means everything has ended already.
        let _ = self.end.send(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(Duration::from_secs(2), all).await;
        self.tasks.shutdown().await;
    }
}

/// Starts every server of the practice world.
///
/// # Errors
///
/// When a port is taken or the state directory cannot be read and written.
pub async fn start(config: Config) -> io::Result<World> {
    rustls::crypto::ring::default_provider().install_default().ok();
    let mut builder = Builder::new(config);
    let desk = builder.bind(&places::DESK).await?;
    for shop in places::MARKETS {
        builder.open_market(shop).await?;
    }
    builder.open_gateway().await?;
    builder.open_providers().await?;
    builder.open_mail().await?;
    builder.open_carriers().await?;
    builder.open_desk(desk);
    Ok(builder.world)
}

struct Builder {
    config: Config,
    http: reqwest::Client,
    hearing: watch::Receiver<bool>,
    world: World,
}

/// A bound server that does not answer yet.
struct Bound {
    listener: TcpListener,
    server: Server,
    remembered: Vec<Remembered>,
}

impl Builder {
    fn new(config: Config) -> Self {
        let (end, hearing) = watch::channel(false);
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client with constant settings can be built");
        let world = World { places: Vec::new(), markets: Vec::new(), carriers: Vec::new(), end, tasks: JoinSet::new() };
        Self { config, http, hearing, world }
    }

    async fn listen(&self, offset: u16) -> io::Result<(TcpListener, SocketAddr)> {
        let port = if self.config.port_base == 0 { 0 } else { self.config.port_base.saturating_add(offset) };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|error| io::Error::new(error.kind(), format!("port {port}: {error}")))?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    }

    async fn bind(&mut self, about: &places::About) -> io::Result<Bound> {
        let (listener, address) = self.listen(about.offset).await?;
        let (memory, mut remembered) = match &self.config.state {
            Some(directory) => Memory::open(directory, about.slug)?,
            None => (Memory::none(), Vec::new()),
        };
        let journal = Journal::new(memory.clone(), take_journal(&mut remembered));
        let server = Server {
            slug: about.slug,
            name: about.name,
            about: about.about,
            protocol: about.protocol,
            base_url: format!("http://{address}"),
            shop_url: self.config.shop_url.trim_end_matches('/').to_owned(),
            http: self.http.clone(),
            faults: Faults::default(),
            journal,
            memory,
        };
        self.world.places.push(Place {
            slug: about.slug,
            name: about.name,
            protocol: about.protocol,
            url: server.base_url.clone(),
            currency: None,
            credentials: about.credentials(),
        });
        Ok(Bound { listener, server, remembered })
    }

    /// Serves `protocol` behind the knobs, with journal, faults and pictures beside it.
    fn serve(&mut self, listener: TcpListener, server: &Server, protocol: Router) {
        let router = server
            .faults
            .apply(protocol)
            .merge(server.journal.routes())
            .merge(server.faults.routes())
            .merge(pages::pictures(self.config.pictures.clone()));
        let mut hearing = self.hearing.clone();
        let ended = async move {
            // An error means the world was dropped, which is an end too.
            let _ = hearing.wait_for(|end| *end).await;
        };
        let slug = server.slug;
        self.world.tasks.spawn(async move {
            if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(ended).await {
                tracing::error!(%error, "the server {slug} ended");
            }
        });
    }

    /// Runs background work until the world ends.
    fn run(&mut self, work: impl Future<Output = ()> + Send + 'static) {
        let mut hearing = self.hearing.clone();
        self.world.tasks.spawn(async move {
            tokio::select! {
                () = work => {}
                _ = hearing.wait_for(|end| *end) => {}
            }
        });
    }

    async fn open_market(&mut self, shop: &places::Shop) -> io::Result<()> {
        let Bound { listener, server, mut remembered } = self.bind(&shop.about).await?;
        let terms = (shop.terms)();
        if let Some(place) = self.world.places.last_mut() {
            place.currency = Some(terms.currency.clone());
        }
        let orders = Orders::new(
            &server.base_url,
            self.config.stage_seconds,
            server.memory.clone(),
            server.journal.clone(),
            take_orders(&mut remembered),
        );
        let sold = take_stock(&mut remembered);
        let listings = self.listings(shop);
        let market = Arc::new(Market::new(server.clone(), terms, listings, orders.clone(), sold));
        let protocol = match shop.speaks {
            places::Speaks::Ucp(version) => {
                let merchant = ucp::Merchant::new(market.clone(), version, &remembered);
                self.run(ucp::send_webhooks(merchant.clone()));
                self.run(merchant.clone().settle_slow_payments());
                ucp::router(merchant)
            }
            places::Speaks::Vendure => vendure::router(market.clone()),
            places::Speaks::WooCommerce => woocommerce::router(market.clone()),
            places::Speaks::Creators => creators::router(market.clone()),
        };
        self.serve(
            listener,
            &server,
            protocol.merge(pages::routes(&server)).merge(order_knobs::routes(market.clone())),
        );
        self.run(orders.run_clock());
        self.world.markets.push(market);
        Ok(())
    }

    fn listings(&self, shop: &places::Shop) -> Arc<[Listing]> {
        let mut listings = catalogue::listings(shop.about.slug, self.config.products.unwrap_or(0));
        if matches!(shop.speaks, places::Speaks::Ucp(_)) {
            listings.push(ucp::goods::gift_card(shop.about.slug));
        }
        listings.into()
    }

    async fn open_gateway(&mut self) -> io::Result<()> {
        let Bound { listener, server, remembered } = self.bind(&places::GATEWAY).await?;
        let protocol = gateway::router(server.clone(), remembered);
        self.serve(listener, &server, protocol.merge(pages::routes(&server)));
        Ok(())
    }

    async fn open_providers(&mut self) -> io::Result<()> {
        for about in &places::PROVIDERS {
            let Bound { listener, server, remembered } = self.bind(about).await?;
            let protocol = match about.slug {
                "paypal" => paypal::router(server.clone(), &remembered),
                "braintree" => braintree::router(server.clone(), &remembered),
                _ => alipay::router(server.clone(), &remembered),
            };
            self.serve(listener, &server, protocol.merge(pages::routes(&server)));
        }
        Ok(())
    }

    async fn open_mail(&mut self) -> io::Result<()> {
        let Bound { listener, server, remembered: _ } = self.bind(&places::MAIL).await?;
        let (smtp, address) = self.listen(places::SMTP_OFFSET).await?;
        let mailbox = Arc::new(mail::Mailbox::default());
        self.serve(listener, &server, mail::router(server.clone(), mailbox.clone()));
        self.run(mail::serve_smtp(smtp, server, mailbox));
        self.world.places.push(Place {
            slug: "smtp",
            name: "Mail catcher",
            protocol: "SMTP",
            url: format!("smtp://{address}"),
            currency: None,
            credentials: &[],
        });
        Ok(())
    }

    async fn open_carriers(&mut self) -> io::Result<()> {
        for (about, open) in places::CARRIERS.iter().zip([fedex::open, dhl::open, easypost::open]) {
            let Bound { listener, server, remembered } = self.bind(about).await?;
            let (depot, protocol) = open(server.clone(), &remembered);
            self.serve(listener, &server, protocol.merge(pages::routes(&server)));
            self.run(depot.clone().run_clock(self.config.stage_seconds));
            self.world.carriers.push(depot);
        }
        Ok(())
    }

    fn open_desk(&mut self, bound: Bound) {
        let router = desk::router(Desk { places: self.world.places.clone() });
        self.serve(bound.listener, &bound.server, router);
    }
}

fn take_journal(remembered: &mut Vec<Remembered>) -> Vec<Entry> {
    let mut entries = Vec::new();
    remembered.retain(|change| match change.kind.as_str() {
        "journal" => {
            entries.extend(serde_json::from_value(change.value.clone()));
            false
        }
        "journal_cleared" => {
            entries.clear();
            false
        }
        _ => true,
    });
    entries
}

fn take_orders(remembered: &mut Vec<Remembered>) -> Vec<Order> {
    let mut orders: Vec<Order> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    remembered.retain(|change| {
        if change.kind != "order" {
            return true;
        }
        if let Ok(order) = serde_json::from_value::<Order>(change.value.clone()) {
            if let Some(known) = at.get(&order.id) {
                orders[*known] = order;
            } else {
                at.insert(order.id.clone(), orders.len());
                orders.push(order);
            }
        }
        false
    });
    orders
}

fn take_stock(remembered: &mut Vec<Remembered>) -> HashMap<String, u32> {
    let mut stock = HashMap::new();
    remembered.retain(|change| {
        if change.kind != "stock" {
            return true;
        }
        stock.extend(serde_json::from_value::<(String, u32)>(change.value.clone()));
        false
    });
    stock
}
