//! How quickly a marketplace usually answers, and how many extra calls it may be sent.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How many answers are remembered.
const REMEMBERED: usize = 64;

/// From how many on they say what is usual.
const ENOUGH: usize = 20;

/// No one is asked a second time sooner than this: nobody would notice what it gains.
const SOONEST: Duration = Duration::from_millis(50);

/// How many calls earn one extra call.
const CALLS_PER_EXTRA: u32 = 10;

/// How many extra calls can be saved up.
const MOST_SAVED: u32 = 10;

/// How long one kind of call took lately.
#[derive(Debug, Default)]
pub struct Usual(Mutex<Recent>);

#[derive(Debug, Default)]
struct Recent {
    took: Vec<Duration>,
    oldest: usize,
}

impl Usual {
    /// Notes how long an answer took.
    pub fn took(&self, took: Duration) {
        let mut recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.took.len() < REMEMBERED {
            recent.took.push(took);
        } else {
            let oldest = recent.oldest;
            recent.took[oldest] = took;
            recent.oldest = (oldest + 1) % REMEMBERED;
        }
    }

    /// The time in which nineteen of twenty answers come, and so after which it makes sense to ask a second time.
    pub fn patience(&self) -> Option<Duration> {
        let mut took = self.0.lock().unwrap_or_else(PoisonError::into_inner).took.clone();
        if took.len() < ENOUGH {
            return None;
        }
        let place = took.len() * 19 / 20;
        Some((*took.select_nth_unstable(place).1).max(SOONEST))
    }
}

/// Extra calls to one marketplace: never more than a tenth of all others.
#[derive(Debug, Default)]
pub struct Budget(Mutex<u32>);

impl Budget {
    /// A call of its own accord was made.
    pub fn earn(&self) {
        let mut saved = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *saved = (*saved + 1).min(MOST_SAVED * CALLS_PER_EXTRA);
    }

    /// Takes one extra call, where there is one.
    pub fn spend(&self) -> bool {
        let mut saved = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = saved.checked_sub(CALLS_PER_EXTRA);
        *saved = left.unwrap_or(*saved);
        left.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_usual_before_there_were_some_answers() {
        let usual = Usual::default();
        for _ in 1..ENOUGH {
            usual.took(Duration::from_millis(100));
        }
        assert_eq!(usual.patience(), None);
        usual.took(Duration::from_millis(100));
        assert_eq!(usual.patience(), Some(Duration::from_millis(100)));
    }

    #[test]
    fn one_slow_answer_in_twenty_is_the_measure_and_old_ones_are_forgotten() {
        let usual = Usual::default();
        for number in 0..20 {
            usual.took(Duration::from_millis(if number == 7 { 600 } else { 80 }));
        }
        assert_eq!(usual.patience(), Some(Duration::from_millis(600)));
        for _ in 0..REMEMBERED {
            usual.took(Duration::from_millis(3));
        }
        assert_eq!(usual.patience(), Some(SOONEST));
    }

    #[test]
    fn extra_calls_are_a_tenth_of_the_others_whatever_happens() {
        let budget = Budget::default();
        let mut extra = 0;
        for _ in 0..10_000 {
            budget.earn();
            extra += u32::from(budget.spend());
        }
        assert_eq!(extra, 1000);
        for _ in 0..10_000 {
            budget.earn();
        }
        assert_eq!((0..100).filter(|_| budget.spend()).count(), MOST_SAVED as usize);
    }
}
