//! How much may be sent to the forms of strangers without a proof of work: enough for people whose browser runs no scripts,
//! little for a program.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use app::ssr::WithoutProof;
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

/// What one household may send at once, and how long until one more.
const OF_ONE: (u32, Duration) = (10, Duration::from_secs(60));

/// What all may send together.
const OF_ALL: (u32, Duration) = (300, Duration::from_millis(200));

/// The room of those who send no proof.
pub struct Room {
    one: DefaultKeyedRateLimiter<u128>,
    all: DefaultKeyedRateLimiter<()>,
    clock: DefaultClock,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            one: RateLimiter::keyed(quota(OF_ONE)),
            all: RateLimiter::keyed(quota(OF_ALL)),
            clock: DefaultClock::default(),
        }
    }
}

impl Room {
    /// What the doors ask when a household sends a form without a proof.
    pub fn of(self: &Arc<Self>, household: u128) -> WithoutProof {
        let room = self.clone();
        WithoutProof::new(move || room.wait_of(household))
    }

    /// Takes a place; where there is none, says how long until there is.
    fn wait_of(&self, household: u128) -> Option<Duration> {
        let now = self.clock.now();
        if let Err(until) = self.one.check_key(&household) {
            return Some(until.wait_time_from(now));
        }
        self.all.check_key(&()).err().map(|until| until.wait_time_from(now))
    }

    /// Forgets households whose room has long been whole again.
    pub fn tidy(&self) {
        self.one.retain_recent();
        self.one.shrink_to_fit();
    }
}

fn quota((at_once, one_more): (u32, Duration)) -> Quota {
    let at_once = NonZeroU32::new(at_once).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(one_more).map_or_else(|| Quota::per_second(at_once), |quota| quota.allow_burst(at_once))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_without_proofs_has_little_room_and_another_has_its_own() {
        let room = Room::default();
        for _ in 0..OF_ONE.0 {
            assert_eq!(room.wait_of(1), None);
        }
        let wait = room.wait_of(1).expect("it has to wait");
        assert!(wait <= OF_ONE.1, "{wait:?}");
        assert_eq!(room.wait_of(2), None);
    }

    #[test]
    fn all_households_without_proofs_have_so_much_together() {
        let room = Room::default();
        let passed = (0..10 * u128::from(OF_ALL.0)).filter(|household| room.wait_of(*household).is_none()).count();
        let most = OF_ALL.0 as usize;
        assert!((most..5 * most).contains(&passed), "{passed}");
    }
}
