//! What Lighthouse says of the pages that people see first, as a phone on a slow network sees them.

use std::{fs, process::Command};

use serde_json::Value;

use super::{Bench, Figure};
use crate::{outcome::Result, process::run, tools, workspace::Workspace};

/// Home, a search, and a product that several marketplaces sell and shoppers have written about.
const PAGES: [(&str, &str); 3] =
    [("home", "/"), ("search", "/search?q=headphones"), ("product", "/product/harbor/hp-2224")];

const SCORES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

/// Of each page the lowest of its four scores out of 100, and all four beside it. Chromium is the one on the machine, or
/// what `CHROME_PATH` names.
///
/// # Errors
/// When Node.js is missing, or a page cannot be judged.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let workspace = Workspace::find()?;
    let folder = workspace.root.join("end2end/lighthouse");
    tools::npm_install(&folder)?;
    let node = tools::find("node", "install Node.js 20 or newer, then run this again")?;
    let told = workspace.target.join("lighthouse.json");
    PAGES
        .into_iter()
        .map(|(name, path)| {
            let mut command = Command::new(&node);
            command.current_dir(&folder).args(["node_modules/lighthouse/cli/index.js", "--quiet", "--output=json"]);
            command.arg(format!("--output-path={}", told.display()));
            command.arg("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage");
            command.arg(format!("{}{path}", bench.addresses.shop_url()));
            run("lighthouse", &mut command)?;
            figure(name, &serde_json::from_slice(&fs::read(&told)?)?)
        })
        .collect()
}

fn figure(page: &str, told: &Value) -> Result<Figure> {
    let name = format!("lighthouse, {page}");
    let mut scores = Vec::with_capacity(SCORES.len());
    for score in SCORES {
        let value = told["categories"][score]["score"].as_f64();
        scores.push((score, value.ok_or_else(|| format!("{name}: no score for {score}"))? * 100.0));
    }
    let lowest = scores.iter().map(|(_, value)| *value).fold(100.0, f64::min);
    let figure = Figure::new(name, lowest, "lowest of 100");
    Ok(scores.into_iter().fold(figure, |figure, (score, value)| figure.with(score, value.round())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_score_speaks_for_a_page() {
        let score = |value: f64| serde_json::json!({ "score": value });
        let mut told = serde_json::json!({ "categories": {
            "performance": score(0.97), "accessibility": score(1.0), "best-practices": score(0.96), "seo": score(1.0),
        }});
        let found = figure("home", &told).expect("all four are there");
        assert_eq!((found.value, found.notes["performance"].as_f64()), (Some(96.0), Some(97.0)));
        told["categories"]["seo"]["score"] = Value::Null;
        assert!(figure("home", &told).is_err(), "what was not judged is no hundred");
    }
}
