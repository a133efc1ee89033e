//! One child process that never outlives this one: ended by Ctrl-C, by an error, and by being dropped.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{outcome::Result, stop};

/// How long a process may take to leave by itself before it is made to.
const PATIENCE: Duration = Duration::from_secs(5);
const TICK: Duration = Duration::from_millis(25);

/// A running child.
pub struct Process {
    name: String,
    child: Child,
}

impl Process {
    /// Starts `command`, to be spoken of as `name`.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn start(name: &str, command: &mut Command) -> Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let child = command.spawn().map_err(|error| format!("{name}: cannot start {program}: {error}"))?;
        Ok(Self { name: name.to_owned(), child })
    }

    /// What it is spoken of as.
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// The number the system knows it by.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it did.
    ///
    /// # Errors
    /// When the system cannot tell.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// When it failed, or when someone asked us to stop first.
    pub fn finish(mut self) -> Result {
        loop {
            if let Some(status) = self.ended()? {
                return if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", self.name).into()) };
            }
            if stop::requested() {
                return Err(format!("{} was stopped", self.name).into());
            }
            thread::sleep(TICK);
        }
    }

    /// Asks it to leave, and makes it leave where asking does not help.
    pub fn end(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        ask_to_leave(&mut self.child);
        let asked = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if asked.elapsed() > PATIENCE {
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            thread::sleep(TICK);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

/// Runs `command` to its end, its output going where ours goes.
///
/// # Errors
/// When it cannot be started, fails, or is stopped.
pub fn run(name: &str, command: &mut Command) -> Result {
    Process::start(name, command)?.finish()
}

/// Runs `command`, shows what it prints, and hands each printed line to `read` as well.
///
/// # Errors
/// When it cannot be started, fails, or is stopped.
pub fn run_reading(name: &str, command: &mut Command, mut read: impl FnMut(&str) + Send) -> Result {
    run_hearing(name, command, |line| {
        println!("{line}");
        read(line);
    })
}

/// Runs `command` and hands each printed line to `read`, which alone decides what is shown.
///
/// # Errors
/// When it cannot be started, fails, or is stopped.
pub fn run_hearing(name: &str, command: &mut Command, mut read: impl FnMut(&str) + Send) -> Result {
    let mut process = Process::start(name, command.stdout(Stdio::piped()))?;
    let printed = process.child.stdout.take().expect("standard output was asked for above");
    thread::scope(|scope| {
        scope.spawn(|| {
            for line in BufReader::new(printed).lines().map_while(std::result::Result::ok) {
                read(&line);
            }
        });
        process.finish()
    })
}

#[cfg(unix)]
fn ask_to_leave(child: &mut Child) {
    use nix::{
        sys::signal::{Signal, kill},
        unistd::Pid,
    };
    if let Ok(id) = i32::try_from(child.id()) {
        let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
    }
}

#[cfg(not(unix))]
fn ask_to_leave(child: &mut Child) {
    let _ = child.kill();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn is_alive(id: u32) -> bool {
        shell(&format!("kill -0 {id} 2>/dev/null")).status().is_ok_and(|status| status.success())
    }

    #[test]
    fn a_process_ends_with_its_handle() {
        let process = Process::start("a sleeper", &mut shell("exec sleep 60")).expect("sh is there");
        let id = process.id();
        assert!(is_alive(id));
        drop(process);
        assert!(!is_alive(id));
    }

    #[test]
    fn a_failure_is_told_with_the_name_of_who_failed() {
        let problem = run("the baker", &mut shell("exit 3")).expect_err("it fails").to_string();
        assert!(problem.contains("the baker failed") && problem.contains('3'), "{problem}");
        let problem = run("nobody", &mut Command::new("/no/such/program")).expect_err("not there");
        assert!(problem.to_string().contains("cannot start /no/such/program"), "{problem}");
    }

    #[test]
    fn what_is_printed_can_be_read_along() {
        let mut lines = Vec::new();
        run_reading("a speaker", &mut shell("echo one; echo two"), |line| lines.push(line.to_owned()))
            .expect("it ends well");
        assert_eq!(lines, ["one", "two"]);
    }
}
