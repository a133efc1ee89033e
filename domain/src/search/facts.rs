//! What filters and order need to know of a product group: little enough to stand on its card, so that the browser
//! filters, sorts and counts what is there by the same rules as the server.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Attribute, Facet, Inputs, ProductGroup, SearchQuery, Sort, percent_decoded, percent_encoded};
use crate::{
    catalog::{Category, Rating},
    ids::MarketplaceId,
    understanding::Wish,
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
    /// Whether that is all it comes to; otherwise it is what is known of it.
    pub known: bool,
    /// Its price without delivery and tax, in minor units of the shopper's currency.
    pub price: i64,
    /// Whether it is sent free of charge.
    pub sent_free: bool,
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
    /// What its place among the best matches is worked out from.
    pub inputs: Inputs,
    /// When it was first heard of, in milliseconds since 1970; 0 where that is not known.
    pub first_seen: i64,
    /// Maker, colours and sizes, sorted.
    pub attributes: Vec<Attribute>,
    /// Who sells it: what can be bought first, what is known in full before what is not, then by total.
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
                let (unknown, total) = offer.landed.place();
                sellers.push(Seller {
                    marketplace: marketplace.clone(),
                    total,
                    in_stock,
                    known: !unknown,
                    price: offer.shown.goods.minor,
                    sent_free: offer.shown.delivery.is_zero(),
                });
            }
        }
        // As the group's offers lie, even where the offers asked for were put first.
        sellers.sort_by(|left, right| {
            let place = |seller: &Seller| (!seller.in_stock, !seller.known, seller.total);
            place(left).cmp(&place(right)).then_with(|| left.marketplace.cmp(&right.marketplace))
        });
        Self {
            rank: group.rank,
            offers: u32::try_from(group.offers.len()).unwrap_or(u32::MAX),
            rating: group.rating,
            category: group.category,
            inputs: group.inputs,
            first_seen: group.first_seen.map_or(0, |seen| seen.0),
            attributes: group.attributes.clone(),
            sellers,
        }
    }

    /// The facts as words, to stand on a card: `0 3 470 8087 audio 1000.870.512.1000.1000.0.400 0 brand=velune,colour=black
    /// harbor 4599 1 3999`. The number behind a total adds up 1 where it can be bought, 2 where the total is not all of it,
    /// and 4 where it is sent free of charge; the price without delivery and tax follows.
    pub fn text(&self) -> String {
        let (stars, raters) = self.rating.map_or((0, 0), |rating| (rating.hundredths, rating.count));
        let category = self.category.map_or("-", Category::slug);
        let attribute = |(facet, value): &Attribute| format!("{}={}", facet.word(), percent_encoded(value));
        let attributes = match self.attributes.as_slice() {
            [] => "-".to_owned(),
            some => some.iter().map(attribute).collect::<Vec<_>>().join(","),
        };
        let (inputs, seen) = (self.inputs.text(), self.first_seen);
        let mut text =
            format!("{} {} {stars} {raters} {category} {inputs} {seen} {attributes}", self.rank, self.offers);
        for Seller { marketplace, total, in_stock, known, price, sent_free } in &self.sellers {
            let flags = u8::from(*in_stock) + 2 * u8::from(!known) + 4 * u8::from(*sent_free);
            text.push_str(&format!(" {marketplace} {total} {flags} {price}"));
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
        let inputs = Inputs::read(words.next()?)?;
        let first_seen = words.next()?.parse().ok()?;
        let attribute = |text: &str| {
            let (facet, value) = text.split_once('=')?;
            Some((Facet::from_word(facet)?, percent_decoded(value)))
        };
        let attributes = words.next()?.split(',').filter(|text| *text != "-").map(attribute).collect::<Option<_>>()?;
        let mut sellers = Vec::new();
        while let Some(marketplace) = words.next() {
            let total = words.next()?.parse().ok()?;
            let flags: u8 = words.next()?.parse().ok().filter(|flags| *flags < 8)?;
            sellers.push(Seller {
                marketplace: marketplace.parse().ok()?,
                total,
                in_stock: flags & 1 != 0,
                known: flags & 2 == 0,
                price: words.next()?.parse().ok()?,
                sent_free: flags & 4 != 0,
            });
        }
        let rating = (rating.count > 0).then_some(rating);
        Some(Self { rank, offers, rating, category, inputs, first_seen, attributes, sellers })
    }

    /// The offer that stands for the group: the best of the marketplaces asked for.
    pub fn shown(&self, query: &SearchQuery) -> Option<&Seller> {
        self.sellers.iter().find(|seller| query.sells(&seller.marketplace))
    }

    /// Whether it has one of the values asked for in every facet, and none that is refused.
    fn fits(&self, query: &SearchQuery) -> bool {
        let has = |facet: Facet, value: &str| self.attributes.iter().any(|known| known.0 == facet && known.1 == value);
        let chosen = |facet: Facet| query.attributes.iter().filter(move |(known, _)| *known == facet);
        let wanted =
            |facet: Facet| chosen(facet).next().is_none() || chosen(facet).any(|(facet, value)| has(*facet, value));
        let refused = |wish: &Wish| match wish {
            Wish::Brand(brand) => has(Facet::Brand, brand),
            Wish::Colour(colour) => has(Facet::Colour, colour.slug()),
            Wish::Size(size) => has(Facet::Size, size),
            Wish::Category(category) => self.category == Some(*category),
            // who sells it is seen to where offers are chosen, and words where the text is
            Wish::Marketplace(_) | Wish::Words(_) | Wish::ShipsTo(_) => false,
        };
        Facet::ALL.into_iter().all(wanted) && !query.without.iter().any(refused)
    }
}

