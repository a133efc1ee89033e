//! Which pieces are got when others are bought: the cheapest.

use std::cmp::Ordering;

use crate::{
    money::{Money, MoneyError},
    shares::pieces,
};

/// A line of which pieces may be got.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Its place in the cart.
    pub place: usize,
    /// What is left of its price.
    pub left: Money,
    /// How many pieces it has; at least one.
    pub quantity: u32,
    /// Whether its pieces may be bought ones too.
    pub shared: bool,
}

/// What is taken off each line so that the `wanted` cheapest pieces cost so much less, at most `most_shared` of them from lines
/// that are shared. Pieces of one line cost the same; equals are taken from the earlier line.
pub(super) fn cheapest(
    mut candidates: Vec<Candidate>,
    wanted: u32,
    most_shared: u32,
    points: u32,
) -> Result<Vec<(usize, Money)>, MoneyError> {
    candidates.sort_by(by_price_of_one);
    let (mut wanted, mut most_shared) = (wanted, most_shared);
    let mut off = Vec::new();
    for line in candidates {
        let most = if line.shared { most_shared } else { u32::MAX };
        let got = line.quantity.min(wanted).min(most);
        wanted -= got;
        if line.shared {
            most_shared -= got;
        }
        if got > 0 {
            off.push((line.place, pieces(line.left, 0, got, line.quantity).basis_points(points)?));
        }
    }
    off.sort_by_key(|(place, _)| *place);
    Ok(off)
}

fn by_price_of_one(one: &Candidate, other: &Candidate) -> Ordering {
    let crossed = |of: &Candidate, by: &Candidate| i128::from(of.left.minor) * i128::from(by.quantity);
    crossed(one, other).cmp(&crossed(other, one)).then(one.place.cmp(&other.place))
}
