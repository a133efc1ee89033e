//! The rules as data: what is taxed where, from which day on, at which rate, and how it is rounded; every one names
//! its law.

use serde::{Deserialize, Serialize};

use super::{
    measure::{Rounding, TaxRate, Validity},
    place::{Place, Postcodes},
};
use crate::money::Money;

/// What kind of thing is sold, as far as taxes ask; a slug such as `food` or `clothing-children`. What is of a
/// narrower class is of the wider one too: `clothing-children` is `clothing` where no rule names children.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaxClass(String);

/// A text that is no class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a class of goods")]
pub struct NotAClass;

impl TaxClass {
    /// Goods without a class of their own.
    pub fn standard() -> Self {
        Self("standard".to_owned())
    }

    /// Delivery that is charged for.
    pub fn delivery() -> Self {
        Self("delivery".to_owned())
    }

    /// The class as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the other class or a narrower one.
    pub fn is_within(&self, wider: &Self) -> bool {
        self.0.strip_prefix(wider.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}

impl TryFrom<String> for TaxClass {
    type Error = NotAClass;

    fn try_from(text: String) -> Result<Self, NotAClass> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let right = (1..=40).contains(&text.len()) && text.bytes().all(plain) && !text.starts_with('-');
        if right { Ok(Self(text)) } else { Err(NotAClass) }
    }
}

impl From<TaxClass> for String {
    fn from(class: TaxClass) -> String {
        class.0
    }
}

/// All rules of a shop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxRules {
    /// Countries that are one area for taxes on goods.
    pub unions: Vec<Union>,
    /// Which postcodes belong to which region, for addresses that name none.
    pub regions: Vec<RegionOf>,
    /// How taxes are dealt with in each country.
    pub conducts: Vec<Conduct>,
    /// The taxes.
    pub rules: Vec<Rule>,
}

/// Countries that are one area for taxes on goods, such as the European Union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Union {
    /// Its letters, such as `EU`.
    pub id: String,
    /// Countries, or regions of other countries such as `GB-NIR`.
    pub members: Vec<String>,
    /// Regions of members that lie outside, such as `ES-CN`; rules of their country do not hold there.
    #[serde(default)]
    pub outside: Vec<String>,
    /// The law.
    pub source: String,
}

/// Postcodes of one region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionOf {
    /// The country.
    pub country: String,
    /// The region's code within it.
    pub region: String,
    /// Its postcodes.
    pub postcodes: Vec<Postcodes>,
}

/// How a country or region deals with taxes, beside its rates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conduct {
    /// The country.
    pub country: String,
    /// The region; all regions without a conduct of their own where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// When it holds.
    pub valid: Validity,
    /// How taxes are rounded, where the seller chooses nothing else.
    pub rounding: Rounding,
    /// How delivery is taxed.
    pub delivery: DeliveryTax,
    /// The postcodes for which every local tax is among the rules: elsewhere taxes are not known. Everywhere where
    /// there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complete_for: Vec<Postcodes>,
    /// Whether sales within one region are taxed where the goods leave.
    #[serde(default)]
    pub at_origin: bool,
    /// When whoever brings seller and buyer together owes the tax.
    #[serde(default)]
    pub facilitator: Facilitator,
    /// Up to which value of goods from abroad, after discounts and as they are asked, the tax is taken with the price
    /// by who is registered for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import_up_to: Option<Money>,
    /// The law.
    pub source: String,
}

/// How delivery that is charged for is taxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryTax {
    /// As a class of its own, `delivery`.
    OwnClass,
    /// It follows the goods, split by what they cost.
    Proportional,
    /// It follows the goods that cost most.
    Main,
}

/// When whoever brings seller and buyer together owes the tax in place of the seller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facilitator {
    /// Never.
    #[default]
    Never,
    /// Always.
    Always,
    /// Where the seller is established elsewhere or the goods come from abroad.
    FromAbroad,
}

/// One tax on some goods in some place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name among the rules.
    pub id: String,
    /// Whose tax it is, such as `DE` or `US-NY`.
    pub jurisdiction: String,
    /// What the tax is called on an invoice. Of the rules of one name, the one that fits closest holds.
    pub tax: String,
    /// The country.
    pub country: String,
    /// The region; the whole country where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The postcodes; all where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub postcodes: Vec<Postcodes>,
    /// The classes; all where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<TaxClass>,
    /// The prices of one piece for which it holds.
    #[serde(default, skip_serializing_if = "UnitPrice::is_any")]
    pub unit_price: UnitPrice,
    /// Which ways of the goods it is about.
    #[serde(default)]
    pub route: Route,
    /// When it holds.
    pub valid: Validity,
    /// What follows.
    pub treatment: Treatment,
    /// Later ones are worked out after those with smaller numbers.
    #[serde(default)]
    pub priority: u8,
    /// Whether the taxes of smaller priority are taxed too.
    #[serde(default)]
    pub compound: bool,
    /// Where the supplier must be registered for the tax to be due, such as `US-NY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
    /// The law.
    pub source: String,
}

/// Prices of one piece, after discounts and as they are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitPrice {
    /// From this price on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Money>,
    /// Above this price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Money>,
    /// Up to this price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Money>,
    /// Below this price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Money>,
}

impl UnitPrice {
    /// Whether every price will do.
    pub fn is_any(&self) -> bool {
        *self == Self::default()
    }
}

/// Which ways of the goods a rule is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Route {
    /// All.
    #[default]
    Any,
    /// Those that stay in one region.
    Within,
    /// Those from one region to another, or from abroad.
    Across,
}

/// What a rule does with goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Treatment {
    /// They are taxed.
    Taxed {
        /// The rate.
        rate: TaxRate,
        /// Only what one piece costs above this is taxed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only_above: Option<Money>,
    },
    /// They are taxed at nothing; the seller takes back what tax was paid before.
    ZeroRated,
    /// They are exempt.
    Exempt,
    /// The tax is not about them.
    OutOfScope,
}

impl TaxRules {
    /// The place with its region, where the postcode tells it.
    pub fn locate(&self, place: &Place) -> Place {
        let fits = |known: &&RegionOf| {
            known.country == place.country && known.postcodes.iter().any(|range| range.cover(&place.postcode))
        };
        let found = || self.regions.iter().find(fits).map(|known| known.region.clone());
        Place { region: place.region.clone().or_else(found), ..place.clone() }
    }

    /// The area that a located place belongs to: a union, a region outside of one, or the country by itself.
    pub fn area(&self, place: &Place) -> String {
        let code = place.code();
        if self.is_apart(place) {
            return code;
        }
        let member = |union: &&Union| union.members.iter().any(|member| *member == place.country || *member == code);
        self.unions.iter().find(member).map_or_else(|| place.country.clone(), |union| union.id.clone())
    }

    /// Whether a located place is a region to which the rules of its country do not apply.
    pub fn is_apart(&self, place: &Place) -> bool {
        let code = place.code();
        self.unions.iter().any(|union| union.outside.contains(&code))
    }
}