impl SearchQuery {
    /// Whether a group passes the filters. Total and stock are those of the offer that stands for it.
    pub fn admits(&self, facts: &Facts) -> bool {
        facts.shown(self).is_some_and(|shown| {
            self.from.is_none_or(|from| shown.total >= from)
                && self.to.is_none_or(|to| shown.total <= to)
                && (!self.in_stock || shown.in_stock)
                && (!self.sent_free || shown.sent_free)
        }) && facts.fits(self)
            && self.category.is_none_or(|category| facts.category == Some(category))
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
        let unknown = facts.shown(query).is_some_and(|seller| !seller.known);
        let stars = facts.rating.map_or(0, |rating| (i64::from(rating.hundredths) << 32) + i64::from(rating.count));
        let price = facts.shown(query).map_or(0, |seller| seller.price);
        let first = match query.sort {
            Sort::Best => (false, -i64::from(facts.inputs.score())),
            Sort::Total => (unknown, total),
            Sort::TotalDown => (unknown, -total),
            Sort::Rating => (false, -stars),
            Sort::Price => (false, price),
            Sort::Newest => (false, -facts.first_seen),
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

/// Every value of a facet that any group has or that is chosen, with how many groups choosing it alone would leave. What
/// the most groups have comes first, whatever is chosen, so that nothing moves under somebody's hand.
pub fn values(query: &SearchQuery, all: &[Facts], facet: Facet) -> Vec<(String, u32)> {
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, value) in query.attributes.iter().filter(|(known, _)| *known == facet) {
        known.entry(value).or_default();
    }
    for (_, value) in all.iter().flat_map(|facts| &facts.attributes).filter(|(known, _)| *known == facet) {
        *known.entry(value).or_default() += 1;
    }
    let mut values: Vec<(&str, u32)> = known.into_iter().collect();
    values.sort_by_key(|(_, groups)| std::cmp::Reverse(*groups));
    values.into_iter().map(|(value, _)| (value.to_owned(), count(query, all, facet.word(), value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The facts of a card: its place, stars, shelf and sellers; its place is what its inputs say.
    fn facts(rank: u32, text: &str) -> Facts {
        let words: Vec<&str> = text.split(' ').collect();
        let (head, sellers) = words.split_at(3);
        let sellers: Vec<String> =
            sellers.chunks(3).map(|seller| format!("{} {}", seller.join(" "), seller[1])).collect();
        let (head, sellers) = (head.join(" "), sellers.join(" "));
        let attributes =
            if rank.is_multiple_of(2) { "brand=skarn%20%26%20elm,colour=black" } else { "colour=black,colour=red" };
        Facts::read(&format!("{rank} 2 {head} {}.0.0.0.0.0.0 {rank}00 {attributes} {sellers}", 900 - rank * 100))
            .expect("facts as a card has them")
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
        for broken in [
            "",
            "1 2 3",
            "0 2 470 10 audio 0.0.0.0.0.0.0 0 - harbor",
            "0 2 470 10 audio 0.0.0.0.0.0.0 0 - HARBOR 4000 1 1",
            "0 2 470 10 audio 0.0.0.0.0.0.0 0 - harbor 4000 9 1",
            "0 2 470 10 audio 0.0.0.0.0.0.0 0 shade=red harbor 4000 1 1",
            "x 2 0 0 -",
        ] {
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
        assert_eq!(by(Sort::Price), [1, 0, 2, 3]);
        assert_eq!(by(Sort::Newest), [3, 2, 1, 0]);
    }

    #[test]
    fn values_of_one_facet_are_alternatives_and_facets_add_up() {
        let red = SearchQuery::default().choosing("colour", "red");
        assert_eq!(ranks(&red, &some()), [1, 3]);
        let mut both = red.clone();
        both.attributes.insert(0, (Facet::Colour, "black".to_owned()));
        assert_eq!(ranks(&both, &some()), [0, 1, 2, 3]);
        both.attributes.insert(0, (Facet::Brand, "skarn & elm".to_owned()));
        assert_eq!(ranks(&both, &some()), [0, 2]);
        assert_eq!(values(&red, &some(), Facet::Colour), [("black".to_owned(), 4), ("red".to_owned(), 2)]);
        assert_eq!(values(&red, &some(), Facet::Brand), [("skarn & elm".to_owned(), 0)]);
    }

    #[test]
    fn what_is_refused_is_left_out() {
        let without = |wish: Wish| SearchQuery { without: vec![wish], ..SearchQuery::default() };
        assert_eq!(ranks(&without(Wish::Colour(crate::understanding::Colour::Red)), &some()), [0, 2]);
        assert_eq!(ranks(&without(Wish::Category(Category::Audio)), &some()), [1, 3]);
        let id: MarketplaceId = "nomad".parse().expect("an id");
        assert_eq!(ranks(&without(Wish::Marketplace(id)), &some()), [0, 3]);
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
