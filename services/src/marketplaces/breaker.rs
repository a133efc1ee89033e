//! Leaves a marketplace alone that only fails, and notices when it is back.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::marketplace::AbsenceReason;
use tokio::time::Instant;

/// After so many failures in a row a marketplace is left alone.
const IN_A_ROW: u32 = 5;

/// Of so many calls in [`WINDOW`] half may fail before it is left alone.
const ENOUGH: u32 = 20;

/// Over how many seconds failures are counted.
const WINDOW: u64 = 10;

/// For how long it is left alone before one call tries again, and so how often one tries.
const REST: Duration = Duration::from_secs(5);

/// The longest it is left alone because it asks for that.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// Lets calls through while a marketplace answers. While it rests, one call every [`REST`] goes through to see.
#[derive(Debug, Default)]
pub struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    in_a_row: u32,
    since: Option<Instant>,
    seconds: [Second; WINDOW as usize],
    rest: Option<Rest>,
}

/// What came of the calls that ended in one second, counted from the first call.
#[derive(Clone, Copy, Debug, Default)]
struct Second {
    number: u64,
    calls: u32,
    failures: u32,
}

#[derive(Debug)]
struct Rest {
    until: Instant,
    reason: AbsenceReason,
}

impl Breaker {
    /// Lets a call through.
    ///
    /// # Errors
    /// With the reason that the marketplace is left alone for, while it is.
    pub fn admit(&self, now: Instant) -> Result<(), AbsenceReason> {
        let mut state = self.state();
        let Some(rest) = &mut state.rest else { return Ok(()) };
        if now < rest.until {
            return Err(rest.reason);
        }
        // this call is the one that tries; until it is known how that went, the next one waits
        rest.until = now + REST;
        Ok(())
    }

    /// The marketplace answered.
    pub fn answered(&self, now: Instant) {
        let mut state = self.state();
        if state.rest.take().is_some() {
            *state = State::default();
        }
        state.in_a_row = 0;
        state.count(now, false);
    }

    /// It failed, and asks to be left alone for so long if it says so.
    pub fn failed(&self, now: Instant, reason: AbsenceReason, asked: Option<Duration>) {
        let mut state = self.state();
        state.in_a_row += 1;
        state.count(now, true);
        if state.in_a_row >= IN_A_ROW || state.half_fail(now) || asked.is_some() {
            let until = now + asked.unwrap_or(REST).clamp(REST, LONGEST_REST);
            state.rest = Some(Rest { until, reason });
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn second(&mut self, now: Instant) -> u64 {
        now.saturating_duration_since(*self.since.get_or_insert(now)).as_secs()
    }

    fn count(&mut self, now: Instant, failed: bool) {
        let number = self.second(now);
        let second = &mut self.seconds[(number % WINDOW) as usize];
        if second.number != number {
            *second = Second { number, ..Second::default() };
        }
        second.calls += 1;
        second.failures += u32::from(failed);
    }

    fn half_fail(&mut self, now: Instant) -> bool {
        let number = self.second(now);
        let recent = self.seconds.iter().filter(|second| second.number + WINDOW > number);
        let (calls, failures) =
            recent.fold((0, 0), |(calls, failures), second| (calls + second.calls, failures + second.failures));
        calls >= ENOUGH && failures * 2 >= calls
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REASON: AbsenceReason = AbsenceReason::TooSlow;

    fn broken(at: Instant) -> Breaker {
        let breaker = Breaker::default();
        for _ in 0..IN_A_ROW {
            assert_eq!(breaker.admit(at), Ok(()));
            breaker.failed(at, REASON, None);
        }
        breaker
    }

    #[test]
    fn after_five_failures_in_a_row_it_is_left_alone_by_reason() {
        let now = Instant::now();
        assert_eq!(broken(now).admit(now + REST / 2), Err(REASON));
    }

    #[test]
    fn half_of_twenty_calls_in_ten_seconds_are_too_many_failures() {
        let (now, breaker) = (Instant::now(), Breaker::default());
        for number in 0..ENOUGH / 2 {
            let at = now + Duration::from_millis(900) * number;
            breaker.answered(at);
            assert_eq!(breaker.admit(at), Ok(()), "{number}");
            breaker.failed(at, REASON, None);
        }
        assert_eq!(breaker.admit(now + Duration::from_secs(9)), Err(REASON));
    }

    #[test]
    fn the_same_failures_over_a_longer_time_are_not() {
        let (now, breaker) = (Instant::now(), Breaker::default());
        for number in 0..5 * ENOUGH {
            let at = now + Duration::from_millis(1500) * number;
            breaker.answered(at);
            breaker.failed(at, REASON, None);
            assert_eq!(breaker.admit(at), Ok(()), "{number}");
        }
    }

    #[test]
    fn a_dead_marketplace_is_tried_by_one_call_every_five_seconds() {
        let now = Instant::now();
        let breaker = broken(now);
        let mut tried = 0;
        for tenth in 0..600 {
            let at = now + Duration::from_millis(100) * tenth;
            if breaker.admit(at).is_ok() {
                tried += 1;
                breaker.failed(at, REASON, None);
            }
        }
        assert!((11..=12).contains(&tried), "{tried} in a minute");
    }

    #[test]
    fn a_try_that_is_never_heard_of_again_is_followed_by_another() {
        let now = Instant::now();
        let breaker = broken(now);
        assert_eq!(breaker.admit(now + REST), Ok(()));
        assert_eq!(breaker.admit(now + REST), Err(REASON));
        assert_eq!(breaker.admit(now + 2 * REST), Ok(()));
    }

    #[test]
    fn one_good_answer_brings_it_back_with_a_clean_record() {
        let now = Instant::now();
        let breaker = broken(now);
        let back = now + REST;
        assert_eq!(breaker.admit(back), Ok(()));
        breaker.answered(back);
        for _ in 1..IN_A_ROW {
            breaker.failed(back, REASON, None);
            assert_eq!(breaker.admit(back), Ok(()));
        }
    }

    #[test]
    fn it_is_left_alone_as_long_as_it_asks_but_not_for_ever() {
        let (now, breaker) = (Instant::now(), Breaker::default());
        breaker.failed(now, AbsenceReason::Busy, Some(Duration::from_secs(30)));
        assert_eq!(breaker.admit(now + Duration::from_secs(29)), Err(AbsenceReason::Busy));
        assert_eq!(breaker.admit(now + Duration::from_secs(30)), Ok(()));
        breaker.failed(now, AbsenceReason::Busy, Some(Duration::from_secs(86_400)));
        assert_eq!(breaker.admit(now + LONGEST_REST), Ok(()));
    }
}
