//! Drawn orders over three marketplaces whose policies differ, with what was paid and when it arrived.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    calendar::{Calendar, Daylight, Zone},
    checkout::Policy as CheckoutPolicy,
    ids::MarketplaceId,
    money::{Currency, Money},
    pricing::Amounts,
    returns::{
        Book, BookLine, Condition, Goods, Informed, LineFacts, LinePaid, OrderFacts, Payer, Policy, Reason, Way, bought,
    },
    saga::{Part, PartState, Payment, Phase, Repeatable, Saga, begin},
    time::{Date, Timestamp},
    timeline::Stage,
};

use crate::{dice::Dice, finding::Problem};

const DAY: i64 = 86_400_000;

/// 2026-01-05T00:00:00Z.
const FIRST: i64 = 1_767_571_200_000;

/// An order with all that is known of it.
pub struct World {
    pub facts: OrderFacts,
    pub holidays: Vec<Date>,
    pub policies: BTreeMap<u32, Policy>,
    pub book: Book,
    pub saga: Saga,
    /// The cheapest and the chosen delivery of each part.
    pub total: Money,
}

/// Takes almost everything back, exchanges, pays the label, gives no delivery back.
fn generous() -> Policy {
    Policy {
        window_days: 30,
        reasons: BTreeSet::new(),
        label: Payer::Seller,
        ways: vec![Way::Label, Way::DropOff],
        restocking_points: 0,
        condition: Condition::Any,
        excluded: BTreeSet::from([Goods::Perishable]),
        delivery_back: false,
        exchange_days: 30,
        claim_days: 90,
        cancel_before: Some(Stage::Shipped),
    }
}

/// Keeps a part of the price, takes few reasons, lets the shopper pay.
fn strict() -> Policy {
    Policy {
        window_days: 20,
        reasons: BTreeSet::from([Reason::DoesNotFit, Reason::Damaged, Reason::Faulty, Reason::WrongItem]),
        label: Payer::Shopper,
        ways: vec![Way::Own],
        restocking_points: 1_500,
        condition: Condition::Unused,
        excluded: BTreeSet::from([Goods::SealedHygiene, Goods::Personalised, Goods::Perishable]),
        delivery_back: false,
        exchange_days: 0,
        claim_days: 30,
        cancel_before: Some(Stage::Processing),
    }
}

/// Offers nothing of its own.
fn silent() -> Policy {
    Policy {
        window_days: 0,
        label: Payer::Shopper,
        ways: vec![Way::Label],
        exchange_days: 0,
        claim_days: 0,
        cancel_before: None,
        ..generous()
    }
}

/// Where shoppers live: the country, and how clocks go there.
const PLACES: [(&str, i16, Daylight); 6] = [
    ("FR", 60, Daylight::European),
    ("GR", 120, Daylight::European),
    ("GB", 0, Daylight::European),
    ("US", -300, Daylight::NorthAmerican),
    ("JP", 540, Daylight::None),
    ("PT", 0, Daylight::European),
];

const GOODS: [Goods; 9] = [
    Goods::Ordinary,
    Goods::SealedHygiene,
    Goods::SealedMedia,
    Goods::Personalised,
    Goods::Perishable,
    Goods::Mixed,
    Goods::Periodical,
    Goods::Digital,
    Goods::DigitalBegun,
];

impl World {
    /// Draws an order.
    ///
    /// # Errors
    /// When its amounts do not add up.
    pub fn draw(dice: &mut Dice) -> Result<Self, Problem> {
        let (country, minutes, daylight) = PLACES[dice.place(PLACES.len())];
        let ordered = Timestamp(FIRST + dice.between(0, 900 * DAY));
        let holidays: Vec<Date> =
            (0..dice.below(40)).map(|_| ordered.plus(dice.between(0, 800) * DAY).date()).collect();
        let mut facts = OrderFacts {
            ordered,
            country: country.to_owned(),
            consumer: dice.percent(90),
            informed: informed(dice, ordered),
            told_of_return_cost: dice.percent(80),
            zone: Zone { minutes, daylight },
            calendar: Calendar::with(holidays.iter().copied()),
            lines: Vec::new(),
        };
        let currency = [Currency::Eur, Currency::Jpy, Currency::Tnd][dice.place(3)];
        let policies = BTreeMap::from([(0, generous()), (1, strict()), (2, silent())]);
        let mut book =
            Book { lines: Vec::new(), captured: BTreeMap::new(), otherwise: BTreeMap::new(), returns: Vec::new() };
        let mut parts = Vec::new();
        for part in 0..3 {
            let total = draw_part(dice, part, currency, &mut facts, &mut book)?;
            parts.push(placed(part, total));
        }
        let total = Money::sum(currency, book.captured.values().copied())?;
        let mut saga = begin("OC-7K3M-9Q2D".parse()?, CheckoutPolicy::KeepRest, total, parts);
        saga.phase = Phase::Done;
        saga.payment = Payment::Captured { reference: "paid".to_owned(), held: total, amount: total };
        Ok(Self { facts, holidays, policies, book, saga, total })
    }
}

