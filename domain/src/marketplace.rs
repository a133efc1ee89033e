//! Marketplaces: who they are, what they can do, and on which terms they deliver.

use serde::{Deserialize, Serialize};

use crate::{
    ids::MarketplaceId,
    money::{Currency, Money, MoneyError},
};

/// How goods and money pass between the shopper, us and a marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettlementMode {
    /// We pay there in the shopper's name.
    Agent,
    /// We buy there and sell on.
    Reseller,
    /// The shopper pays there; we only lead the way.
    HandOff,
}

/// The protocol an adapter speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// Our own shelves.
    House,
    /// Universal Commerce Protocol over REST; the dialect follows from the merchant's profile.
    Ucp,
    /// Vendure's Shop API.
    Vendure,
    /// The WooCommerce Store API.
    WooCommerce,
    /// Amazon's Creators API: search only.
    Creators,
}

impl Protocol {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::House, Self::Ucp, Self::Vendure, Self::WooCommerce, Self::Creators];

    /// The word for it in tables and configuration.
    pub fn word(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Ucp => "ucp",
            Self::Vendure => "vendure",
            Self::WooCommerce => "woo_commerce",
            Self::Creators => "creators",
        }
    }

    /// The protocol of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|protocol| protocol.word() == word)
    }
}

/// What an adapter can do; pages and checkout ask this table, never the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capabilities {
    /// Search its catalogue.
    pub search: bool,
    /// Have its catalogue gone through and kept, beside what shoppers search for.
    #[serde(default)]
    pub catalogue: bool,
    /// Quote a cart with delivery and tax.
    pub quote: bool,
    /// Place an order.
    pub order: bool,
    /// Tell whether an order with our reference exists.
    pub find_by_reference: bool,
    /// Accept the same order again under the same key without making a second one.
    pub idempotent: bool,
    /// Cancel a placed order.
    pub cancel: bool,
    /// Tell how an order travels.
    pub track: bool,
    /// Lead the shopper to the marketplace's own page.
    pub hand_off: bool,
}

/// One way of delivery that a marketplace offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryOption {
    /// What the marketplace calls it when it is chosen.
    pub id: String,
    /// What shoppers read.
    pub title: String,
    /// What it costs, in the marketplace's currency.
    pub price: Money,
    /// Days until arrival, at the earliest.
    pub days_from: u16,
    /// Days until arrival, at the latest.
    pub days_to: u16,
}

/// The published terms of delivery and tax, for estimates before the marketplace is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryTerms {
    /// The ways of delivery, the usual one first.
    pub options: Vec<DeliveryOption>,
    /// Goods from this amount on are delivered free by the first option.
    pub free_from: Option<Money>,
    /// Tax in basis points (23 % = 2300).
    pub tax_points: u32,
    /// Whether prices already contain the tax.
    pub tax_included: bool,
    /// For how many days goods may be sent back.
    pub return_days: u16,
    /// Where goods are sent from, and whose borders are seen to; nothing where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sends: Option<Sending>,
    /// What the goods of an order must come to at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest_order: Option<Money>,
}

/// Where a marketplace sends from, and for whom it pays what is due at the border.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// The country, as two letters (ISO 3166-1).
    pub from: String,
    /// Countries whose duty and import tax are in what it charges; `EU` stands for all of the European Union.
    #[serde(default)]
    pub duties_paid_to: Vec<String>,
}

impl DeliveryTerms {
    /// The options with their cost for goods of this amount.
    ///
    /// # Errors
    /// When the goods are in another currency than the threshold for free delivery.
    pub fn options_for(&self, goods: Money) -> Result<Vec<DeliveryOption>, MoneyError> {
        let mut options = self.options.clone();
        if let (Some(free_from), Some(first)) = (self.free_from, options.first_mut())
            && goods.minus(free_from)?.minor >= 0
        {
            first.price = Money::zero(first.price.currency);
        }
        Ok(options)
    }
}

impl DeliveryTerms {
    /// What one way of delivery costs for goods of this amount; nothing where there is no such way.
    ///
    /// # Errors
    /// When the goods are in another currency than the threshold for free delivery.
    pub(crate) fn delivery_of(&self, option: usize, goods: Money) -> Result<Money, MoneyError> {
        let Some(found) = self.options.get(option) else { return Ok(Money::zero(goods.currency)) };
        let free = match self.free_from {
            Some(free_from) => goods.minus(free_from)?.minor >= 0,
            None => false,
        };
        Ok(if free && option == 0 { Money::zero(found.price.currency) } else { found.price })
    }
}

/// A shop we connect to; our own shelves are one more, the *house*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marketplace {
    /// Its short name in addresses and tables.
    pub id: MarketplaceId,
    /// Its name.
    pub name: String,
    /// Who they are, in a sentence or two.
    pub description: String,
    /// Where its mark is found, square, 40 × 40.
    pub logo: String,
    /// Its strand's colour on light and on dark ground, as CSS colours.
    pub colours: (String, String),
    /// Its rating in hundredths of a star, if known.
    pub rating: Option<u16>,
    /// Whether we search and order there.
    pub active: bool,
    /// How goods and money pass.
    pub mode: SettlementMode,
    /// The currency it is paid in.
    pub currency: Currency,
    /// The protocol it speaks.
    pub protocol: Protocol,
    /// Where its API lives.
    pub api_base_url: String,
    /// What its adapter can do.
    pub capabilities: Capabilities,
    /// Its published terms.
    pub terms: DeliveryTerms,
}

impl Marketplace {
    /// Whether goods from here can be part of a checkout.
    pub fn takes_orders(&self) -> bool {
        self.active && self.capabilities.order && self.mode != SettlementMode::HandOff
    }
}

/// What pages show of a marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketplaceFace {
    /// Its short name in addresses.
    pub id: MarketplaceId,
    /// Its name.
    pub name: String,
    /// Where its mark is found.
    pub logo: String,
    /// Its strand's colour on light and on dark ground.
    pub colours: (String, String),
    /// Its rating in hundredths of a star, if known.
    pub rating: Option<u16>,
    /// For how many days goods may be sent back.
    pub return_days: u16,
    /// Whether its goods can be part of a checkout; otherwise its own page is where they are bought.
    pub takes_orders: bool,
}

impl From<&Marketplace> for MarketplaceFace {
    fn from(marketplace: &Marketplace) -> Self {
        Self {
            id: marketplace.id.clone(),
            name: marketplace.name.clone(),
            logo: marketplace.logo.clone(),
            colours: marketplace.colours.clone(),
            rating: marketplace.rating,
            return_days: marketplace.terms.return_days,
            takes_orders: marketplace.takes_orders(),
        }
    }
}

/// Why a marketplace is missing from an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceReason {
    /// It did not answer in time.
    TooSlow,
    /// It answered with an error, or could not be reached.
    Failing,
    /// Its answer could not be understood.
    Unintelligible,
    /// It was asked too often.
    Busy,
    /// The operator switched it off.
    SwitchedOff,
    /// Its adapter cannot do this.
    NotSupported,
}

/// A marketplace missing from an answer, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Which one.
    pub marketplace: MarketplaceId,
    /// Why.
    pub reason: AbsenceReason,
}
