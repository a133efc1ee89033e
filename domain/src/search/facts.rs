//! What filters and order need to know of a product group: little enough to stand on its card, so that the browser
//! filters, sorts and counts what is there by the same rules as the server.

use serde::{Deserialize, Serialize};

use super::{ProductGroup, SearchQuery, Sort};
use crate::{
    catalog::{Category, Rating},
    ids::MarketplaceId,
};

/// The best offer of one marketplace in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// Whose it is.
    pub marketplace: MarketplaceId,
    /// What it comes to at the shopper's door, in minor units of the shopper's currency.
    pub total: i64,
    /// Whether it can be bought.
    pub in_stock: bool,
}

/// What filters and order need to know of a product group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Its place among the best matches, from 0.
    pub rank: u32,
    /// How many offers it has.
    pub offers: u32,
    /// All marketplaces' stars together.
    pub rating: Option<Rating>,
    /// Its category.
    pub category: Option<Category>,
    /// Who sells it: what can be bought first, then by total.
    pub sellers: Vec<Seller>,
}

impl Facts {
    /// The facts of a group.
    pub fn of(group: &ProductGroup) -> Self {
        let mut sellers: Vec<Seller> = Vec::new();
        for offer in &group.offers {
            let marketplace = &offer.product.reference.marketplace;
            if sellers.iter().all(|seller| seller.marketplace != *marketplace) {
                let in_stock = offer.product.availability.is_in_stock();
                sellers.push(Seller { marketplace: marketplace.clone(), total: offer.shown.total.minor, in_stock });
            }
        }
        // As the group's offers lie, even where the offers asked for were put first.
        sellers.sort_by(|left, right| {
            let place = |seller: &Seller| (!seller.in_stock, seller.total);
            place(left).cmp(&place(right)).then_with(|| left.marketplace.cmp(&right.marketplace))
        });
        Self {
            rank: group.rank,
            offers: u32::try_from(group.offers.len()).unwrap_or(u32::MAX),
            rating: group.rating,
            category: group.category,
            sellers,
        }
    }

    /// The facts as words, to stand on a card: `0 3 470 8087 audio harbor 4599 1 nomad 5000 0`.
    pub fn text(&self) -> String {
        let (stars, raters) = self.rating.map_or((0, 0), |rating| (rating.hundredths, rating.count));
        let category = self.category.map_or("-", Category::slug);
        let mut text = format!("{} {} {stars} {raters} {category}", self.rank, self.offers);
        for Seller { marketplace, total, in_stock } in &self.sellers {
            text.push_str(&format!(" {marketplace} {total} {}", u8::from(*in_stock)));
        }
        text
    }

    /// Reads what [`Facts::text`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let rank = words.next()?.parse().ok()?;
        let offers = words.next()?.parse().ok()?;
        let rating = Rating { hundredths: words.next()?.parse().ok()?, count: words.next()?.parse().ok()? };
        let category = Category::from_slug(words.next()?);
        let mut sellers = Vec::new();
        while let Some(marketplace) = words.next() {
            let total = words.next()?.parse().ok()?;
            sellers.push(Seller { marketplace: marketplace.parse().ok()?, total, in_stock: words.next()? == "1" });
        }
        Some(Self { rank, offers, rating: (rating.count > 0).then_some(rating), category, sellers })
    }

    /// The offer that stands for the group: the best of the marketplaces asked for.
    pub fn shown(&self, query: &SearchQuery) -> Option<&Seller> {
        let asked_for =
            |seller: &&Seller| query.marketplaces.is_empty() || query.marketplaces.contains(&seller.marketplace);
        self.sellers.iter().find(asked_for)
    }
}

impl SearchQuery {
    /// Whether a group passes the filters. Total and stock are those of the offer that stands for it.
    pub fn admits(&self, facts: &Facts) -> bool {
        facts.shown(self).is_some_and(|shown| {
            self.from.is_none_or(|from| shown.total >= from)
                && self.to.is_none_or(|to| shown.total <= to)
                && (!self.in_stock || shown.in_stock)
        }) && self.category.is_none_or(|category| facts.category == Some(category))
            && self.rated.is_none_or(|rated| facts.rating.is_some_and(|rating| rating.hundredths >= rated))
    }
}

/// A thing with the facts of its group.
type Known<T> = (Facts, T);

