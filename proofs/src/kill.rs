//! `kill -9` of the real server, again and again, while shoppers buy: nothing is lost, nothing happens twice.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use domain::ids::ProductRef;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use sandbox::faults::{Faults, Knobs, Loss, Webhooks};
use serde_json::json;
use store::fault::POINTS;
use tokio::task::{JoinHandle, JoinSet};

use crate::{
    Finding, Problem, Size,
    world::{
        HOUSE, MARKETPLACES, World,
        audit::Audit,
        shopper::{DECLINED_CARD, GOOD_CARD, Shopper, between},
    },
};

/// After so many kills everything comes to rest and is compared, and a new database begins.
const ROUND: u64 = 500;

/// How many people shop at once.
const SHOPPERS: u64 = 12;

/// For how long the server lives at most after it has opened, in milliseconds.
const LIVES: u64 = 120;

/// From whom things are bought.
const SELLERS: [&str; 5] = ["harbor", "kitemart", "baobab", "nomad", HOUSE];

/// Every so many kills one is at a named point.
const AT_POINT: u64 = 4;

/// How long is waited until a planned point is passed.
const POINT: Duration = Duration::from_millis(1_500);

/// How long the shop may take to come to rest.
const REST: Duration = Duration::from_secs(90);

/// What came of all rounds.
#[derive(Default)]
struct Tally {
    kills: u64,
    /// How often the process died at each point, and how often it was not passed in time.
    points: BTreeMap<&'static str, (u64, u32)>,
    openings: Vec<Duration>,
    killing: Duration,
}

/// Runs the proof.
///
/// # Errors
/// When the server cannot be started at all.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let kills = size.count(100, 10_000);
    let mut dice = StdRng::seed_from_u64(size.seed);
    let (mut tally, mut audit) = (Tally::default(), Audit::default());
    while tally.kills < kills {
        let before = tally.kills;
        let found = round(&size, ROUND.min(kills - before), &mut dice, &mut tally).await?;
        eprintln!(
            "      {} of {kills} kills, {:.1} a second; orders {}, lost {}, double {}",
            tally.kills,
            tally.rate(),
            audit.orders + found.orders,
            audit.lost + found.lost,
            audit.double + found.double
        );
        audit = audit.and(found);
    }
    tally.openings.sort();
    let died = |name: &str| tally.points.get(name).map_or(0, |(died, _)| *died);
    let unreached: Vec<&str> = POINTS.into_iter().filter(|name| died(name) == 0).collect();
    let opened = tally.openings.get(tally.openings.len() / 2).copied().unwrap_or_default();
    let ok = audit.is_clean() && audit.captures > 0;
    let mut figure = json!(audit);
    figure["kills"] = json!(tally.kills);
    figure["kills_at_points"] = json!(POINTS.into_iter().map(died).sum::<u64>());
    figure["points"] = json!(format!("{} of {}", POINTS.len() - unreached.len(), POINTS.len()));
    figure["points_not_reached"] = json!(unreached);
    figure["kills_per_second"] = json!((tally.rate() * 10.0).round() / 10.0);
    figure["opens_after_ms"] = json!(opened.as_millis() as u64);
    Ok(Finding { figure, ok })
}

impl Tally {
    fn rate(&self) -> f64 {
        self.kills as f64 / self.killing.as_secs_f64().max(0.001)
    }
}

/// So many kills of a shop with a new database, then rest, then the comparison.
async fn round(size: &Size, kills: u64, dice: &mut StdRng, tally: &mut Tally) -> Result<Audit, Problem> {
    let mut world = World::open_shop(size.database, &[]).await?;
    let goods: Arc<[ProductRef]> = world.books.goods().await?.into();
    world.books.stock_the_house(1_000_000).await?;
    world.tell(*[Webhooks::Once, Webhooks::Twice, Webhooks::Never].choose(dice).unwrap_or(&Webhooks::Once)).await?;
    let weather = weather(&world, dice.random());
    let closing = Arc::new(AtomicBool::new(false));
    let mut shoppers = JoinSet::new();
    for _ in 0..SHOPPERS {
        let (goods, closing) = (goods.clone(), closing.clone());
        let (http, shop, seed) = (world.http.clone(), world.server.url(), dice.random::<u64>());
        shoppers.spawn(async move { shop_on(&http, &shop, &goods, seed, &closing).await });
    }
    world.server.kill();
    let began = Instant::now();
    for _ in 0..kills {
        kill_once(&mut world, dice, tally).await?;
    }
    tally.killing += began.elapsed();
    world.server.start(&[])?;
    world.server.answers().await?;
    weather.abort();
    for slug in MARKETPLACES {
        world.turn(slug, Knobs::default());
    }
    closing.store(true, Ordering::SeqCst);
    while let Some(ended) = shoppers.join_next().await {
        ended??;
    }
    world.come_to_rest(REST).await?;
    world.server.kill();
    let audit = world.audit().await?;
    if !audit.is_clean() {
        eprintln!("      the log of the shop ends with:\n{}", world.server.last_words());
    }
    world.close().await;
    Ok(audit)
}

