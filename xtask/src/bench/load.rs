//! A closed loop of kept-alive connections: each asks, reads the whole answer, and asks again.

use std::{
    thread,
    time::{Duration, Instant},
};

use crate::{
    http::{Client, Request},
    stop,
};

/// Longer than any answer should take; a silence of this length is an error.
const PATIENCE: Duration = Duration::from_secs(10);

/// Who asks, how many at once, and for how long.
#[derive(Clone, Copy)]
pub struct Load {
    pub port: u16,
    pub method: &'static str,
    pub connections: u16,
    pub duration: Duration,
}

/// What one run measured.
pub struct Measured {
    pub answers: usize,
    /// Anything but a whole answer with a status of 2xx.
    pub errors: usize,
    pub seconds: f64,
    whole: Vec<Duration>,
    first_byte: Vec<Duration>,
}

impl Measured {
    /// Good answers per second.
    pub fn rate(&self) -> f64 {
        self.answers as f64 / self.seconds
    }

    /// The time in milliseconds within which this share of the whole answers came.
    pub fn whole(&self, share: f64) -> f64 {
        at_share(&self.whole, share)
    }

    /// The time in milliseconds within which this share of the answers began.
    pub fn first_byte(&self, share: f64) -> f64 {
        at_share(&self.first_byte, share)
    }
}

impl Load {
    /// Runs the loop; `path` is told which connection asks and how often it asked before.
    pub fn run(self, path: impl Fn(u16, usize) -> String + Sync) -> Measured {
        let began = Instant::now();
        let workers: Vec<Worker> = thread::scope(|scope| {
            let path = &path;
            let handles: Vec<_> = (0..self.connections)
                .map(|number| scope.spawn(move || self.work(began, |asked| path(number, asked))))
                .collect();
            handles.into_iter().filter_map(|handle| handle.join().ok()).collect()
        });
        let seconds = began.elapsed().as_secs_f64();
        let errors = workers.iter().map(|worker| worker.errors).sum();
        let (mut whole, mut first_byte): (Vec<_>, Vec<_>) = workers.into_iter().flat_map(|worker| worker.times).unzip();
        whole.sort_unstable();
        first_byte.sort_unstable();
        Measured { answers: whole.len(), errors, seconds, whole, first_byte }
    }

    fn work(self, began: Instant, path: impl Fn(usize) -> String) -> Worker {
        let mut client = Client::new(self.port, PATIENCE);
        let mut worker = Worker::default();
        for asked in 0.. {
            if began.elapsed() >= self.duration || stop::requested() {
                break;
            }
            let path = path(asked);
            match client.send(&Request { method: self.method, ..Request::get(&path) }) {
                Ok(answer) if (200..300).contains(&answer.status) => {
                    worker.times.push((answer.whole, answer.first_byte))
                }
                _ => worker.fail(),
            }
        }
        worker
    }
}

#[derive(Default)]
struct Worker {
    times: Vec<(Duration, Duration)>,
    errors: usize,
}

impl Worker {
    /// A refused connection fails at once; without a pause the loop would only count refusals.
    fn fail(&mut self) {
        self.errors += 1;
        thread::sleep(Duration::from_millis(10));
    }
}

fn at_share(sorted: &[Duration], share: f64) -> f64 {
    let rank = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_taken_from_what_was_measured() {
        let times: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!((at_share(&times, 0.5), at_share(&times, 0.99), at_share(&times, 1.0)), (50.0, 99.0, 100.0));
        assert!(at_share(&[], 0.5).is_nan());
    }
}
