//! The prices of a product group as its page tells them: what the best offer came to day by day, what this offer did, and
//! what follows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Advice, Claim, History, LOOKS_BACK, Point, Reduction, advise, claim, reduction};
use crate::{
    ids::{MarketplaceId, ProductRef},
    landed_cost,
    money::{Currency, Money},
    pricing::PriceBook,
    search::ProductGroup,
    time::Timestamp,
};

/// What is told of a product's prices. Past prices are reckoned with today's terms and rates, so that they can be compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceStory {
    /// The currency of the points.
    pub currency: Currency,
    /// The lowest true cost of all offers on each day that is known.
    pub group: Vec<Point>,
    /// The true cost of the offer that the page is of.
    pub offer: Vec<Point>,
    /// Since when anything is known.
    pub since: Option<Timestamp>,
    /// Whether now is a good time; nothing where too little is known.
    pub advice: Option<Advice>,
    /// The offer's price before tax and delivery in its latest reduction.
    pub reduction: Option<Reduction>,
    /// What is known of the reduction that the offer's seller claims.
    pub claim: Claim,
    /// The old price that the seller names.
    pub claimed: Option<Money>,
}

impl PriceStory {
    /// Tells the prices of a group at a moment, seen from one of its offers.
    pub fn of(
        book: &PriceBook,
        group: &ProductGroup,
        offer: &ProductRef,
        histories: &BTreeMap<ProductRef, History>,
        now: Timestamp,
    ) -> Self {
        let from = now.plus(-LOOKS_BACK * Timestamp::DAY);
        let of_group = || group.offers.iter().map(|offer| &offer.product.reference);
        let mut lowest: BTreeMap<i64, i64> = BTreeMap::new();
        let mut own = Vec::new();
        for reference in of_group() {
            let Some(history) = histories.get(reference) else { continue };
            let points = at_the_door(book, &reference.marketplace, history, from, now);
            for point in &points {
                let known = lowest.entry(point.day).or_insert(point.lowest);
                *known = point.lowest.min(*known);
            }
            if reference == offer {
                own = points;
            }
        }
        let points: Vec<Point> = lowest.into_iter().map(|(day, lowest)| Point { day, lowest }).collect();
        let price = group.best().filter(|_| group.in_stock()).map(|best| best.landed.total.minor);
        let mine = histories.get(offer);
        let begins = of_group().filter_map(|reference| histories.get(reference)?.seen().first());
        Self {
            currency: book.currency,
            advice: price.and_then(|price| advise(&points, now.date().days(), price)),
            group: points,
            offer: own,
            since: begins.map(|seen| seen.from).min(),
            reduction: mine.and_then(reduction),
            claim: mine.map_or(Claim::None, |history| claim(history, now)),
            claimed: mine.and_then(|history| history.latest()?.claimed()),
        }
    }
}

/// The days of a history with what its price comes to at the door.
fn at_the_door(
    book: &PriceBook,
    marketplace: &MarketplaceId,
    history: &History,
    from: Timestamp,
    to: Timestamp,
) -> Vec<Point> {
    let Some(currency) = history.currency() else { return Vec::new() };
    let mut known: BTreeMap<i64, Option<i64>> = BTreeMap::new();
    let mut total = |price: i64| {
        *known.entry(price).or_insert_with(|| {
            let cost = landed_cost::of_listing(book, marketplace, Money::new(price, currency), to).ok()?;
            Some(cost.total.minor)
        })
    };
    let points = history.points(from, to.plus(1)).into_iter();
    points.filter_map(|point| Some(Point { day: point.day, lowest: total(point.lowest)? })).collect()
}