/// Starts the shop and ends it: at a moment after it opened, at one before, or at a named point.
async fn kill_once(world: &mut World, dice: &mut StdRng, tally: &mut Tally) -> Result<(), Problem> {
    tally.kills += 1;
    if tally.kills.is_multiple_of(AT_POINT) {
        // Few kills reach all parts of a purchase too: the points are taken in strides.
        let name = POINTS[usize::try_from(tally.kills / AT_POINT * 7)? % POINTS.len()];
        let most = match name {
            "committing" | "committed" => 40,
            "leases_taken_back" => 1,
            _ => 2,
        };
        let pass = dice.random_range(1..=most);
        world.server.start(&[("ONECART_FAULT", format!("{name}:{pass}"))])?;
        let (died, missed) = tally.points.entry(name).or_default();
        // A point that was missed before is not waited for as long.
        if world.server.ends_within(if *missed > 1 { POINT / 4 } else { POINT }).await {
            *died += 1;
        } else {
            *missed += 1;
        }
        world.server.kill();
        return Ok(());
    }
    let began = Instant::now();
    world.server.start(&[])?;
    if dice.random_range(0..10) == 0 {
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..60))).await;
    } else {
        world.server.answers().await?;
        tally.openings.push(began.elapsed());
        tokio::time::sleep(Duration::from_millis(dice.random_range(0..LIVES))).await;
    }
    world.server.kill();
    Ok(())
}

/// Lets marketplaces refuse orders and lose answers now and then.
fn weather(world: &World, seed: u64) -> JoinHandle<()> {
    let markets = world.sandbox.markets.iter().filter(|market| MARKETPLACES.contains(&market.server.slug));
    let knobs: Vec<Faults> = markets.map(|market| market.server.faults.clone()).collect();
    let mut dice = StdRng::seed_from_u64(seed);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_millis(150)).await;
            let Some(one) = knobs.choose(&mut dice) else { return };
            let usual = Knobs { endless_stock: true, ..Knobs::default() };
            one.set(match dice.random_range(0..6) {
                0 => Knobs { refuse_orders_next: 2, ..usual },
                1 => Knobs { lose_reply_next: 1, lose_reply_by: Loss::Close, ..usual },
                2 => Knobs { lose_reply_next: 1, lose_reply_by: Loss::GatewayTimeout, ..usual },
                _ => usual,
            });
        }
    })
}

/// Buys again and again, somebody new each time, until the shop closes; what was begun is finished.
async fn shop_on(
    http: &reqwest::Client,
    shop: &str,
    goods: &[ProductRef],
    seed: u64,
    closing: &AtomicBool,
) -> Result<(), Problem> {
    let mut dice = StdRng::seed_from_u64(seed);
    while !closing.load(Ordering::SeqCst) {
        buy(&Shopper::new(http, shop, &mut dice), &basket(goods, &mut dice), &mut dice).await?;
    }
    Ok(())
}

/// One to three things, any seller as likely as another.
fn basket(goods: &[ProductRef], dice: &mut StdRng) -> Vec<ProductRef> {
    let mut basket: Vec<ProductRef> = Vec::new();
    for _ in 0..dice.random_range(1..=3) {
        let seller = *SELLERS.choose(dice).unwrap_or(&HOUSE);
        let of_it: Vec<&ProductRef> = goods.iter().filter(|good| good.marketplace.as_str() == seller).collect();
        if let Some(good) = of_it.choose(dice)
            && !basket.contains(good)
        {
            basket.push((*good).clone());
        }
    }
    basket
}

/// One purchase with whatever a shopper may choose; trouble on the way ends it, as it would for a person.
async fn buy(shopper: &Shopper, basket: &[ProductRef], dice: &mut StdRng) -> Result<(), Problem> {
    let Ok(consent) = shopper.to_the_review(basket).await? else { return Ok(()) };
    let policy = *["keep_rest", "keep_rest", "all_or_nothing", "next_best"].choose(dice).unwrap_or(&"keep_rest");
    let tolerance = *["0", "300", "500"].choose(dice).unwrap_or(&"0");
    let Ok(page) = shopper.agree(&consent, policy, tolerance).await? else { return Ok(()) };
    if dice.random_range(0..8) > 0 {
        let paid = shopper.pay(&page, GOOD_CARD).await?;
        if dice.random() {
            let path = paid.location.split_once("/order/").map(|(_, rest)| format!("/order/{rest}"));
            shopper.open(&path.unwrap_or_else(|| "/orders".to_owned())).await?;
        }
        return Ok(());
    }
    let declined = shopper.pay(&page, DECLINED_CARD).await?;
    if let Some(number) = between(&declined.body, "cancelled=", "\"") {
        shopper.open(&format!("/checkout?cancelled={number}")).await?;
    }
    Ok(())
}