/// What passes the filters, in order, and what does not, the best match first. Ties keep the order of the best match.
pub fn choose<T>(query: &SearchQuery, all: impl IntoIterator<Item = Known<T>>) -> (Vec<Known<T>>, Vec<Known<T>>) {
    let (mut passing, mut failing): (Vec<_>, Vec<_>) = all.into_iter().partition(|(facts, _)| query.admits(facts));
    let place = |facts: &Facts| {
        let total = facts.shown(query).map_or(0, |seller| seller.total);
        let stars = facts.rating.map_or(0, |rating| (i64::from(rating.hundredths) << 32) + i64::from(rating.count));
        let first = match query.sort {
            Sort::Best => 0,
            Sort::Total => total,
            Sort::TotalDown => -total,
            Sort::Rating => -stars,
        };
        (first, facts.rank)
    };
    passing.sort_by_key(|(facts, _)| place(facts));
    failing.sort_by_key(|(facts, _)| facts.rank);
    (passing, failing)
}

/// How many groups there would be with only this value chosen in one filter, so that its other values stay in reach.
pub fn count<'a>(query: &SearchQuery, all: impl IntoIterator<Item = &'a Facts>, name: &str, value: &str) -> u32 {
    let wanted = query.choosing(name, value);
    all.into_iter().map(|facts| u32::from(wanted.admits(facts))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(rank: u32, text: &str) -> Facts {
        Facts::read(&format!("{rank} 2 {text}")).expect("facts as a card has them")
    }

    fn ranks(query: &SearchQuery, all: &[Facts]) -> Vec<u32> {
        let (passing, failing) = choose(query, all.iter().map(|facts| (facts.clone(), ())));
        assert_eq!(passing.len() + failing.len(), all.len());
        passing.into_iter().map(|(facts, ())| facts.rank).collect()
    }

    fn some() -> [Facts; 4] {
        [
            facts(0, "470 10 audio harbor 4000 1 nomad 5000 1"),
            facts(1, "0 0 - nomad 3000 0"),
            facts(2, "320 4 audio nomad 4000 1"),
            facts(3, "470 99 photo harbor 9000 0 kitemart 9500 0"),
        ]
    }

    #[test]
    fn facts_read_back_as_they_were_written() {
        for facts in some() {
            assert_eq!(Facts::read(&facts.text()), Some(facts));
        }
        for broken in ["", "1 2 3", "0 2 470 10 audio harbor", "0 2 470 10 audio HARBOR 4000 1", "x 2 0 0 -"] {
            assert_eq!(Facts::read(broken), None, "{broken}");
        }
    }

    #[test]
    fn every_order_breaks_ties_by_the_best_match() {
        let by = |sort| ranks(&SearchQuery { sort, ..SearchQuery::default() }, &some());
        assert_eq!(by(Sort::Best), [0, 1, 2, 3]);
        assert_eq!(by(Sort::Total), [1, 0, 2, 3]);
        assert_eq!(by(Sort::TotalDown), [3, 0, 2, 1]);
        assert_eq!(by(Sort::Rating), [3, 0, 2, 1]);
    }

    #[test]
    fn total_and_stock_are_those_of_the_marketplaces_asked_for() {
        let nomad = SearchQuery::default().choosing("marketplace", "nomad");
        assert_eq!(ranks(&nomad, &some()), [0, 1, 2]);
        assert_eq!(ranks(&SearchQuery { to: Some(4500), ..nomad.clone() }, &some()), [1, 2]);
        assert_eq!(ranks(&SearchQuery { sort: Sort::TotalDown, ..nomad.clone() }, &some()), [0, 2, 1]);
        assert_eq!(ranks(&SearchQuery { in_stock: true, ..nomad }, &some()), [0, 2]);
    }

    #[test]
    fn a_count_is_what_choosing_it_alone_would_leave() {
        let query = SearchQuery { in_stock: true, ..SearchQuery::default() }.choosing("marketplace", "harbor");
        assert_eq!(ranks(&query, &some()), [0]);
        let counted = |name, value| count(&query, &some(), name, value);
        assert_eq!(counted("marketplace", "harbor"), 1);
        assert_eq!(counted("marketplace", "nomad"), 2);
        assert_eq!(counted("marketplace", "kitemart"), 0);
        assert_eq!((counted("category", "audio"), counted("category", "photo")), (1, 0));
        assert_eq!((counted("rated", "450"), counted("in_stock", "1")), (1, 1));
    }
}
