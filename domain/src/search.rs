//! Search: the question with its form in an address, and what is made of the answers of all marketplaces.
//!
//! Grouping, filtering, sorting and counting run in the browser and on the server alike.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    catalog::{Category, Picture, Product, Rating},
    ids::{MarketplaceId, RelationToken},
    marketplace::Absence,
    money::{Currency, Money},
    pricing::{Amounts, PriceBook},
};

/// In which order groups are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The best match first.
    #[default]
    Best,
    /// The lowest total at the door first.
    Total,
    /// The highest total at the door first.
    TotalDown,
    /// The best rated first.
    Rating,
}

impl Sort {
    /// All orders, as the menu shows them.
    pub const ALL: [Self; 4] = [Self::Best, Self::Total, Self::TotalDown, Self::Rating];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Total => "total",
            Self::TotalDown => "total-down",
            Self::Rating => "rating",
        }
    }
}

/// What a shopper asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchQuery {
    /// The words; may be empty where a category is asked for.
    pub text: String,
    /// Only this category.
    pub category: Option<Category>,
    /// Only from this total at the door on, in minor units of the shopper's currency.
    pub from: Option<i64>,
    /// Only up to this total at the door, in minor units of the shopper's currency.
    pub to: Option<i64>,
    /// Only rated at least so, in hundredths of a star.
    pub rated: Option<u16>,
    /// Only these marketplaces; all where empty.
    pub marketplaces: BTreeSet<MarketplaceId>,
    /// Only what can be bought.
    pub in_stock: bool,
    /// The order.
    pub sort: Sort,
    /// Which page, from 1.
    pub page: u32,
}

/// A part of an address that was not understood and left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    /// The parameter.
    pub name: String,
}

impl SearchQuery {
    /// The longest text that is searched for.
    pub const LONGEST_TEXT: usize = 200;
    /// The last page that can be asked for.
    pub const LAST_PAGE: u32 = 100;
    /// How many groups a page shows.
    pub const PAGE_SIZE: usize = 24;

