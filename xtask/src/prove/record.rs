//! Writes the figures of full runs into `docs/RELIABILITY.md`: a row for each proof and database.

use std::{fs, path::PathBuf};

use serde_json::Value;

use super::{Size, proofs};
use crate::{machine, outcome::Result, workspace::Workspace};

const HEAD: &str = "# Reliability

Claims are commands: `./dev prove` lists the proofs, `./dev prove NAME --full --record` runs one in its published size and
writes its row here. What each does and leaves out stands in `docs/decisions/0010-proofs-over-the-pure-rules.md`,
`docs/decisions/0011-proofs-with-real-processes.md` and `docs/decisions/0029-published-sizes-in-minutes.md`.

| proof | database | figure | goal | met | seed | commit | day | machine |
|---|---|---|---|---|---:|---|---|---|
";

/// Puts the line of a full run in the place of the one before it.
///
/// # Errors
/// When the page cannot be read or written.
pub fn write(workspace: &Workspace, size: &Size, line: &Value) -> Result {
    let page = page(workspace);
    let known = fs::read_to_string(&page).unwrap_or_default();
    Ok(fs::write(page, with_row(&known, &key(line), &row(line, size)))?)
}

fn page(workspace: &Workspace) -> PathBuf {
    workspace.root.join("docs/RELIABILITY.md")
}

/// What makes a row this row: the proof and the database.
fn key(line: &Value) -> String {
    format!("| {} | {} |", text(&line["name"]), text(&line["database"]))
}

fn row(line: &Value, size: &Size) -> String {
    let figure = line["figure"].as_object().into_iter().flatten();
    let figure: Vec<String> =
        figure.map(|(name, value)| format!("{} {}", name.replace('_', " "), text(value))).collect();
    let met = if line["ok"] == true { "yes" } else { "**no**" };
    format!(
        "{} {} | {} | {met} | {} | {} | {} | {} |",
        key(line),
        figure.join(", ").replace('|', "/"),
        text(&line["goal"]),
        size.seed,
        text(&line["commit"]),
        machine::today(),
        machine::description()
    )
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(all) if all.is_empty() => "none".to_owned(),
        Value::Array(all) => all.iter().map(text).collect::<Vec<_>>().join(" "),
        Value::Object(all) => {
            all.iter().map(|(name, value)| format!("{name}: {}", text(value))).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

/// The page with this row; rows stand in the order of the proofs, and what is written around them stays.
fn with_row(known: &str, key: &str, row: &str) -> String {
    let page = if known.is_empty() { HEAD } else { known };
    let is_row = |line: &&str| line.starts_with("| ") && !line.starts_with("| proof |");
    let mut rows: Vec<&str> = page.lines().filter(is_row).filter(|line| !line.starts_with(key)).collect();
    rows.push(row);
    let place = |row: &&str| proofs().position(|proof| row.starts_with(&format!("| {} |", proof.name)));
    rows.sort_by_key(|row| (place(row).unwrap_or(usize::MAX), row.to_string()));
    let mut lines: Vec<&str> = page.lines().filter(|line| !is_row(line)).collect();
    let after = lines.iter().position(|line| line.starts_with("|---")).map_or(lines.len(), |at| at + 1);
    lines.splice(after..after, rows);
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_replaces_its_own_row_and_no_other() {
        let once = with_row("", "| kill | sqlite |", "| kill | sqlite | first |");
        let twice = with_row(&once, "| kill | postgres |", "| kill | postgres | second |");
        let again = with_row(&format!("{twice}\nMore.\n"), "| kill | sqlite |", "| kill | sqlite | third |");
        let ucp = with_row(&again, "| ucp | – |", "| ucp | – | kept |");
        let rows: Vec<&str> = ucp.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
        assert_eq!(rows, ["| ucp | – | kept |", "| kill | postgres | second |", "| kill | sqlite | third |"]);
        assert!(ucp.starts_with("# Reliability") && ucp.ends_with("\n\nMore.\n"), "{ucp}");
    }
}
