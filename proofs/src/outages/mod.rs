//! The database dies, hangs or is full while shoppers buy, and the shop is told to end: whoever asks meanwhile is told
//! to come back, nothing is lost or doubled, and the shop goes on by itself.

pub mod causes;
mod load;

use std::time::{Duration, Instant};

use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use self::{
    causes::Cause,
    load::{Answers, Load, Probe},
};
use crate::{
    Database, Finding, Problem, Size,
    world::{World, audit::Audit},
};

/// How long shoppers buy before and after an outage.
const CALM: Duration = Duration::from_secs(2);

/// Within what the shop must take writes again when the database is back.
const HEALTHY: Duration = Duration::from_secs(5);

/// Within what it must have ended when it is told to.
const GRACE: Duration = Duration::from_secs(10);

/// How long the shop may take to come to rest: leases of calls whose outcome could not be kept run out after a minute.
const REST: Duration = Duration::from_secs(180);

/// What came of all outages.
#[derive(Default)]
struct Tally {
    outages: u64,
    by_cause: Vec<(&'static str, u64)>,
    answers: Answers,
    slowest_recovery: Duration,
    slowest_end: Duration,
    not_recovered: u64,
    ended_late: u64,
}

/// Runs the proof.
///
/// # Errors
/// When an outage cannot be made, or the shop cannot be started.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let rounds = size.count(1, 10);
    let mut dice = StdRng::seed_from_u64(size.seed);
    let (mut tally, mut audit) = (Tally::default(), Audit::default());
    for round in 1..=rounds {
        let found = one_world(&size, &mut dice, &mut tally).await?;
        audit = audit.and(found);
        let Tally { outages, answers, .. } = &tally;
        eprintln!(
            "      round {round} of {rounds}: {outages} outages, {} told to come back",
            answers.told_to_come_back
        );
    }
    let ok = audit.is_clean()
        && audit.captures > 0
        && tally.answers.wrong == 0
        && tally.answers.told_to_come_back > 0
        && tally.not_recovered == 0
        && tally.ended_late == 0;
    Ok(Finding { figure: figure(&audit, &tally), ok })
}

fn figure(audit: &Audit, tally: &Tally) -> Value {
    let mut figure = json!(audit);
    figure["outages"] = json!(tally.outages);
    for (name, count) in &tally.by_cause {
        figure["causes"][*name] = json!(count);
    }
    figure["told_to_come_back"] = json!(tally.answers.told_to_come_back);
    figure["answered_all_the_same"] = json!(tally.answers.answered);
    figure["wrong_answers"] = json!(tally.answers.wrong);
    figure["slowest_answer_ms"] = json!(tally.answers.slowest.as_millis() as u64);
    figure["slowest_recovery_ms"] = json!(tally.slowest_recovery.as_millis() as u64);
    figure["not_recovered"] = json!(tally.not_recovered);
    figure["slowest_end_ms"] = json!(tally.slowest_end.as_millis() as u64);
    figure["ended_late"] = json!(tally.ended_late);
    figure
}

/// Every cause once in one world, then rest, then the comparison.
async fn one_world(size: &Size, dice: &mut StdRng, tally: &mut Tally) -> Result<Audit, Problem> {
    let mut world = World::open(size.database).await?;
    let small_disk = match size.database {
        Database::Sqlite => Some(causes::SmallDisk::under(world.folder())?),
        Database::Postgres => None,
    };
    world.server.start(&[])?;
    world.server.answers().await?;
    world.books.open().await?;
    world.catalogue().await?;
    let goods = world.books.goods().await?;
    let load = Load::start(&world, &goods, dice.random());
    let probe = Probe::new(&world, &goods, dice.random())?;
    for cause in Cause::all(size.database) {
        tokio::time::sleep(CALM).await;
        eprintln!("      {}", cause.name());
        world.books.close().await;
        if cause == Cause::ToldToEnd {
            end_and_start(&mut world, tally).await?;
        } else {
            let while_it_lasts = probe.ask_all_the_time();
            cause.bring_about(&world, small_disk.as_ref()).await?;
            // Only what was asked when it lasted already and answered before it was over counts.
            while_it_lasts.count_from_now();
            cause.lasts(size.full).await;
            let answers = while_it_lasts.stop();
            cause.undo(&world, small_disk.as_ref()).await?;
            tally.answers.add(answers.await?);
            match probe.recovers_within(HEALTHY).await {
                Some(after) => tally.slowest_recovery = tally.slowest_recovery.max(after),
                None => tally.not_recovered += 1,
            }
            if world.server.has_ended() {
                return Err(format!("the shop ended by itself\n{}", world.server.last_words()).into());
            }
        }
        tally.count(cause.name());
        world.books.open().await?;
    }
    tokio::time::sleep(CALM).await;
    load.stop().await?;
    world.come_to_rest(REST).await?;
    world.server.kill();
    let audit = world.audit().await?;
    if !audit.is_clean() {
        eprintln!("      the log of the shop ends with:\n{}", world.server.last_words());
    }
    world.books.close().await;
    drop(small_disk);
    world.close().await;
    Ok(audit)
}

/// Tells the shop to end while shoppers buy, waits for that, and starts it again.
async fn end_and_start(world: &mut World, tally: &mut Tally) -> Result<(), Problem> {
    let began = Instant::now();
    causes::signal("-TERM", world.server.id().ok_or("the shop does not run")?)?;
    if world.server.ends_within(GRACE).await {
        tally.slowest_end = tally.slowest_end.max(began.elapsed());
    } else {
        tally.ended_late += 1;
    }
    world.server.kill();
    world.server.start(&[])?;
    world.server.answers().await
}

impl Tally {
    fn count(&mut self, name: &'static str) {
        self.outages += 1;
        match self.by_cause.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => self.by_cause.push((name, 1)),
        }
    }
}
