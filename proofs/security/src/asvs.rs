//! Every requirement of OWASP's ASVS 5.0.0 at levels 1 and 2 has its row in `docs/security/asvs.csv`: met, with evidence
//! that exists; not applicable, with a reason; or a gap, with what is missing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::json;

use crate::{Finding, Problem, Size};

/// The table.
const TABLE: &str = "docs/security/asvs.csv";

/// How many requirements there are at levels 1 and 2 in each chapter of version 5.0.0.
const CHAPTERS: [(u32, usize); 17] = [
    (1, 27),
    (2, 11),
    (3, 19),
    (4, 10),
    (5, 9),
    (6, 35),
    (7, 18),
    (8, 7),
    (9, 7),
    (10, 29),
    (11, 14),
    (12, 9),
    (13, 13),
    (14, 9),
    (15, 13),
    (16, 16),
    (17, 7),
];

/// Where tests and pages are looked for.
const SOURCES: [&str; 10] =
    ["app", "connectors", "domain", "end2end/tests", "migrations", "proofs", "sandbox", "server", "services", "store"];

/// A row of the table.
struct Row {
    id: String,
    level: String,
    requirement: String,
    status: String,
    evidence: String,
    note: String,
}

/// Reads the table and looks for all that it names.
///
/// # Errors
/// When the table or the sources cannot be read: the proof runs where the checkout is.
pub async fn run(_: Size) -> Result<Finding, Problem> {
    let rows = rows(&fs::read_to_string(TABLE)?)?;
    let mut wrong = counted(&rows);
    let mut text = String::new();
    for folder in SOURCES {
        gather(Path::new(folder), &mut text)?;
    }
    let mut proofs = String::new();
    gather(Path::new("xtask/src/prove"), &mut proofs)?;
    let (mut met, mut not_applicable, mut gaps, mut named) = (0, 0, 0, BTreeSet::new());
    for row in &rows {
        let id = &row.id;
        match row.status.as_str() {
            "met" => met += 1,
            "not applicable" => not_applicable += 1,
            "gap" => gaps += 1,
            other => wrong.push(format!("{id}: {other:?} is no status")),
        }
        if row.status == "met" && row.evidence.is_empty() {
            wrong.push(format!("{id} is met without evidence"));
        }
        if row.status != "met" && row.note.is_empty() {
            wrong.push(format!("{id} is {} without a word why", row.status));
        }
        if row.requirement.split_whitespace().count() < 3 {
            wrong.push(format!("{id} does not say what is required"));
        }
        for evidence in row.evidence.split(';').map(str::trim).filter(|evidence| !evidence.is_empty()) {
            named.insert(evidence.to_owned());
            if !exists(evidence, &text, &proofs) {
                wrong.push(format!("{id}: there is no {evidence}"));
            }
        }
    }
    wrong.iter().take(40).for_each(|why| eprintln!("      {why}"));
    let applicable = rows.len() - not_applicable;
    let figure = json!({
        "requirements": rows.len(),
        "applicable": applicable,
        "met": met,
        "gaps": gaps,
        "not_applicable": not_applicable,
        "evidence": named.len(),
        "wrong": wrong.len(),
    });
    Ok(Finding { figure, ok: wrong.is_empty() })
}

/// Whether each chapter has as many requirements as it should, each once and with its level.
fn counted(rows: &[Row]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut chapters: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for row in rows {
        let chapter = row.id.split('.').next().and_then(|chapter| chapter.parse().ok()).unwrap_or_default();
        if row.id.split('.').count() != 3 || !matches!(row.level.as_str(), "1" | "2") {
            wrong.push(format!("{} at level {} is no requirement", row.id, row.level));
        }
        if !chapters.entry(chapter).or_default().insert(&row.id) {
            wrong.push(format!("{} is there twice", row.id));
        }
    }
    for (chapter, count) in CHAPTERS {
        let found = chapters.get(&chapter).map_or(0, BTreeSet::len);
        if found != count {
            wrong.push(format!("chapter {chapter} has {found} requirements, not {count}"));
        }
    }
    wrong
}

/// Whether there is a test, a proof or a file of that name: `test NAME`, `proof NAME`, `file PATH`.
fn exists(evidence: &str, sources: &str, proofs: &str) -> bool {
    match evidence.split_once(' ') {
        Some(("test", name)) => sources.contains(&format!("fn {name}(")) || sources.contains(&format!("test('{name}'")),
        Some(("proof", name)) => proofs.contains(&format!("name: \"{name}\"")),
        Some(("file", path)) => Path::new(path).is_file(),
        _ => false,
    }
}

/// All source text below a folder.
fn gather(folder: &Path, text: &mut String) -> Result<(), Problem> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !matches!(name, "node_modules" | "target") {
                gather(&path, text)?;
            }
        } else if name.ends_with(".rs") || name.ends_with(".ts") {
            text.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

/// The rows of a table whose fields stand between quotes, with commas between them.
fn rows(text: &str) -> Result<Vec<Row>, Problem> {
    let mut rows = Vec::new();
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        let whole = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
        let fields: Vec<&str> = whole.ok_or_else(|| format!("not a row: {line}"))?.split("\",\"").collect();
        let [id, level, requirement, status, evidence, note] = fields[..] else {
            return Err(format!("not six fields: {line}").into());
        };
        let owned = |text: &str| text.replace("\"\"", "\"");
        rows.push(Row {
            id: owned(id),
            level: owned(level),
            requirement: owned(requirement),
            status: owned(status),
            evidence: owned(evidence),
            note: owned(note),
        });
    }
    Ok(rows)
}
