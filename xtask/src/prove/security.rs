//! The proofs of accounts, privacy and defences: the program `security-proofs`, which opens the whole shop in its own
//! process and speaks to it over HTTP.

use super::{
    Proof,
    in_house::{BOTH, OURS, Profile, Program, prove},
};
use crate::workspace::Workspace;

/// The shop in the proof's own process.
const SHOP: Program =
    Program { package: "security-proofs", profiles: [Profile::Dev; 2], features: None, needs_server: false };

/// The same beside the shop's own program, whose log and files are searched.
const PROCESS: Program = Program { needs_server: true, ..SHOP };

/// The same, as fast as it runs: for what is measured.
const QUICK: Program = Program { profiles: [Profile::Release; 2], ..SHOP };

/// All of them, in the order in which they are listed.
pub const PROOFS: &[Proof] = &[
    Proof {
        name: "authorisation",
        promise: "nobody reaches what is not theirs: every page and every door asks who is there",
        goal: "every route and server function × 7 actors as the table says, ids swapped: 0 surprises",
        missing: |workspace| absent(workspace, "authorisation"),
        run: |proof, workspace, size| prove(proof, workspace, &SHOP, size),
        ..ONE_DATABASE
    },
    Proof {
        name: "csrf",
        promise: "no other site can have a shopper's browser do anything here",
        goal: "every door × Sec-Fetch-Site × Origin × content type as the table says; nothing changes by GET",
        missing: |workspace| absent(workspace, "csrf"),
        run: |proof, workspace, size| prove(proof, workspace, &SHOP, size),
        ..ONE_DATABASE
    },
    Proof {
        name: "mass-assignment",
        promise: "a form cannot write what it does not show",
        goal: "60 privileged names × every write: 0 changes",
        missing: |workspace| absent(workspace, "mass_assignment"),
        run: |proof, workspace, size| prove(proof, workspace, &SHOP, size),
        ..ONE_DATABASE
    },
    Proof {
        name: "xss",
        promise: "whatever people type and marketplaces say stays text in the browser",
        goal: "500 payloads through every text field, in Chromium: 0 calls, 0 violations of the content security policy",
        needs_shop: true,
        missing: |workspace| absent(workspace, "xss"),
        run: |proof, workspace, size| prove(proof, workspace, &SHOP, size),
        ..ONE_DATABASE
    },
    Proof {
        name: "ssrf",
        promise: "nobody's address leads the shop into its own network",
        goal: "at least 120 addresses and a name that changes its mind: 0 connects",
        missing: |workspace| absent(workspace, "ssrf"),
        run: |proof, workspace, size| prove(proof, workspace, &SHOP, size),
        ..ONE_DATABASE
    },
    Proof {
        name: "signin",
        promise: "many who sign in at once cost little, and nobody learns who has an account",
        goal: "2,000 at once: at most 64 MiB more; 10,000 pairs known and unknown: medians within 5 %",
        // It measures time, which no test depends on.
        in_tests: false,
        missing: |workspace| absent(workspace, "signin"),
        run: |proof, workspace, size| prove(proof, workspace, &QUICK, size),
        ..ONE_DATABASE
    },
    Proof {
        name: "uploads",
        promise: "no picture can hurt the shop, and none leaves it as it came",
        goal: "200 bad files: 0 panics, at most 256 MiB more, every one refused or made anew",
        missing: |workspace| absent(workspace, "uploads"),
        run: |proof, workspace, size| prove(proof, workspace, &SHOP, size),
        ..ONE_DATABASE
    },
    Proof {
        name: "secrets",
        promise: "secrets are nowhere but where they are kept sealed",
        goal: "30 canaries searched in log, database, WAL, dump and error pages: 0 found; swapped ones are refused",
        missing: |workspace| absent(workspace, "secrets"),
        run: |proof, workspace, size| prove(proof, workspace, &PROCESS, size),
        ..ONE_DATABASE
    },
    Proof {
        name: "audit",
        promise: "what was written into the audit log can be neither changed nor taken out unnoticed",
        goal: "any of 10,000 rows changed, deleted, reordered or cut off: all found",
        databases: BOTH,
        missing: |workspace| absent(workspace, "audit"),
        run: |proof, workspace, size| prove(proof, workspace, &SHOP, size),
        ..ONE_DATABASE
    },
    Proof {
        name: "erase",
        promise: "a person who leaves is gone, and takes along everything that was known",
        goal: "12 marker strings: 0 left after erasure, all of them in the export",
        databases: BOTH,
        missing: |workspace| absent(workspace, "erase"),
        run: |proof, workspace, size| prove(proof, workspace, &SHOP, size),
        ..ONE_DATABASE
    },
    Proof {
        name: "asvs",
        promise: "every requirement of ASVS 5.0 levels 1 and 2 has a status, and every evidence exists",
        goal: "253 requirements, each with evidence that exists, a reason, or an honest gap",
        missing: |workspace| absent(workspace, "asvs"),
        run: |proof, workspace, size| prove(proof, workspace, &SHOP, size),
        ..ONE_DATABASE
    },
];

/// What is the same on either database is shown on one.
const ONE_DATABASE: Proof = Proof { databases: &[], ..OURS };

/// Why a proof cannot run, where its file is not there.
fn absent(workspace: &Workspace, file: &str) -> Option<String> {
    let path = format!("proofs/security/src/{file}.rs");
    (!workspace.root.join(&path).exists()).then(|| format!("{path} is not part of this checkout"))
}
