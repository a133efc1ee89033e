//! What a promotion does.

use serde::{Deserialize, Serialize};

use super::Scope;
use crate::{
    cart::Quantity,
    ids::{ExternalId, ProductRef},
    money::Money,
};

/// How much is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Reduction {
    /// A share of what is left, rounded half to even.
    Percent {
        /// The share in basis points, from 1 to 10,000.
        points: u32,
        /// No more than this, where there is a cap.
        #[serde(default)]
        cap: Option<Money>,
    },
    /// An amount, no more than what is left.
    Amount {
        /// How much.
        amount: Money,
    },
}

/// What counts from an amount on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubtotalTier {
    /// What the lines in scope cost at least, before any promotion.
    pub from: Money,
    /// How much is then taken off all of them.
    pub reduction: Reduction,
}

/// What counts from a number of pieces on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuantityTier {
    /// How many pieces are in scope at least.
    pub from: u32,
    /// How much is then taken off all of them.
    pub reduction: Reduction,
}

/// Something of the house that is put in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    /// The product of the house.
    pub product: ProductRef,
    /// The variant.
    pub variant: ExternalId,
    /// How many.
    pub quantity: Quantity,
    /// What all of it is worth when promotions are compared; nothing is charged or paid for it.
    pub worth: Money,
}

/// What a promotion does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// Takes something off the lines in scope.
    Off {
        /// How much.
        reduction: Reduction,
    },
    /// Takes off more, the more the lines in scope cost; the highest tier that is reached counts.
    TieredBySubtotal {
        /// The tiers, rising.
        tiers: Vec<SubtotalTier>,
    },
    /// Takes off more, the more pieces are in scope; the highest tier that is reached counts.
    TieredByQuantity {
        /// The tiers, rising.
        tiers: Vec<QuantityTier>,
    },
    /// Whoever buys some pieces gets others cheaper, the cheapest of those in scope. A piece that is got is not one that
    /// was bought.
    BuyGet {
        /// How many are to be bought.
        buy: u32,
        /// Of which lines; what is got is of the promotion's scope, the same or another.
        of: Scope,
        /// How many are got.
        get: u32,
        /// How much is taken off these, in basis points: 10,000 is free.
        points: u32,
        /// How many times at most, where there is a limit.
        #[serde(default)]
        times: Option<u32>,
    },
    /// Takes something off the delivery of parts with lines in scope; 10,000 basis points are free delivery.
    Delivery {
        /// How much.
        reduction: Reduction,
    },
    /// Puts something of the house in.
    Gift {
        /// What.
        gift: Gift,
    },
}

/// The kind of an effect, for texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    /// A share off.
    Percent,
    /// An amount off.
    Fixed,
    /// In tiers, by amount or by pieces.
    Tiered,
    /// Some bought, others got.
    BuyGet,
    /// Off the delivery.
    Delivery,
    /// A gift.
    Gift,
}

impl EffectKind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Percent, Self::Fixed, Self::Tiered, Self::BuyGet, Self::Delivery, Self::Gift];

    /// Its word in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Fixed => "fixed",
            Self::Tiered => "tiered",
            Self::BuyGet => "buy-get",
            Self::Delivery => "delivery",
            Self::Gift => "gift",
        }
    }
}

impl Effect {
    /// Its kind.
    pub fn kind(&self) -> EffectKind {
        match self {
            Self::Off { reduction: Reduction::Percent { .. } } => EffectKind::Percent,
            Self::Off { reduction: Reduction::Amount { .. } } => EffectKind::Fixed,
            Self::TieredBySubtotal { .. } | Self::TieredByQuantity { .. } => EffectKind::Tiered,
            Self::BuyGet { .. } => EffectKind::BuyGet,
            Self::Delivery { .. } => EffectKind::Delivery,
            Self::Gift { .. } => EffectKind::Gift,
        }
    }
}
