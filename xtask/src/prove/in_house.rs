//! Our own proofs: the programs `proofs`, which drives real processes, `store-proofs`, which drives the real store,
//! `marketplace-proofs`, which drives the real connectors, and `rule-proofs`, which drives the pure rules.

use std::{env, path::PathBuf, process::Command};

use serde_json::Value;

use super::{Database, Finding, Proof, Size};
use crate::{
    outcome::Result,
    postgres,
    process::{run, run_hearing},
    workspace::Workspace,
};

/// A profile of cargo: how carefully something is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
    /// As for the tests, so that nothing is compiled twice for them.
    Dev,
    /// Optimised, with the points at which a process may die.
    Proofs,
    /// As shops run it.
    Release,
    /// As fast as it can be made.
    Rules,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Proofs => "proofs",
            Self::Release => "release",
            Self::Rules => "rules",
        }
    }

    /// Where the programs lie below the target directory.
    fn folder(self) -> &'static str {
        if self == Self::Dev { "debug" } else { self.name() }
    }
}

/// Which program holds a proof, and how it is built.
pub(super) struct Program {
    pub package: &'static str,
    /// How it is built for the quick form and for the published one.
    pub profiles: [Profile; 2],
    pub features: Option<&'static str>,
    /// Whether it starts the shop's own program.
    pub needs_server: bool,
}

/// Real processes: never built for release, because such builds have no points at which the process may die.
const PROCESSES: Program =
    Program { package: "proofs", profiles: [Profile::Dev, Profile::Proofs], features: None, needs_server: true };

/// The real store in the proof's own process.
const STORE: Program = Program { package: "store-proofs", needs_server: false, ..PROCESSES };

/// The same as shops run it.
const QUICK_STORE: Program = Program { profiles: [Profile::Release; 2], ..STORE };

/// The same with guards that can be taken away.
const REMOVABLE: Program = Program { features: Some("removable-guards"), profiles: [Profile::Dev; 2], ..STORE };

/// The shop without its pages in the proof's process, against other people's servers.
const OUTSIDE: Program = Program { package: "marketplace-proofs", ..STORE };

/// The pure rules, as fast as they run.
const RULES: Program = Program { package: "rule-proofs", profiles: [Profile::Release, Profile::Rules], ..STORE };

pub(super) const BOTH: &[Database] = &[Database::Sqlite, Database::Postgres];
const NONE: &[Database] = &[];

pub const SIMULATION: Proof = Proof {
    name: "simulation",
    promise: "whatever is lost, late, doubled or killed, the rules of the money path keep the books right",
    goal: "no breach in 100,000,000 schedules",
    databases: NONE,
    run: |proof, workspace, size| prove(proof, workspace, &RULES, size),
    ..OURS
};

pub const CARTS: Proof = Proof {
    name: "carts",
    promise: "totals of carts add up to the last cent, whatever is in them",
    goal: "5,000,000 carts and their refunds, no cent lost, 100,000 of them the same in WebAssembly",
    databases: NONE,
    run: |proof, workspace, size| {
        run("cargo", &mut workspace.cargo(&["build", "--release", "--target", BROWSER, "--package=carts-wasm"]))?;
        prove(proof, workspace, &RULES, size)
    },
    ..OURS
};

pub const TAX: Proof = Proof {
    name: "tax",
    promise: "taxes come to what the laws say, to the last unit, and every amount explains itself",
    goal: "at least 500 cases over at least ten countries, worked out apart from our code: all exact, all explained, all given back",
    databases: NONE,
    run: |proof, workspace, size| prove(proof, workspace, &RULES, size),
    ..OURS
};

pub const PROMOTIONS: Proof = Proof {
    name: "promotions",
    promise: "whatever promotions meet in a cart, the best for the shopper counts, every cent is explained and comes back with a return",
    goal: "1,000,000 carts with promotions and their returns, no cent wrong, never below zero, the best of all combinations, 100,000 of them the same in WebAssembly, every planted mistake found",
    ..CARTS
};

/// What the browser runs.
const BROWSER: &str = "wasm32-unknown-unknown";

