//! What all promotions of a cart come to, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Bearer, EffectKind, Gift, Lane, Missing};
use crate::{
    cart::Quantity,
    ids::{CouponCode, ExternalId, MarketplaceId, ProductRef, PromotionId},
    money::{Currency, Money, MoneyError},
    time::Timestamp,
};

/// What falls on one line; `before - off = paid`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineShare {
    /// The product.
    pub product: ProductRef,
    /// The variant.
    pub variant: ExternalId,
    /// How many.
    pub quantity: Quantity,
    /// What all of them cost before.
    pub before: Money,
    /// What all steps take off it.
    pub off: Money,
    /// What is paid for it.
    pub paid: Money,
}

/// What falls on the delivery of one part; `before - off = paid`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryShare {
    /// The marketplace.
    pub marketplace: MarketplaceId,
    /// What it costs before.
    pub before: Money,
    /// What all steps take off it.
    pub off: Money,
    /// What is paid for it.
    pub paid: Money,
}

/// What a step takes off one line or one delivery; more than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The place of the line or the delivery.
    pub place: u32,
    /// How much.
    pub amount: Money,
}

/// One promotion that counts, with what it was worked out from. Steps follow one another: each starts from what the
/// ones before it left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which promotion.
    pub promotion: PromotionId,
    /// What shoppers read.
    pub name: String,
    /// The code that opened it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<CouponCode>,
    /// What it does.
    pub kind: EffectKind,
    /// Its lane.
    pub lane: Lane,
    /// At whose cost.
    pub bearer: Bearer,
    /// What was left of its scope: of the lines, or of the deliveries.
    pub base: Money,
    /// How much it takes off: the sum of its shares.
    pub off: Money,
    /// What falls on lines.
    pub lines: Vec<Share>,
    /// What falls on deliveries.
    pub deliveries: Vec<Share>,
    /// What it puts in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift: Option<Gift>,
    /// The tier that is reached, from 1, or how many times pieces are got; 1 for all others.
    pub reach: u32,
    /// Whether it would take off more, were there as much left to be paid.
    pub limited: bool,
    /// What is missing to its next tier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Missing>,
}

/// Why a promotion does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// It does not count yet.
    NotYet {
        /// From when it does.
        from: Timestamp,
    },
    /// It does not count any more.
    Over,
    /// It was used as often as it may be.
    UsedUp,
    /// This shopper used it as often as one may.
    UsedByYou,
    /// It would count with these.
    Short {
        /// All of these.
        missing: Vec<Missing>,
    },
    /// Its condition is not met, and the shopper can do nothing about it.
    Unmet,
    /// No line of the cart is meant.
    NothingInScope,
    /// The gift is not there.
    NoGift,
    /// Others leave nothing it could take off.
    NothingLeft,
    /// Another one counts in its place: together they are better for the shopper, or it stands alone.
    Beaten {
        /// One of those that count.
        by: PromotionId,
    },
}

impl Why {
    /// Its word in keys of texts.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NotYet { .. } => "not-yet",
            Self::Over => "over",
            Self::UsedUp => "used-up",
            Self::UsedByYou => "used-by-you",
            Self::Short { .. } => "short",
            Self::Unmet => "unmet",
            Self::NothingInScope => "nothing-in-scope",
            Self::NoGift => "no-gift",
            Self::NothingLeft => "nothing-left",
            Self::Beaten { .. } => "beaten",
        }
    }
}

/// A promotion that does not count. One that needs a code is named only where its code was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Which promotion.
    pub promotion: PromotionId,
    /// What shoppers read.
    pub name: String,
    /// The code that was typed for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<CouponCode>,
    /// What it would do.
    pub kind: EffectKind,
    /// Its lane.
    pub lane: Lane,
    /// Why not.
    pub why: Why,
}

/// Who pays for a share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The operator.
    Operator,
    /// A marketplace.
    Marketplace(MarketplaceId),
}

/// What all promotions of a cart come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The currency of all amounts.
    pub currency: Currency,
    /// One for each line, in their order.
    pub lines: Vec<LineShare>,
    /// One for each delivery, in their order.
    pub deliveries: Vec<DeliveryShare>,
    /// What is taken off all lines.
    pub goods_off: Money,
    /// What is taken off all deliveries.
    pub delivery_off: Money,
    /// What counts, in the order in which it was worked out.
    pub steps: Vec<Step>,
    /// What does not, and why; by lane, priority and name.
    pub passed_over: Vec<PassedOver>,
    /// Whether every combination that is allowed was looked at.
    pub exact: bool,
}

impl Applied {
    /// What is put in.
    pub fn gifts(&self) -> impl Iterator<Item = &Gift> {
        self.steps.iter().filter_map(|step| step.gift.as_ref())
    }

    /// What is paid for goods and delivery.
    ///
    /// # Errors
    /// When the sum is too large.
    pub fn paid(&self) -> Result<Money, MoneyError> {
        let goods = self.lines.iter().map(|line| line.paid);
        Money::sum(self.currency, goods.chain(self.deliveries.iter().map(|delivery| delivery.paid)))
    }

    /// Who pays how much of what is taken off; it adds up to all of it.
    ///
    /// # Errors
    /// When a sum is too large.
    pub fn borne(&self) -> Result<BTreeMap<Payer, Money>, MoneyError> {
        let mut borne = BTreeMap::new();
        for step in &self.steps {
            let lines = step.lines.iter().map(|share| (&self.lines[share.place as usize].product.marketplace, share));
            let deliveries =
                step.deliveries.iter().map(|share| (&self.deliveries[share.place as usize].marketplace, share));
            for (marketplace, share) in lines.chain(deliveries) {
                let payer = match step.bearer {
                    Bearer::Operator => Payer::Operator,
                    Bearer::Seller => Payer::Marketplace(marketplace.clone()),
                };
                let sum = borne.entry(payer).or_insert(Money::zero(self.currency));
                *sum = sum.plus(share.amount)?;
            }
        }
        Ok(borne)
    }
}
