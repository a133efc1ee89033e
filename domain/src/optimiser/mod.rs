//! The cart optimiser: from whom to take each line, so that all of it costs least, comes in the fewest parcels, or is there
//! first.
//!
//! Delivery is paid once for each marketplace and may be free from a sum on, so lines cannot be decided one by one. Up to
//! [`EXACT_LINES`] lines with a choice the best of all ways is found; beyond that a good one, with a bound below which no way
//! can come. Either is never worse than the cart as it is.

mod exact;
mod near;
mod proposal;
mod question;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::proposal::{Move, OtherWay, Proposal};
use self::question::Question;
use crate::{
    cart::Quantity,
    ids::{ExternalId, MarketplaceId, ProductRef},
    money::{Money, MoneyError},
    pricing::PriceBook,
};

#[cfg(test)]
mod tests;

/// Up to how many lines with a choice the best of all ways is found.
pub const EXACT_LINES: usize = 10;

/// What the optimiser aims at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// The lowest true cost.
    Cost,
    /// The fewest parcels, then the lowest cost.
    Parcels,
    /// The last parcel as early as can be, then the lowest cost.
    Arrival,
}

impl Aim {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Cost, Self::Parcels, Self::Arrival];

    /// Its word in forms and keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cost => "cost",
            Self::Parcels => "parcels",
            Self::Arrival => "arrival",
        }
    }

    /// The aim of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aim| aim.word() == word)
    }
}

/// An offer that could fill a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The listing.
    pub product: ProductRef,
    /// Which of its variants.
    pub variant: ExternalId,
    /// What one costs, in the marketplace's currency.
    pub unit: Money,
}

/// A line with every offer that could fill it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// How many.
    pub quantity: Quantity,
    /// The offers; never empty.
    pub candidates: Vec<Candidate>,
    /// The place of the one that is in the cart.
    pub now: usize,
}

/// How a cart stands by what the optimiser aims at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The true cost, what is expected at the border with it.
    pub cost: Money,
    /// How many parcels.
    pub parcels: u32,
    /// Days until the last parcel is there, at the latest.
    pub days: u16,
}

impl Standing {
    /// What is compared, the most important first; less is better.
    pub fn measure(&self, aim: Aim) -> (i64, i64) {
        match aim {
            Aim::Cost => (self.cost.minor, self.parcels.into()),
            Aim::Parcels => (self.parcels.into(), self.cost.minor),
            Aim::Arrival => (self.days.into(), self.cost.minor),
        }
    }
}

/// A way to fill all lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// For each line the place of its offer.
    pub picks: Vec<usize>,
    /// The way of delivery of each marketplace.
    pub options: BTreeMap<MarketplaceId, String>,
    /// How the cart would stand.
    pub standing: Standing,
    /// Whether no way is better.
    pub exact: bool,
    /// No way costs less than this; the cost itself where that is the aim and the plan is exact.
    pub bound: Money,
}

/// How the cart stands as it is. `chosen` names the ways of delivery that the shopper chose.
///
/// # Errors
/// When a rate is missing, currencies do not fit, or an amount is too large.
pub fn standing(
    book: &PriceBook,
    wants: &[Want],
    chosen: &BTreeMap<MarketplaceId, String>,
) -> Result<Standing, MoneyError> {
    let question = Question::new(book, wants, chosen, Aim::Cost)?;
    let (picks, options) = question.as_it_is();
    question.standing(&picks, &options)
}

/// The best way to fill all lines by one aim; the cart as it is where none is better.
///
/// Offers whose cost at the border is not known are left out, but for those in the cart. What the shopper chose as a way of
/// delivery stays, but where early arrival is the aim.
///
/// # Errors
/// As [`standing`].
pub fn best(
    book: &PriceBook,
    wants: &[Want],
    chosen: &BTreeMap<MarketplaceId, String>,
    aim: Aim,
) -> Result<Plan, MoneyError> {
    let question = Question::new(book, wants, chosen, aim)?;
    let found = match exact::solve(&question, aim)? {
        Some(found) => found,
        None => near::solve(&question, aim)?,
    };
    let (picks, options) = question.as_it_is();
    let now = question.standing(&picks, &options)?;
    let better = found.standing.measure(aim) < now.measure(aim);
    let (picks, options, standing) =
        if better { (found.picks, found.options, found.standing) } else { (picks, options, now) };
    let least = question.least_cost()?.min(standing.cost.minor);
    let reached = found.exact && aim == Aim::Cost;
    let bound = if reached { standing.cost } else { Money::new(least, book.currency) };
    Ok(Plan { picks, options: question.named(&options), standing, exact: found.exact, bound })
}

/// What a search found.
struct Found {
    picks: Vec<usize>,
    options: Vec<usize>,
    standing: Standing,
    exact: bool,
}
