//! Promotions: what is taken off a cart, added to it or delivered free, when, for whom, and at whose cost.
//!
//! A promotion has a trigger (a code, or by itself), a condition (a tree over facts of the cart), a scope (which lines it falls
//! on), one effect, a lane and somebody who bears it. A coupon is the kind whose trigger is a code. [`apply`] works out all
//! promotions of a cart at once and tells every step and everything that did not count, with the reason; [`reversal`] says
//! what a return gives back. The browser and the server run this same code.
//!
//! What holds whatever is put in: amounts are whole minor units in the shopper's currency; no line and no delivery goes below
//! zero; at least [`stays`](Facts::stays) is left to be paid; what the steps take off each line is what is taken off it; the
//! order in which promotions are given makes no difference.

mod applied;
mod apply;
mod buy_get;
mod choice;
pub mod codes;
mod condition;
mod effect;
mod facts;
mod quote;
mod ready;
mod refusal;
mod reversal;
mod scope;
#[cfg(test)]
mod tests;
mod trial;

use serde::{Deserialize, Serialize};

pub use self::{
    applied::{Applied, DeliveryShare, LineShare, PassedOver, Payer, Share, Step, Why},
    apply::{ApplyError, apply},
    choice::MOST_COMBINATIONS,
    condition::{Condition, Missing},
    effect::{Effect, EffectKind, Gift, QuantityTier, Reduction, SubtotalTier},
    facts::{Delivery, EnteredCode, FactLine, Facts, Uses},
    quote::{InForce, PromotionQuote},
    refusal::{DEEPEST, LARGEST_TREE, LONGEST_LIST, LONGEST_NAME, MOST_TIERS, Refusal},
    reversal::{Returns, Reversal, ReversalError, StepBack, WhenShort, reversal},
    scope::{Scope, Seller},
};
use crate::{
    coupon::{CouponSize, IssuedCoupon},
    ids::PromotionId,
    time::Timestamp,
};

/// What sets a promotion off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// Nothing need be done for it.
    Automatic,
    /// One of its codes was typed. Which codes open it is remembered beside it, so that it may have thousands.
    Code,
}

/// Where a promotion stands among others. Lanes are worked out in this order, each from what the one before left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Off single goods.
    Item,
    /// Off the order.
    Order,
    /// Off the delivery.
    Delivery,
    /// Something put in.
    Gift,
}

impl Lane {
    /// All of them, in the order in which they are worked out.
    pub const ALL: [Self; 4] = [Self::Item, Self::Order, Self::Delivery, Self::Gift];
}

/// What a lane does with several promotions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LaneRule {
    /// The one that is best for the shopper counts.
    Best,
    /// All that stand beside others count, one after another by priority.
    Stack,
}

/// The rule of each lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lanes {
    /// Off single goods.
    pub item: LaneRule,
    /// Off the order.
    pub order: LaneRule,
    /// Off the delivery.
    pub delivery: LaneRule,
    /// Something put in.
    pub gift: LaneRule,
}

impl Default for Lanes {
    fn default() -> Self {
        Self { item: LaneRule::Stack, order: LaneRule::Best, delivery: LaneRule::Best, gift: LaneRule::Stack }
    }
}

impl Lanes {
    /// The rule of a lane.
    pub fn rule(&self, lane: Lane) -> LaneRule {
        match lane {
            Lane::Item => self.item,
            Lane::Order => self.order,
            Lane::Delivery => self.delivery,
            Lane::Gift => self.gift,
        }
    }
}

/// What may count together with a promotion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beside {
    /// Whatever its lane lets count.
    #[default]
    Others,
    /// Nothing of its own lane.
    OtherLanes,
    /// Nothing at all.
    Nothing,
}

/// Who bears what a promotion costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearer {
    /// The operator; marketplaces are paid in full.
    Operator,
    /// Each marketplace what falls on its own lines and its own delivery.
    Seller,
}

/// What a promotion says, as somebody wrote it down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Which one.
    pub id: PromotionId,
    /// What shoppers read.
    pub name: String,
    /// What sets it off.
    pub trigger: Trigger,
    /// When it counts.
    #[serde(default)]
    pub condition: Condition,
    /// The lines it falls on; of a delivery, those of whose parts at least one line is meant.
    #[serde(default)]
    pub scope: Scope,
    /// What it does.
    pub effect: Effect,
    /// At whose cost.
    pub bearer: Bearer,
    /// Where it stands among others.
    pub lane: Lane,
    /// The higher, the earlier in its lane.
    #[serde(default)]
    pub priority: i32,
    /// What may count together with it.
    #[serde(default)]
    pub beside: Beside,
    /// From when it counts; always where there is no beginning.
    #[serde(default)]
    pub valid_from: Option<Timestamp>,
    /// Until when it counts, that moment left out; for ever where there is no end.
    #[serde(default)]
    pub valid_until: Option<Timestamp>,
    /// How many orders may use it in all.
    #[serde(default)]
    pub limit: Option<u32>,
    /// How many orders of one shopper may use it.
    #[serde(default)]
    pub limit_each: Option<u32>,
}

/// A promotion whose terms passed the door: bounded, without contradictions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Terms", into = "Terms")]
pub struct Promotion(Terms);

impl Promotion {
    /// What it says.
    pub fn terms(&self) -> &Terms {
        &self.0
    }

    /// The coupon as a promotion of this name: it takes off what [`Quote::with_coupon`](crate::pricing::Quote::with_coupon)
    /// takes off.
    ///
    /// # Errors
    /// When the coupon says what no promotion may, such as a share of nothing.
    pub fn of_coupon(id: PromotionId, issued: &IssuedCoupon) -> Result<Self, Refusal> {
        let coupon = &issued.coupon;
        let reduction = match coupon.size {
            CouponSize::Points { points, cap } => Reduction::Percent { points: points.min(10_000), cap },
            CouponSize::Amount { amount } => Reduction::Amount { amount },
        };
        let condition = match coupon.smallest_cart {
            Some(at_least) => Condition::Subtotal { of: Scope::default(), at_least },
            None => Condition::Always,
        };
        Self::try_from(Terms {
            id,
            name: coupon.code.to_string(),
            trigger: Trigger::Code,
            condition,
            scope: Scope::default(),
            effect: Effect::Off { reduction },
            bearer: Bearer::Operator,
            lane: Lane::Order,
            priority: 0,
            beside: Beside::Others,
            valid_from: Some(coupon.valid_from),
            valid_until: coupon.valid_until,
            limit: issued.limit,
            limit_each: issued.limit_each,
        })
    }
}

impl TryFrom<Terms> for Promotion {
    type Error = Refusal;

    fn try_from(terms: Terms) -> Result<Self, Refusal> {
        refusal::check(&terms)?;
        Ok(Self(terms))
    }
}

impl From<Promotion> for Terms {
    fn from(promotion: Promotion) -> Self {
        promotion.0
    }
}
