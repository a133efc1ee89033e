//! A shop in this process without workers, with the practice world behind it: every step is taken when the proof says so.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use clap::Parser;
use connectors::{
    http::Reach,
    payments::{
        PaymentGateway, PaymentRequest, Subject,
        stripe::{StripeConfig, StripeGateway},
    },
};
use domain::{
    cart::Quantity,
    checkout::{DetailsForm, Policy, Tolerance},
    ids::{OrderNumber, ProductRef, VisitorId},
    locale::Locale,
    money::{Currency, Money},
    saga::Saga,
    time::Timestamp,
    visit::Visit,
};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use sandbox::faults::Knobs;
use server::{configuration::Configuration, start};
use services::{PayOutcome, Shop};
use store::sagas;

use crate::{
    Database, Problem,
    world::{
        database::{Books, Place},
        shopper::GOOD_CARD,
    },
};

/// How long the outbox may take to become empty.
const EMPTY: Duration = Duration::from_secs(60);

/// The marketplaces that are bought at, and the house.
pub const SELLERS: [&str; 3] = ["nomad", "baobab", "shelf"];

/// The shop with all that is around it.
pub struct Stage {
    pub shop: Shop,
    pub world: sandbox::World,
    pub books: Books,
    pub gateway: StripeGateway,
    pub began: Timestamp,
    goods: Vec<ProductRef>,
    http: reqwest::Client,
    place: Place,
    folder: PathBuf,
}

/// An order with the visitor who made it.
pub struct Bought {
    pub order: OrderNumber,
    pub visit: Visit,
}

