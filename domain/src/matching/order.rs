//! Titles side by side: where everything else stands in the same order, a word in the place of another one is what tells
//! two things apart.

/// How two titles differ where they stand side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sides {
    /// How often a few words stand in the place of a few others.
    pub swapped: usize,
    /// How often a few words stand in the midst of what is the same.
    pub inserted: usize,
    /// How many words of each have no place in the other.
    pub left_over: (usize, usize),
}

/// The most words that stand in the place of others; more are another way to write.
const FEW: usize = 3;

/// The most words that are laid side by side.
const MOST: usize = 40;

/// Lays two titles side by side; `same` says which words are one.
pub(super) fn sides(left: &[String], right: &[String], same: impl Fn(&str, &str) -> bool) -> Sides {
    let (left, right) = (&left[..left.len().min(MOST)], &right[..right.len().min(MOST)]);
    // How long the rest in common is, from each place on.
    let mut rest = vec![vec![0_usize; right.len() + 1]; left.len() + 1];
    let equal: Vec<Vec<bool>> = left.iter().map(|one| right.iter().map(|two| same(one, two)).collect()).collect();
    for one in (0..left.len()).rev() {
        for two in (0..right.len()).rev() {
            rest[one][two] =
                if equal[one][two] { rest[one + 1][two + 1] + 1 } else { rest[one + 1][two].max(rest[one][two + 1]) };
        }
    }
    let mut sides = Sides::default();
    let shared = rest[0][0];
    sides.left_over = (left.len() - shared, right.len() - shared);
    let (mut one, mut two, mut before) = (0, 0, 0);
    let (mut gap_left, mut gap_right) = (0, 0);
    // Only words that are known nowhere tell by being there alone; what describes may be left out.
    let names = |words: &[String]| words.iter().any(|word| !word.contains([':', '=']));
    let mut close = |gap_left: &mut usize, gap_right: &mut usize, before: usize, after: bool, ends: (usize, usize)| {
        let (mine, yours) = (std::mem::take(gap_left), std::mem::take(gap_right));
        let named = names(&left[ends.0 - mine..ends.0]) || names(&right[ends.1 - yours..ends.1]);
        let around = before > 0 || after;
        if mine > 0 && yours > 0 && mine.max(yours) <= FEW && around {
            sides.swapped += 1;
        } else if named && mine + yours > 0 && mine.min(yours) == 0 && mine.max(yours) < FEW && before > 0 && after {
            sides.inserted += 1;
        }
    };
    while one < left.len() && two < right.len() {
        if equal[one][two] {
            close(&mut gap_left, &mut gap_right, before, true, (one, two));
            before += 1;
            one += 1;
            two += 1;
        } else if rest[one + 1][two] >= rest[one][two + 1] {
            gap_left += 1;
            one += 1;
        } else {
            gap_right += 1;
            two += 1;
        }
    }
    gap_left += left.len() - one;
    gap_right += right.len() - two;
    close(&mut gap_left, &mut gap_right, before, false, (left.len(), right.len()));
    sides
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(left: &str, right: &str) -> (usize, usize) {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let sides = sides(&words(left), &words(right), |one, two| one == two);
        (sides.swapped, sides.inserted)
    }

    #[test]
    fn one_word_in_the_place_of_another_is_seen() {
        assert_eq!(of("lindor milk 200", "lindor dark 200"), (1, 0));
        assert_eq!(of("arabian horse stallion", "arabian horse mare"), (1, 0));
        assert_eq!(of("classic clog navy", "classic platform clog navy"), (0, 1));
        assert_eq!(of("a b c", "a b c"), (0, 0));
        assert_eq!(of("a b c d e", "x y z v w"), (0, 0));
    }
}
