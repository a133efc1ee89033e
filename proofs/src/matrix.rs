//! The resiliency matrix: what is down by what somebody does, each cell a word that is expected. What can go on without
//! it goes on; the rest says so before money moves; and afterwards the books are everybody's.

use std::time::{Duration, Instant};

use clap::Parser;
use domain::{
    ids::{OrderNumber, ProductRef},
    money::{Currency, Money},
    saga::{RefundReason, RefundState},
};
use rand::{SeedableRng, rngs::StdRng, seq::IndexedRandom};
use reqwest::{Method, header};
use sandbox::faults::Knobs;
use serde_json::{Map, json};
use server::{configuration::Configuration, start};
use services::{ServiceError, Shop};
use store::sagas;

use crate::{
    Database, Finding, Problem, Size,
    outages::causes::Cause,
    world::{
        HOUSE, MARKETPLACES, World,
        shopper::{GOOD_CARD, Shopper},
    },
};

/// What is done, from left to right.
const DEEDS: [&str; 8] = ["browse", "search", "cart", "pay", "track", "refund", "admin", "mail"];

/// How long the shop may take to come to rest.
const REST: Duration = Duration::from_secs(120);

/// How long is waited until a refund or a mail that can be on its way is.
const SOON: Duration = Duration::from_secs(5);

/// Where there is nothing to be told by mail.
const NOTHING: &str = "–";

/// The operator's key of these shops.
const KEY: &str = "the-key-of-the-matrix";

/// One thing that is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Down {
    Gateway,
    Marketplace(&'static str),
    Mail,
    /// The database is read and not written.
    ReadOnly,
    Database,
}

impl Down {
    fn all(database: Database) -> Vec<Self> {
        let marketplaces = MARKETPLACES.into_iter().map(Self::Marketplace);
        let mut all: Vec<Self> = [Self::Gateway].into_iter().chain(marketplaces).collect();
        all.extend([Self::Mail, Self::ReadOnly]);
        // A file is there or it is not: of SQLite there is no server that could be gone.
        if database == Database::Postgres {
            all.push(Self::Database);
        }
        all
    }

    fn name(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Marketplace(slug) => slug,
            Self::Mail => "mail",
            Self::ReadOnly => "database read-only",
            Self::Database => "database",
        }
    }

    /// What each deed comes to meanwhile.
    fn expected(self) -> [&'static str; 8] {
        match self {
            Self::Gateway => ["ok", "ok", "ok", "refused", "ok", "queued", "ok", NOTHING],
            // What was last known of its products is enough for a cart; nobody pays for what it has not confirmed.
            Self::Marketplace(_) => ["partial", "partial", "ok", "asked again", "ok", "ok", "ok", "ok"],
            Self::Mail => ["ok", "ok", "ok", "ok", "ok", "ok", "ok", "queued"],
            Self::ReadOnly => ["ok", "ok", "refused", "refused", "ok", "refused", "ok", NOTHING],
            // Marketplaces are searched without our memory; only the house is missing.
            Self::Database => ["refused", "partial", "refused", "refused", "refused", "refused", "refused", NOTHING],
        }
    }

    async fn begin(self, world: &World) -> Result<(), Problem> {
        match self {
            Self::Gateway => world.misbehave("gateway", &Knobs { refuse: true, ..Knobs::default() }).await,
            Self::Marketplace(slug) => {
                world.turn(slug, Knobs { refuse: true, ..Knobs::default() });
                Ok(())
            }
            Self::Mail => world.misbehave("mail", &Knobs { error_status: Some(421), ..Knobs::default() }).await,
            Self::ReadOnly => Cause::Locked.bring_about(world, None).await,
            Self::Database => Cause::Killed.bring_about(world, None).await,
        }
    }

    async fn end(self, world: &World) -> Result<(), Problem> {
        match self {
            Self::Gateway => world.misbehave("gateway", &Knobs::default()).await,
            Self::Marketplace(slug) => {
                world.turn(slug, Knobs::default());
                Ok(())
            }
            Self::Mail => world.misbehave("mail", &Knobs::default()).await,
            Self::ReadOnly => Cause::Locked.undo(world, None).await,
            Self::Database => Cause::Killed.undo(world, None).await,
        }
    }
}

