//! `model`: carts, shelves, wallets, orders and refunds on the real store, held against a small second shop.
//!
//! Each sequence is one shopper who does one thing after another, some of them impossible. After every step the store
//! must have said yes or no as the reference did, and must show the same numbers. Many shoppers act at the same time, so
//! that their transactions share commits; in the end the invariants are asked of the whole database.

mod real;
mod reference;

use std::{ops::Range, time::Instant};

use futures::{StreamExt, stream};
use rule_proofs::dice::Dice;
use serde_json::json;
use store::{Connection, Store, audit, testing::EmptyDatabase};

use self::{
    real::Shopper,
    reference::{Deed, Reference, What},
};
use crate::{Database, Finding, Problem, Size, sample::know_marketplaces};

/// How many steps a sequence has.
const STEPS: u64 = 50;

/// How many shoppers act at the same time.
const AT_ONCE: usize = 100;

/// How many of the one thing on the shelf each shopper finds.
const ON_HAND: u32 = 20;

/// How many shoppers share a database.
const SHARING: u64 = 2_000;

/// Runs the proof.
///
/// # Errors
/// When the database cannot be reached.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let count = size.count(200, if size.database == Database::Sqlite { 20_000 } else { 2_000 });
    let (began, end) = (Instant::now(), size.at + count);
    let (mut done, mut different, mut broken) = (0_u64, None, Vec::new());
    let mut from = size.at;
    while from < end && different.is_none() && broken.is_empty() {
        let to = end.min(from + SHARING);
        let met = shoppers(size.database, size.seed, from..to).await?;
        (different, broken) = (met.different, met.broken);
        done += met.done;
        from = to;
        eprintln!("{done} of {count} sequences, {:.0} s", began.elapsed().as_secs_f64());
    }
    let seconds = began.elapsed().as_secs_f64();
    let mut figure = json!({
        "sequences": done,
        "steps": done * STEPS,
        "different": u8::from(different.is_some()),
        "broken_invariants": broken.len(),
        "steps_a_second": ((done * STEPS) as f64 / seconds).round(),
    });
    if let Some(problem) = &different {
        figure["problem"] = json!(problem);
    }
    if !broken.is_empty() {
        figure["broken"] = json!(broken);
    }
    Ok(Finding { figure, ok: done == count && different.is_none() && broken.is_empty() })
}

/// What came of some shoppers on one database.
struct Met {
    done: u64,
    different: Option<String>,
    broken: Vec<(String, usize)>,
}

/// Lets shoppers act at the same time on a database of theirs.
async fn shoppers(kind: Database, seed: u64, numbers: Range<u64>) -> Result<Met, Problem> {
    let database = match kind {
        Database::Sqlite => EmptyDatabase::in_file(),
        Database::Postgres => {
            let server = std::env::var("ONECART_POSTGRES_URL").map_err(|_| "ONECART_POSTGRES_URL names no server")?;
            EmptyDatabase::on_server(&server).await?
        }
    };
    let store = Store::connect(database.url()).await?;
    know_marketplaces(&store).await?;
    let sequences = stream::iter(numbers).map(|number| {
        let store = store.clone();
        tokio::spawn(async move { sequence(&store, seed, number).await })
    });
    let mut running = sequences.buffer_unordered(AT_ONCE);
    let mut met = Met { done: 0, different: None, broken: Vec::new() };
    while let Some(ended) = running.next().await {
        match ended? {
            Ok(()) => met.done += 1,
            Err(problem) => {
                met.different = Some(problem);
                break;
            }
        }
    }
    drop(running);
    met.broken = broken(&store).await?;
    Ok(met)
}

/// The invariants that do not hold. Nobody carries effects out here: those of orders at rest count as done, except what is
/// still to be given back.
async fn broken(store: &Store) -> Result<Vec<(String, usize)>, Problem> {
    let done = "UPDATE effect SET done_at = 1 WHERE kind <> 'refund' \
                AND order_number IN (SELECT order_number FROM saga WHERE phase = 'done')";
    store.write(move |tx| Box::pin(async move { Ok(tx.execute_unprepared(done).await.map(|_| ())?) })).await?;
    Ok(audit::invariants(store.reader()).await?)
}

/// One shopper's steps.
///
/// # Errors
/// With the seed, the sequence, the step and what was different.
async fn sequence(store: &Store, seed: u64, number: u64) -> Result<(), String> {
    let mut dice = Dice::new(seed, number);
    let told = |step: u64, what: String| format!("--seed {seed} --at {number} --count 1, step {step}: {what}");
    let mut reference = Reference::new(ON_HAND);
    let mut shopper = Shopper::new(store, number, ON_HAND).await.map_err(|problem| told(0, problem.to_string()))?;
    for step in 1..=STEPS {
        let deed = draw(&mut dice, &reference);
        let wanted = reference.does(&deed);
        let did = shopper.does(&deed).await.map_err(|problem| told(step, format!("{deed:?}: {problem}")))?;
        if did != wanted {
            return Err(told(step, format!("{deed:?} came to {did} instead of {wanted}")));
        }
        shopper.shows(&reference, &deed).await.map_err(|problem| told(step, format!("{deed:?}: {problem}")))?;
    }
    Ok(())
}

fn draw(dice: &mut Dice, reference: &Reference) -> Deed {
    let orders = reference.orders.len();
    match dice.below(20) {
        0..=1 => Deed::SetLine { product: dice.below(4), quantity: dice.below(4) },
        2 if reference.cart_version > 0 => Deed::KeepStale,
        3 => Deed::SetAside { reference: dice.below(6), quantity: 1 + dice.below(9) },
        4 => Deed::Take { reference: dice.below(6) },
        5 => Deed::PutBack { reference: dice.below(6) },
        6 => Deed::TopUp { payment: dice.below(8), amount: dice.between(1, 20_000) },
        7..=8 if orders < 8 => {
            Deed::Open { by_wallet: dice.percent(50), prices: [dice.between(1, 9_000), dice.between(1, 9_000)] }
        }
        _ if orders > 0 => Deed::Happens { order: dice.place(orders), what: happening(dice) },
        _ => Deed::Open { by_wallet: false, prices: [dice.between(1, 9_000), dice.between(1, 9_000)] },
    }
}

fn happening(dice: &mut Dice) -> What {
    let part = dice.place(2);
    let key = dice.below(4);
    match dice.below(16) {
        0..=1 => What::Paid,
        2 => What::Abandoned,
        3..=5 => What::Placed(part),
        6 => What::Refused(part),
        7..=8 => What::Captured,
        9 => What::Released,
        10 => What::Withdrawn(part),
        11..=12 => What::RefundAsked { key, part, amount: dice.between(1, 6_000) },
        13 => What::Refunded(key),
        14 => What::Refunded(reference::WITHDRAWN + part as u32),
        _ => What::RefundRefused(key),
    }
}
