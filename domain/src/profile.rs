//! What somebody tells us of themselves beside addresses: how they want to see the shop, and what they want to hear of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    catalog::Variant,
    checkout::{FieldProblem, Problem},
    ids::{MarketplaceId, SearchId},
    locale::Locale,
    matching::Apart,
    money::Currency,
    search::{self, Input, ProductGroup},
    time::Timestamp,
};

/// The most letters of a first or last name.
const LONGEST_NAME: usize = 60;

/// How many sizes are kept, and the most letters of one.
const MOST_SIZES: usize = 10;
const LONGEST_SIZE: usize = 12;

/// How many past searches are kept of one person; the oldest go first.
pub const MOST_SEARCHES: u32 = 100;

/// The names of a person as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// First name; may be empty.
    pub first: String,
    /// Last name; may be empty.
    pub last: String,
}

impl Names {
    /// The names without what is too much.
    ///
    /// # Errors
    /// With one entry per name that is too long or holds what no name has.
    pub fn check(&self) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut field = |name: &str, value: &str| {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let odd = value.chars().any(|letter| letter.is_control() || matches!(letter, '<' | '>' | '@' | '/' | '\\'));
            let problem = match value.chars().count() {
                0 => None,
                length if length > LONGEST_NAME => Some(Problem::TooLong),
                _ => (odd || !value.chars().any(char::is_alphabetic)).then_some(Problem::Malformed),
            };
            problems.extend(problem.map(|problem| FieldProblem { field: name.to_owned(), problem }));
            value
        };
        let names = Self { first: field("first_name", &self.first), last: field("last_name", &self.last) };
        if problems.is_empty() { Ok(names) } else { Err(problems) }
    }
}

/// What counts more for somebody when goods are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryPriority {
    /// The lowest total.
    #[default]
    Cheapest,
    /// The earliest day.
    Fastest,
}

impl DeliveryPriority {
    /// Both, as the form shows them.
    pub const ALL: [Self; 2] = [Self::Cheapest, Self::Fastest];

    /// Its word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cheapest => "cheapest",
            Self::Fastest => "fastest",
        }
    }

    /// The priority of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

/// What somebody thinks of a marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Its goods come first.
    Preferred,
    /// Its goods are not shown.
    Hidden,
}

impl Stance {
    /// Its word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Hidden => "hidden",
        }
    }

    /// The stance of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Preferred, Self::Hidden].into_iter().find(|known| known.word() == word)
    }
}

/// How somebody wants to see the shop, on every device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// The language, where one was chosen.
    pub language: Option<Locale>,
    /// The currency, where one was chosen.
    pub currency: Option<Currency>,
    /// Where goods go as two letters, where a country was chosen.
    pub country: Option<String>,
    /// Light, dark or as the device has it, as a word, where it was chosen.
    pub theme: Option<String>,
    /// What counts more when goods are sent.
    pub delivery: DeliveryPriority,
    /// Sizes that fit, such as `M` and `42`.
    pub sizes: Vec<String>,
    /// Whether searches are remembered.
    pub keeps_searches: bool,
    /// Marketplaces that are preferred or hidden.
    pub marketplaces: BTreeMap<MarketplaceId, Stance>,
    /// Listings they say are not the same thing; kept with their visit, not with these.
    #[serde(skip)]
    pub apart: Vec<Apart>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            language: None,
            currency: None,
            country: None,
            theme: None,
            delivery: DeliveryPriority::default(),
            sizes: Vec::new(),
            keeps_searches: true,
            marketplaces: BTreeMap::new(),
            apart: Vec::new(),
        }
    }
}

impl Preferences {
    /// Whether pages that are the same for everybody else look different for this person.
    pub fn change_pages(&self) -> bool {
        self.delivery != DeliveryPriority::default() || !self.sizes.is_empty() || !self.marketplaces.is_empty()
    }

    /// Whether goods of a marketplace are left out.
    pub fn hides(&self, marketplace: &MarketplaceId) -> bool {
        self.marketplaces.get(marketplace) == Some(&Stance::Hidden)
    }

    /// Whether goods of a marketplace come first.
    pub fn prefers(&self, marketplace: &MarketplaceId) -> bool {
        self.marketplaces.get(marketplace) == Some(&Stance::Preferred)
    }

    /// Gives what a preferred marketplace has in stock the points that one's own choice is worth.
    pub fn put_first(&self, groups: &mut [ProductGroup]) {
        if !self.marketplaces.values().any(|stance| *stance == Stance::Preferred) {
            return;
        }
        let preferred = |group: &ProductGroup| {
            group.offers.iter().any(|offer| {
                offer.product.availability.is_in_stock() && self.prefers(&offer.product.reference.marketplace)
            })
        };
        search::raise(groups, Input::Own, |group| preferred(group).then_some(1000));
    }