fn informed(dice: &mut Dice, ordered: Timestamp) -> Informed {
    match dice.below(10) {
        0 => Informed::Never,
        1 | 2 => Informed::Later(ordered.plus(dice.between(0, 450) * DAY)),
        _ => Informed::InTime,
    }
}

fn placed(part: u32, total: Money) -> Part {
    let marketplace: MarketplaceId = ["baobab", "harbor", "nomad"][part as usize].parse().expect("a short plain word");
    Part {
        marketplace,
        own: total,
        shown: total,
        discount: None,
        repeatable: Repeatable::Idempotent,
        state: PartState::Placed,
        attempts: 1,
        replaced_by: None,
    }
}

/// Draws the lines of a part, what was paid for them, and when they arrived; gives what was captured for it.
fn draw_part(
    dice: &mut Dice,
    part: u32,
    currency: Currency,
    facts: &mut OrderFacts,
    book: &mut Book,
) -> Result<Money, Problem> {
    let money = |minor: i64| Money::new(minor, currency);
    let mut paid = Vec::new();
    let mut drawn = Vec::new();
    for place in 0..1 + dice.below(3) {
        let pieces = 1 + dice.below(5);
        let amount = money(dice.between(1, 40_000) * i64::from(pieces));
        let discount = money(if dice.percent(30) { dice.between(0, amount.minor) } else { 0 });
        let tax_points = [0, 700, 1_900][dice.place(3)];
        paid.push(LinePaid { amount, discount, tax_points, pieces });
        drawn.push(line(dice, part * 10 + place, part, pieces, facts.ordered));
    }
    let goods = Money::sum(currency, paid.iter().map(|line| line.amount))?;
    let off = Money::sum(currency, paid.iter().map(|line| line.discount))?;
    let coupon = money(if dice.percent(30) { dice.between(0, goods.minor - off.minor) } else { 0 });
    let included = dice.percent(60);
    let added = if included { 0 } else { dice.between(0, (goods.minor - off.minor - coupon.minor) / 5) };
    let standard = money(dice.between(0, 900));
    let delivery = money(if dice.percent(60) { standard.minor } else { standard.minor + dice.between(0, 2_000) });
    let amounts = Amounts::of(goods, delivery, money(added))?.less(off.plus(coupon)?)?;
    let split = bought(&amounts, standard, included, &paid)?;
    let whole: i64 = split.iter().map(|line| line.paid.minor + line.delivery.minor + line.dearer.minor).sum();
    if whole != amounts.total.minor {
        return Err(format!("the lines come to {whole}, {} was paid", amounts.total).into());
    }
    if split.iter().map(|line| line.delivery.minor).sum::<i64>() != standard.minor.min(delivery.minor) {
        return Err("the cheapest delivery is not split over the lines".into());
    }
    book.captured.insert(part, amounts.total);
    for (known, bought) in drawn.into_iter().zip(split) {
        book.lines.push(BookLine { line: known.line, part, bought });
        facts.lines.push(known);
    }
    Ok(amounts.total)
}

fn line(dice: &mut Dice, line: u32, part: u32, pieces: u32, ordered: Timestamp) -> LineFacts {
    let goods = if dice.percent(65) { Goods::Ordinary } else { GOODS[dice.place(GOODS.len())] };
    let mut at = || ordered.plus(dice.between(DAY / 2, 25 * DAY));
    let (first, second) = (at(), at());
    let (stage, arrivals) = match dice.below(12) {
        0 => (Stage::Placed, Vec::new()),
        1 => (Stage::InTransit, Vec::new()),
        2 if pieces > 1 => (Stage::PartlyArrived, vec![(pieces - 1, first)]),
        3..=5 if pieces > 1 => (Stage::Delivered, vec![(1, first), (pieces - 1, second)]),
        _ => (Stage::Delivered, vec![(pieces, first)]),
    };
    let lost = stage == Stage::InTransit && dice.percent(30);
    LineFacts { line, part, contract: part, pieces, goods, stage, lost, arrivals, taken: 0 }
}
