//! Random carts with random promotions: every kind of effect, condition and scope, in every currency.

use std::{collections::BTreeSet, sync::LazyLock};

use domain::{
    cart::Quantity,
    catalog::Category,
    coupon::CouponProblem,
    ids::{CouponCode, ExternalId, GroupId, MarketplaceId, ProductRef, PromotionId},
    money::{Currency, Money, RateTable},
    promotion::{
        Bearer, Beside, Condition, Delivery, Effect, EnteredCode, FactLine, Facts, Gift, Lane, LaneRule, Lanes,
        Promotion, QuantityTier, Reduction, Scope, Seller, SubtotalTier, Terms, Trigger, Uses,
    },
    time::{Date, Timestamp},
};

use crate::dice::Dice;

/// The currencies of carts and promotions, the first of them the base of the rates.
const CURRENCIES: [Currency; 5] = [Currency::Eur, Currency::Usd, Currency::Jpy, Currency::Tnd, Currency::Krw];

/// The categories of lines; a line may have none.
const CATEGORIES: [Category; 3] = [Category::Audio, Category::Fashion, Category::BooksStationery];

/// The moment of every cart.
const NOW: Timestamp = Timestamp(1_790_000_000_000);

/// Names that are made once.
pub struct Names {
    /// The marketplaces, the house first.
    pub marketplaces: Vec<MarketplaceId>,
    /// The products, one after another of each marketplace.
    pub products: Vec<ProductRef>,
    /// The only variant.
    pub variant: ExternalId,
    /// The promotions.
    pub promotions: Vec<PromotionId>,
    /// The codes.
    pub codes: Vec<CouponCode>,
    /// The groups of customers.
    pub groups: Vec<GroupId>,
}

/// The names.
pub static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let known = "letters and digits are a name";
    Names {
        marketplaces: (0..4).map(|at| format!("m{at}").parse().expect(known)).collect(),
        products: (0..60).map(|at| format!("m{}:p{at}", at % 4).parse().expect(known)).collect(),
        variant: "v".parse().expect(known),
        promotions: (0..40).map(|at| format!("p{at}").parse().expect(known)).collect(),
        codes: (0..4).map(|at| format!("CODE{at}").parse().expect(known)).collect(),
        groups: (0..2).map(|at| format!("g{at}").parse().expect(known)).collect(),
    }
});

/// A cart and its promotions.
#[derive(Clone, Debug)]
pub struct Case {
    /// The cart.
    pub facts: Facts,
    /// The promotions.
    pub promotions: Vec<Promotion>,
    /// Whether it is small enough for every combination to be tried by hand.
    pub small: bool,
    /// Whether every scope names categories, so that a line without one is meant by nobody.
    pub narrow: bool,
}

impl Case {
    /// Draws one.
    pub fn draw(dice: &mut Dice) -> Self {
        let (small, narrow) = (dice.percent(92), dice.percent(25));
        let mut facts = facts(dice, small);
        let crowded = !small && dice.percent(15);
        let count = match (small, crowded) {
            (true, _) => dice.place(7),
            (false, false) => dice.place(25),
            (false, true) => 39,
        };
        let mut draw = Draw { dice, currency: facts.currency, narrow };
        let promotions: Vec<Promotion> = (0..count).map(|at| draw.promotion(at, crowded)).collect();
        for terms in promotions.iter().map(Promotion::terms) {
            if dice.percent(15) {
                let (all, by_shopper) = (dice.below(4), dice.below(3));
                facts.uses.insert(terms.id.clone(), Uses { all, by_shopper });
            }
        }
        Self { facts, promotions, small, narrow }
    }
}

fn facts(dice: &mut Dice, small: bool) -> Facts {
    let currency = CURRENCIES[dice.place(CURRENCIES.len())];
    let rates = RateTable {
        dated: Date { year: 2026, month: 11, day: 20 },
        base: Currency::Eur,
        per_base: vec![
            (Currency::Usd, dice.between(800_000_000, 1_500_000_000)),
            (Currency::Jpy, dice.between(100_000_000_000, 200_000_000_000)),
            (Currency::Tnd, 3_330_000_000),
            (Currency::Krw, 1_650_000_000_000),
        ],
    };
    let most = if small { 4 } else { 50 };
    let lines = (0..1 + dice.place(most)).map(|at| line(dice, at, small, currency)).collect();
    let mut facts = Facts::new(currency, rates, NOW, lines);
    let sellers: BTreeSet<&MarketplaceId> = facts.lines.iter().map(|line| &line.product.marketplace).collect();
    facts.deliveries = sellers
        .into_iter()
        .map(|marketplace| Delivery {
            marketplace: marketplace.clone(),
            amount: Money::new(dice.between(0, 1_500), currency),
        })
        .collect();
    facts.tax_added = Money::new(if dice.percent(50) { 0 } else { dice.between(0, 5_000) }, currency);
    facts.house = Some(NAMES.marketplaces[0].clone());
    facts.country = [None, Some("TN"), Some("FR")][dice.place(3)].map(str::to_owned);
    facts.payment_method = [None, Some("card"), Some("cash")][dice.place(3)].map(str::to_owned);
    if dice.percent(70) {
        facts.groups = Some(NAMES.groups.iter().filter(|_| dice.percent(50)).cloned().collect());
        facts.first_order = Some(dice.percent(50));
    }
    if dice.percent(10) {
        facts.gifts_gone.insert((NAMES.products[0].clone(), NAMES.variant.clone()));
    }
    let mut rule = || if dice.percent(50) { LaneRule::Best } else { LaneRule::Stack };
    facts.lanes = Lanes { item: rule(), order: rule(), delivery: rule(), gift: rule() };
    for code in &NAMES.codes {
        if dice.percent(40) {
            let opens = NAMES.promotions.iter().filter(|_| dice.percent(50)).cloned().collect();
            let problems = [CouponProblem::UsedUp, CouponProblem::UsedByYou, CouponProblem::Expired];
            let problem = dice.percent(20).then(|| problems[dice.place(3)]);
            facts.codes.push(EnteredCode { code: code.clone(), opens, problem });
        }
    }
    facts
}

fn line(dice: &mut Dice, at: usize, small: bool, currency: Currency) -> FactLine {
    let most = if small { 5 } else { 40 };
    let quantity = 1 + dice.below(most);
    let dearest = if dice.percent(90) { 9_000 } else { 2_000_000 };
    // some lines cost the same, some nothing, and some do not divide evenly by their pieces
    let amount = match dice.below(10) {
        0 => 0,
        1 | 2 => 1_000 * i64::from(quantity),
        _ => dice.between(0, dearest * i64::from(quantity)),
    };
    FactLine {
        product: NAMES.products[at].clone(),
        variant: NAMES.variant.clone(),
        category: dice.percent(85).then(|| CATEGORIES[dice.place(3)]),
        quantity: Quantity::try_from(quantity).unwrap_or(Quantity::ONE),
        amount: Money::new(amount, currency),
    }
}

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
    fn promotion(&mut self, at: usize, crowded: bool) -> Promotion {
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
