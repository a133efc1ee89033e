//! `simulation`: many millions of schedules through `domain::saga::step` and a model of the store around it.
//!
//! A schedule is drawn from the seed and its number: which marketplaces, which answers, who is slow, who dies, which
//! clock jumps. The same seed and number are the same schedule, so a breach is told by these two and can be replayed
//! with `--seed S --at N`.

mod calls;
mod check;
mod database;
mod gateway;
mod marketplace;
mod others;
mod worker;
mod world;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use domain::ids::MarketplaceId;

use self::world::World;

/// How many marketplaces have a name here.
const NAMES: usize = 16;

fn name(place: usize) -> MarketplaceId {
    static ALL: LazyLock<Vec<MarketplaceId>> = LazyLock::new(|| {
        (0..NAMES).map(|place| format!("m{place}").parse().expect("a letter and digits are a name")).collect()
    });
    ALL[place % NAMES].clone()
}

/// A schedule after which something is not as it must be.
#[derive(Clone, Debug)]
pub struct Breach {
    /// Its number.
    pub number: u64,
    /// What is wrong.
    pub problem: String,
}

/// Runs one schedule.
///
/// # Errors
/// With what is not as it must be in the end.
pub fn schedule(seed: u64, number: u64) -> Result<(), Breach> {
    let ran = catch_unwind(AssertUnwindSafe(|| {
        let mut world = World::new(seed, number, false);
        world.run().and_then(|()| check::check(&world))
    }));
    let problem = match ran {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(problem)) => problem,
        Err(_) => "a panic".to_owned(),
    };
    Err(Breach { number, problem })
}

/// Runs one schedule and tells everything that happened in it.
pub fn replay(seed: u64, number: u64) -> (Vec<String>, Result<(), Breach>) {
    let mut world = World::new(seed, number, true);
    let ran = world.run().and_then(|()| check::check(&world));
    let told = world.trace.take().unwrap_or_default();
    (told, ran.map_err(|problem| Breach { number, problem }))
}

/// What many schedules came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How many were run.
    pub schedules: u64,
    /// The first breach that was seen, after which no more were begun.
    pub breach: Option<Breach>,
    /// How long it took.
    pub took: Duration,
}

/// Runs the schedules `first` to `first + count` on so many threads; stops at the first breach.
pub fn run(seed: u64, first: u64, count: u64, threads: u64, told: bool) -> Outcome {
    /// How many schedules a thread takes at a time.
    const BATCH: u64 = 1_000;
    let began = Instant::now();
    let (next, done, end) = (AtomicU64::new(first), AtomicU64::new(0), first.saturating_add(count));
    let stop = AtomicU64::new(u64::MAX);
    let work = || {
        loop {
            let from = next.fetch_add(BATCH, Ordering::Relaxed);
            if from >= end || from > stop.load(Ordering::Relaxed) {
                return None;
            }
            let to = end.min(from + BATCH);
            for number in from..to {
                if let Err(breach) = schedule(seed, number) {
                    stop.fetch_min(number, Ordering::Relaxed);
                    return Some(breach);
                }
            }
            let all = done.fetch_add(to - from, Ordering::Relaxed) + (to - from);
            if told && all.is_multiple_of(1_000_000) {
                let rate = all as f64 / began.elapsed().as_secs_f64();
                eprintln!("{all} of {count} schedules, {rate:.0} a second");
            }
        }
    };
    let breaches: Vec<Breach> = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().filter_map(|thread| thread.join().ok().flatten()).collect()
    });
    let breach = breaches.into_iter().min_by_key(|breach| breach.number);
    Outcome { schedules: done.load(Ordering::Relaxed), breach, took: began.elapsed() }
}

/// The guards of the rules and of the store around them that schedules find missing, each with what it keeps from
/// happening.
pub const GUARDS: [(&str, &str); 17] = [
    ("saga.version", "a step worked out from an old state is committed over a newer one"),
    ("lease.fence", "a worker whose lease ran out finishes what another took over"),
    ("session.fence", "a worker whose lease ran out puts its session in place of the one that is used"),
    ("gateway.key", "a repeated capture takes twice"),
    ("part.state", "a late or repeated answer changes a part again"),
    ("part.one_try", "what can be neither repeated nor asked about is tried again"),
    ("place.abandoned", "a call that may have been made is made again without asking"),
    ("place.given_up", "what a marketplace may have taken counts as refused"),
    ("payment.amount", "another amount than asked for counts as paid"),
    ("payment.known", "the message of a known payment counts as another payment"),
    ("payment.captured", "another amount than asked for counts as captured"),
    ("payment.confirmed", "what no marketplace confirmed is captured"),
    ("payment.reference", "a second payment stays held"),
    ("replacement.cap", "a replacement costs more than was agreed to"),
    ("refund.cap", "more is given back than was paid for a part"),
    ("refund.once", "a refund that is asked for twice is two"),
    ("coupon.borne", "what a coupon takes off is borne by nobody"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_schedules_leave_nothing_out_of_order() {
        let outcome = run(7, 0, 1_000, 2, false);
        assert!(outcome.breach.is_none(), "{:?}", outcome.breach);
        assert_eq!(outcome.schedules, 1_000);
    }

    #[test]
    fn one_number_is_one_schedule_however_often_it_is_run() {
        for number in 0..20 {
            assert_eq!(replay(7, number).0, replay(7, number).0);
        }
    }
}