impl Stage {
    /// Opens a world and a shop that knows its catalogue.
    pub async fn open(database: Database) -> Result<Self, Problem> {
        let folder = std::env::temp_dir().join(format!("onecart-reconcile-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let config =
            sandbox::Config { port_base: 0, stage_seconds: 0, pictures: folder.clone(), ..sandbox::Config::default() };
        let world = sandbox::start(config).await?;
        for market in &world.markets {
            market.server.faults.set(Knobs { endless_stock: true, ..Knobs::default() });
        }
        let place = Place::make(database, &folder, 0).await?;
        let desk = world.url("desk").unwrap_or_default().to_owned();
        let secret = folder.join("secret").display().to_string();
        let arguments = ["server", "--public-url", "http://127.0.0.1:9", "--database-url", &place.url];
        let more = ["--secret-file", &secret, "--sandbox", &desk, "--poll-seconds", "3600"];
        let configuration = Configuration::try_parse_from(arguments.into_iter().chain(more))?;
        let began = connectors::now();
        let shop = start::shop(&configuration).await?;
        shop.sweep_catalogue().await?;
        let mut books = Books::closed(&place);
        books.open().await?;
        books.stock_the_house(100_000).await?;
        let sold = |product: &ProductRef| SELLERS.contains(&product.marketplace.as_str());
        let goods: Vec<ProductRef> = books.goods().await?.into_iter().filter(sold).collect();
        let gateway = StripeGateway::new(StripeConfig {
            base_url: world.url("gateway").unwrap_or_default().to_owned(),
            secret_key: sandbox::gateway::SECRET_KEY.to_owned(),
            webhook_secret: sandbox::gateway::WEBHOOK_SECRET.to_owned(),
            reach: Reach::Anywhere,
        })?;
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { shop, world, books, gateway, began, goods, http, place, folder })
    }

    /// Throws everything away.
    pub async fn close(mut self) {
        self.books.close().await;
        drop(self.shop);
        self.place.remove().await;
        // What stays behind is only a temporary folder.
        let _ = fs::remove_dir_all(&self.folder);
        self.world.stop().await;
    }

    /// Somebody new.
    pub fn visit(&self, dice: &mut StdRng) -> Result<Visit, Problem> {
        let visitor: VisitorId = format!("{:032x}", dice.random::<u128>()).parse()?;
        Ok(Visit { visitor: Some(visitor), locale: Locale::En, currency: Currency::Eur, country: "PT".to_owned() })
    }

    /// Goes from the catalogue to the gateway's page: the order, and the page's address.
    pub async fn to_the_page(&self, dice: &mut StdRng, seller: Option<&str>) -> Result<(Bought, String), Problem> {
        let visit = self.visit(dice)?;
        let of_seller: Vec<&ProductRef> = self
            .goods
            .iter()
            .filter(|product| seller.is_none_or(|seller| product.marketplace.as_str() == seller))
            .collect();
        let product = of_seller.choose(dice).ok_or("there is nothing to buy")?;
        self.shop.add_to_cart(&visit, product, None, Quantity::ONE).await?;
        let form = DetailsForm {
            email: "amira@example.org".to_owned(),
            name: "Amira Ben Salah".to_owned(),
            street: "Rua da Prata 12".to_owned(),
            postcode: "1100-419".to_owned(),
            city: "Lisboa".to_owned(),
            country: "PT".to_owned(),
            ..DetailsForm::default()
        };
        self.shop.save_details(&visit, form).await?;
        let review = self.shop.save_delivery(&visit, Default::default()).await?;
        let live = review.draft.live.ok_or_else(|| format!("{product} has no live quote"))?;
        let page = match self.shop.pay(&visit, &live.validation, Policy::KeepRest, Tolerance::default()).await? {
            PayOutcome::GoTo(page) => page,
            other => return Err(format!("{product} cannot be paid: {other:?}").into()),
        };
        let order = self.shop.orders(&visit).await?.first().ok_or("an order that is not there")?.number.clone();
        Ok((Bought { order, visit }, page))
    }

    /// Pays on the gateway's page.
    pub async fn pay(&self, page: &str) -> Result<(), Problem> {
        let form = [
            ("card_number", GOOD_CARD),
            ("expiry", "12/34"),
            ("security_code", "123"),
            ("cardholder", "Amira Ben Salah"),
        ];
        let answer = self.http.post(page).form(&form).send().await?;
        if answer.status().as_u16() == 303 { Ok(()) } else { Err(format!("paying failed: {}", answer.status()).into()) }
    }

    /// An order that is paid, of which nobody has told the shop.
    pub async fn paid(&self, dice: &mut StdRng, seller: Option<&str>) -> Result<Bought, Problem> {
        let (bought, page) = self.to_the_page(dice, seller).await?;
        self.pay(&page).await?;
        Ok(bought)
    }

    /// An order that is paid and that the shop has heard of; nothing has been carried out.
    pub async fn heard(&self, dice: &mut StdRng, seller: Option<&str>) -> Result<Bought, Problem> {
        let bought = self.paid(dice, seller).await?;
        // Whoever looks at an order that waits for its payment has the gateway asked about it.
        self.shop.order(&bought.visit, &bought.order, None).await?;
        Ok(bought)
    }

    /// An order that came to its end.
    pub async fn bought(&self, dice: &mut StdRng, seller: Option<&str>) -> Result<Bought, Problem> {
        let bought = self.heard(dice, seller).await?;
        self.carry_out().await?;
        Ok(bought)
    }

    /// Carries out all that is due until nothing is left.
    pub async fn carry_out(&self) -> Result<(), Problem> {
        let began = Instant::now();
        while self.shop.carry_out("proof").await? > 0 || self.shop.has_work().await? {
            if began.elapsed() > EMPTY {
                return Err("the outbox does not become empty".into());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Opens a page at the gateway behind the shop's back, and pays it.
    pub async fn pay_behind(&self, order: &OrderNumber, dice: &mut StdRng) -> Result<(), Problem> {
        let amount = Money::new(dice.random_range(500..50_000), Currency::Eur);
        let request = PaymentRequest {
            subject: Subject::Order(order.clone()),
            amount,
            lines: vec![("something".to_owned(), amount)],
            email: "amira@example.org".to_owned(),
            success_url: "http://127.0.0.1:9/".to_owned(),
            cancel_url: "http://127.0.0.1:9/".to_owned(),
            expires_at: connectors::now().plus(40 * Timestamp::MINUTE),
        };
        let page = self.gateway.open_page(&request, &format!("behind:{order}:{}", dice.random::<u64>())).await?;
        self.pay(&page.url).await
    }

    /// The saga of an order.
    pub async fn saga(&self, order: &OrderNumber) -> Result<Saga, Problem> {
        let stored = sagas::load(self.shop.store().reader(), order).await?;
        Ok(stored.ok_or("an order without a saga")?.saga)
    }

    /// Changes a saga as no rule would, and loses its work.
    pub async fn tamper(&self, order: &OrderNumber, change: impl FnOnce(&mut Saga)) -> Result<(), Problem> {
        let mut saga = self.saga(order).await?;
        change(&mut saga);
        let state = serde_json::to_string(&saga)?.replace('\'', "''");
        let phase = serde_json::to_string(&saga.phase)?;
        let phase = phase.trim_matches('"');
        let sql = format!("UPDATE saga SET state = '{state}', phase = '{phase}' WHERE order_number = '{order}'");
        self.books.run(&sql).await?;
        self.lose_work(order).await
    }

    /// Marks the work of an order as done although nobody did it.
    pub async fn lose_work(&self, order: &OrderNumber) -> Result<(), Problem> {
        let sql = format!("UPDATE effect SET done_at = 1 WHERE order_number = '{order}' AND done_at IS NULL");
        self.books.run(&sql).await
    }
}
