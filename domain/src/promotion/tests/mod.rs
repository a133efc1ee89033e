//! What promotions promise.

use std::collections::BTreeSet;

use super::*;
use crate::{
    cart::Quantity,
    catalog::Category,
    money::{Currency, Money, RateTable},
    time::Date,
};

mod codes;
mod conditions;
mod door;
mod effects;
mod quotes;
mod reversal;
mod stacking;

const NOW: Timestamp = Timestamp(1_790_000_000_000);

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn rates() -> RateTable {
    let dated = Date { year: 2026, month: 11, day: 20 };
    RateTable {
        dated,
        base: Currency::Eur,
        per_base: vec![(Currency::Usd, 1_250_000_000), (Currency::Jpy, 160_000_000_000)],
    }
}

/// A line `marketplace:product` of a category.
fn line(product: &str, category: Category, quantity: u32, minor: i64) -> FactLine {
    FactLine {
        product: product.parse().unwrap(),
        variant: "v".parse().unwrap(),
        category: Some(category),
        quantity: Quantity::try_from(quantity).unwrap(),
        amount: eur(minor),
    }
}

fn cart(lines: Vec<FactLine>) -> Facts {
    let mut facts = Facts::new(Currency::Eur, rates(), NOW, lines);
    facts.house = Some("house".parse().unwrap());
    let marketplaces: BTreeSet<_> = facts.lines.iter().map(|line| line.product.marketplace.clone()).collect();
    facts.deliveries = marketplaces.into_iter().map(|marketplace| Delivery { marketplace, amount: eur(500) }).collect();
    facts
}

/// Two lines: a lamp for 60.00 of one marketplace, two books for 40.00 of the house.
fn usual() -> Facts {
    cart(vec![
        line("harbor:lamp", Category::LightingFurniture, 1, 6_000),
        line("house:book", Category::BooksStationery, 2, 4_000),
    ])
}

fn terms(id: &str, effect: Effect) -> Terms {
    let lane = match effect {
        Effect::Delivery { .. } => Lane::Delivery,
        Effect::Gift { .. } => Lane::Gift,
        _ => Lane::Order,
    };
    Terms {
        id: id.parse().unwrap(),
        name: id.to_owned(),
        trigger: Trigger::Automatic,
        condition: Condition::Always,
        scope: Scope::default(),
        effect,
        bearer: Bearer::Operator,
        lane,
        priority: 0,
        beside: Beside::Others,
        valid_from: None,
        valid_until: None,
        limit: None,
        limit_each: None,
    }
}

fn percent(points: u32) -> Effect {
    Effect::Off { reduction: Reduction::Percent { points, cap: None } }
}

fn fixed(minor: i64) -> Effect {
    Effect::Off { reduction: Reduction::Amount { amount: eur(minor) } }
}

fn free_delivery() -> Effect {
    Effect::Delivery { reduction: Reduction::Percent { points: 10_000, cap: None } }
}

fn gift(worth: i64) -> Effect {
    let (product, variant) = ("house:mug".parse().unwrap(), "v".parse().unwrap());
    Effect::Gift { gift: Gift { product, variant, quantity: Quantity::ONE, worth: eur(worth) } }
}

fn books() -> Scope {
    Scope::of_categories([Category::BooksStationery])
}

fn promotion(terms: Terms) -> Promotion {
    Promotion::try_from(terms).unwrap()
}

fn applied(facts: &Facts, terms: impl IntoIterator<Item = Terms>) -> Applied {
    let promotions: Vec<Promotion> = terms.into_iter().map(promotion).collect();
    let applied = apply(&promotions, facts).unwrap();
    adds_up(&applied);
    applied
}

/// What must hold of anything that was worked out.
fn adds_up(applied: &Applied) {
    let sum = |shares: Vec<&Share>, place: usize| -> i64 {
        shares.iter().filter(|share| share.place as usize == place).map(|share| share.amount.minor).sum()
    };
    for (place, line) in applied.lines.iter().enumerate() {
        let of_steps = sum(applied.steps.iter().flat_map(|step| &step.lines).collect(), place);
        assert_eq!((line.off.minor, line.paid.minor), (of_steps, line.before.minor - of_steps));
        assert!(line.off.minor >= 0 && line.paid.minor >= 0);
    }
    for (place, delivery) in applied.deliveries.iter().enumerate() {
        let of_steps = sum(applied.steps.iter().flat_map(|step| &step.deliveries).collect(), place);
        assert_eq!((delivery.off.minor, delivery.paid.minor), (of_steps, delivery.before.minor - of_steps));
        assert!(delivery.off.minor >= 0 && delivery.paid.minor >= 0);
    }
    let off = applied.goods_off.minor + applied.delivery_off.minor;
    assert_eq!(off, applied.steps.iter().map(|step| step.off.minor).sum::<i64>());
    assert_eq!(off, applied.borne().unwrap().values().map(|share| share.minor).sum::<i64>());
}

fn offs(applied: &Applied) -> Vec<i64> {
    applied.lines.iter().map(|line| line.off.minor).collect()
}

fn why<'a>(applied: &'a Applied, id: &str) -> &'a Why {
    &applied.passed_over.iter().find(|passed| passed.promotion.as_str() == id).unwrap().why
}

fn counted(applied: &Applied) -> Vec<&str> {
    applied.steps.iter().map(|step| step.promotion.as_str()).collect()
}
