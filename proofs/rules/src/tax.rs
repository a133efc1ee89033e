//! Taxes against figures that were worked out without our code: by hand from the laws, and by a small script with
//! fractions.
//!
//! Every case is compared to the last unit. Beside that every amount must follow from its own explanation, pieces
//! given back one by one must come to what was paid, and the report must add up to what was charged.

mod case;
mod explained;
mod judge;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use domain::tax::{assess, rules::TaxRules};
use serde::de::DeserializeOwned;
use serde_json::json;

use self::case::Case;
use crate::finding::{Finding, Problem, Size};

/// Where the data of this repository lies, seen from the root of the checkout.
const FOLDER: &str = "proofs/rules/data";
/// The cases worked out by hand, and those of the script.
const CASES: [&str; 2] = ["tax-hand.json", "tax-drawn.json"];
/// The rules; beside the cases where there are some, else the repository's own.
const RULES: &str = "tax-rules.json";
/// The fewest cases and countries that show it.
const FEWEST: (usize, usize) = (500, 10);

/// Works out every case and compares.
///
/// # Errors
/// When the data cannot be read, or a case asks for what cannot be asked.
pub fn prove(size: &Size) -> Result<Finding, Problem> {
    let own = || CASES.iter().map(|name| Path::new(FOLDER).join(name)).collect();
    let files: Vec<PathBuf> = size.data.clone().map_or_else(own, |file| vec![file]);
    let beside = files[0].with_file_name(RULES);
    let rules: TaxRules = read(&if beside.exists() { beside } else { Path::new(FOLDER).join(RULES) })?;
    let problems = rules.problems();
    problems.iter().for_each(|problem| eprintln!("{problem}"));

    let (mut names, mut countries, mut currencies) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut counted: BTreeMap<&str, usize> =
        ["wrong", "unexplained", "refunds_off", "report_off"].map(|kind| (kind, 0)).into();
    let (mut cases, mut amounts, mut reported) = (0_usize, 0_usize, BTreeSet::new());
    for case in files.iter().map(|file| read::<Vec<Case>>(file)).collect::<Result<Vec<_>, _>>()?.iter().flatten() {
        let question = case.question().map_err(|problem| format!("{}: {problem}", case.id))?;
        if !names.insert(case.id.clone()) {
            return Err(format!("two cases are named {}", case.id).into());
        }
        let assessed = assess(&rules, &question).map_err(|problem| format!("{}: {problem}", case.id))?;
        cases += 1;
        amounts += assessed.parts.iter().flat_map(|part| part.all_lines()).map(|line| line.taxes.len()).sum::<usize>();
        countries.insert(question.to.country.clone());
        currencies.insert(question.currency.code());
        reported.extend(case.reported.clone());
        let found = [
            ("wrong", judge::differences(case, &assessed)?),
            ("unexplained", explained::gaps(&assessed)),
            ("refunds_off", judge::refunds(&assessed)?),
            ("report_off", judge::report(&assessed)?),
        ];
        for (kind, told) in found {
            *counted.entry(kind).or_default() += usize::from(!told.is_empty());
            told.iter().for_each(|line| eprintln!("{} {kind}: {line}", case.id));
        }
    }
    let clean = counted.values().all(|count| *count == 0) && problems.is_empty();
    let mut figure = json!({
        "cases": cases,
        "exact": cases - counted["wrong"],
        "amounts": amounts,
        "countries": countries.len(),
        "currencies": currencies,
        "faults_of_others": reported.len(),
        "rules": rules.rules.len(),
        "rules_in_conflict": problems.len(),
    });
    counted.into_iter().for_each(|(kind, count)| figure[kind] = json!(count));
    Ok(Finding { figure, ok: clean && cases >= FEWEST.0 && countries.len() >= FEWEST.1 })
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Problem> {
    let text = fs::read_to_string(path).map_err(|problem| format!("{} cannot be read: {problem}", path.display()))?;
    serde_json::from_str(&text).map_err(|problem| format!("{}: {problem}", path.display()).into())
}
