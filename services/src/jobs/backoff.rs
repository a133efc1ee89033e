//! How long to wait before a job is tried again.

/// The pause after the first failure, in milliseconds.
const FIRST: i64 = 2_000;

/// The longest pause: four hours.
const LONGEST: i64 = 4 * 60 * 60 * 1000;

/// The pause after so many tries, in milliseconds: doubling up to [`LONGEST`], of which a random half is waited for
/// certain and the rest by chance, so that jobs that failed together do not come back together.
pub(super) fn pause(tries: u32, chance: u64) -> i64 {
    let whole = FIRST.saturating_mul(1_i64 << tries.saturating_sub(1).min(30)).min(LONGEST);
    let half = whole / 2;
    let extra = chance % (half.unsigned_abs() + 1);
    half + i64::try_from(extra).unwrap_or(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_four_hours_and_half_of_each_is_chance() {
        for (tries, whole) in [(1, 2_000), (2, 4_000), (5, 32_000), (13, 8_192_000), (14, LONGEST), (u32::MAX, LONGEST)]
        {
            assert_eq!(pause(tries, 0), whole / 2, "{tries}");
            assert_eq!(pause(tries, (whole / 2).unsigned_abs()), whole, "{tries}");
            for chance in [1, 999, u64::MAX] {
                assert!((whole / 2..=whole).contains(&pause(tries, chance)), "{tries} {chance}");
            }
        }
    }
}
