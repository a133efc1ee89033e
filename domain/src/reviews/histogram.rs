//! All reviews of a thing by their stars.

use super::Stars;
use crate::catalog::Rating;

/// How many reviews gave how many stars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Histogram([u32; 5]);

impl Histogram {
    /// Counts more reviews of so many stars.
    pub fn add(&mut self, stars: Stars, count: u32) {
        let place = &mut self.0[usize::from(stars.count()) - 1];
        *place = place.saturating_add(count);
    }

    /// How many gave so many stars.
    pub fn of(&self, stars: Stars) -> u32 {
        self.0[usize::from(stars.count()) - 1]
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.0.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// The average; `None` where nobody wrote one.
    pub fn rating(&self) -> Option<Rating> {
        let of = |stars: Stars| Rating { hundredths: u16::from(stars.count()) * 100, count: self.of(stars) };
        Rating::together(Stars::ALL.map(of))
    }

    /// How many in a hundred gave so many stars, so that all together make a hundred: what does not divide evenly goes to
    /// the largest remainders, ties to more stars. All are 0 where there is none.
    pub fn percent(&self, stars: Stars) -> u32 {
        let whole = u64::from(self.count());
        if whole == 0 {
            return 0;
        }
        let exact = |stars: Stars| u64::from(self.of(stars)) * 100;
        let floor = |stars: Stars| u32::try_from(exact(stars) / whole).unwrap_or(100);
        let missing = 100 - Stars::ALL.iter().map(|one| floor(*one)).sum::<u32>();
        let mut by_remainder = Stars::ALL;
        by_remainder.sort_by_key(|one| std::cmp::Reverse((exact(*one) % whole, one.count())));
        let rounded_up = by_remainder.iter().take(missing as usize).any(|one| *one == stars);
        floor(stars) + u32::from(rounded_up)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(counts: [u32; 5]) -> Histogram {
        let mut histogram = Histogram::default();
        for (stars, count) in Stars::ALL.into_iter().zip(counts) {
            histogram.add(stars, count);
        }
        histogram
    }

    #[test]
    fn the_average_is_that_of_all_reviews() {
        assert_eq!(of([3, 1, 0, 0, 0]).rating(), Some(Rating { hundredths: 475, count: 4 }));
        assert_eq!(Histogram::default().rating(), None);
    }

    #[test]
    fn the_shares_make_a_hundred_however_they_divide() {
        for counts in [[1, 1, 1, 0, 0], [7, 5, 3, 2, 1], [0, 0, 0, 0, 9], [333, 333, 334, 1, 1], [1, 0, 0, 0, 6]] {
            let histogram = of(counts);
            let shares = Stars::ALL.map(|stars| histogram.percent(stars));
            assert_eq!(shares.iter().sum::<u32>(), 100, "{counts:?}: {shares:?}");
        }
        assert_eq!(Stars::ALL.map(|stars| of([1, 1, 1, 0, 0]).percent(stars)), [34, 33, 33, 0, 0]);
        assert_eq!(Histogram::default().percent(Stars::ALL[0]), 0);
    }
}
