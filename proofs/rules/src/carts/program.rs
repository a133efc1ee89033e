//! Runs the carts on every core, and a share of them in WebAssembly.

use std::{
    env, fs,
    process::Command,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Instant,
};

use serde_json::json;

use super::digest;
use crate::finding::{Finding, Problem};

/// How many carts are worked out in WebAssembly too.
const COMPARED: u64 = 100_000;

/// Names the compiled `carts-wasm`.
const MODULE: &str = "ONECART_CARTS_WASM";

/// What Node.js runs: no import, one digest per cart, eight bytes each.
const SCRIPT: &str = "
const [file, seed, from, count, into] = process.argv.slice(1);
const fs = require('node:fs');
WebAssembly.instantiate(fs.readFileSync(file), {}).then(({ instance }) => {
  const digests = new BigUint64Array(Number(count));
  for (let at = 0; at < digests.length; at += 1) {
    digests[at] = BigInt.asUintN(64, instance.exports.cart(BigInt(seed), BigInt(from) + BigInt(at)));
  }
  fs.writeFileSync(into, Buffer.from(digests.buffer));
});
";

/// Runs the proof.
///
/// # Errors
/// When Node.js or the compiled module is missing.
pub fn prove(seed: u64, first: u64, count: u64, threads: u64) -> Result<Finding, Problem> {
    const BATCH: u64 = 1_000;
    let began = Instant::now();
    let (next, done, end) = (AtomicU64::new(first), AtomicU64::new(0), first.saturating_add(count));
    let work = || {
        loop {
            let from = next.fetch_add(BATCH, Ordering::Relaxed);
            if from >= end {
                return None;
            }
            let to = end.min(from + BATCH);
            if let Some(problem) = (from..to).find_map(|number| digest(seed, number).err()) {
                next.store(end, Ordering::Relaxed);
                return Some(problem);
            }
            let all = done.fetch_add(to - from, Ordering::Relaxed) + (to - from);
            if all.is_multiple_of(1_000_000) {
                eprintln!("{all} of {count} carts");
            }
        }
    };
    let problems: Vec<String> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().filter_map(|thread| thread.join().ok().flatten()).collect()
    });
    let (carts, seconds) = (done.load(Ordering::Relaxed), began.elapsed().as_secs_f64());
    let compared = COMPARED.min(count);
    let different = if problems.is_empty() { differing(seed, first, compared)? } else { 0 };
    let mut figure = json!({
        "carts": carts,
        "inexact": problems.len(),
        "a_second": (carts as f64 / seconds).round(),
        "compared_with_wasm": compared,
        "different": different,
        "from": first,
    });
    if let Some(problem) = problems.first() {
        figure["problem"] = json!(problem);
    }
    Ok(Finding { figure, ok: problems.is_empty() && different == 0 && carts == count })
}

/// How many carts come out differently in WebAssembly.
fn differing(seed: u64, first: u64, count: u64) -> Result<usize, Problem> {
    let module = env::var_os(MODULE).ok_or_else(|| format!("{MODULE} names no compiled carts-wasm"))?;
    let into = env::temp_dir().join(format!("onecart-carts-{}", std::process::id()));
    let mut node = Command::new("node");
    node.args(["-e", SCRIPT, "--"])
        .arg(module)
        .args([seed.to_string(), first.to_string(), count.to_string()])
        .arg(&into);
    if !node.status()?.success() {
        return Err("Node.js did not work out the carts".into());
    }
    let theirs = fs::read(&into)?;
    fs::remove_file(&into)?;
    let theirs: Vec<u64> = theirs.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
    if theirs.len() as u64 != count {
        return Err("Node.js worked out another number of carts".into());
    }
    let same = |(number, theirs): &(u64, u64)| digest(seed, *number).is_ok_and(|ours| ours == *theirs);
    Ok((first..first + count).zip(theirs).filter(|pair| !same(pair)).count())
}
