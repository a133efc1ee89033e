//! Under which circumstances a figure was taken: the commit and the machine.

use std::{fs, path::Path, process::Command, thread, time::Duration};

/// The commit the checkout stands at, with `+changes` where files differ from it; figures that were written down just now
/// are no change.
pub fn commit(root: &Path) -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").current_dir(root).args(arguments).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let Some(commit) = git(&["rev-parse", "--short=12", "HEAD"]) else {
        return "unknown".to_owned();
    };
    match git(&["status", "--porcelain", "--untracked-files=no", "--", ".", ":(exclude)docs"]) {
        Some(changes) if changes.is_empty() => commit,
        _ => format!("{commit}+changes"),
    }
}

/// Processor, cores and memory in one line.
pub fn description() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let processor = value_in("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory = value_in("/proc/meminfo", "MemTotal")
        .and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok())
        .map_or_else(String::new, |kib| format!(", {} GiB memory", kib.div_ceil(1024 * 1024)));
    format!("{processor}, {cores} cores{memory}")
}

/// The day, as year, month and day.
pub fn today() -> String {
    let output = Command::new("date").arg("+%Y-%m-%d").output();
    output.map_or_else(|_| "unknown".to_owned(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Memory a process holds right now, in bytes, where the system tells.
pub fn resident_memory(process: u32) -> Option<u64> {
    let text = value_in(&format!("/proc/{process}/status"), "VmRSS")?;
    text.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib * 1024)
}

/// The load on the machine over the last minute, where the system tells.
pub fn load() -> Option<f64> {
    fs::read_to_string("/proc/loadavg").ok()?.split_whitespace().next()?.parse().ok()
}

/// Processor time a process has used, in its own code and in the system's for it, where the system tells.
pub fn processor_time(process: u32) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // the second field is the program's name in parentheses, which may hold anything
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    // Linux tells these times in hundredths of a second on every common machine
    Some(Duration::from_millis(ticks * 10))
}

fn value_in(file: &str, key: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        (name.trim() == key).then(|| value.trim().to_owned())
    })
}
