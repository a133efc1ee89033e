//! What texts are about, as far as their letters tell: vectors of hashed pieces of words, the same on every machine.
//!
//! Close are texts that share words, stems or long parts of words: "headphone" and "headphones", "wirelss" and "wireless".
//! It knows no synonyms and no translations; a folder of trained vectors may be configured for that.

use crate::understanding::fold;

/// How many numbers a vector has.
const SIZE: usize = 512;

/// What a whole word counts, against a piece of three or four letters of it.
const WHOLE_WORD: i32 = 3;

/// How many letters of a text are looked at.
const LONGEST: usize = 600;

/// What a text is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector {
    parts: Vec<i32>,
    /// The sum of the squares.
    square: u64,
}

impl Vector {
    /// The vector of a text.
    pub fn of(text: &str) -> Self {
        let mut parts = vec![0; SIZE];
        let shortened: String = text.chars().take(LONGEST).collect();
        let folded = fold(&shortened);
        for word in folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            add(&mut parts, word.bytes(), WHOLE_WORD);
            let letters: Vec<char> = std::iter::once('<').chain(word.chars()).chain(std::iter::once('>')).collect();
            for length in [3, 4] {
                for piece in letters.windows(length) {
                    let piece: String = piece.iter().collect();
                    add(&mut parts, piece.bytes(), 1);
                }
            }
        }
        let square = parts.iter().map(|part| u64::from(part.unsigned_abs()).pow(2)).sum();
        Self { parts, square }
    }

    /// How close two texts are, in thousandths: 1000 for the same words, 0 for nothing in common.
    pub fn closeness(&self, other: &Self) -> u16 {
        let dot: i64 =
            self.parts.iter().zip(&other.parts).map(|(left, right)| i64::from(*left) * i64::from(*right)).sum();
        // rooted one by one: the product of the squares may not fit
        let length = self.square.saturating_mul(other.square).isqrt();
        let thousandths = u64::try_from(dot).unwrap_or(0).saturating_mul(1000).checked_div(length).unwrap_or(0);
        u16::try_from(thousandths.min(1000)).unwrap_or(1000)
    }
}

/// Adds a piece at the place and with the sign that its hash says.
fn add(parts: &mut [i32], piece: impl Iterator<Item = u8>, weight: i32) {
    // FNV-1a, with its halves folded together
    let hash =
        piece.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let hash = hash ^ (hash >> 32);
    let place = usize::try_from(hash % SIZE as u64).unwrap_or(0);
    let sign = if hash & (1 << 20) == 0 { 1 } else { -1 };
    parts[place] = parts[place].saturating_add(sign * weight);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn close(left: &str, right: &str) -> u16 {
        Vector::of(left).closeness(&Vector::of(right))
    }

    #[test]
    fn what_is_written_alike_is_close() {
        assert_eq!(close("Wireless headphones", "wireless HEADPHONES"), 1000);
        assert!(close("wirelss headphone", "Wireless headphones") > 400);
        assert!(close("wireless headphones", "frying pan") < 150);
        assert!(close("lampe de bureau", "Lampe de bureau articulée") > close("lampe de bureau", "Bureau en chêne"));
        assert!(close("سماعات لاسلكية", "سماعات رأس لاسلكية") > 600);
        assert_eq!(close("", "anything"), 0);
    }

    proptest! {
        #[test]
        fn closeness_is_the_same_both_ways_and_never_more_than_whole(left in any::<String>(), right in any::<String>()) {
            let (there, back) = (close(&left, &right), close(&right, &left));
            prop_assert_eq!(there, back);
            prop_assert!(there <= 1000);
        }
    }
}