    /// The variant that comes in one of the person's sizes and can be bought, where there is one.
    pub fn variant_that_fits<'a>(&self, variants: &'a [Variant]) -> Option<&'a Variant> {
        let in_size = |variant: &&Variant| {
            let mut words = variant.title.split(|letter: char| !letter.is_alphanumeric());
            words.any(|word| !word.is_empty() && self.sizes.iter().any(|size| size.eq_ignore_ascii_case(word)))
        };
        variants.iter().filter(|variant| variant.availability.is_in_stock()).find(in_size)
    }
}

/// Sizes as people type them, with commas or blanks between them; at most ten, each once.
pub fn sizes_of(typed: &str) -> Vec<String> {
    let mut sizes: Vec<String> = Vec::new();
    for word in typed.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let size: String = word.chars().take(LONGEST_SIZE).collect::<String>().to_uppercase();
        if sizes.len() < MOST_SIZES && !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    sizes
}

/// What somebody searched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastSearch {
    /// Its id.
    pub id: SearchId,
    /// The words.
    pub text: String,
    /// How often.
    pub times: u32,
    /// When last.
    pub searched_at: Timestamp,
}

/// What somebody can hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Confirmations, delivery and refunds of one's own orders.
    Orders,
    /// Sign-ins, changed passwords, breaches.
    Security,
    /// Changes of saved products.
    Saved,
    /// News and offers.
    News,
}

/// A way to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By mail.
    Mail,
    /// By text message.
    Sms,
}

impl Topic {
    /// All topics, as the form shows them.
    pub const ALL: [Self; 4] = [Self::Orders, Self::Security, Self::Saved, Self::News];

    /// Its word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Security => "security",
            Self::Saved => "saved",
            Self::News => "news",
        }
    }

    /// The topic of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }

    /// Whether messages of this topic come by this way whatever somebody chooses: they belong to the contract.
    pub fn is_fixed(self, channel: Channel) -> bool {
        matches!(self, Self::Orders | Self::Security) && channel == Channel::Mail
    }
}

impl Channel {
    /// All channels, as the form shows them.
    pub const ALL: [Self; 2] = [Self::Mail, Self::Sms];

    /// Its word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
        }
    }

    /// The channel of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

/// What somebody wants to hear of, and how. Only what belongs to the contract comes unasked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notifications {
    /// What was switched on.
    pub wanted: Vec<(Topic, Channel)>,
}

impl Notifications {
    /// Whether messages of a topic come by a channel.
    pub fn wants(&self, topic: Topic, channel: Channel) -> bool {
        topic.is_fixed(channel) || self.wanted.contains(&(topic, channel))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalog::Availability, money::Money};

    #[test]
    fn names_may_be_empty_but_not_odd() {
        let names = |first: &str, last: &str| Names { first: first.into(), last: last.into() };
        assert_eq!(names(" Amira  B. ", "").check().unwrap(), names("Amira B.", ""));
        assert_eq!(names("<b>", "1").check().unwrap_err().len(), 2);
        assert_eq!(names(&"a".repeat(61), "").check().unwrap_err()[0].problem, Problem::TooLong);
    }

    #[test]
    fn sizes_are_read_as_people_type_them() {
        assert_eq!(sizes_of("m, 42 xl;m"), ["M", "42", "XL"]);
        assert_eq!(sizes_of("a b c d e f g h i j k l").len(), MOST_SIZES);
    }

    #[test]
    fn the_variant_in_somebodys_size_is_found_by_whole_words() {
        let variant = |id: &str, title: &str, availability| Variant {
            external_id: id.parse().unwrap(),
            title: title.into(),
            price: Money::new(100, Currency::Eur),
            availability,
            picture: None,
        };
        let variants = [
            variant("1", "Sage, XL", Availability::InStock(None)),
            variant("2", "Sage, L", Availability::OutOfStock),
            variant("3", "Clay, L", Availability::InStock(Some(2))),
        ];
        let fits = |sizes: &str| {
            let preferences = Preferences { sizes: sizes_of(sizes), ..Preferences::default() };
            preferences.variant_that_fits(&variants).map(|variant| variant.external_id.to_string())
        };
        assert_eq!(
            (fits("l").as_deref(), fits("xl").as_deref(), fits("s"), fits("")),
            (Some("3"), Some("1"), None, None)
        );
    }

    #[test]
    fn marketing_is_off_and_order_mails_are_on_whatever_is_chosen() {
        let none = Notifications::default();
        assert!(none.wants(Topic::Orders, Channel::Mail) && none.wants(Topic::Security, Channel::Mail));
        for topic in [Topic::Saved, Topic::News] {
            assert!(Channel::ALL.iter().all(|channel| !none.wants(topic, *channel)));
        }
    }
}
