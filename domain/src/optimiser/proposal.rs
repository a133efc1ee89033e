//! What the optimiser found, as a shopper reads it and agrees to it.

use serde::{Deserialize, Serialize};

use super::{Aim, Standing};
use crate::{cart::Quantity, marketplace::MarketplaceFace, money::Money};

/// A line that would be taken from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The product's title.
    pub title: String,
    /// How many.
    pub quantity: Quantity,
    /// Who sells it now.
    pub from: MarketplaceFace,
    /// Who would.
    pub to: MarketplaceFace,
}

/// A marketplace whose goods would be brought another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherWay {
    /// The marketplace.
    pub marketplace: MarketplaceFace,
    /// What the way is called.
    pub title: String,
}

/// A better way to fill the cart, to be agreed to as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What it aims at.
    pub aim: Aim,
    /// The lines that move.
    pub moves: Vec<Move>,
    /// The ways of delivery that change.
    pub ways: Vec<OtherWay>,
    /// How the cart stands.
    pub now: Standing,
    /// How it would stand.
    pub then: Standing,
    /// Whether no way is better.
    pub exact: bool,
    /// No way costs less than this.
    pub bound: Money,
}

impl Proposal {
    /// What it saves; below zero where it costs more.
    pub fn saves(&self) -> Money {
        Money::new(self.now.cost.minor.saturating_sub(self.then.cost.minor), self.now.cost.currency)
    }
}
