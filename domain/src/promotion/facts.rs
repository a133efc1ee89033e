//! What promotions are judged by: the cart, who buys, where it goes, and what was typed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Lanes;
use crate::{
    cart::Quantity,
    catalog::Category,
    coupon::CouponProblem,
    ids::{CouponCode, ExternalId, GroupId, MarketplaceId, ProductRef, PromotionId},
    money::{Currency, Money, MoneyError, RateTable},
    time::Timestamp,
};

/// One line of the cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactLine {
    /// The product.
    pub product: ProductRef,
    /// The variant.
    pub variant: ExternalId,
    /// Its category, where it is known.
    pub category: Option<Category>,
    /// How many.
    pub quantity: Quantity,
    /// What all of them cost, in the shopper's currency; not below zero.
    pub amount: Money,
}

/// The delivery of one marketplace's part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The marketplace.
    pub marketplace: MarketplaceId,
    /// What it costs, in the shopper's currency; not below zero.
    pub amount: Money,
}

/// A code that was typed and is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredCode {
    /// The code.
    pub code: CouponCode,
    /// The promotions it opens.
    pub opens: BTreeSet<PromotionId>,
    /// Why this code does not count, whatever its promotions say: a code of one use was used.
    pub problem: Option<CouponProblem>,
}

/// How often a promotion was used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uses {
    /// By orders of anybody.
    pub all: u32,
    /// By orders of this shopper.
    pub by_shopper: u32,
}

impl Uses {
    /// Counts a shopper by everything that is known of them: an account, a visit and an address for mails, so that a
    /// guest who comes back with the same address is the same shopper. The largest count is theirs.
    pub fn of_shopper(all: u32, by_account: u32, by_visitor: u32, by_address: u32) -> Self {
        Self { all, by_shopper: by_account.max(by_visitor).max(by_address) }
    }
}

/// What promotions are judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The currency the shopper pays in; every amount here is in it.
    pub currency: Currency,
    /// The rates of the quote, for what promotions say in other currencies.
    pub rates: RateTable,
    /// The moment.
    pub now: Timestamp,
    /// The lines.
    pub lines: Vec<FactLine>,
    /// The delivery of each marketplace's part, each marketplace once.
    pub deliveries: Vec<Delivery>,
    /// The tax on top of goods and delivery; promotions leave it as it is.
    pub tax_added: Money,
    /// The operator's own shelves.
    pub house: Option<MarketplaceId>,
    /// Where goods go, as two capitals (ISO 3166-1); nothing where that is not known yet.
    pub country: Option<String>,
    /// The groups the shopper belongs to; nothing where it is not known who buys.
    pub groups: Option<BTreeSet<GroupId>>,
    /// Whether it is the shopper's first order; nothing where it is not known who buys.
    pub first_order: Option<bool>,
    /// The way of paying; nothing where none is chosen yet.
    pub payment_method: Option<String>,
    /// The codes that were typed.
    pub codes: Vec<EnteredCode>,
    /// How often promotions were used; none of those that are not named.
    pub uses: BTreeMap<PromotionId, Uses>,
    /// Gifts of which there are not enough left.
    pub gifts_gone: BTreeSet<(ProductRef, ExternalId)>,
    /// The rule of each lane.
    pub lanes: Lanes,
}

impl Facts {
    /// A cart of goods without delivery, of which nothing more is known.
    pub fn new(currency: Currency, rates: RateTable, now: Timestamp, lines: Vec<FactLine>) -> Self {
        Self {
            currency,
            rates,
            now,
            lines,
            deliveries: Vec::new(),
            tax_added: Money::zero(currency),
            house: None,
            country: None,
            groups: None,
            first_order: None,
            payment_method: None,
            codes: Vec::new(),
            uses: BTreeMap::new(),
            gifts_gone: BTreeSet::new(),
            lanes: Lanes::default(),
        }
    }

    /// What stays to be paid whatever is taken off, where there was as much: a hundred of the currency's smallest units, or one
    /// whole unit where that is more. Gateways take no less.
    pub fn stays(currency: Currency) -> Money {
        Money::new(10_i64.pow(currency.exponent().max(2)), currency)
    }

    /// How much may be taken off in all.
    ///
    /// # Errors
    /// When the sum is too large or an amount is of another currency.
    pub(super) fn room(&self) -> Result<Money, MoneyError> {
        let goods = Money::sum(self.currency, self.lines.iter().map(|line| line.amount))?;
        let delivery = Money::sum(self.currency, self.deliveries.iter().map(|delivery| delivery.amount))?;
        let whole = goods.plus(delivery)?.plus(self.tax_added)?;
        Ok(Money::new(whole.minus(Self::stays(self.currency))?.minor.max(0), self.currency))
    }
}
