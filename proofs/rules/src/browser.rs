//! The same cases in WebAssembly, and how many come out differently there.

use std::{env, fs, process::Command};

use crate::finding::Problem;

/// Names the compiled `carts-wasm`.
const MODULE: &str = "ONECART_CARTS_WASM";

/// What Node.js runs: no import, one digest per case, eight bytes each.
const SCRIPT: &str = "
const [file, name, seed, from, count, into] = process.argv.slice(1);
const fs = require('node:fs');
WebAssembly.instantiate(fs.readFileSync(file), {}).then(({ instance }) => {
  const digests = new BigUint64Array(Number(count));
  for (let at = 0; at < digests.length; at += 1) {
    digests[at] = BigInt.asUintN(64, instance.exports[name](BigInt(seed), BigInt(from) + BigInt(at)));
  }
  fs.writeFileSync(into, Buffer.from(digests.buffer));
});
";

/// How many of the cases from `first` on come out of the exported function `name` with another digest than here.
///
/// # Errors
/// When Node.js or the compiled module is missing.
pub fn differing(
    name: &str,
    digest: impl Fn(u64, u64) -> Result<u64, String>,
    seed: u64,
    first: u64,
    count: u64,
) -> Result<usize, Problem> {
    let module = env::var_os(MODULE).ok_or_else(|| format!("{MODULE} names no compiled carts-wasm"))?;
    let into = env::temp_dir().join(format!("onecart-{name}-{}", std::process::id()));
    let mut node = Command::new("node");
    node.args(["-e", SCRIPT, "--"])
        .arg(module)
        .args([name.to_owned(), seed.to_string(), first.to_string(), count.to_string()])
        .arg(&into);
    if !node.status()?.success() {
        return Err(format!("Node.js did not work out {name}").into());
    }
    let theirs = fs::read(&into)?;
    fs::remove_file(&into)?;
    let theirs: Vec<u64> = theirs.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes)).collect();
    if theirs.len() as u64 != count {
        return Err("Node.js worked out another number of cases".into());
    }
    let same = |(number, theirs): &(u64, u64)| digest(seed, *number).is_ok_and(|ours| ours == *theirs);
    Ok((first..first + count).zip(theirs).filter(|pair| !same(pair)).count())
}
