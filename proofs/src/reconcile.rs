//! Discrepancies of every kind between our books, the gateway's and the marketplaces': each is found and put right or
//! raised, each once; and in a shop where nothing is wrong nothing is found.

mod plant;
mod stage;

use std::collections::BTreeMap;

use rand::{SeedableRng, rngs::StdRng};
use serde_json::json;
use services::reconcile::{Kind, Scope};
use store::{alerts, reconciliations::FindingState};

use self::{
    plant::{PLANTS, Planted},
    stage::Stage,
};
use crate::{Finding, Problem, Size};

/// How many orders are bought before anything goes wrong.
const CLEAN: u64 = 8;

/// Runs the proof.
///
/// # Errors
/// When the shop cannot be put together, or buying something fails.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let count = size.count(28, 200);
    let mut dice = StdRng::seed_from_u64(size.seed);
    let stage = Stage::open(size.database).await?;
    let outcome = prove(&stage, count, &mut dice).await;
    stage.close().await;
    outcome
}

async fn prove(stage: &Stage, count: u64, dice: &mut StdRng) -> Result<Finding, Problem> {
    let scope = Scope { since: stage.began, rested: 0 };
    for _ in 0..CLEAN {
        stage.bought(dice, None).await?;
    }
    let clean = stage.shop.reconcile(scope).await?;
    let invented = clean.findings.len();
    eprintln!("      {CLEAN} clean orders: {invented} findings");
    let mut planted: Vec<Planted> = Vec::new();
    for number in 0..count {
        let plant = PLANTS[usize::try_from(number)? % PLANTS.len()];
        planted.push(plant(stage, dice).await?);
        if (number + 1) % 20 == 0 {
            eprintln!("      {} of {count} planted", number + 1);
        }
    }
    let report = stage.shop.reconcile(scope).await?;
    let mut kinds: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut left = report.findings.clone();
    for one in &planted {
        let met = left.iter().position(|finding| one.is(finding));
        let finding = met.map(|place| left.swap_remove(place));
        let right = finding.as_ref().is_some_and(|finding| finding.state == one.becomes);
        let tally = kinds.entry(one.kind.word()).or_default();
        tally[0] += 1;
        tally[1] += u64::from(right);
        if !right {
            missed.push(format!("{} {}: {finding:?}", one.kind.word(), one.subject));
        }
    }
    let unexpected: Vec<String> = left.iter().map(|finding| finding.about.key()).collect();
    stage.carry_out().await?;
    let alerts = alerts::open(stage.shop.store().reader()).await?.len();
    let again = stage.shop.reconcile(scope).await?;
    let came_back: Vec<String> = again
        .findings
        .iter()
        .filter(|finding| finding.state == FindingState::Repaired)
        .map(|finding| finding.about.key())
        .collect();
    let still = again.findings.iter().filter(|finding| finding.state == FindingState::Raised).count();
    // Where nobody was called, somebody is now: that is the end of it.
    let stays = |one: &&Planted| one.becomes == FindingState::Raised && one.kind != Kind::NobodyCalled;
    let raised = planted.iter().filter(stays).count();
    let called_again = alerts::open(stage.shop.store().reader()).await?.len() - alerts;
    let found = count - u64::try_from(missed.len())?;
    for line in missed.iter().chain(&unexpected).chain(&came_back).take(30) {
        eprintln!("      {line}");
    }
    let ok = invented == 0
        && found == count
        && unexpected.is_empty()
        && came_back.is_empty()
        && still == raised
        && called_again == 0
        && kinds.len() == Kind::ALL.len().min(usize::try_from(count)?);
    let figure = json!({
        "planted": count,
        "found and put right or raised": found,
        "kinds": kinds,
        "found in a clean shop": invented,
        "found that was not planted": unexpected.len(),
        "put right that came back": came_back.len(),
        "called twice": called_again,
        "payments": report.run.checked.payments,
        "parts": report.run.checked.parts,
        "unanswered": report.run.checked.unanswered,
    });
    Ok(Finding { figure, ok })
}
