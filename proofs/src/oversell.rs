//! Many buyers, few goods, one moment: exactly as many are sold as there are, and nobody pays for what is not.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use domain::ids::ProductRef;
use futures::{StreamExt, TryStreamExt, stream};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use tokio::{sync::Barrier, task::JoinSet};

use crate::{
    Database, Finding, Problem, Size,
    world::{
        HOUSE, World,
        shopper::{DECLINED_CARD, GOOD_CARD, Shopper, between},
    },
};

/// How many fill their carts at once.
const AT_ONCE: usize = 32;

/// How many runs one world sees; before each the shelf is filled again.
const SHARING: u64 = 10;

/// How long the shop may take to come to rest.
const REST: Duration = Duration::from_secs(120);

/// For how long those who went away empty-handed look whether a unit has come back.
const LOOKS_AGAIN: Duration = Duration::from_secs(30);

/// The pause before they look again.
const PAUSE: Duration = Duration::from_millis(300);

/// Under which circumstances a run takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    /// Every commit takes its time.
    SlowDatabase,
    /// One card of ten is declined, and its buyer gives up.
    FailingCards,
}

/// What came of runs.
#[derive(Default)]
struct Tally {
    runs: u64,
    exact: u64,
    refused: u64,
    declined: u64,
    wrong: Vec<Value>,
}

/// What came of one run.
#[derive(Default)]
struct Run {
    sold: u64,
    refused: u64,
    unclear: u64,
    declined: u64,
}

/// Runs the proof.
///
/// # Errors
/// When the server cannot be started at all.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let (buyers, units) = if size.full { (1_000, 100) } else { (200, 20) };
    let runs = size.count(1, 100);
    let mut dice = StdRng::seed_from_u64(size.seed);
    let kinds = if size.full { [Kind::Plain, Kind::SlowDatabase, Kind::FailingCards] } else { [Kind::Plain; 3] };
    let mut tally = Tally::default();
    for kind in kinds.into_iter().cycle() {
        let left = runs - tally.runs;
        if left == 0 {
            break;
        }
        let mut ground = Ground::open(size.database, kind, buyers, units).await?;
        for _ in 0..left.min(SHARING) {
            ground.flash_sale(&mut dice, &mut tally).await?;
        }
        ground.world.close().await;
    }
    let figure = json!({
        "runs": runs,
        "buyers": buyers,
        "units": units,
        "runs that sold exactly as many": tally.exact,
        "refused": tally.refused,
        "declined cards": tally.declined,
        "wrong": tally.wrong,
    });
    Ok(Finding { figure, ok: tally.exact == runs })
}

/// A shop with one thing that everybody wants.
struct Ground {
    world: World,
    kind: Kind,
    thing: ProductRef,
    buyers: u64,
    units: u64,
    /// How many sales there were.
    sales: u64,
}

impl Ground {
    async fn open(database: Database, kind: Kind, buyers: u64, units: u64) -> Result<Self, Problem> {
        let world = World::open_shop(database, &[]).await?;
        let goods = world.books.goods().await?;
        let thing = goods.into_iter().find(|good| good.marketplace.as_str() == HOUSE);
        Ok(Self { world, kind, thing: thing.ok_or("the house sells nothing")?, buyers, units, sales: 0 })
    }

    /// One run: everybody has the thing in the cart and agrees at the same moment. Afterwards nothing of it is left, and
    /// our books are the gateway's.
    async fn flash_sale(&mut self, dice: &mut StdRng, tally: &mut Tally) -> Result<(), Problem> {
        let began = Instant::now();
        let Self { kind, units, buyers, .. } = *self;
        let id = self.thing.external_id.clone();
        self.world.books.run(&format!("UPDATE house_stock SET on_hand = {units} WHERE product = '{id}'")).await?;
        let ready = self.ready(dice).await?;
        let slowly = ("ONECART_SLOW_DATABASE", "100".to_owned());
        if kind == Kind::SlowDatabase {
            self.open_again(&[slowly]).await?;
        }
        let prepared = began.elapsed();
        let run = self.sell(ready).await?;
        let sold = began.elapsed();
        self.world.come_to_rest(REST).await?;
        if kind == Kind::SlowDatabase {
            self.open_again(&[]).await?;
        }
        self.sales += 1;
        let audit = self.world.audit().await?;
        let left = format!("SELECT on_hand + reserved FROM house_stock WHERE product = '{id}'");
        let (left, all) = (self.world.books.number(&left).await?, units * self.sales);
        let clean = audit.is_clean() && (audit.captures, audit.paid, left) == (all, all, 0);
        if !clean {
            eprintln!("      {left} left; {}\n{}", json!(audit), self.world.server.last_words());
        }
        let told = run.sold + run.refused + run.declined;
        let good = clean && (run.sold, run.unclear, told) == (units, 0, buyers);
        tally.runs += 1;
        tally.exact += u64::from(good);
        tally.refused += run.refused;
        tally.declined += run.declined;
        if !good {
            let kind = format!("{kind:?}");
            tally.wrong.push(json!({ "run": tally.runs, "kind": kind, "sold": run.sold, "unclear": run.unclear }));
        }
        let spans =
            [prepared, sold - prepared, began.elapsed() - sold].map(|span| format!("{:.1}", span.as_secs_f64()));
        eprintln!(
            "      run {} ({kind:?}): {} sold, {} refused; {} s",
            tally.runs,
            run.sold,
            run.refused,
            spans.join(" + ")
        );
        Ok(())
    }

