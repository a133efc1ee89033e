//! Which crate may know which: the map of the workspace, held against what cargo says.

use std::{collections::BTreeSet, env, path::Path, process::Command};

use serde_json::Value;

/// Who may lean on whom. What a crate needs only for its tests is not an arrow.
const ARROWS: [(&str, &[&str]); 18] = [
    ("domain", &[]),
    ("index", &["domain"]),
    ("connectors", &["domain"]),
    ("migrations", &[]),
    ("store", &["domain", "migrations"]),
    ("services", &["domain", "index", "connectors", "store"]),
    ("app", &["domain", "services"]),
    ("frontend", &["app"]),
    ("server", &["domain", "connectors", "migrations", "store", "services", "app", "sandbox"]),
    ("sandbox", &["domain"]),
    ("proofs", &["domain", "connectors", "store", "services", "server", "sandbox", "rule-proofs"]),
    ("rule-proofs", &["domain"]),
    ("store-proofs", &["domain", "connectors", "store", "services", "server", "sandbox", "rule-proofs"]),
    ("marketplace-proofs", &["domain", "connectors", "store", "services", "sandbox", "rule-proofs"]),
    ("security-proofs", &["domain", "connectors", "store", "services", "app", "server", "sandbox", "rule-proofs"]),
    ("find-proofs", &["domain", "index", "connectors", "store", "services", "sandbox", "rule-proofs"]),
    ("carts-wasm", &["rule-proofs"]),
    ("xtask", &[]),
];

/// What a crate must never lean on, even from outside the workspace.
const STRANGERS: [(&str, &[&str]); 6] = [
    ("index", &["sea-orm", "sqlx", "leptos", "axum", "reqwest", "tokio"]),
    ("connectors", &["sea-orm", "sqlx", "leptos", "axum"]),
    ("store", &["axum", "leptos", "reqwest"]),
    ("services", &["axum", "leptos", "sea-orm", "sqlx", "reqwest"]),
    ("app", &["sea-orm", "sqlx", "reqwest"]),
    ("sandbox", &["leptos", "sea-orm"]),
];

fn cargo(arguments: &[&str]) -> String {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // asked at run time: a target directory shared by two checkouts would keep the other one's path
    let root = Path::new(&env::var_os("CARGO_MANIFEST_DIR").expect("cargo tells")).join("..");
    let output =
        Command::new(program).current_dir(root).args(arguments).output().expect("cargo runs, it runs this test");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}

fn packages() -> Vec<Value> {
    let metadata: Value = serde_json::from_str(&cargo(&["metadata", "--no-deps", "--format-version=1"])).expect("JSON");
    metadata["packages"].as_array().expect("a list of packages").clone()
}

/// What a package needs to run or to be built, without what only its tests need.
fn needs(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"].as_array().into_iter().flatten().filter(|dependency| dependency["kind"] != "dev")
}

fn name(of: &Value) -> &str {
    of["name"].as_str().expect("everything has a name")
}

#[test]
fn every_crate_leans_only_on_those_it_may() {
    let ours: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let packages = packages();
    for package in &packages {
        let allowed = ARROWS.iter().find(|(known, _)| *known == name(package)).map(|(_, allowed)| *allowed);
        let allowed = allowed.unwrap_or_else(|| panic!("{} is not on the map in this test", name(package)));
        for dependency in needs(package).map(name).filter(|dependency| ours.contains(dependency)) {
            assert!(allowed.contains(&dependency), "{} must not lean on {dependency}", name(package));
        }
    }
}

#[test]
fn the_rules_need_nothing_but_serde_and_thiserror() {
    let packages = packages();
    let domain = packages.iter().find(|package| name(package) == "domain").expect("there is a domain");
    let needs: Vec<&str> = needs(domain).map(name).filter(|need| !["serde", "thiserror"].contains(need)).collect();
    assert!(needs.is_empty(), "domain leans on {needs:?}");
}

#[test]
fn each_crate_keeps_to_its_trade() {
    let packages = packages();
    for (crate_name, strangers) in STRANGERS {
        let package = packages.iter().find(|package| name(package) == crate_name).expect("it is on the map");
        for need in needs(package).map(name) {
            assert!(!strangers.contains(&need), "{crate_name} must not lean on {need}");
        }
    }
}

#[test]
fn pages_reach_services_only_on_the_server() {
    let packages = packages();
    let app = packages.iter().find(|package| name(package) == "app").expect("there is an app");
    let services = needs(app).find(|need| name(need) == "services").expect("the pages' doors lead to services");
    assert_eq!(services["optional"], true, "services is always part of app");
    for (feature, turned_on) in app["features"].as_object().expect("app has features") {
        let turned_on: Vec<&str> = turned_on.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let reaches = turned_on.iter().any(|item| ["dep:services", "services", "ssr"].contains(item));
        assert!(feature == "ssr" || !reaches, "the feature {feature} brings services along");
    }
}

#[test]
fn nothing_in_the_browser_reaches_a_database_or_a_runtime() {
    let tree = cargo(&[
        "tree",
        "--package=frontend",
        "--target=wasm32-unknown-unknown",
        "--edges=normal",
        "--prefix=none",
        "--format={p}",
    ]);
    let reached: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(reached.contains("app"), "cargo tree says nothing about app");
    for stranger in [
        "sea-orm",
        "sqlx",
        "tokio",
        "reqwest",
        "axum",
        "store",
        "services",
        "connectors",
        "migrations",
        "index",
        "tantivy",
    ] {
        assert!(!reached.contains(stranger), "the browser would load {stranger}");
    }
}
