//! Numbers that look drawn and are not: the same seed gives the same ones on every machine.

/// A source of numbers (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The numbers of one run of many: each run of a seed has its own.
    pub fn new(seed: u64, run: u64) -> Self {
        let mut dice = Self(seed);
        let shuffled = dice.roll();
        Self(shuffled ^ run.wrapping_mul(0xd6e8_feb8_6659_fd93))
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `end`; 0 where that leaves none.
    pub fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.roll() as u32) * u64::from(end)) >> 32) as u32
    }

    /// A place in something so long; 0 where it is empty.
    pub fn place(&mut self, length: usize) -> usize {
        self.below(u32::try_from(length).unwrap_or(u32::MAX)) as usize
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = to.wrapping_sub(from).unsigned_abs().wrapping_add(1);
        from.wrapping_add((self.roll() % span.max(1)) as i64)
    }

    /// Says yes so many times in a hundred.
    pub fn percent(&mut self, times: u32) -> bool {
        self.below(100) < times
    }
}
