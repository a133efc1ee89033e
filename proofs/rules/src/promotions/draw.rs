//! Random carts with random promotions: every kind of effect, condition and scope, in every currency.

mod terms;

use std::{collections::BTreeSet, sync::LazyLock};

use domain::{
    cart::Quantity,
    catalog::Category,
    coupon::CouponProblem,
    ids::{CouponCode, ExternalId, GroupId, MarketplaceId, ProductRef, PromotionId},
    money::{Currency, Money, RateTable},
    promotion::{Delivery, EnteredCode, FactLine, Facts, LaneRule, Lanes, Promotion, Uses},
    time::{Date, Timestamp},
};

pub use self::terms::Draw;
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
