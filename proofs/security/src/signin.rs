//! Sign-in holds under a flood and tells nobody who has an account: thousands of passwords at once take a bounded amount
//! of memory, and a wrong password takes as long for a name that is known as for one that is not.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{account::Email, locale::Locale};
use rand::{Rng, SeedableRng, rngs::StdRng};
use reqwest::header;
use serde_json::json;
use services::accounts::{HashCost, Hashing, NewAccount};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{Finding, Problem, Size, memory::resident_mib, world::World};

/// How many pairs of a known and an unknown name are timed.
const QUICK_PAIRS: u64 = 120;
const FULL_PAIRS: u64 = 10_000;

/// How many sign in at once.
const QUICK_FLOOD: usize = 500;
const FULL_FLOOD: usize = 2_000;

/// How often a name is tried: as often as nobody has to wait.
const TRIES: u64 = 3;

/// How much more memory may be held than before, in MiB.
const MOST_MORE: u64 = 64;

/// By how much the medians may differ, in percent of the smaller. The quick form has too few pairs for less.
const FULL_APART: f64 = 5.0;
const QUICK_APART: f64 = 12.0;

/// How long an answer of the flood is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

const PASSWORD: &str = "violet tram under seven lamps";

/// Floods the door, then times it.
///
/// # Errors
/// When the shop cannot be opened or does not answer.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let world = World::open(size.database, &["--rate-limits", "off"]).await?;
    let pairs = size.count(QUICK_PAIRS, FULL_PAIRS);
    let flood = if size.full { FULL_FLOOD } else { QUICK_FLOOD };
    people(&world, pairs.div_ceil(TRIES).max(flood as u64)).await?;
    let flooded = flooded(&world, flood).await?;
    eprintln!("      {flood} at once: {} served, {} told to come again", flooded.served, flooded.later);
    // Whoever signed in just now has no failures; the names are as good as new.
    let mut dice = StdRng::seed_from_u64(size.seed);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for pair in 0..pairs {
        let name = (pair / TRIES, pair);
        let mut one =
            [(true, format!("person{}@example.org", name.0)), (false, format!("nobody{}@example.org", name.0))];
        if dice.random() {
            one.reverse();
        }
        for (is_known, login) in one {
            let took = timed(&world, &login).await?;
            if is_known { known.push(took) } else { unknown.push(took) }
        }
        if pair % 500 == 499 {
            eprintln!("      {} pairs timed", pair + 1);
        }
    }
    let (known, unknown) = (median(&mut known), median(&mut unknown));
    let apart = 100.0 * (known - unknown).abs() / known.min(unknown).max(f64::MIN_POSITIVE);
    let most_apart = if size.full { FULL_APART } else { QUICK_APART };
    let figure = json!({
        "at_once": flood,
        "served": flooded.served,
        "told_to_come_again": flooded.later,
        "otherwise": flooded.otherwise,
        "more_memory_mib": flooded.more,
        "pairs": pairs,
        "median_known_ms": round(known),
        "median_unknown_ms": round(unknown),
        "apart_percent": round(apart),
    });
    let held = flooded.more <= MOST_MORE && flooded.otherwise == 0 && flooded.served > 0;
    Ok(Finding { figure, ok: held && apart <= most_apart })
}

/// Makes so many people, all with one password.
async fn people(world: &World, count: u64) -> Result<(), Problem> {
    let hash = Hashing::new(HashCost::default()).hash(PASSWORD).await?;
    let numbers: Vec<u64> = (0..count).collect();
    for some in numbers.chunks(200) {
        let opening = some.iter().map(|number| {
            let (shop, hash) = (world.shop.clone(), hash.clone());
            async move {
                let email: Email = format!("person{number}@example.org").parse().map_err(|_| "an address")?;
                let new =
                    NewAccount { password_hash: Some(hash), verified: true, ..NewAccount::customer(email, Locale::En) };
                shop.open_account(&new).await?;
                Ok::<(), Problem>(())
            }
        });
        futures::future::try_join_all(opening).await?;
    }
    Ok(())
}

/// What came of the flood.
struct Flooded {
    served: u64,
    later: u64,
    otherwise: u64,
    /// By how much the memory held rose above what it was, in MiB.
    more: u64,
}

/// Has so many people sign in with the right password at the same moment, each over a connection of their own.
async fn flooded(world: &World, count: usize) -> Result<Flooded, Problem> {
    let address = world.url.trim_start_matches("http://").to_owned();
    // What is only built for the first request is built before.
    for number in 0..4 {
        status(&address, &format!("person{number}@example.org")).await?;
    }
    let before = resident_mib();
    let (most, watching) = (Arc::new(AtomicU64::new(before)), Arc::new(AtomicBool::new(true)));
    let watcher = {
        let (most, watching) = (most.clone(), watching.clone());
        std::thread::spawn(move || {
            while watching.load(Ordering::Relaxed) {
                most.fetch_max(resident_mib(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(2));
            }
        })
    };
    let tasks: Vec<_> = (0..count)
        .map(|number| {
            let address = address.clone();
            tokio::spawn(async move {
                let login = format!("person{number}@example.org");
                tokio::time::timeout(PATIENCE, status(&address, &login)).await.map_err(|_| "no answer in time")?
            })
        })
        .collect();
    let mut found = Flooded { served: 0, later: 0, otherwise: 0, more: 0 };
    for task in tasks {
        let answered: Result<u16, Problem> = task.await?;
        match answered {
            Ok(200) => found.served += 1,
            Ok(503) => found.later += 1,
            Ok(status) => {
                eprintln!("      an answer with {status}");
                found.otherwise += 1;
            }
            Err(problem) => {
                eprintln!("      {problem}");
                found.otherwise += 1;
            }
        }
    }
    watching.store(false, Ordering::Relaxed);
    let _ = watcher.join();
    found.more = most.load(Ordering::Relaxed).saturating_sub(before);
    Ok(found)
}

/// Signs in over a bare connection, so that what is measured is the shop's memory and not a client's; gives the status.
async fn status(address: &str, login: &str) -> Result<u16, Problem> {
    let mut stream = TcpStream::connect(address).await?;
    let body = format!("login={}&password={}", login.replace('@', "%40"), PASSWORD.replace(' ', "+"));
    let request = format!(
        "POST /api/account/sign-in HTTP/1.1\r\nHost: {address}\r\nAccept: application/json\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = [0; 256];
    let mut read = 0;
    while read < 12 {
        match stream.read(&mut answer[read..]).await? {
            0 => break,
            more => read += more,
        }
    }
    let line = std::str::from_utf8(&answer[..read.min(12)])?;
    Ok(line.split(' ').nth(1).unwrap_or_default().parse()?)
}

/// How long a wrong password takes, in milliseconds.
async fn timed(world: &World, login: &str) -> Result<f64, Problem> {
    let door = format!("{}/api/account/sign-in", world.url);
    let form = [("login", login), ("password", "not the password of anybody")];
    let began = Instant::now();
    let answer = world.http.post(door).header(header::ACCEPT, "application/json").form(&form).send().await?;
    let status = answer.status();
    answer.bytes().await?;
    let took = began.elapsed().as_secs_f64() * 1000.0;
    if status.as_u16() != 422 {
        return Err(format!("a wrong password was answered with {status}").into());
    }
    Ok(took)
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
