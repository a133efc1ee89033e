//! Random promotions that pass the door.

use domain::{
    cart::Quantity,
    money::{Currency, Money},
    promotion::{
        Bearer, Beside, Condition, Effect, Gift, Lane, Promotion, QuantityTier, Reduction, Scope, Seller, SubtotalTier,
        Terms, Trigger,
    },
};

use super::{CATEGORIES, CURRENCIES, NAMES, NOW};
use crate::dice::Dice;

/// What promotions are drawn with.
pub struct Draw<'d> {
    /// Where chance is from.
    pub dice: &'d mut Dice,
    /// The currency of the cart.
    pub currency: Currency,
    /// Whether every scope names categories.
    pub narrow: bool,
}

impl Draw<'_> {
    /// A promotion; of a crowd, one that may always count and is alone in its lane.
    pub fn promotion(&mut self, at: usize, crowded: bool) -> Promotion {
        let mut terms = self.terms(at);
        if crowded {
            (terms.trigger, terms.condition, terms.beside) =
                (Trigger::Automatic, Condition::Always, Beside::OtherLanes);
            if matches!(terms.effect, Effect::BuyGet { .. }) {
                terms.effect = Effect::Off { reduction: self.reduction() };
            }
        }
        Promotion::try_from(terms).expect("what is drawn here passes the door")
    }

    /// Terms that pass the door.
    pub fn terms(&mut self, at: usize) -> Terms {
        let lane = Lane::ALL[self.dice.place(4)];
        let effect = match lane {
            Lane::Item | Lane::Order => self.off(),
            Lane::Delivery => Effect::Delivery { reduction: self.reduction() },
            Lane::Gift => self.gift(),
        };
        let beside = [Beside::Others, Beside::Others, Beside::Others, Beside::OtherLanes, Beside::Nothing];
        let sellers = lane != Lane::Gift && self.dice.percent(40);
        let valid_from = self.dice.percent(10).then(|| NOW.plus(self.dice.between(-5, 5)));
        let until = NOW.plus(self.dice.between(0, 9) * 10 - 9);
        let until = Some(until).filter(|until| valid_from.is_none_or(|from| from < *until));
        Terms {
            id: NAMES.promotions[at].clone(),
            name: format!("Promotion {at}"),
            trigger: if self.dice.percent(25) { Trigger::Code } else { Trigger::Automatic },
            condition: if self.dice.percent(45) { Condition::Always } else { self.condition(3) },
            scope: self.scope(),
            effect,
            bearer: if sellers { Bearer::Seller } else { Bearer::Operator },
            lane,
            priority: self.dice.between(-2, 2) as i32,
            beside: beside[self.dice.place(beside.len())],
            valid_from,
            valid_until: if self.dice.percent(10) { until } else { None },
            limit: self.dice.percent(15).then(|| 1 + self.dice.below(4)),
            limit_each: self.dice.percent(15).then(|| 1 + self.dice.below(3)),
        }
    }

    fn money(&mut self, most: i64) -> Money {
        let currency = if self.dice.percent(60) { self.currency } else { CURRENCIES[self.dice.place(5)] };
        Money::new(self.dice.between(1, most), currency)
    }

    fn reduction(&mut self) -> Reduction {
        if self.dice.percent(55) {
            let points = if self.dice.percent(30) { 10_000 } else { 1 + self.dice.below(9_999) };
            Reduction::Percent { points, cap: self.dice.percent(30).then(|| self.money(2_000)) }
        } else {
            Reduction::Amount { amount: self.money(6_000) }
        }
    }

    fn off(&mut self) -> Effect {
        match self.dice.below(5) {
            0 | 1 => Effect::Off { reduction: self.reduction() },
            2 => {
                let mut from = Money::zero(self.money(1).currency);
                let tier = |draw: &mut Self| {
                    from = Money::new(from.minor + draw.dice.between(1, 9_000), from.currency);
                    SubtotalTier { from, reduction: draw.reduction() }
                };
                let count = 1 + self.dice.below(4);
                Effect::TieredBySubtotal { tiers: self.several(count, tier) }
            }
            3 => {
                let mut from = 0;
                let tier = |draw: &mut Self| {
                    from += 1 + draw.dice.below(4);
                    QuantityTier { from, reduction: draw.reduction() }
                };
                let count = 1 + self.dice.below(4);
                Effect::TieredByQuantity { tiers: self.several(count, tier) }
            }
            _ => {
                let points = if self.dice.percent(60) { 10_000 } else { 1 + self.dice.below(9_999) };
                let times = self.dice.percent(40).then(|| 1 + self.dice.below(3));
                let (buy, get) = (1 + self.dice.below(3), 1 + self.dice.below(2));
                Effect::BuyGet { buy, of: self.scope(), get, points, times }
            }
        }
    }

    fn several<T>(&mut self, count: u32, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..count).map(|_| one(self)).collect()
    }

    fn gift(&mut self) -> Effect {
        let product = NAMES.products[if self.dice.percent(90) { 0 } else { 1 }].clone();
        let worth = self.money(3_000);
        Effect::Gift { gift: Gift { product, variant: NAMES.variant.clone(), quantity: Quantity::ONE, worth } }
    }

    fn scope(&mut self) -> Scope {
        let mut scope = Scope::default();
        match self.dice.below(6) {
            0 => scope.seller = Seller::House,
            1 => scope.seller = Seller::Marketplace { id: NAMES.marketplaces[self.dice.place(4)].clone() },
            2 => scope.products = (0..3).map(|_| NAMES.products[self.dice.place(4)].clone()).collect(),
            3 => scope.categories = CATEGORIES.into_iter().filter(|_| self.dice.percent(60)).collect(),
            _ => {}
        }
        if self.narrow && scope.categories.is_empty() {
            scope.categories = [CATEGORIES[self.dice.place(3)], CATEGORIES[self.dice.place(3)]].into();
        }
        scope
    }

    fn condition(&mut self, depth: u32) -> Condition {
        if depth > 0 && self.dice.percent(40) {
            let count = 1 + self.dice.below(3);
            return match self.dice.below(3) {
                0 => Condition::All { of: self.several(count, |draw| draw.condition(depth - 1)) },
                1 => Condition::Any { of: self.several(count, |draw| draw.condition(depth - 1)) },
                _ => Condition::Not { of: Box::new(self.condition(depth - 1)) },
            };
        }
        match self.dice.below(9) {
            0 | 1 => Condition::Subtotal { of: self.scope(), at_least: self.money(20_000) },
            2 => Condition::Quantity { of: self.scope(), at_least: 1 + self.dice.below(8) },
            3 => Condition::Country { one_of: vec![["TN", "FR"][self.dice.place(2)].to_owned()] },
            4 => Condition::Currency { one_of: vec![CURRENCIES[self.dice.place(5)], self.currency] },
            5 => Condition::Group { one_of: vec![NAMES.groups[self.dice.place(2)].clone()] },
            6 => Condition::FirstOrder,
            7 => {
                let from = NOW.plus(self.dice.between(-9, 1));
                Condition::During { from, until: from.plus(self.dice.between(1, 12)) }
            }
            _ if self.dice.percent(60) => {
                Condition::PaymentMethod { one_of: vec![["card", "cash"][self.dice.place(2)].to_owned()] }
            }
            _ => Condition::Code { one_of: vec![NAMES.codes[self.dice.place(4)].clone()] },
        }
    }
}
