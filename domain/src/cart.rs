//! The cart: what a shopper gathered, from whichever marketplaces.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    catalog::{Availability, Picture},
    coupon::{CouponProblem, EnteredCoupon},
    ids::{ExternalId, MarketplaceId, ProductRef, RelationToken},
    marketplace::MarketplaceFace,
    money::Money,
    optimiser::Proposal,
    pricing::{self, PriceBook, Quote},
    time::Timestamp,
};

/// How many of one product: at least one, at most [`Quantity::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Quantity(u32);

/// The quantity is not between one and [`Quantity::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the quantity must be between 1 and 999")]
pub struct QuantityOutOfRange;

impl Quantity {
    /// The most of one product that one line may hold.
    pub const MAX: u32 = 999;
    /// One.
    pub const ONE: Self = Self(1);

    /// So many more, at most [`Quantity::MAX`].
    pub fn plus(self, other: Self) -> Self {
        Self((self.0 + other.0).min(Self::MAX))
    }
}

impl TryFrom<u32> for Quantity {
    type Error = QuantityOutOfRange;

    fn try_from(value: u32) -> Result<Self, QuantityOutOfRange> {
        match value {
            1..=Self::MAX => Ok(Self(value)),
            _ => Err(QuantityOutOfRange),
        }
    }
}

impl From<Quantity> for u32 {
    fn from(quantity: Quantity) -> u32 {
        quantity.0
    }
}

/// One line of a cart with what we knew of the product when it was last seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The marketplace's product.
    pub product: ProductRef,
    /// Which of its variants.
    pub variant: ExternalId,
    /// Its product group.
    pub relation: RelationToken,
    /// How many.
    pub quantity: Quantity,
    /// When it was put in.
    pub added_at: Timestamp,
    /// The product's title.
    pub title: String,
    /// What tells the variant from its siblings; may be empty.
    pub variant_title: String,
    /// The picture.
    pub picture: Option<Picture>,
    /// What one costs, in the marketplace's currency.
    pub unit_price: Money,
    /// What one cost when it was put in, in the marketplace's currency.
    pub price_when_added: Money,
    /// Whether it can be bought.
    pub availability: Availability,
}

impl Line {
    /// Whether the line is of this variant of this product.
    pub fn is_of(&self, product: &ProductRef, variant: &ExternalId) -> bool {
        self.product == *product && self.variant == *variant
    }

    /// Whether the price has moved since the shopper put it in.
    pub fn price_changed(&self) -> bool {
        self.unit_price != self.price_when_added
    }
}

/// What one visitor gathered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// The lines in the order they were put in; one per variant.
    pub lines: Vec<Line>,
    /// Rises with every change, so that a checkout notices a cart that moved under it.
    pub version: i64,
}

/// A cart with all that a page needs to show it and to work it out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartView {
    /// The cart.
    pub cart: Cart,
    /// What it costs by the published terms; `None` where an amount cannot be worked out.
    pub quote: Option<Quote>,
    /// Terms and rates, so that the browser computes the next quote with the same code.
    pub book: PriceBook,
    /// The chosen way of delivery of each marketplace.
    pub chosen: BTreeMap<MarketplaceId, String>,
    /// The marketplaces of its lines.
    pub marketplaces: Vec<MarketplaceFace>,
    /// The line that was just taken out, to be put back.
    pub removed: Option<Line>,
    /// The code that was typed.
    #[serde(default)]
    pub coupon: Option<EnteredCoupon>,
    /// Better ways to fill it, where there are any and they were looked for.
    #[serde(default)]
    pub proposals: Vec<Proposal>,
    /// Whether the cart can be put back as it was before a proposal was agreed to.
    #[serde(default)]
    pub can_undo: bool,
}

impl CartView {
    /// The face of a marketplace.
    pub fn face(&self, id: &MarketplaceId) -> Option<&MarketplaceFace> {
        self.marketplaces.iter().find(|face| face.id == *id)
    }

    /// The lines of one marketplace.
    pub fn lines_of<'a>(&'a self, id: &'a MarketplaceId) -> impl Iterator<Item = &'a Line> {
        self.cart.lines.iter().filter(move |line| line.product.marketplace == *id)
    }

    /// Why the typed code takes nothing off; nothing where it does, or none was typed.
    pub fn coupon_problem(&self) -> Option<CouponProblem> {
        let entered = self.coupon.as_ref()?;
        let quoted = self.quote.as_ref().and_then(|quote| quote.coupon.as_ref());
        entered.problem.or_else(|| quoted?.too_small.map(|least| CouponProblem::TooSmall { least }))
    }

    /// Works the quote out again after a change; the server does the same with the same code.
    pub fn requote(&mut self) {
        self.proposals.clear();
        self.can_undo = false;
        self.quote = pricing::quote(&self.book, &self.cart.lines, &self.chosen).ok();
    }
}

/// The cart is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a cart holds at most 50 different products")]
pub struct CartFull;

impl Cart {
    /// The most lines a cart holds.
    pub const MOST_LINES: usize = 50;

    /// Puts a line in, or adds its quantity to the line of the same variant.
    ///
    /// # Errors
    /// When the line is new and the cart already holds [`Cart::MOST_LINES`].
    pub fn add(&mut self, line: Line) -> Result<(), CartFull> {
        if let Some(known) = self.lines.iter_mut().find(|known| known.is_of(&line.product, &line.variant)) {
            known.quantity = known.quantity.plus(line.quantity);
        } else if self.lines.len() < Self::MOST_LINES {
            self.lines.push(line);
        } else {
            return Err(CartFull);
        }
        Ok(())
    }

    /// Takes in the lines of another cart: quantities of the same variant are added. No line is lost, even where the two
    /// together hold more than [`Cart::MOST_LINES`].
    pub fn take_in(&mut self, lines: Vec<Line>) {
        for line in lines {
            match self.lines.iter_mut().find(|known| known.is_of(&line.product, &line.variant)) {
                Some(known) => known.quantity = known.quantity.plus(line.quantity),
                None => self.lines.push(line),
            }
        }
    }

    /// Changes how many; `None` takes the line out. Says whether there was such a line.
    pub fn change(&mut self, product: &ProductRef, variant: &ExternalId, quantity: Option<Quantity>) -> bool {
        let Some(place) = self.lines.iter().position(|line| line.is_of(product, variant)) else { return false };
        match quantity {
            Some(quantity) => self.lines[place].quantity = quantity,
            None => {
                self.lines.remove(place);
            }
        }
        true
    }

    /// How many things are in it.
    pub fn count(&self) -> u32 {
        self.lines.iter().map(|line| u32::from(line.quantity)).sum()
    }
}