/// Runs the proof.
///
/// # Errors
/// When the shop cannot be started, or buying something fails while all is well.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let mut dice = StdRng::seed_from_u64(size.seed);
    let key = ("ONECART_OPERATOR_KEY", KEY.to_owned());
    let mut world = World::open_shop(size.database, std::slice::from_ref(&key)).await?;
    world.books.stock_the_house(1_000).await?;
    let goods = world.books.goods().await?;
    let (mut rows, mut wrong, mut cells) = (Map::new(), Vec::new(), 0);
    for down in Down::all(size.database) {
        // Nobody remembers what was down before.
        world.server.kill();
        world.server.start(std::slice::from_ref(&key))?;
        world.server.answers().await?;
        let seller = if let Down::Marketplace(slug) = down { slug } else { HOUSE };
        let of_seller: Vec<&ProductRef> = goods.iter().filter(|good| good.marketplace.as_str() == seller).collect();
        let good = *of_seller.choose(&mut dice).ok_or("nothing to buy")?;
        let customer = Customer::prepare(&world, good, &mut dice).await?;
        if matches!(down, Down::ReadOnly | Down::Database) {
            world.books.close().await;
        }
        down.begin(&world).await?;
        let found = customer.does_everything(&world).await;
        down.end(&world).await?;
        if matches!(down, Down::ReadOnly | Down::Database) {
            world.books.open().await?;
        }
        drop(customer);
        let found = found?;
        cells += found.iter().filter(|came| *came != NOTHING).count();
        for ((deed, came), expected) in DEEDS.into_iter().zip(&found).zip(down.expected()) {
            if came != expected {
                wrong.push(format!("{} down, {deed}: {came} instead of {expected}", down.name()));
            }
        }
        eprintln!("      {:<20} {}", down.name(), found.join(", "));
        rows.insert(down.name().to_owned(), json!(found.join(", ")));
        world.come_to_rest(REST).await?;
    }
    world.server.kill();
    let audit = world.audit().await?;
    wrong.iter().for_each(|line| eprintln!("      {line}"));
    let ok = wrong.is_empty() && audit.is_clean();
    let figure = json!({
        "cells": cells,
        "as expected": cells - wrong.len(),
        "deeds": DEEDS.join(", "),
        "down": rows,
        "wrong": wrong,
    });
    let figure = audit.told_in(figure);
    world.close().await;
    Ok(Finding { figure, ok })
}

/// Somebody who has bought something, and has the same thing in the cart once more.
struct Customer {
    shopper: Shopper,
    good: ProductRef,
    order: OrderNumber,
    consent: String,
    /// The operator's session.
    session: String,
    /// A second process of the same shop, in which the operator gives something back.
    desk: Shop,
}

impl Customer {
    async fn prepare(world: &World, good: &ProductRef, dice: &mut StdRng) -> Result<Self, Problem> {
        let shopper = Shopper::new(&world.http, &world.server.url(), dice);
        let basket = std::slice::from_ref(good);
        let consent = shopper.to_the_review(basket).await??;
        let page = shopper.agree(&consent, "keep_rest", "0").await??;
        let paid = shopper.pay(&page, GOOD_CARD).await?;
        let path = paid.location.split_once("/order/").ok_or("the gateway took no card")?.1;
        let order: OrderNumber = path.split('/').next().unwrap_or_default().parse()?;
        shopper.open(&format!("/order/{path}")).await?;
        world.come_to_rest(REST).await?;
        let consent = shopper.to_the_review(basket).await??;
        let url = format!("{}/api/operator/sign-in", world.server.url());
        let signed = world.http.post(url).form(&[("key", KEY)]).header("sec-fetch-site", "same-origin").send().await?;
        let cookie = signed.headers().get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let session = cookie.and_then(|cookie| cookie.split(';').next()).ok_or("no operator's session")?.to_owned();
        let secret = world.folder().join("secret").display().to_string();
        let arguments = ["server", "--database-url", world.database(), "--sandbox", &world.url("desk")];
        let configuration = Configuration::try_parse_from(arguments.into_iter().chain(["--secret-file", &secret]))?;
        let desk = start::shop(&configuration).await?;
        Ok(Self { shopper, good: good.clone(), order, consent, session, desk })
    }

