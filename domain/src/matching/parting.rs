//! Groups as somebody wants them who said that two listings are not the same thing.

use serde::{Deserialize, Serialize};

use crate::{
    catalog::Product,
    ids::{ProductRef, RelationToken},
};

/// Somebody looked at one listing and said that another is not the same thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Apart {
    /// What they looked at.
    pub shown: ProductRef,
    /// What is something else.
    pub other: ProductRef,
}

/// The token of a listing that left its group. It is none that a marketplace's answer makes by itself, so a group that was
/// named after the listing keeps its own.
pub fn alone(listing: &ProductRef) -> RelationToken {
    let text = format!("else-{listing}");
    text.parse().unwrap_or_else(|_| RelationToken::of(listing, None))
}

/// Takes listings out of the groups of what they are not the same as; they stand alone then.
///
/// Where neither listing of a pair is left in the other's group, nothing changes.
pub fn part(products: &mut [Product], apart: &[Apart]) {
    for Apart { shown, other } in apart {
        let relation = |wanted: &ProductRef| {
            products.iter().find(|product| product.reference == *wanted).map(|product| product.relation.clone())
        };
        let (theirs, group) = (relation(other), relation(shown));
        // Whoever does not see the listing that was looked at sees the rest of its group alike.
        if theirs.is_none() || group.is_some_and(|group| Some(&group) != theirs.as_ref()) {
            continue;
        }
        if let Some(leaves) = products.iter_mut().find(|product| product.reference == *other) {
            leaves.relation = alone(other);
        }
    }
}
