//! Titles side by side: where everything else stands in the same order, a word in the place of another one is what tells
//! two things apart.

/// How two titles differ where they stand side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sides {
    /// How much it says that a few words stand in the place of a few others, from 0 to 1.
    pub swapped: f64,
    /// How much it says that a few words stand in the midst of what is the same, from 0 to 1.
    pub inserted: f64,
    /// How many words of each have no place in the other.
    pub left_over: (usize, usize),
}

/// The most words that stand in the place of others; more are another way to write.
const FEW: usize = 3;

/// How much a word more tells at the beginning or the end of a title.
const EDGE: f64 = 0.7;

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
    // Words that the other title has in another place tell nothing.
    let free_left: Vec<bool> = equal.iter().map(|row| !row.contains(&true)).collect();
    let free_right: Vec<bool> = (0..right.len()).map(|two| !equal.iter().any(|row| row[two])).collect();
    let many = |free: &[bool]| free.iter().filter(|free| **free).count();
    let mut sides = Sides { left_over: (many(&free_left), many(&free_right)), ..Sides::default() };
    let (mut one, mut two, mut before) = (0, 0, 0);
    let (mut gap_left, mut gap_right) = (0, 0);
    let mut close = |gap_left: &mut usize, gap_right: &mut usize, before: usize, after: bool, ends: (usize, usize)| {
        let (mine, yours) = (std::mem::take(gap_left), std::mem::take(gap_right));
        let mine = Gap::of(&left[ends.0 - mine..ends.0], &free_left[ends.0 - mine..ends.0]);
        let yours = Gap::of(&right[ends.1 - yours..ends.1], &free_right[ends.1 - yours..ends.1]);
        let most = mine.words.max(yours.words);
        if mine.words > 0 && yours.words > 0 {
            if most <= FEW && (before > 0 || after) {
                // Names on both sides tell two things apart; what describes may only be told otherwise.
                let much = match (mine.named, yours.named) {
                    (true, true) => 1.0,
                    (false, false) => 0.8 * mine.tells.min(yours.tells),
                    _ => 0.8 * mine.tells.max(yours.tells),
                };
                sides.swapped = sides.swapped.max(much);
            }
        } else if most < FEW && (before > 0 || after) {
            // At the end of a title more is only described.
            let place = if before > 0 && after { 1.0 } else { EDGE };
            sides.inserted = sides.inserted.max(mine.alone.max(yours.alone) * place);
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

/// What stands in one title between two words that both have, without what the other title has elsewhere.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    words: usize,
    /// Whether there is a word that no lexicon holds.
    named: bool,
    /// How much the word that tells most tells in the place of another one.
    tells: f64,
    /// How much the word that tells most tells by being there alone.
    alone: f64,
}

impl Gap {
    fn of(words: &[String], free: &[bool]) -> Self {
        let mut gap = Self::default();
        for (word, _) in words.iter().zip(free).filter(|(_, free)| **free) {
            gap.words += 1;
            let (named, tells, alone) = match word.split_once([':', '=', '#']) {
                None => (true, 1.0, 1.0),
                // A short number is a model's; codes and long numbers are often left out.
                Some(("", number)) => (false, 1.0, if number.starts_with('#') || number.len() > 3 { 0.2 } else { 1.0 }),
                Some(("Colour", _)) => (false, 0.3, 0.0),
                Some(("Feature" | "Facet", _)) => (false, 1.0, 0.5),
                Some(("Part", _)) => (false, 1.0, 0.3),
                Some(("Kind" | "Grade", _)) => (false, 1.0, 0.1),
                Some(_) => (false, 0.2, 0.0),
            };
            gap.named |= named;
            gap.tells = gap.tells.max(tells);
            gap.alone = gap.alone.max(alone);
        }
        gap
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(left: &str, right: &str) -> (f64, f64) {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let sides = sides(&words(left), &words(right), |one, two| one == two);
        (sides.swapped, sides.inserted)
    }

    #[test]
    fn one_word_in_the_place_of_another_is_seen() {
        assert_eq!(of("lindor milk 200", "lindor dark 200"), (1.0, 0.0));
        assert_eq!(of("arabian horse stallion", "arabian horse mare"), (1.0, 0.0));
        assert_eq!(of("classic clog navy", "classic platform clog navy"), (0.0, 1.0));
        assert_eq!(of("deep care body wash 450", "body wash deep care 450"), (0.0, 0.0));
        assert_eq!(of("a b c", "a b c"), (0.0, 0.0));
        assert_eq!(of("a b c d e", "x y z v w"), (0.0, 0.0));
    }
}
