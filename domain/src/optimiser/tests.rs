use super::*;
use crate::{
    marketplace::{DeliveryOption, DeliveryTerms},
    money::{Currency, RateTable},
    time::Date,
};

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

/// A marketplace: delivery, from when it is free, days; and a quicker way at double the price.
fn terms(delivery: i64, free_from: i64, days: u16) -> DeliveryTerms {
    let option = |id: &str, price, days| DeliveryOption {
        id: id.to_owned(),
        title: id.to_owned(),
        price: euros(price),
        days_from: 1,
        days_to: days,
    };
    DeliveryTerms {
        options: vec![option("usual", delivery, days), option("quick", 2 * delivery + 100, days / 2)],
        free_from: Some(euros(free_from)),
        tax_points: 2300,
        tax_included: true,
        return_days: 30,
        sends: None,
        smallest_order: None,
    }
}

fn book(terms: &[(&str, DeliveryTerms)]) -> PriceBook {
    let terms = terms.iter().map(|(id, terms)| (id.parse().expect("a short word"), terms.clone())).collect();
    let rates = RateTable { dated: Date { year: 2026, month: 11, day: 20 }, base: Currency::Eur, per_base: Vec::new() };
    PriceBook { currency: Currency::Eur, rates, terms, coupon: None, promotions: None, country: None }
}

/// A line with what it costs at each marketplace; the first is in the cart.
fn want(number: usize, prices: &[(&str, i64)]) -> Want {
    let candidates = prices.iter().map(|(id, price)| Candidate {
        product: format!("{id}:{number}").parse().expect("a reference"),
        variant: "one".parse().expect("a short word"),
        unit: euros(*price),
    });
    Want { quantity: Quantity::ONE, candidates: candidates.collect(), now: 0 }
}

#[test]
fn dearer_goods_are_taken_where_they_make_the_delivery_free() {
    let book = book(&[("near", terms(500, 5_000, 2)), ("far", terms(900, 90_000, 9))]);
    let wants = [want(1, &[("near", 4_000)]), want(2, &[("far", 1_000), ("near", 1_200)])];
    let now = standing(&book, &wants, &BTreeMap::new()).expect("small amounts");
    assert_eq!((now.cost, now.parcels, now.days), (euros(4_500 + 1_900), 2, 9));
    let plan = best(&book, &wants, &BTreeMap::new(), Aim::Cost).expect("small amounts");
    assert_eq!((plan.picks.as_slice(), plan.standing.cost, plan.exact), (&[0, 1][..], euros(5_200), true));
}

#[test]
fn fewer_parcels_may_cost_more_and_early_arrival_takes_the_quick_way() {
    let book = book(&[("near", terms(0, 5_000, 4)), ("far", terms(0, 5_000, 8))]);
    let wants = [want(1, &[("near", 1_000), ("far", 1_500)]), want(2, &[("far", 1_000), ("near", 1_700)])];
    let plan = |aim| best(&book, &wants, &BTreeMap::new(), aim).expect("small amounts");
    assert_eq!(plan(Aim::Cost).picks, [0, 0]);
    let fewest = plan(Aim::Parcels);
    assert_eq!((fewest.standing.parcels, fewest.standing.cost), (1, euros(2_500)));
    let earliest = plan(Aim::Arrival);
    assert_eq!((earliest.standing.days, earliest.picks.as_slice()), (2, &[0, 1][..]));
    assert_eq!(earliest.options.values().collect::<Vec<_>>(), ["usual", "quick"]);
}

#[test]
fn what_the_shopper_chose_as_delivery_stays() {
    let book = book(&[("near", terms(500, 50_000, 4))]);
    let chosen = BTreeMap::from([("near".parse().expect("a short word"), "quick".to_owned())]);
    let wants = [want(1, &[("near", 1_000)])];
    let plan = best(&book, &wants, &chosen, Aim::Cost).expect("small amounts");
    assert_eq!((plan.standing.cost, plan.options.values().next().map(String::as_str)), (euros(2_100), Some("quick")));
}

#[test]
fn many_lines_get_a_good_way_and_a_bound_below_it() {
    let book = book(&[("near", terms(500, 9_000, 4)), ("far", terms(700, 9_000, 8)), ("else", terms(300, 9_000, 8))]);
    let prices =
        |number: usize| [("far", 900 + 7 * number as i64), ("near", 905), ("else", 890 + 11 * (number as i64 % 5))];
    let wants: Vec<Want> = (0..30).map(|number| want(number, &prices(number))).collect();
    let now = standing(&book, &wants, &BTreeMap::new()).expect("small amounts");
    let plan = best(&book, &wants, &BTreeMap::new(), Aim::Cost).expect("small amounts");
    assert!(!plan.exact && plan.standing.cost.minor < now.cost.minor && plan.bound.minor <= plan.standing.cost.minor);
}
