//! The question, and its form in an address.

use serde::{Deserialize, Serialize};

use crate::{
    catalog::Category,
    ids::MarketplaceId,
    money::{Currency, Money},
};

/// The least ratings a shopper can choose, in hundredths of a star.
pub const RATING_STEPS: [u16; 3] = [450, 400, 300];

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
    /// Only these marketplaces, sorted; all where empty.
    pub marketplaces: Vec<MarketplaceId>,
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
    /// How many groups of an answer a page brings along, shown or not, so that filters answer at once.
    pub const AT_HAND: usize = 96;
    /// How many marketplaces can be chosen.
    const MOST_MARKETPLACES: usize = 50;
    /// The parameters of an address.
    pub const NAMES: [&str; 9] = ["q", "category", "from", "to", "rated", "marketplace", "in_stock", "sort", "page"];

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
            "from" => {
                self.from = amount(value);
                self.from.is_some()
            }
            "to" => {
                self.to = amount(value);
                self.to.is_some()
            }
            "category" | "rated" | "marketplace" | "in_stock" => self.choose(name, value),
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

    /// Takes one value of a filter that offers values to choose from; says whether it was understood.
    fn choose(&mut self, name: &str, value: &str) -> bool {
        match name {
            "category" => {
                self.category = Category::from_slug(value);
                self.category.is_some()
            }
            "rated" => {
                self.rated = value.parse().ok().filter(|rated| *rated <= 500);
                self.rated.is_some()
            }
            "marketplace" => {
                let Ok(id) = value.parse() else { return false };
                let fits = self.marketplaces.len() < Self::MOST_MARKETPLACES;
                if let (Err(place), true) = (self.marketplaces.binary_search(&id), fits) {
                    self.marketplaces.insert(place, id);
                }
                fits
            }
            _ => {
                self.in_stock = matches!(value, "1" | "on" | "true");
                self.in_stock
            }
        }
    }

    /// The same question with this value, and no other, chosen in one filter.
    pub fn choosing(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        match name {
            "category" => other.category = None,
            "rated" => other.rated = None,
            "marketplace" => other.marketplaces.clear(),
            _ => other.in_stock = false,
        }
        other.choose(name, value);
        other
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

    /// The filters in force, each by parameter and value, with the question that does without it. A category alone is
    /// no filter but what was asked for.
    pub fn filters(&self, currency: Currency) -> Vec<(&'static str, String, Self)> {
        let without = |(name, value): (&'static str, String)| {
            let mut wider = Self { page: 1, ..self.clone() };
            match name {
                "category" if !self.text.is_empty() => wider.category = None,
                "from" => wider.from = None,
                "to" => wider.to = None,
                "rated" => wider.rated = None,
                "marketplace" => wider.marketplaces.retain(|id| id.as_str() != value),
                "in_stock" => wider.in_stock = false,
                _ => return None,
            }
            Some((name, value, wider))
        };
        self.pairs(currency).into_iter().filter_map(without).collect()
    }

    /// How many pages so many groups fill; at least one.
    pub fn page_count(&self, groups: u32) -> u32 {
        groups.div_ceil(Self::PAGE_SIZE as u32).clamp(1, Self::LAST_PAGE)
    }

    /// Whether anything narrows the answers beyond the words and the category.
    pub fn is_narrowed(&self) -> bool {
        self.from.is_some()
            || self.to.is_some()
            || self.rated.is_some()
            || self.in_stock
            || !self.marketplaces.is_empty()
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
            ("marketplace", "nomad"),
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

    #[test]
    fn a_choice_takes_the_place_of_the_others_in_its_filter_alone() {
        let address = [("marketplace", "harbor"), ("rated", "300"), ("in_stock", "1")];
        let (query, _) = SearchQuery::from_pairs(address, Currency::Eur);
        let other = query.choosing("marketplace", "nomad");
        assert_eq!(other.address(Currency::Eur), "/search?rated=300&marketplace=nomad&in_stock=1");
        assert_eq!(query.choosing("rated", "450").rated, Some(450));
        assert_eq!(query.choosing("category", "audio"), SearchQuery { category: Some(Category::Audio), ..query });
    }
}
