//! Every bad answer to every question of every operation, and what the adapters make of it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use futures::{StreamExt, stream};
use rand::{SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde_json::Value;

use super::{
    counterpart::{Counterpart, Role},
    judge::Tried,
    memory,
    spoil::{damages, fields},
    tape::{Exchange, Operation, Outcome, Recorded},
    wire::{Bytes, Fault, Wire},
};
use rule_proofs::finding::Problem;

/// How many cases are tried at once.
const AT_ONCE: usize = 12;

/// What a search is given by the shop, and what a case is given that shows only in time.
const SHORT: Duration = Duration::from_millis(700);

/// What a case is given whose end does not depend on time: as long as the adapters themselves give a call.
const LONG: Duration = Duration::from_secs(12);

/// How much later than its limit a case may end, for a machine that has other things to do.
const SLACK: Duration = Duration::from_millis(1500);

/// How many breaches are spelled out.
const SPELLED_OUT: usize = 25;

/// Bodies beside the recorded one that come with a status.
const OTHER_BODIES: [&str; 3] = ["<h1>Bad gateway</h1>", "", "{\"error\":\"nothing\"}"];

/// One spoiled answer.
#[derive(Clone, Debug)]
struct Case {
    marketplace: usize,
    operation: Operation,
    place: usize,
    fault: Arc<Fault>,
}

/// What was found.
#[derive(Debug, Default, serde::Serialize)]
pub struct Found {
    /// How many cases were tried, and how many there are.
    pub cases: usize,
    pub of: usize,
    /// Adapters that panicked.
    pub panics: usize,
    /// Cases that ended later than they may.
    pub late: usize,
    /// Something made of nothing, or something impossible.
    pub believed: usize,
    /// Calls that followed a redirect.
    pub led_astray: usize,
    /// By how much the process grew at most, in MiB.
    pub grown_mib: u64,
}

impl Found {
    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.panics + self.late + self.believed + self.led_astray == 0 && self.grown_mib <= 64
    }
}

/// How a case ended.
struct Ended {
    breach: Option<String>,
    panicked: bool,
    late: bool,
}

/// Tries so many cases, chosen by the seed; all of them where that is more than there are.
///
/// # Errors
/// When no server can be started.
pub async fn try_all(recorded: &Arc<Vec<Recorded>>, count: usize, seed: u64) -> Result<Found, Problem> {
    let trap = Trap::start().await?;
    let mut cases = every_case(recorded, &trap.url);
    let of = cases.len();
    cases.shuffle(&mut StdRng::seed_from_u64(seed));
    cases.truncate(count);
    // what is built once for all cases is no growth
    drop(tokio::spawn(carry_out(recorded.clone(), cases[0].clone())).await?);
    let (before, mut most) = (memory::resident_mib(), 0);
    let mut found = Found { cases: cases.len(), of, ..Found::default() };
    let tried = cases.into_iter().map(|case| {
        let recorded = recorded.clone();
        async move { (case.clone(), carry_out(recorded, case).await) }
    });
    let mut tried = stream::iter(tried).buffer_unordered(AT_ONCE);
    let (mut number, mut told) = (0, 0);
    while let Some((case, ended)) = tried.next().await {
        let ended = ended?;
        found.panics += usize::from(ended.panicked);
        found.late += usize::from(ended.late);
        found.believed += usize::from(ended.breach.is_some());
        most = most.max(memory::resident_mib());
        number += 1;
        if number % 500 == 0 {
            eprintln!("    {number} of {} bad answers", found.cases);
        }
        if (ended.panicked || ended.late || ended.breach.is_some()) && told < SPELLED_OUT {
            told += 1;
            let why = ended.breach.unwrap_or_else(|| if ended.panicked { "panicked" } else { "late" }.to_owned());
            let asked = &tape(&recorded[case.marketplace], case.operation)[case.place].asked.kind;
            eprintln!(
                "      {} {:?} at {asked}: {:?}: {why}",
                recorded[case.marketplace].slug, case.operation, case.fault
            );
        }
    }
    found.led_astray = trap.visits.load(Ordering::Relaxed);
    found.grown_mib = most.saturating_sub(before);
    Ok(found)
}

