//! Random worlds, offers and carts.

use std::collections::BTreeMap;

use domain::{
    cart::Quantity,
    catalog::{Availability, Product, Variant},
    coupon::{Coupon, CouponSize},
    ids::{MarketplaceId, RelationToken},
    marketplace::{DeliveryOption, DeliveryTerms, Sending},
    money::{Currency, Money, RateTable},
    optimiser::{Candidate, Want},
    pricing::PriceBook,
    time::{Date, Timestamp},
};
use rule_proofs::dice::Dice;

/// The names of the marketplaces.
const NAMES: [&str; 6] = ["ada", "bell", "curie", "darwin", "euler", "fermi"];

/// Currencies without decimals, with two and with three.
const CURRENCIES: [Currency; 5] = [Currency::Eur, Currency::Usd, Currency::Gbp, Currency::Jpy, Currency::Tnd];

/// Where goods go: within the union, with a limit, without duty, with a part that is not known, at all unknown.
const COUNTRIES: [&str; 7] = ["PT", "DE", "GB", "CH", "KE", "JP", "US"];

/// How many ways to fill a cart are gone through at most, but for the largest carts.
const MOST_WAYS: usize = 4_000;

/// A price book with its marketplaces.
pub struct World {
    pub book: PriceBook,
    pub markets: Vec<(MarketplaceId, Currency)>,
}

/// A cart in its world.
pub struct Drawn {
    pub world: World,
    pub wants: Vec<Want>,
    pub chosen: BTreeMap<MarketplaceId, String>,
}

pub fn world(dice: &mut Dice, most: usize) -> World {
    let count = 1 + dice.place(most);
    let mut terms = BTreeMap::new();
    let mut markets = Vec::new();
    for name in &NAMES[..count] {
        let id: MarketplaceId = name.parse().expect("the names are short words");
        let currency = if dice.percent(50) { Currency::Eur } else { CURRENCIES[dice.place(CURRENCIES.len())] };
        if dice.percent(97) {
            terms.insert(id.clone(), terms_of(dice, currency));
        }
        markets.push((id, currency));
    }
    let per_base = vec![
        (Currency::Usd, dice.between(900_000_000, 1_300_000_000)),
        (Currency::Gbp, dice.between(700_000_000, 950_000_000)),
        (Currency::Jpy, dice.between(120_000_000_000, 190_000_000_000)),
        (Currency::Tnd, dice.between(3_000_000_000, 3_700_000_000)),
    ];
    let rates = RateTable { dated: Date { year: 2026, month: 11, day: 20 }, base: Currency::Eur, per_base };
    let currency = CURRENCIES[dice.place(CURRENCIES.len())];
    let country = dice.percent(75).then(|| COUNTRIES[dice.place(COUNTRIES.len())].to_owned());
    World { book: PriceBook { currency, rates, terms, coupon: None, promotions: None, country }, markets }
}

/// So many euros in a currency, roughly.
fn around(euros_minor: i64, currency: Currency) -> i64 {
    match currency {
        Currency::Jpy => euros_minor * 16 / 10,
        Currency::Tnd => euros_minor * 34,
        _ => euros_minor,
    }
}

fn terms_of(dice: &mut Dice, currency: Currency) -> DeliveryTerms {
    let count = if dice.percent(3) { 0 } else { 1 + dice.below(2) };
    let options = (0..count).map(|place| DeliveryOption {
        id: format!("way-{place}"),
        title: format!("Way {place}"),
        price: Money::new(around(dice.between(0, 1_500), currency), currency),
        days_from: 1,
        days_to: 1 + dice.below(12) as u16,
    });
    let options = options.collect();
    let free_from = dice.percent(70).then(|| Money::new(around(dice.between(1_000, 15_000), currency), currency));
    let origins = ["PT", "DE", "GB", "US", "JP", "TN"];
    let sends = dice.percent(85).then(|| {
        let paid = ["EU", "GB", "KE"].into_iter().filter(|_| dice.percent(35)).map(str::to_owned).collect();
        Sending { from: origins[dice.place(origins.len())].to_owned(), duties_paid_to: paid }
    });
    DeliveryTerms {
        options,
        free_from,
        tax_points: [0, 700, 825, 1_900, 2_300][dice.place(5)],
        tax_included: dice.percent(50),
        return_days: 30,
        sends,
        smallest_order: None,
    }
}

/// Offers of one thing, some of them sold out.
pub fn offers(dice: &mut Dice, world: &World) -> Vec<Product> {
    let mut products = Vec::new();
    for (id, currency) in &world.markets {
        for number in 0..1 + dice.below(2) {
            let price = Money::new(around(dice.between(100, 30_000), *currency), *currency);
            let availability = if dice.percent(85) { Availability::InStock(None) } else { Availability::OutOfStock };
            products.push(product(id, number, price, availability));
        }
    }
    products
}

