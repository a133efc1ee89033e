//! The question, and its form in an address.

use serde::{Deserialize, Serialize};

use super::{Attribute, Facet};
use crate::{
    catalog::Category,
    checkout::COUNTRIES,
    ids::MarketplaceId,
    money::{Currency, Money},
    understanding::Wish,
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
    /// The lowest price without delivery and tax first.
    Price,
    /// The best rated first.
    Rating,
    /// What was first heard of last comes first.
    Newest,
}

impl Sort {
    /// All orders, as the menu shows them.
    pub const ALL: [Self; 6] = [Self::Best, Self::Total, Self::TotalDown, Self::Price, Self::Rating, Self::Newest];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Total => "total",
            Self::TotalDown => "total-down",
            Self::Price => "price",
            Self::Rating => "rating",
            Self::Newest => "newest",
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
    /// Only what is sent free of charge.
    pub sent_free: bool,
    /// Only with one of these values in each facet that is named, sorted.
    pub attributes: Vec<Attribute>,
    /// Only without these, sorted.
    pub without: Vec<Wish>,
    /// Where it is to be sent, as two letters, where that is another country than the shopper's own.
    pub ships: Option<String>,
    /// The sentence that the question was made of, as it was typed; empty where nobody has looked at it yet.
    pub said: String,
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
    /// How many values of facets can be chosen, and how many refused.
    const MOST_VALUES: usize = 30;
    /// The parameters of an address.
    pub const NAMES: [&str; 16] = [
        "q",
        "category",
        "from",
        "to",
        "rated",
        "marketplace",
        "in_stock",
        "free",
        "brand",
        "colour",
        "size",
        "not",
        "ships",
        "said",
        "sort",
        "page",
    ];
    /// Names that others give to filters and pages; whoever sends one hears that it does nothing.
    const OTHERS: [&str; 18] = [
        "cursor",
        "after",
        "before",
        "offset",
        "limit",
        "facet",
        "facets",
        "filter",
        "filters",
        "attribute",
        "attributes",
        "aggs",
        "per_page",
        "tag",
        "color",
        "price",
        "order",
        "where",
    ];

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
                let name = if Self::NAMES.contains(&name) { name } else { "other" };
                let ignored_one = Ignored { name: name.to_owned() };
                if !ignored.contains(&ignored_one) {
                    ignored.push(ignored_one);
                }
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
                let (text, whole) = cleaned(value);
                self.text = text;
                whole
            }
            "said" => {
                self.said = cleaned(value).0;
                true
            }
            "not" => self.refuse(value),
            "ships" => {
                let code = value.to_ascii_uppercase();
                self.ships = COUNTRIES.contains(&code.as_str()).then_some(code);
                self.ships.is_some()
            }
            "from" => {
                self.from = amount(value);
                self.from.is_some()
            }
            "to" => {
                self.to = amount(value);
                self.to.is_some()
            }
            "category" | "rated" | "marketplace" | "in_stock" | "free" | "brand" | "colour" | "size" => {
                self.choose(name, value)
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
            other => !Self::OTHERS.contains(&other),
        }
    }

    /// Takes a value that must not be there, such as `colour:red`; says whether it was understood.
    fn refuse(&mut self, text: &str) -> bool {
        let Some(wish) = Wish::read(text).filter(|_| self.without.len() < Self::MOST_VALUES) else { return false };
        if let Err(place) = self.without.binary_search(&wish) {
            self.without.insert(place, wish);
        }
        true
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
            "free" => {
                self.sent_free = matches!(value, "1" | "on" | "true");
                self.sent_free
            }
            _ => match Facet::from_word(name) {
                Some(facet) => {
                    let fits = self.attributes.len() < Self::MOST_VALUES;
                    let Some(value) = facet.value(value).filter(|_| fits) else { return false };
                    if let Err(place) = self.attributes.binary_search(&(facet, value.clone())) {
                        self.attributes.insert(place, (facet, value));
                    }
                    true
                }
                None => {
                    self.in_stock = matches!(value, "1" | "on" | "true");
                    self.in_stock
                }
            },
        }
    }

    /// The same question with this value, and no other, chosen in one filter.
    pub fn choosing(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        match name {
            "category" => other.category = None,
            "rated" => other.rated = None,
            "marketplace" => other.marketplaces.clear(),
            "free" => other.sent_free = false,
            _ => match Facet::from_word(name) {
                Some(facet) => other.attributes.retain(|(known, _)| *known != facet),
                None => other.in_stock = false,
            },
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
        if self.sent_free {
            pairs.push(("free", "1".to_owned()));
        }
        pairs.extend(self.attributes.iter().map(|(facet, value)| (facet.word(), value.clone())));
        pairs.extend(self.without.iter().map(|wish| ("not", wish.text())));
        pairs.extend(self.ships.iter().map(|country| ("ships", country.clone())));
        if !self.said.is_empty() {
            pairs.push(("said", self.said.clone()));
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
                "free" => wider.sent_free = false,
                "ships" => wider.ships = None,
                "not" => wider.without.retain(|wish| wish.text() != value),
                _ => {
                    let facet = Facet::from_word(name)?;
                    wider.attributes.retain(|known| *known != (facet, value.clone()));
                }
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
            || self.sent_free
            || !self.marketplaces.is_empty()
            || !self.attributes.is_empty()
            || !self.without.is_empty()
    }

    /// Whether offers of a marketplace are asked for.
    pub fn sells(&self, marketplace: &MarketplaceId) -> bool {
        let refused = |wish: &Wish| matches!(wish, Wish::Marketplace(id) if id == marketplace);
        (self.marketplaces.is_empty() || self.marketplaces.contains(marketplace)) && !self.without.iter().any(refused)
    }

    /// Words that must not be there.
    pub fn refused_words(&self) -> impl Iterator<Item = &str> {
        self.without.iter().filter_map(|wish| match wish {
            Wish::Words(words) => Some(words.as_str()),
            _ => None,
        })
    }

    /// Whether the answers to another question are the same before anything is filtered: only the server can give others.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        self.text == other.text && self.ships == other.ships && self.refused_words().eq(other.refused_words())
    }

    /// The same words and shelf without any filter.
    pub fn unfiltered(&self) -> Self {
        // whoever wants their words taken as they are goes on wanting it
        let said = if self.said == self.text { self.said.clone() } else { String::new() };
        Self { text: self.text.clone(), category: self.category, said, ..Self::default() }
    }

    /// What the question was typed as: the sentence where there was one, else the words.
    pub fn typed(&self) -> &str {
        if self.said.is_empty() { &self.text } else { &self.said }
    }
}

