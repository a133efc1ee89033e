//! Outgoing calls cannot hurt us: bad answers to every question, what changes while somebody buys, and marketplaces
//! that are down in every combination and under load: `marketplace-proofs marketplaces [--full] [--seed N] [--count N]`.
//!
//! The shop's own parts run in this process, without its pages, so that the proof is quick to build. Progress goes to
//! standard error; the last line on standard output is the finding as JSON.

mod cases;
mod changes;
mod counterpart;
mod judge;
mod memory;
mod outages;
mod spoil;
mod tape;
mod wire;

use std::{process::ExitCode, sync::Arc};

use clap::Parser;
use rule_proofs::finding::{Finding, Problem, Size, tell};
use serde_json::json;

use self::{outages::Shops, tape::Recorded};

/// How many bad answers the quick form and the published one try. There are about a hundred thousand; the seed chooses,
/// and `--count 1000000` tries them all.
const QUICK: u64 = 600;
const FULL: u64 = 20_000;

/// How long each kind of outage lasts under load, in seconds.
const QUICK_LOAD: u32 = 2;
const FULL_LOAD: u32 = 30;

fn main() -> ExitCode {
    let size = Size::parse();
    if size.name != "marketplaces" {
        return tell(Err(format!("there is no proof named {}", size.name).into()));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    tell(runtime.map_err(Problem::from).and_then(|runtime| runtime.block_on(run(size))))
}

async fn run(size: Size) -> Result<Finding, Problem> {
    let world =
        sandbox::start(sandbox::Config { port_base: 0, stage_seconds: 0, ..sandbox::Config::default() }).await?;
    let mut recorded = Vec::new();
    for slug in tape::ALL {
        recorded.push(Recorded::of(slug, world.url(slug).ok_or("a marketplace is missing")?).await?);
    }
    let recorded = Arc::new(recorded);
    let count = usize::try_from(size.count(QUICK, FULL))?;
    let bad = cases::try_all(&recorded, count, size.seed).await?;
    eprintln!("    {bad:?}");
    let (changes, wrong) = changes::go_through(&world, &recorded).await?;
    wrong.iter().for_each(|why| eprintln!("      {why}"));
    eprintln!("    {changes} changes while somebody buys, {} wrong", wrong.len());
    let shops = Shops::new(&world);
    let combinations = shops.combinations().await?;
    eprintln!("    {combinations:?}");
    let load = shops.under_load(if size.full { FULL_LOAD } else { QUICK_LOAD }).await?;
    eprintln!("    {load:?}");
    drop(shops);
    world.stop().await;
    let ok = bad.is_clean()
        && wrong.is_empty()
        && combinations.wrong_absences + combinations.wrong_products == 0
        && load.is_honest()
        && (load.is_quick() || !size.full);
    let figure = json!({
        "bad_answers": bad,
        "changes": changes,
        "wrong_changes": wrong.len(),
        "combinations": combinations,
        "load": load,
    });
    Ok(Finding { figure, ok })
}
