//! Waits until a freshly started process answers, and quotes its log where it does not.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use crate::{
    http::{Client, Request},
    outcome::Result,
    process::Process,
    stop,
};

/// How long a process may take until it answers for the first time.
const LIMIT: Duration = Duration::from_secs(90);
const QUOTED_LINES: usize = 15;

/// Waits until `path` on `port` answers with 200.
///
/// # Errors
/// When the process ends first or stays silent; the last lines of its log are part of the sentence.
pub fn wait(process: &mut Process, port: u16, path: &str, log: &Path) -> Result {
    let began = Instant::now();
    let mut client = Client::new(port, Duration::from_secs(2));
    loop {
        if client.send(&Request::get(path)).is_ok_and(|answer| answer.status == 200) {
            return Ok(());
        }
        let name = process.name();
        if let Some(status) = process.ended()? {
            return Err(format!("{name} ended while starting ({status}){}", last_words(log)).into());
        }
        if stop::requested() || began.elapsed() > LIMIT {
            let words = last_words(log);
            return Err(format!("{name} did not answer on http://127.0.0.1:{port}{path}{words}").into());
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// The last lines of a log, to be put behind a sentence; nothing where there is no log.
pub fn last_words(log: &Path) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    match lines.len() {
        0 => String::new(),
        count => format!(":\n{}", lines[count.saturating_sub(QUOTED_LINES)..].join("\n")),
    }
}