/// A server to which redirects lead and nobody may come.
struct Trap {
    url: String,
    visits: Arc<AtomicUsize>,
}

impl Trap {
    async fn start() -> Result<Self, Problem> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let visits = Arc::new(AtomicUsize::new(0));
        let counted = visits.clone();
        tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(Self { url, visits })
    }
}

fn tape(recorded: &Recorded, operation: Operation) -> &Arc<Vec<Exchange>> {
    let known = recorded.tapes.iter().find(|(known, _)| *known == operation);
    &known.expect("cases are made of what was recorded").1
}

fn every_case(recorded: &[Recorded], trap: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for (marketplace, one) in recorded.iter().enumerate() {
        for operation in Operation::ALL {
            let Some((_, tape)) = one.tapes.iter().find(|(known, _)| *known == operation) else { continue };
            for (place, exchange) in tape.iter().enumerate() {
                let faults = faults_of(exchange, trap);
                cases.extend(faults.map(|fault| Case { marketplace, operation, place, fault: Arc::new(fault) }));
            }
        }
    }
    cases
}

/// Everything that can be wrong with one answer.
fn faults_of(exchange: &Exchange, trap: &str) -> impl Iterator<Item = Fault> {
    let wires = Wire::ALL.iter().map(|wire| Fault::Wire(*wire));
    let bytes = Bytes::ALL.iter().map(|bytes| Fault::Bytes(*bytes));
    let statuses = (100..600).filter(|status| status % 100 < 30 || status % 10 == 1).filter(|status| *status != 101);
    let recorded_status = exchange.status;
    let statuses = statuses.filter(move |status| *status != recorded_status).enumerate().map(|(number, status)| {
        let other = OTHER_BODIES.get(number % 4).copied();
        Fault::Status(status, other)
    });
    let redirects = [301, 302, 303, 307, 308].map(|status| Fault::Redirect(status, trap.to_owned()));
    let value: Value = serde_json::from_str(&exchange.body).unwrap_or_default();
    let spoiled = fields(&value).into_iter().flat_map(move |way| {
        let damaged = damages(super::spoil::at(&value, &way));
        damaged.into_iter().map(move |damage| Fault::Field(way.clone(), damage))
    });
    wires.chain(bytes).chain(statuses).chain(redirects).chain(spoiled.collect::<Vec<_>>())
}

async fn carry_out(recorded: Arc<Vec<Recorded>>, case: Case) -> Result<Ended, Problem> {
    let one = &recorded[case.marketplace];
    let tape = tape(one, case.operation).clone();
    let answers = tape.len();
    let role = Role::Plays { tape, spoiled: case.place, fault: case.fault.clone() };
    let counterpart = Counterpart::start(role).await?;
    let adapter = one.adapter(&counterpart.url)?;
    let limit = if case.fault.is_slow() { SHORT } else { LONG };
    let (all, operation, marketplace) = (recorded.clone(), case.operation, case.marketplace);
    let began = Instant::now();
    let asked = tokio::spawn(async move {
        let answer = all[marketplace].carry_out(operation, &*adapter);
        tokio::time::timeout(limit, answer).await.ok()
    });
    let outcome = asked.await;
    let late = began.elapsed() > limit + SLACK;
    let reached = counterpart.spoiled.load(Ordering::Relaxed) > 0;
    Ok(match outcome {
        Err(_) => Ended { breach: None, panicked: true, late },
        // a case that ran out of time was cut off by its limit, as the shop cuts it off
        Ok(None) => Ended { breach: (!case.fault.is_slow()).then(|| "no end".to_owned()), panicked: false, late },
        Ok(Some(outcome)) => {
            let tried = Tried {
                recorded: one,
                place: (case.place, answers),
                fault: if reached { &case.fault } else { &Fault::None },
            };
            let breach = tried.breach(&outcome);
            let breach = breach.map(|why| format!("{why} ({})", shortened(&outcome)));
            Ended { breach, panicked: false, late }
        }
    })
}

fn shortened(outcome: &Outcome) -> String {
    format!("{outcome:?}").chars().take(160).collect()
}