pub const TIMELINE: Proof = Proof {
    name: "timeline",
    promise: "what marketplaces and carriers tell becomes the same timeline in whatever order it is heard, and nothing goes back",
    goal: "at least 300 sequences of 8 sources as a person reads them, the same shuffled and doubled 1,000 times each",
    databases: NONE,
    run: |proof, workspace, size| prove(proof, workspace, &RULES, size),
    ..OURS
};

pub const RETURNS: Proof = Proof {
    name: "returns",
    promise: "returns are allowed until the day the law and the marketplace say, and give back what was paid, each piece once",
    goal: "10,000 histories over 3 marketplaces: every deadline right, refunds within what was captured, the ledger balanced, nothing doubled",
    databases: NONE,
    run: |proof, workspace, size| prove(proof, workspace, &RULES, size),
    ..OURS
};

pub const GUARDS: Proof = Proof {
    name: "guards",
    promise: "every guard of the money path is needed: taken away, its absence is seen",
    goal: "every one of at least 15 guards is missed",
    // Everything that leans on the rules is compiled once more for it.
    in_tests: false,
    databases: NONE,
    run: |proof, workspace, size| prove(proof, workspace, &REMOVABLE, size),
    ..OURS
};

pub const MODEL: Proof = Proof {
    name: "model",
    promise: "carts, stock, wallets, orders and refunds do what a second, much simpler shop says they must",
    goal: "20,000 sequences of 50 steps on SQLite, 2,000 on PostgreSQL, none different, every invariant holds",
    run: |proof, workspace, size| prove(proof, workspace, &STORE, size),
    ..OURS
};

pub const KILL: Proof = Proof {
    name: "kill",
    promise: "the server may be killed at any moment: nothing is lost and nothing happens twice",
    goal: "10,000 kills, 0 lost, 0 double, 0 unmatched with gateway and marketplaces, every invariant holds",
    ..OURS
};

pub const COMPLETE: Proof = Proof {
    name: "complete",
    promise: "one cart agreed to fifty times at once, paid from two tabs and told about twenty times is one order",
    goal: "1,000 carts: 1,000 orders, 1,000 charges, everybody led to the one page",
    ..OURS
};

pub const OVERSELL: Proof = Proof {
    name: "oversell",
    promise: "a thousand buyers of a hundred things at one moment buy a hundred, also when the database is slow or cards fail",
    goal: "exactly 100 sold in every one of 100 runs, everybody else told so, nobody charged without an order",
    ..OURS
};

pub const RACES: Proof = Proof {
    name: "races",
    promise: "a wallet is spent once, a coupon is used as often as it may be, and no more is given back than was taken, however many ask at once",
    goal: "exactly 100 of 200 spends of 1.00 from 100.00, no use of a coupon beyond its limit, no refund beyond what was captured, 200 times",
    ..OURS
};

pub const WEBHOOKS: Proof = Proof {
    name: "webhooks",
    promise: "the gateway's messages may come doubled, in any order and false: what is false is refused, the rest has one effect",
    goal: "20,000 deliveries, 0 false ones accepted, 0 good ones refused, every order ends as it would in order",
    ..OURS
};

pub const COMMITS: Proof = Proof {
    name: "commits",
    promise: "many writers at once share the wait for the disk",
    goal: "2,000 durable commits a second, every one of them there afterwards",
    // It is about speed, which no test depends on.
    in_tests: false,
    run: |proof, workspace, size| prove(proof, workspace, &QUICK_STORE, size),
    ..OURS
};

pub const MARKETPLACES: Proof = Proof {
    name: "marketplaces",
    promise: "no marketplace can hurt us, whatever it answers, however long it takes, however many are down",
    goal: "20,000 bad answers: 0 panics, 0 late, 0 believed, at most 64 MiB more; 31 of 31 outages named; three of five dead: p99 ≤ 900 ms",
    databases: NONE,
    run: |proof, workspace, size| prove(proof, workspace, &OUTSIDE, size),
    ..OURS
};