    /// Reads the parameters of an address; what is wrong is left out and named, never an error.
    ///
    /// `from` and `to` are decimal amounts of `currency`.
    pub fn from_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
        currency: Currency,
    ) -> (Self, Vec<Ignored>) {
        let mut query = Self { page: 1, ..Self::default() };
        let mut ignored = Vec::new();
        for (name, value) in pairs {
            let value = value.trim();
            if !value.is_empty() && !query.read(name, value, currency) {
                ignored.push(Ignored { name: name.to_owned() });
            }
        }
        if let (Some(from), Some(to)) = (query.from, query.to)
            && from > to
        {
            (query.from, query.to) = (Some(to), Some(from));
        }
        (query, ignored)
    }

    /// Takes one parameter; says whether it was understood. Parameters of others count as understood.
    fn read(&mut self, name: &str, value: &str, currency: Currency) -> bool {
        let amount = |value: &str| {
            let money = Money::from_decimal(&value.replace(',', "."), currency).ok()?;
            (money.minor >= 0).then_some(money.minor)
        };
        match name {
            "q" => {
                let clean: String = value.chars().filter(|letter| !letter.is_control()).collect();
                self.text = clean.chars().take(Self::LONGEST_TEXT).collect();
                true
            }
            "category" => {
                self.category = Category::from_slug(value);
                self.category.is_some()
            }
            "from" => {
                self.from = amount(value);
                self.from.is_some()
            }
            "to" => {
                self.to = amount(value);
                self.to.is_some()
            }
            "rated" => {
                self.rated = value.parse().ok().filter(|rated| *rated <= 500);
                self.rated.is_some()
            }
            "marketplace" => match value.parse() {
                Ok(id) if self.marketplaces.len() < 50 => self.marketplaces.insert(id),
                _ => false,
            },
            "in_stock" => {
                self.in_stock = matches!(value, "1" | "on" | "true");
                self.in_stock
            }
            "sort" => match Sort::ALL.into_iter().find(|sort| sort.word() == value) {
                Some(sort) => {
                    self.sort = sort;
                    true
                }
                None => false,
            },
            "page" => match value.parse() {
                Ok(page @ 1..=Self::LAST_PAGE) => {
                    self.page = page;
                    true
                }
                _ => false,
            },
            _ => true,
        }
    }

    /// The parameters of the address that asks this again.
    pub fn pairs(&self, currency: Currency) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.text.is_empty() {
            pairs.push(("q", self.text.clone()));
        }
        pairs.extend(self.category.map(|category| ("category", category.slug().to_owned())));
        pairs.extend(self.from.map(|minor| ("from", Money::new(minor, currency).decimal())));
        pairs.extend(self.to.map(|minor| ("to", Money::new(minor, currency).decimal())));
        pairs.extend(self.rated.map(|rated| ("rated", rated.to_string())));
        pairs.extend(self.marketplaces.iter().map(|id| ("marketplace", id.to_string())));
        if self.in_stock {
            pairs.push(("in_stock", "1".to_owned()));
        }
        if self.sort != Sort::Best {
            pairs.push(("sort", self.sort.word().to_owned()));
        }
        if self.page > 1 {
            pairs.push(("page", self.page.to_string()));
        }
        pairs
    }

    /// The address of this question, such as `/search?q=kettle&sort=total`.
    pub fn address(&self, currency: Currency) -> String {
        let pairs: Vec<String> = self
            .pairs(currency)
            .into_iter()
            .map(|(name, value)| format!("{name}={}", percent_encoded(&value)))
            .collect();
        if pairs.is_empty() { "/search".to_owned() } else { format!("/search?{}", pairs.join("&")) }
    }

    /// Whether anything narrows the answers beyond the words and the category.
    pub fn is_narrowed(&self) -> bool {
        self.from.is_some()
            || self.to.is_some()
            || self.rated.is_some()
            || self.in_stock
            || !self.marketplaces.is_empty()
    }

    /// Whether a group passes the filters.
    pub fn admits(&self, group: &ProductGroup) -> bool {
        let total = group.best().map_or(0, |offer| offer.shown.total.minor);
        self.category.is_none_or(|category| group.category == Some(category))
            && self.from.is_none_or(|from| total >= from)
            && self.to.is_none_or(|to| total <= to)
            && self.rated.is_none_or(|rated| group.rating.is_some_and(|rating| rating.hundredths >= rated))
            && (self.marketplaces.is_empty()
                || group.offers.iter().any(|offer| self.marketplaces.contains(&offer.product.reference.marketplace)))
            && (!self.in_stock || group.in_stock())
    }
}

/// Percent-encodes a value for an address (RFC 3986, unreserved letters stay).
pub fn percent_encoded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// One marketplace's product with what it costs at the shopper's door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The listing.
    pub product: Product,
    /// Price, usual delivery and tax in the shopper's currency.
    pub shown: Amounts,
}

/// The same thing, sold by one or several marketplaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductGroup {
    /// What its products share.
    pub relation: RelationToken,
    /// Its offers, what can be bought first, then by total; never empty.
    pub offers: Vec<Offer>,
    /// All marketplaces' stars together.
    pub rating: Option<Rating>,
    /// Its category.
    pub category: Option<Category>,
    /// How well it matches; higher is better.
    pub relevance: i64,
}

impl ProductGroup {
    /// The offer with the best total among those that can be bought, else the first.
    pub fn best(&self) -> Option<&Offer> {
        self.offers.first()
    }

    /// Whether any of its offers can be bought.
    pub fn in_stock(&self) -> bool {
        self.offers.iter().any(|offer| offer.product.availability.is_in_stock())
    }

    /// The title of its best offer.
    pub fn title(&self) -> &str {
        self.best().map_or("", |offer| &offer.product.title)
    }

    /// The first picture any of its offers has.
    pub fn picture(&self) -> Option<&Picture> {
        self.offers.iter().find_map(|offer| offer.product.pictures.first())
    }
}

