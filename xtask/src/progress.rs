//! What the person waiting sees: one line before each step, and how long it took after it.

use std::time::{Duration, Instant};

use crate::outcome::Result;

/// Numbered steps of one command.
pub struct Progress {
    done: usize,
    total: usize,
    began: Instant,
}

impl Progress {
    /// Announces `total` steps.
    pub fn of(total: usize) -> Self {
        Self { done: 0, total, began: Instant::now() }
    }

    /// Tells what happens now, does it, and tells how long it took.
    ///
    /// # Errors
    /// When the step fails; the line says so as well.
    pub fn step<T>(&mut self, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.done += 1;
        eprintln!("[{}/{}] {what} ...", self.done, self.total);
        let began = Instant::now();
        let result = work();
        let took = spoken(began.elapsed());
        match &result {
            Ok(_) => eprintln!("      done in {took}"),
            Err(_) => eprintln!("      failed after {took}"),
        }
        result
    }

    /// Time since the first step was announced.
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

/// A duration as people say it: "0.4 s", "12 s", "3 min 20 s".
pub fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_the_way_people_tell_them() {
        assert_eq!(spoken(Duration::from_millis(420)), "0.4 s");
        assert_eq!(spoken(Duration::from_secs(12)), "12 s");
        assert_eq!(spoken(Duration::from_secs(200)), "3 min 20 s");
    }
}