    async fn open_again(&mut self, environment: &[(&str, String)]) -> Result<(), Problem> {
        self.world.server.kill();
        self.world.server.start(environment)?;
        self.world.server.answers().await
    }

    /// Everybody agrees at once.
    async fn sell(&self, ready: Vec<(Shopper, String)>) -> Result<Run, Problem> {
        let barrier = Arc::new(Barrier::new(ready.len()));
        // As long as units may come back, it makes sense to look again.
        let left = Arc::new(AtomicU64::new(self.units));
        let mut all = JoinSet::new();
        for (number, (shopper, consent)) in ready.into_iter().enumerate() {
            let (barrier, left) = (barrier.clone(), left.clone());
            let failing = self.kind == Kind::FailingCards;
            // One of ten has a bad card, and another one of ten waits for what comes back.
            let (fails, looks_again) = (failing && number % 10 == 0, failing && number % 10 == 1);
            all.spawn(async move {
                barrier.wait().await;
                buy(&shopper, consent, fails, looks_again, &left).await
            });
        }
        let mut run = Run::default();
        while let Some(outcome) = all.join_next().await {
            match outcome?? {
                Outcome::Paid => run.sold += 1,
                Outcome::Refused => run.refused += 1,
                Outcome::Declined => run.declined += 1,
                Outcome::Unclear(what) => {
                    run.unclear += 1;
                    eprintln!("      unclear: {what}");
                }
            }
        }
        Ok(run)
    }

    /// Everybody with the thing in the cart and the review open.
    async fn ready(&self, dice: &mut StdRng) -> Result<Vec<(Shopper, String)>, Problem> {
        let seeds: Vec<u64> = (0..self.buyers).map(|_| dice.random()).collect();
        let prepared = stream::iter(seeds).map(|seed| async move {
            let shopper = Shopper::new(&self.world.http, &self.world.server.url(), &mut StdRng::seed_from_u64(seed));
            let consent = shopper.to_the_review(std::slice::from_ref(&self.thing)).await??;
            Ok::<_, Problem>((shopper, consent))
        });
        prepared.buffer_unordered(AT_ONCE).try_collect().await
    }
}

/// How it ended for one buyer.
enum Outcome {
    Paid,
    Refused,
    Declined,
    Unclear(String),
}

/// Agrees and pays. Whoever is refused looks again for a while where units may come back.
async fn buy(
    shopper: &Shopper,
    consent: String,
    fails: bool,
    looks_again: bool,
    left: &AtomicU64,
) -> Result<Outcome, Problem> {
    let began = Instant::now();
    let mut consent = consent;
    loop {
        match shopper.agree(&consent, "keep_rest", "0").await? {
            Ok(page) if fails => {
                let declined = shopper.pay(&page, DECLINED_CARD).await?;
                let number = between(&declined.body, "cancelled=", "\"").ok_or("no way back from the gateway")?;
                shopper.open(&format!("/checkout?cancelled={number}")).await?;
                return Ok(Outcome::Declined);
            }
            Ok(page) => {
                let paid = shopper.pay(&page, GOOD_CARD).await?;
                if !paid.location.contains("/confirmation") {
                    return Ok(Outcome::Unclear(format!("{} at the gateway", paid.status)));
                }
                // More than there are would wrap around, and the run is wrong by then.
                left.fetch_sub(1, Ordering::SeqCst);
                return Ok(Outcome::Paid);
            }
            Err(address) if !address.starts_with('/') => return Ok(Outcome::Unclear(address)),
            Err(_) if !looks_again => return Ok(Outcome::Refused),
            Err(_) => {}
        }
        loop {
            if began.elapsed() > LOOKS_AGAIN || left.load(Ordering::SeqCst) == 0 {
                return Ok(Outcome::Refused);
            }
            tokio::time::sleep(PAUSE).await;
            shopper.post("checkout/requote", &[]).await?;
            if let Ok(again) = shopper.consent().await? {
                consent = again;
                break;
            }
        }
    }
}
