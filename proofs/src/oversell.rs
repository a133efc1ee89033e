//! Many buyers, few goods, one moment: exactly as many are sold as there are, and nobody pays for what is not.

use std::time::{Duration, Instant};

use domain::ids::ProductRef;
use futures::{StreamExt, TryStreamExt, stream};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use tokio::{sync::Barrier, task::JoinSet};

use crate::{
    Finding, Problem, Size,
    world::{
        HOUSE, World,
        shopper::{DECLINED_CARD, GOOD_CARD, Shopper, between},
    },
};

/// How many fill their carts at once.
const AT_ONCE: usize = 24;

/// How long the shop may take to come to rest.
const REST: Duration = Duration::from_secs(120);

/// For how long those who went away empty-handed look whether a unit has come back.
const LOOKS_AGAIN: Duration = Duration::from_secs(20);

/// Under which circumstances a run takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    /// Every commit takes its time.
    SlowDatabase,
    /// One card of ten is declined, and its buyer gives up.
    FailingCards,
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
    let mut figure = json!({ "runs": runs, "buyers": buyers, "units": units });
    let (mut ok, mut refused, mut declined, mut exact) = (true, 0, 0, 0);
    let mut wrong: Vec<Value> = Vec::new();
    let kinds = if size.full { [Kind::Plain, Kind::SlowDatabase, Kind::FailingCards] } else { [Kind::Plain; 3] };
    for number in 0..runs {
        let kind = kinds[usize::try_from(number)? % kinds.len()];
        let began = Instant::now();
        let (found, clean) = flash_sale(&size, kind, buyers, units, &mut dice).await?;
        let good =
            clean && found.sold == units && found.unclear == 0 && found.sold + found.refused + found.declined == buyers;
        refused += found.refused;
        declined += found.declined;
        exact += u64::from(good);
        if !good {
            wrong.push(
                json!({ "run": number, "kind": format!("{kind:?}"), "sold": found.sold, "unclear": found.unclear }),
            );
        }
        ok &= good;
        eprintln!(
            "      run {} of {runs} ({kind:?}): {} sold, {} refused, {:.0} s",
            number + 1,
            found.sold,
            found.refused,
            began.elapsed().as_secs_f64()
        );
    }
    figure["runs that sold exactly as many"] = json!(exact);
    figure["refused"] = json!(refused);
    figure["declined cards"] = json!(declined);
    figure["wrong"] = json!(wrong);
    Ok(Finding { figure, ok })
}

/// One run: everybody has the thing in the cart and agrees at the same moment.
async fn flash_sale(
    size: &Size,
    kind: Kind,
    buyers: u64,
    units: u64,
    dice: &mut StdRng,
) -> Result<(Run, bool), Problem> {
    let mut world = World::open_shop(size.database, &[]).await?;
    let goods = world.books.goods().await?;
    let thing = goods.into_iter().find(|good| good.marketplace.as_str() == HOUSE).ok_or("the house sells nothing")?;
    world
        .books
        .run(&format!("UPDATE house_stock SET on_hand = {units} WHERE product = '{}'", thing.external_id))
        .await?;
    if kind == Kind::SlowDatabase {
        world.server.kill();
        world.server.start(&[("ONECART_SLOW_DATABASE", "100".to_owned())])?;
        world.server.answers().await?;
    }
    let ready = ready(&world, &thing, buyers, dice).await?;
    let barrier = std::sync::Arc::new(Barrier::new(ready.len()));
    let mut all = JoinSet::new();
    for (number, (shopper, consent)) in ready.into_iter().enumerate() {
        let barrier = barrier.clone();
        let failing = kind == Kind::FailingCards;
        // One of ten has a bad card, and another one of ten waits for what comes back.
        let (fails, looks_again) = (failing && number % 10 == 0, failing && number % 10 == 1);
        all.spawn(async move {
            barrier.wait().await;
            buy(&shopper, consent, fails, looks_again).await
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
    world.come_to_rest(REST).await?;
    let audit = world.audit().await?;
    let left = format!("SELECT on_hand + reserved FROM house_stock WHERE product = '{}'", thing.external_id);
    let left = world.books.number(&left).await?;
    let clean = audit.is_clean() && (audit.captures, audit.paid, left) == (units, units, 0);
    if !clean {
        eprintln!("      {left} left; {}\n{}", json!(audit), world.server.last_words());
    }
    world.close().await;
    Ok((run, clean))
}

/// Everybody with the thing in the cart and the review open.
async fn ready(
    world: &World,
    thing: &ProductRef,
    buyers: u64,
    dice: &mut StdRng,
) -> Result<Vec<(Shopper, String)>, Problem> {
    let seeds: Vec<u64> = (0..buyers).map(|_| dice.random()).collect();
    let prepared = stream::iter(seeds).map(|seed| async move {
        let shopper = Shopper::new(&world.http, &world.server.url(), &mut StdRng::seed_from_u64(seed));
        let consent = shopper.to_the_review(std::slice::from_ref(thing)).await??;
        Ok::<_, Problem>((shopper, consent))
    });
    prepared.buffer_unordered(AT_ONCE).try_collect().await
}

/// How it ended for one buyer.
enum Outcome {
    Paid,
    Refused,
    Declined,
    Unclear(String),
}

/// Agrees and pays. Whoever is refused looks again for a while where units may come back.
async fn buy(shopper: &Shopper, consent: String, fails: bool, looks_again: bool) -> Result<Outcome, Problem> {
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
                let went = paid.location.contains("/confirmation");
                return Ok(if went {
                    Outcome::Paid
                } else {
                    Outcome::Unclear(format!("{} at the gateway", paid.status))
                });
            }
            Err(address) if !address.starts_with('/') => return Ok(Outcome::Unclear(address)),
            Err(_) if !looks_again => return Ok(Outcome::Refused),
            Err(_) => {}
        }
        loop {
            if began.elapsed() > LOOKS_AGAIN {
                return Ok(Outcome::Refused);
            }
            tokio::time::sleep(Duration::from_millis(1_500)).await;
            shopper.post("checkout/requote", &[]).await?;
            if let Ok(again) = shopper.consent().await? {
                consent = again;
                break;
            }
        }
    }
}
