//! What a server remembers across restarts: an append-only file of JSON lines, one per change.
//!
//! A line is written before the answer leaves, so a world that is killed still knows every order it confirmed. The
//! last line about a thing wins.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One remembered change: which drawer it belongs to and the thing as it is now.
#[derive(Debug, Deserialize)]
pub struct Remembered {
    /// The drawer, such as `order`, `journal` or `stock`.
    pub kind: String,
    /// The thing itself.
    pub value: Value,
}

/// A server's file of changes; without a state directory it forgets everything at once.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    file: Option<Arc<Mutex<File>>>,
}

impl Memory {
    /// Memory that keeps nothing.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Opens `DIR/NAME.jsonl` and returns it with everything it remembers, oldest first.
    ///
    /// A last line cut short by a crash is dropped: its answer never left either.
    ///
    /// # Errors
    ///
    /// When the directory cannot be made or the file cannot be read or written.
    pub fn open(directory: &Path, name: &str) -> io::Result<(Self, Vec<Remembered>)> {
        std::fs::create_dir_all(directory)?;
        let path = directory.join(format!("{name}.jsonl"));
        let mut remembered = Vec::new();
        let mut whole = 0;
        if let Ok(file) = File::open(&path) {
            let mut lines = BufReader::new(file);
            let mut line = Vec::new();
            while lines.read_until(b'\n', &mut line)? > 0 {
                let Ok(change) = serde_json::from_slice(&line) else {
                    break;
                };
                if !line.ends_with(b"\n") {
                    break;
                }
                whole += line.len() as u64;
                remembered.push(change);
                line.clear();
            }
        }
        let file = OpenOptions::new().create(true).append(true).open(&path)?;
        file.set_len(whole)?;
        Ok((Self { file: Some(Arc::new(Mutex::new(file))) }, remembered))
    }

    /// Writes one change down.
    pub fn keep(&self, kind: &str, value: &impl Serialize) {
        let Some(file) = &self.file else { return };
        let mut line = match serde_json::to_vec(&serde_json::json!({ "kind": kind, "value": value })) {
            Ok(line) => line,
            Err(error) => {
                tracing::error!(%error, "a change could not be written as JSON");
                return;
            }
        };
        line.push(b'\n');
        if let Err(error) = file.lock().expect("no writer panics").write_all(&line) {
            tracing::error!(%error, "a change could not be remembered");
        }
    }
}
