//! The same product across marketplaces: how sure we are that two listings are one thing, and why.
//!
//! Trade item numbers come first, where they are well formed and none that people make up; then maker, model, words,
//! amounts and details. Everything that speaks for or against is a [`Signal`]; their weighted sum, calibrated, is the
//! confidence. Listings are only taken for the same where it is at least [`SHOWN`]; from [`DOUBTFUL`] on a person may
//! decide.

mod attributes;
mod evidence;
mod gtin;
mod keys;
mod language;
mod lexicon;
mod marks;
mod measures;
mod numbers;
mod order;
mod parting;
mod read;
#[cfg(test)]
mod tests;
mod text;
mod tokens;
mod weights;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use self::read::Read;
pub use self::{
    evidence::Evidence,
    keys::MOST_KEYS,
    parting::{Apart, alone, part},
    weights::{SHIFT, SLOPE, START, Signal},
};
use crate::{catalog::Product, ids::ProductRef, money::Money};

/// From this confidence on, in thousandths, two listings are shown as the same thing.
pub const SHOWN: u16 = 900;

/// From this confidence on, in thousandths, a person is asked.
pub const DOUBTFUL: u16 = 400;

/// How many reasons a judgement gives.
const REASONS: usize = 5;

/// What a listing says that can be held against another one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// The title, plain text.
    pub title: String,
    /// The maker, where it is told.
    pub brand: Option<String>,
    /// The trade item number as it is told, whether it is one or not.
    pub gtin: Option<String>,
    /// Names and values of the table of details.
    pub attributes: Vec<(String, String)>,
    /// The price; only compared with one of the same currency.
    pub price: Option<Money>,
}

impl Listing {
    /// How many details are looked at.
    pub const MOST_ATTRIBUTES: usize = 40;
    /// How many letters of a title are looked at.
    pub const LONGEST_TITLE: usize = 400;

    /// What a product says.
    pub fn of(product: &Product) -> Self {
        Self {
            title: product.title.chars().take(Self::LONGEST_TITLE).collect(),
            brand: product.brand.clone(),
            gtin: product.gtin.as_ref().map(|gtin| gtin.as_str().to_owned()),
            attributes: product.attributes.iter().take(Self::MOST_ATTRIBUTES).cloned().collect(),
            price: Some(product.price),
        }
    }
}

/// What follows from a confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// One thing.
    Same,
    /// A person may decide; until then they are two things.
    Doubtful,
    /// Two things.
    Different,
}

/// How sure we are that two listings are one thing, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The probability that they are, in thousandths.
    pub confidence: u16,
    /// What speaks for it and against it, what counts most first.
    pub reasons: Vec<Signal>,
    /// What follows.
    pub verdict: Verdict,
}

impl Judgement {
    /// What follows from evidence.
    pub fn of(evidence: &Evidence) -> Self {
        let confidence = confidence(evidence);
        let verdict = match confidence {
            SHOWN.. => Verdict::Same,
            DOUBTFUL..SHOWN => Verdict::Doubtful,
            _ => Verdict::Different,
        };
        let counts = |signal: Signal| (f64::from(signal.weight()) * evidence.of(signal)).abs();
        let mut reasons: Vec<Signal> = Signal::ALL.iter().copied().filter(|signal| counts(*signal) >= 150.0).collect();
        reasons.sort_by(|one, two| counts(*two).total_cmp(&counts(*one)).then(one.cmp(two)));
        reasons.truncate(REASONS);
        Self { confidence, reasons, verdict }
    }

    /// The reasons that speak for one thing.
    pub fn for_it(&self) -> impl Iterator<Item = Signal> {
        self.reasons.iter().copied().filter(|signal| signal.weight() > 0)
    }

    /// The reasons that speak against it.
    pub fn against_it(&self) -> impl Iterator<Item = Signal> {
        self.reasons.iter().copied().filter(|signal| signal.weight() < 0)
    }
}

/// Why a listing is taken for the same thing as the one that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matched {
    /// The listing.
    pub listing: ProductRef,
    /// What the matcher says of it.
    pub judgement: Judgement,
    /// Whether a person looked at both and said so.
    pub decided: bool,
}

/// A listing that was read once, to be held against many.
#[derive(Clone, Debug)]
pub struct Reading(Read);

impl Reading {
    /// Reads a listing.
    pub fn of(listing: &Listing) -> Self {
        Self(Read::of(listing))
    }

    /// How sure we are that two listings are one thing, and why. Their order does not matter.
    pub fn judge(&self, other: &Self) -> Judgement {
        Judgement::of(&self.evidence(other))
    }

    /// What speaks for two listings being one thing, and against it.
    pub fn evidence(&self, other: &Self) -> Evidence {
        Evidence::between(&self.0, &other.0)
    }

    /// Whether it is a new one of a thing by itself: no part, no pack, nothing with it.
    pub fn is_plain(&self) -> bool {
        let Read { parts, condition, packs, bundle, .. } = &self.0;
        parts.is_empty() && condition.is_empty() && packs.is_empty() && !bundle
    }

    /// What the listing is looked for by: two without a key in common are never held against each other.
    pub fn keys(&self) -> BTreeSet<String> {
        keys::keys(&self.0)
    }
}

/// How sure we are that two listings are one thing, and why. Their order does not matter.
pub fn judge(left: &Listing, right: &Listing) -> Judgement {
    Reading::of(left).judge(&Reading::of(right))
}

/// The probability in thousandths that evidence speaks of one thing.
pub fn confidence(evidence: &Evidence) -> u16 {
    let weigh = |signal: &Signal| f64::from(signal.weight()) / 1000.0 * evidence.of(*signal);
    let sum = f64::from(START) / 1000.0 + Signal::ALL.iter().map(weigh).sum::<f64>();
    let calibrated = f64::from(SLOPE) / 1000.0 * sum + f64::from(SHIFT) / 1000.0;
    let probability = 1.0 / (1.0 + (-calibrated).exp());
    // Between 0 and 1000, so nothing is cut off.
    (probability * 1000.0).round() as u16
}