    /// Every deed once; what each came to.
    async fn does_everything(&self, world: &World) -> Result<Vec<String>, Problem> {
        let product = format!("/product/{}/{}", self.good.marketplace, self.good.external_id);
        let home = self.asks(Method::GET, "/", &[]).await;
        let browse = if home == "ok" { self.asks(Method::GET, &product, &[]).await } else { home };
        let search = self.asks(Method::GET, "/search?q=lamp", &[]).await;
        let wanted = self.good.to_string();
        let form = [("validation", self.consent.as_str()), ("policy", "keep_rest"), ("tolerance", "0")];
        // What is agreed to is what was shown: the cart stays as it was until then.
        let pay = self.asks(Method::POST, "/api/checkout/pay", &form).await;
        let cart = self.asks(Method::POST, "/api/cart/add", &[("product", &wanted), ("quantity", "1")]).await;
        let track = self.asks(Method::GET, &format!("/order/{}", self.order), &[]).await;
        let refund = self.gives_back().await?;
        let admin = self.asks(Method::GET, "/operator", &[]).await;
        let mail = if refund == "ok" { mail(world).await? } else { NOTHING.to_owned() };
        Ok(vec![browse, search, cart, pay, track, refund, admin, mail])
    }

    /// Asks once, as a browser without scripts; says what came of it.
    async fn asks(&self, method: Method, path: &str, form: &[(&str, &str)]) -> String {
        let answer = match self.shopper.ask_once(method, path, form, &self.session).await {
            Ok(answer) => answer,
            Err(problem) => return format!("no answer ({problem})"),
        };
        let (status, location) = (answer.status.as_u16(), answer.location.as_str());
        match status {
            503 => "refused".to_owned(),
            303 if location.contains("problem=unavailable") => "refused".to_owned(),
            303 if location.contains("changed=1") => "asked again".to_owned(),
            303 if location.contains("problem=") => format!("trouble at {location}"),
            303 => "ok".to_owned(),
            200 if answer.body.contains("class=\"absence-note\"") => "partial".to_owned(),
            200 => "ok".to_owned(),
            _ => format!("status {status}"),
        }
    }

    /// The operator gives a cent back.
    async fn gives_back(&self) -> Result<String, Problem> {
        let (began, amount) = (Instant::now(), Money::new(1, Currency::Eur));
        let asked = self.desk.refund(&self.order, 0, amount, RefundReason::Goodwill, "matrix").await;
        match asked {
            Ok(_) => {}
            Err(ServiceError::Store(error)) if error.is_outage() => return Ok("refused".to_owned()),
            Err(error) => return Ok(error.to_string()),
        }
        while began.elapsed() < SOON {
            let known = sagas::load(self.desk.store().reader(), &self.order).await?.ok_or("the order is gone")?;
            if known.saga.refunds.iter().any(|refund| refund.state == RefundState::Refunded) {
                return Ok("ok".to_owned());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok("queued".to_owned())
    }
}

/// Whether what is to be told by mail has been.
async fn mail(world: &World) -> Result<String, Problem> {
    let began = Instant::now();
    while world.books.number("SELECT COUNT(*) FROM message WHERE sent_at IS NULL").await? > 0 {
        if began.elapsed() > SOON {
            return Ok("queued".to_owned());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok("ok".to_owned())
}
