//! Writes the figures of a run into `docs/PERFORMANCE.md`.

use std::{fmt::Write, fs};

use super::{Bench, Figure, figure::rounded};
use crate::{machine, outcome::Result, workspace::Workspace};

/// Replaces the page with these figures, the commit and the machine.
///
/// # Errors
/// When the page cannot be written.
pub fn write(workspace: &Workspace, figures: &[Figure], bench: &Bench) -> Result {
    let mut page = format!(
        "# Performance\n\nWritten by `./dev bench --record`. Release build, the load generator on the same machine, \
         {} connections, {} seconds each.\n\n- commit: {}\n- machine: {}\n- day: {}\n\n\
         | what | value | unit | bare route | ratio | besides |\n|---|---:|---|---:|---:|---|\n",
        bench.connections,
        bench.duration.as_secs(),
        machine::commit(&workspace.root),
        machine::description(),
        machine::today(),
    );
    for figure in figures {
        let cell = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| rounded(value).to_string());
        let notes: Vec<String> = figure.notes.iter().map(|(key, value)| format!("{key} {value}")).collect();
        writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} |",
            figure.name,
            cell(figure.value),
            figure.unit,
            cell(figure.bare),
            cell(figure.ratio()),
            notes.join(", ")
        )?;
    }
    Ok(fs::write(workspace.root.join("docs/PERFORMANCE.md"), page)?)
}