fn product(id: &MarketplaceId, number: u32, price: Money, availability: Availability) -> Product {
    let variant = Variant {
        external_id: "one".parse().expect("a short word"),
        title: String::new(),
        price,
        availability,
        picture: None,
    };
    Product {
        reference: format!("{id}:{number}").parse().expect("a reference"),
        relation: RelationToken::of(&"ada:thing".parse().expect("a reference"), None),
        gtin: None,
        title: "Thing".to_owned(),
        brand: None,
        description: String::new(),
        category: None,
        price,
        list_price: None,
        rating: None,
        availability,
        pictures: Vec::new(),
        product_url: None,
        attributes: Vec::new(),
        variants: vec![variant],
        observed_at: Timestamp(1_795_248_000_000),
    }
}

/// A cart with few enough ways to fill it that all can be gone through.
pub fn cart(dice: &mut Dice) -> Drawn {
    let mut world = world(dice, 6);
    let mut wants: Vec<Want> = Vec::new();
    let mut ways = 1;
    let lines = 1 + dice.place(10);
    for line in 0..lines {
        let mut candidates = Vec::new();
        let usual = dice.between(200, 8_000);
        for (id, currency) in &world.markets {
            let twice = if dice.percent(8) { 2 } else { 1 };
            for copy in 0..if dice.percent(60) { twice } else { 0 } {
                candidates.push(candidate(dice, id, *currency, usual, line, copy));
            }
        }
        if candidates.is_empty() {
            let (id, currency) = &world.markets[dice.place(world.markets.len())];
            candidates.push(candidate(dice, id, *currency, usual, line, 0));
        }
        while ways * candidates.len() > MOST_WAYS {
            candidates.pop();
        }
        ways *= candidates.len();
        let now = dice.place(candidates.len());
        wants.push(Want { quantity: quantity(dice), candidates, now });
    }
    coupon(dice, &mut world);
    let chosen = chosen(dice, &world);
    Drawn { world, wants, chosen }
}

/// Ten lines, each sold by all of six marketplaces.
pub fn largest(dice: &mut Dice) -> Drawn {
    let mut world = world(dice, 1);
    while world.markets.len() < NAMES.len() {
        let id: MarketplaceId = NAMES[world.markets.len()].parse().expect("the names are short words");
        let terms = DeliveryTerms { sends: None, ..terms_of(dice, Currency::Eur) };
        world.book.terms.insert(id.clone(), terms);
        world.markets.push((id, Currency::Eur));
    }
    world.book.country = None;
    let wants = (0..10).map(|line| everywhere(dice, &world, line)).collect();
    Drawn { world, wants, chosen: BTreeMap::new() }
}

/// More lines than can be gone through.
pub fn beyond(dice: &mut Dice) -> Drawn {
    let mut world = world(dice, 6);
    let lines = 11 + dice.place(25);
    let wants = (0..lines).map(|line| everywhere(dice, &world, line)).collect();
    coupon(dice, &mut world);
    let chosen = chosen(dice, &world);
    Drawn { world, wants, chosen }
}

fn everywhere(dice: &mut Dice, world: &World, line: usize) -> Want {
    let usual = dice.between(200, 6_000);
    let candidates: Vec<Candidate> =
        world.markets.iter().map(|(id, currency)| candidate(dice, id, *currency, usual, line, 0)).collect();
    let now = dice.place(candidates.len());
    Want { quantity: quantity(dice), candidates, now }
}

fn candidate(dice: &mut Dice, id: &MarketplaceId, currency: Currency, usual: i64, line: usize, copy: u32) -> Candidate {
    let euros = usual * dice.between(75, 130) / 100;
    Candidate {
        product: format!("{id}:{line}-{copy}").parse().expect("a reference"),
        variant: "one".parse().expect("a short word"),
        unit: Money::new(around(euros, currency), currency),
    }
}

fn quantity(dice: &mut Dice) -> Quantity {
    let number = if dice.percent(70) { 1 } else { 1 + dice.below(4) };
    Quantity::try_from(number).expect("one to four")
}

fn coupon(dice: &mut Dice, world: &mut World) {
    if !dice.percent(40) {
        return;
    }
    let euros = |minor| Money::new(minor, Currency::Eur);
    let size = if dice.percent(60) {
        let cap = dice.percent(50).then(|| euros(dice.between(200, 4_000)));
        CouponSize::Points { points: [500, 1_000, 2_000, 5_000, 10_000][dice.place(5)], cap }
    } else {
        CouponSize::Amount { amount: euros(dice.between(100, 9_000)) }
    };
    world.book.coupon = Some(Coupon {
        code: "RANDOM".parse().expect("a code"),
        size,
        smallest_cart: dice.percent(50).then(|| euros(dice.between(500, 25_000))),
        valid_from: Timestamp(0),
        valid_until: None,
    });
}

fn chosen(dice: &mut Dice, world: &World) -> BTreeMap<MarketplaceId, String> {
    let of = |(id, _): &(MarketplaceId, Currency)| (id.clone(), format!("way-{}", dice.below(3)));
    let all: Vec<_> = world.markets.iter().map(of).collect();
    all.into_iter().filter(|_| dice.percent(25)).collect()
}
