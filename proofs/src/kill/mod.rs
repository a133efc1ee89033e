//! `kill -9` of the real server, again and again, while shoppers buy: nothing is lost, nothing happens twice.

mod people;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use domain::ids::ProductRef;
use futures::{StreamExt, stream};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use sandbox::faults::{Knobs, Webhooks};
use serde_json::json;
use store::fault::POINTS;
use tokio::task::JoinSet;

use self::people::{CalledOff, shop_on, weather};
use crate::{
    Database, Finding, Problem, Size,
    world::{MARKETPLACES, World, audit::Audit},
};

/// After so many kills everything comes to rest and is compared, and a new database begins.
const ROUND: u64 = 500;

/// How many shops are killed side by side in the published size: while one waits for its disk or its planned point, the
/// others go on.
const SIDE_BY_SIDE: usize = 4;

/// How many people shop at once in each.
const SHOPPERS: u64 = 8;

/// For how long the server lives at most after it has opened, as a share of the time it took to open, which tells how
/// busy the machine is: mostly a moment, now and then longer.
const LIVES: [f64; 3] = [0.6, 0.6, 3.0];

/// Every so many kills a marketplace calls off what it had confirmed.
const CALLS_OFF: u64 = 20;

/// Every so many kills one is at a named point.
const AT_POINT: u64 = 4;

/// How long is waited until a planned point is passed.
const POINT: Duration = Duration::from_millis(1_000);

/// How long the shop may take to come to rest.
const REST: Duration = Duration::from_secs(180);

/// What came of rounds.
#[derive(Default)]
struct Tally {
    kills: u64,
    /// How often the process died at each point, and how often it was not passed in time.
    points: BTreeMap<&'static str, (u64, u64)>,
    openings: Vec<Duration>,
}

/// Runs the proof.
///
/// # Errors
/// When the server cannot be started at all.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let kills = size.count(100, 10_000);
    let mut dice = StdRng::seed_from_u64(size.seed);
    let (mut tally, mut audit) = (Tally::default(), Audit::default());
    let began = Instant::now();
    let rounds: Vec<Round> = (0..kills.div_ceil(ROUND))
        .map(|number| Round {
            database: size.database,
            first: number * ROUND,
            kills: ROUND.min(kills - number * ROUND),
            seed: dice.random(),
        })
        .collect();
    let at_once = if size.full { SIDE_BY_SIDE } else { 1 };
    let mut running = stream::iter(rounds).map(Round::run).buffer_unordered(at_once);
    while let Some(ended) = running.next().await {
        let (found, of_round) = ended?;
        audit = audit.and(found);
        tally = tally.and(of_round);
        eprintln!(
            "      {} of {kills} kills after {} s; {} orders, {} at marketplaces, lost {}, double {}",
            tally.kills,
            began.elapsed().as_secs(),
            audit.orders,
            audit.placed,
            audit.lost,
            audit.double
        );
    }
    drop(running);
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
    let rate = tally.kills as f64 / began.elapsed().as_secs_f64();
    figure["kills_per_second"] = json!((rate * 10.0).round() / 10.0);
    figure["opens_after_ms"] = json!(opened.as_millis() as u64);
    Ok(Finding { figure, ok })
}

impl Tally {
    fn and(mut self, other: Self) -> Self {
        self.kills += other.kills;
        self.openings.extend(other.openings);
        for (name, (died, missed)) in other.points {
            let known = self.points.entry(name).or_default();
            *known = (known.0 + died, known.1 + missed);
        }
        self
    }
}

/// So many kills of a shop with a new database, then rest, then the comparison.
struct Round {
    database: Database,
    /// How many kills other rounds make before this one.
    first: u64,
    kills: u64,
    seed: u64,
}

impl Round {
    async fn run(self) -> Result<(Audit, Tally), Problem> {
        let mut dice = StdRng::seed_from_u64(self.seed);
        let mut tally = Tally::default();
        let (mut world, goods) = World::open_stocked(self.database).await?;
        let goods: Arc<[ProductRef]> = goods.into();
        world
            .tell(*[Webhooks::Once, Webhooks::Twice, Webhooks::Never].choose(&mut dice).unwrap_or(&Webhooks::Once))
            .await?;
        let weather = weather(&world, dice.random());
        let closing = Arc::new(AtomicBool::new(false));
        let mut shoppers = JoinSet::new();
        for _ in 0..SHOPPERS {
            let (goods, closing) = (goods.clone(), closing.clone());
            let (http, shop, seed) = (world.http.clone(), world.server.url(), dice.random::<u64>());
            shoppers.spawn(async move { shop_on(&http, &shop, &goods, seed, &closing).await });
        }
        let mut called_off = CalledOff::default();
        world.server.kill();
        for number in self.first..self.first + self.kills {
            kill_once(&mut world, number, &mut dice, &mut tally).await?;
            if number % CALLS_OFF == 0 {
                called_off.one_more(&world, &mut dice).await?;
            }
        }
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
        called_off.are_heard_of(&world, REST).await?;
        world.come_to_rest(REST).await?;
        world.server.kill();
        let audit = world.audit().await?;
        if !audit.is_clean() {
            eprintln!("      the log of the shop ends with:\n{}", world.server.last_words());
        }
        world.close().await;
        Ok((audit, tally))
    }
}

/// Starts the shop and ends it: at a moment after it opened, at one before, or at a named point.
async fn kill_once(world: &mut World, number: u64, dice: &mut StdRng, tally: &mut Tally) -> Result<(), Problem> {
    tally.kills += 1;
    if number % AT_POINT == AT_POINT - 1 {
        // Few kills reach all parts of a purchase too: the points are taken in strides.
        let name = POINTS[usize::try_from(number / AT_POINT * 7)? % POINTS.len()];
        let most = match name {
            "committing" | "committed" => 40,
            "leases_taken_back" => 1,
            _ => 2,
        };
        let pass = dice.random_range(1..=most);
        world.server.start(&[("ONECART_FAULT", format!("{name}:{pass}"))])?;
        let (died, missed) = tally.points.entry(name).or_default();
        // A point that was missed before is not waited for as long.
        if world.server.ends_within(if *missed > *died + 1 { POINT / 4 } else { POINT }).await {
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
        let usual = tally.openings.last().copied().unwrap_or(Duration::from_millis(60));
        tokio::time::sleep(usual.mul_f64(dice.random())).await;
    } else {
        world.server.answers().await?;
        let opening = began.elapsed();
        tally.openings.push(opening);
        let longest = LIVES.choose(dice).copied().unwrap_or(LIVES[0]);
        tokio::time::sleep(opening.mul_f64(longest * dice.random::<f64>())).await;
    }
    world.server.kill();
    Ok(())
}
