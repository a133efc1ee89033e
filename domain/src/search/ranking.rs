//! In which order groups match best: published inputs, published weights, whole numbers. Whoever has the inputs works out
//! the same order, in the browser as on the server. Nobody can pay for a place: there is no input for it.

use serde::{Deserialize, Serialize};

use super::ProductGroup;
use crate::{catalog::Rating, meaning::Vector};

macro_rules! inputs {
    ($($variant:ident $word:literal $weight:literal;)*) => {
        /// What counts for a place among the best matches.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Input {
            $(#[doc = $word] $variant,)*
        }

        impl Input {
            /// Every input, the weightiest first.
            pub const ALL: [Self; Inputs::COUNT] = [$(Self::$variant),*];

            /// Its word in texts and on cards.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// How many points it is worth in full.
            pub fn weight(self) -> u32 {
                match self { $(Self::$variant => $weight,)* }
            }
        }
    };
}

inputs! {
    Words "words" 440;
    Rating "rating" 180;
    Meaning "meaning" 140;
    Stock "stock" 120;
    Total "total" 80;
    Own "own" 60;
    Sellers "sellers" 40;
}

/// So many ratings of the middle are added to those there are, so that one of five stars is no proof.
const PRIOR_COUNT: u64 = 10;

/// The middle, in hundredths of a star.
const PRIOR_RATING: u64 = 350;

/// From so many marketplaces on, more count no more.
const MANY_SELLERS: usize = 5;

/// What is known of a group's place: each input in thousandths of what it can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs([u16; Self::COUNT]);

impl Inputs {
    /// How many there are.
    pub const COUNT: usize = 7;

    /// An input in thousandths.
    pub fn get(&self, input: Input) -> u16 {
        self.0.get(input as usize).copied().unwrap_or(0)
    }

    /// Takes an input in thousandths.
    pub fn set(&mut self, input: Input, thousandths: u16) {
        if let Some(known) = self.0.get_mut(input as usize) {
            *known = thousandths.min(1000);
        }
    }

    /// What an input brings, in thousandths of a point.
    pub fn points(&self, input: Input) -> u32 {
        input.weight() * u32::from(self.get(input))
    }

    /// All points together, in thousandths of a point.
    pub fn score(&self) -> u32 {
        Input::ALL.into_iter().map(|input| self.points(input)).sum()
    }

    /// The inputs as one word: `1000.870.512.1000.1000.0.400`.
    pub fn text(&self) -> String {
        self.0.map(|input| input.to_string()).join(".")
    }

    /// Reads what [`Inputs::text`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let mut inputs = Self::default();
        let mut parts = text.split('.');
        for input in &mut inputs.0 {
            *input = parts.next()?.parse().ok().filter(|thousandths| *thousandths <= 1000)?;
        }
        parts.next().is_none().then_some(inputs)
    }
}

/// A question as the inputs are worked out for it.
pub(super) struct Asked {
    words: Vec<String>,
    vector: Vector,
}

impl Asked {
    pub(super) fn new(text: &str) -> Self {
        Self { words: words_of(text), vector: Vector::of(text) }
    }

    /// How much of the words a listing has: in its title or maker, at the beginning of one, or in its description.
    pub(super) fn words(&self, title: &str, brand: &str, description: &str) -> u16 {
        let known: Vec<String> = words_of(title).into_iter().chain(words_of(brand)).collect();
        let description = description.to_lowercase();
        let of_word = |word: &String| {
            if known.contains(word) {
                1000
            } else if known.iter().any(|known| known.starts_with(word.as_str())) {
                600
            } else if description.contains(word.as_str()) {
                200
            } else {
                0
            }
        };
        let all: u32 = self.words.iter().map(of_word).sum();
        let count = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        u16::try_from(all.checked_div(count).unwrap_or(0)).unwrap_or(1000)
    }

    /// How close a listing's title is to the question.
    pub(super) fn meaning(&self, title: &str) -> u16 {
        if self.words.is_empty() { 0 } else { self.vector.closeness(&Vector::of(title)) }
    }
}

