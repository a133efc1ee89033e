//! Which lines of a cart are meant.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{FactLine, Facts};
use crate::{
    catalog::Category,
    ids::{MarketplaceId, ProductRef},
    money::{Money, MoneyError},
};

/// Whose lines are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case", deny_unknown_fields)]
pub enum Seller {
    /// Everybody's.
    #[default]
    Anyone,
    /// The operator's own.
    House,
    /// One marketplace's.
    Marketplace {
        /// Which one.
        id: MarketplaceId,
    },
}

/// Which lines are meant: those that fit all of it. By default all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scope {
    /// Whose.
    pub seller: Seller,
    /// Of these categories; of any where none is named.
    pub categories: BTreeSet<Category>,
    /// These products; any where none is named.
    pub products: BTreeSet<ProductRef>,
}

impl Scope {
    /// The lines of one marketplace.
    pub fn of_marketplace(id: MarketplaceId) -> Self {
        Self { seller: Seller::Marketplace { id }, ..Self::default() }
    }

    /// The lines of some categories.
    pub fn of_categories(categories: impl IntoIterator<Item = Category>) -> Self {
        Self { categories: categories.into_iter().collect(), ..Self::default() }
    }

    /// Whether a line is meant.
    pub fn holds(&self, line: &FactLine, facts: &Facts) -> bool {
        let of_seller = match &self.seller {
            Seller::Anyone => true,
            Seller::House => facts.house.as_ref() == Some(&line.product.marketplace),
            Seller::Marketplace { id } => line.product.marketplace == *id,
        };
        let of_category = || line.category.is_some_and(|category| self.categories.contains(&category));
        of_seller
            && (self.categories.is_empty() || of_category())
            && (self.products.is_empty() || self.products.contains(&line.product))
    }

    /// What the lines that are meant cost before any promotion.
    ///
    /// # Errors
    /// When the sum is too large.
    pub fn subtotal(&self, facts: &Facts) -> Result<Money, MoneyError> {
        let meant = facts.lines.iter().filter(|line| self.holds(line, facts));
        Money::sum(facts.currency, meant.map(|line| line.amount))
    }

    /// How many pieces are meant.
    pub fn pieces(&self, facts: &Facts) -> u32 {
        facts.lines.iter().filter(|line| self.holds(line, facts)).map(|line| u32::from(line.quantity)).sum()
    }
}