/// Groups products by relation token; products without a price in the shopper's currency are left out.
pub fn group(products: Vec<Product>, book: &PriceBook, text: &str) -> Vec<ProductGroup> {
    let words = words_of(text);
    let mut groups: BTreeMap<RelationToken, ProductGroup> = BTreeMap::new();
    for product in products {
        let Ok(shown) = book.at_the_door(&product.reference.marketplace, product.price) else { continue };
        let relevance = relevance(&product, &words);
        let entry = groups.entry(product.relation.clone()).or_insert_with(|| ProductGroup {
            relation: product.relation.clone(),
            offers: Vec::new(),
            rating: None,
            category: None,
            relevance: i64::MIN,
        });
        entry.relevance = entry.relevance.max(relevance);
        entry.category = entry.category.or(product.category);
        if entry.offers.iter().all(|offer| offer.product.reference != product.reference) {
            entry.offers.push(Offer { product, shown });
        }
    }
    let mut groups: Vec<ProductGroup> = groups.into_values().collect();
    for group in &mut groups {
        group.offers.sort_by_key(|offer| (!offer.product.availability.is_in_stock(), offer.shown.total.minor));
        group.rating = Rating::together(group.offers.iter().filter_map(|offer| offer.product.rating));
    }
    groups
}

fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// How well a product matches the words: title before brand before description, stars as a tie-break.
fn relevance(product: &Product, words: &[String]) -> i64 {
    let title = words_of(&product.title);
    let brand = product.brand.as_deref().map(words_of).unwrap_or_default();
    let mut score = 0;
    for word in words {
        if title.contains(word) || brand.contains(word) {
            score += 100;
        } else if title.iter().any(|known| known.starts_with(word.as_str())) {
            score += 60;
        } else if product.description.to_lowercase().contains(word.as_str()) {
            score += 20;
        }
    }
    if !product.availability.is_in_stock() {
        score -= 200;
    }
    let stars =
        product.rating.map_or(0, |rating| i64::from(rating.hundredths) * i64::from(rating.count.min(100)) / 1000);
    score + stars
}

/// Puts groups into an order; ties keep one order whatever came in first.
pub fn sort(groups: &mut [ProductGroup], by: Sort) {
    let total = |group: &ProductGroup| group.best().map_or(i64::MAX, |offer| offer.shown.total.minor);
    groups.sort_by(|left, right| {
        let first = match by {
            Sort::Best => right.relevance.cmp(&left.relevance),
            Sort::Total => total(left).cmp(&total(right)),
            Sort::TotalDown => total(right).cmp(&total(left)),
            Sort::Rating => {
                let stars =
                    |group: &ProductGroup| group.rating.map_or((0, 0), |rating| (rating.hundredths, rating.count));
                stars(right).cmp(&stars(left))
            }
        };
        let several = right.offers.len().cmp(&left.offers.len());
        first.then(several).then_with(|| left.relation.cmp(&right.relation))
    });
}

/// How many groups there would be under each value of a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// By marketplace.
    pub marketplaces: BTreeMap<MarketplaceId, u32>,
    /// By category.
    pub categories: BTreeMap<Category, u32>,
    /// By least rating in hundredths: 450, 400, 300.
    pub rated: BTreeMap<u16, u32>,
    /// Which can be bought.
    pub in_stock: u32,
}

/// The least ratings a shopper can choose, in hundredths of a star.
pub const RATING_STEPS: [u16; 3] = [450, 400, 300];