pub(super) fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The inputs that all groups of an answer share a measure for, or that need the whole group.
pub(super) fn take_whole(groups: &mut [ProductGroup]) {
    let mut totals: Vec<i64> = groups.iter().filter_map(|group| Some(group.best()?.landed.place().1)).collect();
    totals.sort_unstable();
    let middle = totals.get(totals.len() / 2).copied().unwrap_or(0).max(1);
    for group in groups {
        let total = group.best().map_or(i64::MAX, |best| best.landed.place().1).max(1);
        let share = if total <= middle { 1000 } else { middle.saturating_mul(1000) / total };
        group.inputs.set(Input::Total, u16::try_from(share).unwrap_or(0));
        group.inputs.set(Input::Rating, of_rating(group.rating));
        group.inputs.set(Input::Stock, if group.in_stock() { 1000 } else { 0 });
        let mut sellers: Vec<_> = group.offers.iter().map(|offer| &offer.product.reference.marketplace).collect();
        sellers.sort_unstable();
        sellers.dedup();
        let sellers = sellers.len().min(MANY_SELLERS) * 1000 / MANY_SELLERS;
        group.inputs.set(Input::Sellers, u16::try_from(sellers).unwrap_or(1000));
    }
}

fn of_rating(rating: Option<Rating>) -> u16 {
    let (hundredths, count) =
        rating.map_or((0, 0), |rating| (u64::from(rating.hundredths.min(500)), u64::from(rating.count)));
    let thousandths = (hundredths * count + PRIOR_RATING * PRIOR_COUNT) * 2 / (count + PRIOR_COUNT);
    u16::try_from(thousandths).unwrap_or(1000)
}

/// Puts the best match first: by points, then by how many offers there are; ties keep one order whatever came in first.
pub fn best_first(groups: &mut [ProductGroup]) {
    for group in groups.iter_mut() {
        group.relevance = i64::from(group.inputs.score());
    }
    groups.sort_by(|left, right| {
        let ours = |group: &ProductGroup| (group.relevance, group.offers.len());
        ours(right).cmp(&ours(left)).then_with(|| left.relation.cmp(&right.relation))
    });
    for (rank, group) in (0..).zip(groups) {
        group.rank = rank;
    }
}

/// Raises an input of groups to what somebody else found, and puts the best match first again.
pub fn raise(groups: &mut [ProductGroup], input: Input, found: impl Fn(&ProductGroup) -> Option<u16>) {
    for group in groups.iter_mut() {
        if let Some(thousandths) = found(group) {
            let known = group.inputs.get(input);
            group.inputs.set(input, known.max(thousandths));
        }
    }
    best_first(groups);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_without_ones_own_choice_are_a_thousand_points() {
        let all: u32 = Input::ALL.into_iter().filter(|input| *input != Input::Own).map(Input::weight).sum();
        assert_eq!(all, 1000);
        assert!(Input::ALL.is_sorted_by_key(|input| std::cmp::Reverse(input.weight())));
    }

    #[test]
    fn inputs_read_back_as_they_were_written() {
        let mut inputs = Inputs::default();
        inputs.set(Input::Words, 1000);
        inputs.set(Input::Sellers, 400);
        inputs.set(Input::Rating, 9999);
        assert_eq!(Inputs::read(&inputs.text()), Some(inputs));
        assert_eq!(inputs.get(Input::Rating), 1000);
        assert_eq!(inputs.score(), 440_000 + 16_000 + 180_000);
        for broken in ["", "1", "1.2.3.4.5.6.7.8", "1.2.3.4.5.6.1001", "a.b.c.d.e.f.g"] {
            assert_eq!(Inputs::read(broken), None, "{broken}");
        }
    }

    #[test]
    fn one_rating_of_five_stars_is_no_proof() {
        let of = |hundredths, count| of_rating(Some(Rating { hundredths, count }));
        assert!(of(500, 1) < of(450, 200));
        assert!(of(100, 100) < of_rating(None));
        assert_eq!(of(500, 4_000_000), 999);
    }

    #[test]
    fn words_in_the_title_count_more_than_in_the_description() {
        let asked = Asked::new("Desk lamp");
        assert_eq!(asked.words("Desk lamp, black", "", ""), 1000);
        assert_eq!(asked.words("Lamp", "Deskwell", ""), 800);
        assert_eq!(asked.words("Lamp", "", "for every desk"), 600);
        assert_eq!(Asked::new("").words("Lamp", "", ""), 0);
    }
}
