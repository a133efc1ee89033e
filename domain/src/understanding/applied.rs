//! What was understood, as a question whose address holds it.

use super::{Understood, Wish};
use crate::{
    checkout::COUNTRIES,
    ids::MarketplaceId,
    money::{Currency, RateTable},
    search::{Facet, SearchQuery, Sort, percent_encoded},
};

/// A question with what its words mean as filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The question.
    pub query: SearchQuery,
    /// What was understood but cannot be asked for here, as parameter and value: a country nobody delivers to, a
    /// marketplace that is not connected.
    pub left_out: Vec<(&'static str, String)>,
}

impl Applied {
    /// The address of the question; it names what was left out, so that the page can tell.
    pub fn address(&self, currency: Currency) -> String {
        let mut address = self.query.address(currency);
        for (name, value) in &self.left_out {
            address.push(if address.contains('?') { '&' } else { '?' });
            address.push_str(&format!("{name}={}", percent_encoded(value)));
        }
        address
    }
}

impl Understood {
    /// The question that `asked` becomes; nothing where its words are only words, or a single name that is best searched for
    /// as a word.
    ///
    /// Amounts are taken as totals at the door and converted to the shopper's currency; a cheap thing is one with a low
    /// total.
    pub fn applied(
        &self,
        asked: &SearchQuery,
        currency: Currency,
        rates: &RateTable,
        sold: impl Fn(&MarketplaceId) -> bool,
    ) -> Option<Applied> {
        if !self.has_filters() || self.is_one_name() {
            return None;
        }
        let mut query = SearchQuery { said: asked.text.clone(), text: self.words.clone(), page: 1, ..asked.clone() };
        let mut left_out = Vec::new();
        for wish in &self.wanted {
            match wish {
                Wish::Category(category) => query.category = query.category.or(Some(*category)),
                Wish::Brand(brand) => add(&mut query, Facet::Brand, brand),
                Wish::Colour(colour) => add(&mut query, Facet::Colour, colour.slug()),
                Wish::Size(size) => add(&mut query, Facet::Size, size),
                Wish::Marketplace(id) if sold(id) => {
                    if let Err(place) = query.marketplaces.binary_search(id) {
                        query.marketplaces.insert(place, id.clone());
                    }
                }
                Wish::Marketplace(id) => left_out.push(("marketplace", format!("{id}?"))),
                Wish::ShipsTo(code) if COUNTRIES.contains(&code.as_str()) => query.ships = Some(code.clone()),
                Wish::ShipsTo(code) => left_out.push(("ships", code.clone())),
                Wish::Words(_) => {}
            }
        }
        for wish in &self.unwanted {
            match wish {
                // nothing is sent to a country alone that must not be sent there
                Wish::ShipsTo(_) => {}
                wish => {
                    if let Err(place) = query.without.binary_search(wish) {
                        query.without.insert(place, wish.clone());
                    }
                }
            }
        }
        let converted = |amount: super::Amount| {
            let typed = amount.money(self.currency.unwrap_or(currency));
            rates.convert(typed, currency).ok().map(|money| money.minor)
        };
        query.from = self.at_least.and_then(converted).or(query.from);
        query.to = self.at_most.and_then(converted).or(query.to);
        query.rated = self.rated.or(query.rated);
        query.in_stock |= self.in_stock;
        query.sent_free |= self.free_shipping;
        query.sort = match self.sort {
            Some(Sort::Price) => Sort::Total,
            Some(sort) => sort,
            None => query.sort,
        };
        Some(Applied { query, left_out })
    }

    /// Whether all that was typed is one maker, colour, size or shelf: `black`, `velune`.
    fn is_one_name(&self) -> bool {
        let only = Self { wanted: self.wanted.clone(), ..Self::default() };
        matches!(self.wanted[..], [Wish::Brand(_) | Wish::Colour(_) | Wish::Size(_) | Wish::Category(_)])
            && *self == only
    }
}

fn add(query: &mut SearchQuery, facet: Facet, value: &str) {
    if let Some(value) = facet.value(value)
        && let Err(place) = query.attributes.binary_search(&(facet, value.clone()))
    {
        query.attributes.insert(place, (facet, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        locale::Locale,
        time::Date,
        understanding::{Gazetteer, understand},
    };

    fn applied(text: &str) -> Option<Applied> {
        let kitemart: MarketplaceId = "kitemart".parse().expect("an id");
        let lumen: MarketplaceId = "lumen".parse().expect("an id");
        let gazetteer = Gazetteer::new(["Velune"], [(kitemart.clone(), "Kitemart"), (lumen, "Lumen Outlet")]);
        let rates = RateTable {
            base: Currency::Eur,
            dated: Date { year: 2026, month: 11, day: 1 },
            per_base: vec![(Currency::Usd, 2_000_000_000)],
        };
        let asked = SearchQuery { text: text.to_owned(), page: 3, ..SearchQuery::default() };
        let understood = understand(text, &gazetteer, Locale::En);
        understood.applied(&asked, Currency::Eur, &rates, |id| *id == kitemart)
    }

    fn address(text: &str) -> String {
        applied(text).map_or_else(String::new, |applied| applied.address(Currency::Eur))
    }

    #[test]
    fn the_address_holds_what_was_understood_and_what_was_typed() {
        assert_eq!(
            address("wireless headphones under $50, not red, ships to Kenya"),
            "/search?q=wireless%20headphones&to=25.00&not=colour%3Ared&ships=KE\
             &said=wireless%20headphones%20under%20%2450%2C%20not%20red%2C%20ships%20to%20Kenya"
        );
        let cheap = "/search?q=lamp&brand=velune&colour=black&said=cheap%20black%20velune%20lamp&sort=total";
        assert_eq!(address("cheap black velune lamp"), cheap);
    }

    #[test]
    fn words_and_single_names_stay_a_search_for_words() {
        for text in ["desk lamp", "black", "velune", "", "?!"] {
            assert_eq!(applied(text), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_asked_for_is_told() {
        assert!(address("lamp ships to Uganda").ends_with("&ships=UG"));
        assert!(address("lamp from lumen outlet").ends_with("&marketplace=lumen%3F"));
        assert!(address("lamp on kitemart").contains("&marketplace=kitemart"));
    }

    #[test]
    fn what_was_understood_once_means_the_same_when_its_address_is_read() {
        for text in
            ["red mug without handle under 20", "best kettle not by velune size 42 free shipping in stock 4 stars"]
        {
            let applied = applied(text).expect("filters");
            let address = applied.address(Currency::Eur);
            let pairs = address.split_once('?').expect("parameters").1;
            let pairs: Vec<(String, String)> = pairs
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .map(|(name, value)| (name.to_owned(), crate::search::percent_decoded(value)))
                .collect();
            let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let (query, ignored) = SearchQuery::from_pairs(pairs, Currency::Eur);
            assert_eq!((query, ignored), (applied.query, vec![]), "{text}");
        }
    }
}