pub const MATRIX: Proof = Proof {
    name: "matrix",
    promise: "whatever is down, everything that can go on without it does, and the rest says so before money moves",
    goal: "every cell of the matrix as expected: what is down by what is done",
    // It kills its database.
    in_tests: false,
    ..OURS
};

pub const RECONCILE: Proof = Proof {
    name: "reconcile",
    promise: "whatever differs between our books, the gateway's and the marketplaces' is found, and put right or raised",
    goal: "200 of 200 planted discrepancies of 14 kinds, none in a clean shop, nobody called twice",
    ..OURS
};

pub const OUTAGES: Proof = Proof {
    name: "outages",
    promise: "the database may die, hang or be full: shoppers are told to come back, and the shop goes on by itself",
    goal: "0 lost, 0 double, every answer meanwhile 503 with Retry-After or right, writes again within 5 s, ends within 10 s",
    // It kills its database, and a small disk takes the rights of root.
    in_tests: false,
    ..OURS
};

/// What all of them have in common; most drive real processes.
pub(super) const OURS: Proof = Proof {
    name: "",
    promise: "",
    goal: "",
    in_tests: true,
    needs_shop: false,
    databases: BOTH,
    missing: |_| None,
    run: |proof, workspace, size| prove(proof, workspace, &PROCESSES, size),
};

/// Builds what the proof needs, runs it, and takes the finding from its last line.
pub(super) fn prove(proof: &Proof, workspace: &Workspace, program: &Program, size: &Size) -> Result<Finding> {
    let name = proof.name;
    let folder = match &size.built {
        Some(folder) => folder.clone(),
        None => program.build(workspace, size.full)?,
    };
    let mut command = Command::new(folder.join(format!("{}{}", program.package, env::consts::EXE_SUFFIX)));
    command.current_dir(&workspace.root).arg(name).args(["--seed", &size.seed.to_string()]);
    command.args(["--at", &size.at.to_string(), "--database", size.database.word()]);
    command.env("ONECART_CARTS_WASM", workspace.target.join(BROWSER).join("release/carts_wasm.wasm"));
    if size.full {
        command.arg("--full");
    }
    if let Some(data) = &size.data {
        command.arg("--data").arg(data);
    }
    if let Some(count) = size.count {
        command.args(["--count", &count.to_string()]);
    }
    if size.database == Database::Postgres && env::var_os("ONECART_POSTGRES_URL").is_none() {
        let place = postgres::shared()?;
        command.env("ONECART_POSTGRES_URL", place.url).env("ONECART_POSTGRES_DATA", place.data);
    }
    let mut last = String::new();
    // A goal that is not met makes the program fail too; its last line tells more than its status.
    let ended = run_hearing(name, &mut command, |line| last = line.to_owned());
    let told: Value = serde_json::from_str(&last).unwrap_or_default();
    match (told["figure"].is_object(), ended) {
        (true, _) => Ok(Finding { figure: told["figure"].clone(), ok: told["ok"] == Value::Bool(true) }),
        (false, Err(problem)) => Err(problem),
        (false, Ok(())) => Err(format!("{name} did not end with a line of JSON").into()),
    }
}

impl Program {
    /// Builds it and what it starts; gives the folder in which both lie.
    fn build(&self, workspace: &Workspace, full: bool) -> Result<PathBuf> {
        let profile = self.profiles[usize::from(full)];
        let mut build = vec!["build", "--profile", profile.name()];
        if self.needs_server {
            // Asked for as the build asks for them, so that nothing is compiled twice.
            let both = [build.as_slice(), &["--package=server", "--package=sandbox"]].concat();
            run("cargo", &mut workspace.cargo(&both))?;
        }
        build.extend(["--package", self.package]);
        if let Some(features) = self.features {
            build.extend(["--features", features]);
        }
        run("cargo", &mut workspace.cargo(&build))?;
        Ok(workspace.target.join(profile.folder()))
    }
}

/// Whether a server is there on which proofs can make their databases, or can be started.
pub fn has(database: Database) -> bool {
    database == Database::Sqlite || env::var_os("ONECART_POSTGRES_URL").is_some() || postgres::is_there()
}