/// A text without what cannot be searched for, cut where it is too long; and whether that is all of it.
///
/// Without a letter or digit nothing is left.
fn cleaned(text: &str) -> (String, bool) {
    let plain: Vec<char> = text.chars().filter(|letter| !letter.is_control()).collect();
    let kept: String = plain.iter().take(SearchQuery::LONGEST_TEXT).collect();
    let says_something = kept.chars().any(char::is_alphanumeric);
    let whole = plain.len() <= SearchQuery::LONGEST_TEXT && plain.len() == text.chars().count() && says_something;
    (if says_something { kept } else { String::new() }, whole)
}

/// Reads what [`percent_encoded`] wrote; what is no such text is taken as it is.
pub fn percent_decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
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
            ("free", "1"),
            ("colour", "Red"),
            ("colour", "black"),
            ("brand", "Skarn & Elm"),
            ("size", "42"),
            ("not", "colour:blue"),
            ("not", "words:leather strap"),
            ("ships", "ke"),
            ("said", "kettle, not blue"),
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
            ("colour", "octarine"),
            ("not", "colour:octarine"),
            ("not", "' OR 1=1"),
            ("ships", "XX"),
            ("cursor", "eyJhZnRlciI6MX0"),
            ("facet", "shade:dark"),
            ("utm_source", "mail"),
        ];
        let (query, ignored) = SearchQuery::from_pairs(address, Currency::Eur);
        assert_eq!(query, SearchQuery { page: 1, ..SearchQuery::default() });
        let names: Vec<&str> = ignored.iter().map(|ignored| ignored.name.as_str()).collect();
        let all = ["category", "from", "to", "rated", "marketplace", "sort", "page", "colour", "not", "ships", "other"];
        assert_eq!(names, all);
    }

    #[test]
    fn words_are_cleaned_and_what_was_left_out_is_told() {
        let read = |text: &str| {
            let (query, ignored) = SearchQuery::from_pairs([("q", text)], Currency::Eur);
            (query.text, ignored.len())
        };
        assert_eq!(read("lamp"), ("lamp".to_owned(), 0));
        assert_eq!(read("la\u{0}mp\u{7}"), ("lamp".to_owned(), 1));
        assert_eq!(read("?!.,;:'\"()[]{}<>%$#@&*-_=+|/\\~^"), (String::new(), 1));
        assert_eq!(read("(a+)+$"), ("(a+)+$".to_owned(), 0));
        let (text, ignored) = read(&"x".repeat(10_000));
        assert_eq!((text.len(), ignored), (SearchQuery::LONGEST_TEXT, 1));
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