/// Counts groups; each facet disregards its own choice, so that its other values stay within reach.
pub fn facets(groups: &[ProductGroup], query: &SearchQuery) -> Facets {
    let without = |change: fn(&mut SearchQuery)| {
        let mut wider = query.clone();
        change(&mut wider);
        wider
    };
    let any_marketplace = without(|query| query.marketplaces.clear());
    let any_category = without(|query| query.category = None);
    let any_rating = without(|query| query.rated = None);
    let any_stock = without(|query| query.in_stock = false);
    let mut facets = Facets::default();
    for group in groups {
        if any_marketplace.admits(group) {
            let sellers: BTreeSet<_> = group.offers.iter().map(|offer| &offer.product.reference.marketplace).collect();
            for seller in sellers {
                *facets.marketplaces.entry(seller.clone()).or_default() += 1;
            }
        }
        if let (Some(category), true) = (group.category, any_category.admits(group)) {
            *facets.categories.entry(category).or_default() += 1;
        }
        for step in RATING_STEPS {
            if any_rating.admits(group) && group.rating.is_some_and(|rating| rating.hundredths >= step) {
                *facets.rated.entry(step).or_default() += 1;
            }
        }
        facets.in_stock += u32::from(any_stock.admits(group) && group.in_stock());
    }
    facets
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// What was asked.
    pub query: SearchQuery,
    /// The currency of the totals.
    pub currency: Currency,
    /// The groups of this page.
    pub groups: Vec<ProductGroup>,
    /// How many groups there are on all pages.
    pub group_count: u32,
    /// How many products these groups hold.
    pub product_count: u32,
    /// What each filter would leave.
    pub facets: Facets,
    /// Who answered.
    pub answered: Vec<MarketplaceId>,
    /// Who did not, and why.
    pub absences: Vec<Absence>,
}

impl SearchPage {
    /// Filters, sorts and cuts the page out of all groups.
    ///
    /// Where only some marketplaces are asked for, a group shows their best offer; the others stay behind it.
    pub fn of(
        query: SearchQuery,
        currency: Currency,
        groups: Vec<ProductGroup>,
        answered: Vec<MarketplaceId>,
        absences: Vec<Absence>,
    ) -> Self {
        let facets = facets(&groups, &query);
        let chosen_first = |mut group: ProductGroup| {
            let chosen = |offer: &Offer| query.marketplaces.contains(&offer.product.reference.marketplace);
            group.offers.sort_by_key(|offer| !chosen(offer));
            group
        };
        let mut admitted: Vec<ProductGroup> =
            groups.into_iter().map(chosen_first).filter(|group| query.admits(group)).collect();
        sort(&mut admitted, query.sort);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let product_count = count(admitted.iter().map(|group| group.offers.len()).sum());
        let group_count = count(admitted.len());
        let skip = (query.page.max(1) as usize - 1) * SearchQuery::PAGE_SIZE;
        let groups = admitted.into_iter().skip(skip).take(SearchQuery::PAGE_SIZE).collect();
        Self { query, currency, groups, group_count, product_count, facets, answered, absences }
    }

    /// How many pages there are; at least one.
    pub fn page_count(&self) -> u32 {
        self.group_count.div_ceil(SearchQuery::PAGE_SIZE as u32).clamp(1, SearchQuery::LAST_PAGE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_the_same_question() {
        let address = [
            ("q", "  kettle & co "),
            ("category", "home-kitchen"),
            ("from", "5"),
            ("to", "12.50"),
            ("rated", "400"),
            ("marketplace", "harbor"),
            ("marketplace", "nomad"),
            ("in_stock", "on"),
            ("sort", "total"),
            ("page", "3"),
        ];
        let (query, ignored) = SearchQuery::from_pairs(address, Currency::Eur);
        assert!(ignored.is_empty());
        assert_eq!((query.from, query.to), (Some(500), Some(1250)));
        let pairs = query.pairs(Currency::Eur);
        let again = SearchQuery::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())), Currency::Eur);
        assert_eq!(again, (query, vec![]));
    }

    #[test]
    fn what_makes_no_sense_is_left_out_and_named() {
        let address = [
            ("category", "spaceships"),
            ("from", "-3"),
            ("to", "1e9"),
            ("rated", "900"),
            ("marketplace", "NO!"),
            ("sort", "random()"),
            ("page", "0"),
            ("utm_source", "mail"),
        ];
        let (query, ignored) = SearchQuery::from_pairs(address, Currency::Eur);
        assert_eq!(query, SearchQuery { page: 1, ..SearchQuery::default() });
        assert_eq!(ignored.len(), 7);
    }
}
