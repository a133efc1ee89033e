//! The house's own ways of delivery, and what each costs: flat, by weight, by price, by zone, free above an amount, or
//! nothing where the goods are picked up.

use serde::{Deserialize, Serialize};

use super::{
    place::{Area, Place},
    restriction::{Kind, Restriction, Stopped, stopped},
};
use crate::money::Money;

/// What a method costs within a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Price {
    /// Always the same.
    Flat(Money),
    /// By weight in grams: up to and with so much, the price beside it. Heavier than the last step is not taken.
    ByWeight(Vec<(u32, Money)>),
    /// By the price of the goods: from so much on, the price beside it. Cheaper than the first step is not taken.
    ByPrice(Vec<(Money, Money)>),
}

/// A zone, what the method costs there, and how long it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariff {
    /// Where it holds.
    pub zone: Area,
    /// What it costs.
    pub price: Price,
    /// From this price of the goods on it costs nothing.
    pub free_from: Option<Money>,
    /// Working days on the way, at the least and at the most.
    pub days: (u16, u16),
}

/// A way in which the house sends its goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// What it is chosen by.
    pub id: String,
    /// What shoppers read.
    pub title: String,
    /// Whether shoppers come for the goods themselves.
    pub is_pick_up: bool,
    /// Its tariffs; the first whose zone holds the place counts.
    pub tariffs: Vec<Tariff>,
}

/// What is to be sent, as far as prices ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basket {
    /// What the goods cost after discounts.
    pub goods: Money,
    /// What they weigh in grams; `None` where that is not known of one of them.
    pub grams: Option<u64>,
    /// What is in it.
    pub lines: Vec<Kind>,
}

/// A method that a basket can be sent by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodOffer {
    /// The method's id.
    pub method: String,
    /// What shoppers read.
    pub title: String,
    /// What it costs.
    pub price: Money,
    /// What it would have cost, where it is free for the price of the goods.
    pub instead_of: Option<Money>,
    /// By how much the goods would have to cost more for it to be free.
    pub missing_to_free: Option<Money>,
    /// Working days on the way, at the least and at the most.
    pub days: (u16, u16),
    /// Whether shoppers come for the goods themselves.
    pub is_pick_up: bool,
}

/// Why a method is not offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotOffered {
    /// None of its zones holds the place.
    Place,
    /// The goods are heavier than its last step.
    TooHeavy {
        /// What it takes at the most, in grams.
        most: u32,
    },
    /// The goods cost less than its first step.
    TooCheap {
        /// What they have to cost at the least.
        least: Money,
    },
    /// It goes by weight, and that of the goods is not known.
    WeightUnknown,
    /// Its amounts are in another currency than the goods.
    Currency,
    /// Something in the basket may not go there.
    Restricted(Vec<Stopped>),
}

/// Which methods a basket can be sent to a place by, in the operator's order, and why not the others.
pub fn offers(
    methods: &[Method],
    restrictions: &[Restriction],
    basket: &Basket,
    place: &Place,
) -> (Vec<MethodOffer>, Vec<(String, NotOffered)>) {
    let (mut offered, mut others) = (Vec::new(), Vec::new());
    for method in methods {
        match offer(method, restrictions, basket, place) {
            Ok(offer) => offered.push(offer),
            Err(why) => others.push((method.id.clone(), why)),
        }
    }
    (offered, others)
}

fn offer(
    method: &Method,
    restrictions: &[Restriction],
    basket: &Basket,
    place: &Place,
) -> Result<MethodOffer, NotOffered> {
    let tariff = method.tariffs.iter().find(|tariff| tariff.zone.holds(place)).ok_or(NotOffered::Place)?;
    let kept = stopped(restrictions, &basket.lines, place, &method.id);
    if !kept.is_empty() {
        return Err(NotOffered::Restricted(kept));
    }
    let usual = tariff.price.of(basket)?;
    if usual.currency != basket.goods.currency {
        return Err(NotOffered::Currency);
    }
    let missing = match tariff.free_from {
        Some(from) => Some(from.minus(basket.goods).map_err(|_| NotOffered::Currency)?),
        None => None,
    };
    let is_free = missing.is_some_and(|missing| missing.minor <= 0) && usual.minor > 0;
    Ok(MethodOffer {
        method: method.id.clone(),
        title: method.title.clone(),
        price: if is_free { Money::zero(usual.currency) } else { usual },
        instead_of: is_free.then_some(usual),
        missing_to_free: missing.filter(|missing| missing.minor > 0 && usual.minor > 0),
        days: tariff.days,
        is_pick_up: method.is_pick_up,
    })
}

impl Price {
    /// What a basket costs by it. Steps may stand in any order.
    fn of(&self, basket: &Basket) -> Result<Money, NotOffered> {
        match self {
            Self::Flat(price) => Ok(*price),
            Self::ByWeight(steps) => {
                let grams = basket.grams.ok_or(NotOffered::WeightUnknown)?;
                let holding = steps.iter().filter(|(up_to, _)| grams <= u64::from(*up_to));
                let most = steps.iter().map(|(up_to, _)| *up_to).max().unwrap_or(0);
                let step = holding.min_by_key(|(up_to, _)| *up_to).ok_or(NotOffered::TooHeavy { most })?;
                Ok(step.1)
            }
            Self::ByPrice(steps) => {
                if steps.iter().any(|(from, _)| from.currency != basket.goods.currency) {
                    return Err(NotOffered::Currency);
                }
                let reached = steps.iter().filter(|(from, _)| from.minor <= basket.goods.minor);
                let least = steps.iter().map(|(from, _)| *from).min_by_key(|from| from.minor);
                let step = reached.max_by_key(|(from, _)| from.minor);
                step.map(|(_, price)| *price)
                    .ok_or_else(|| NotOffered::TooCheap { least: least.unwrap_or(basket.goods) })
            }
        }
    }
}
