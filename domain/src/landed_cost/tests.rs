use super::*;
use crate::{
    marketplace::{DeliveryOption, DeliveryTerms, Sending},
    money::{Currency, RateTable},
};

const NOW: Timestamp = Timestamp(1_795_248_000_000);

fn id(text: &str) -> MarketplaceId {
    text.parse().expect("a short word")
}

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn terms(sends: Option<Sending>) -> DeliveryTerms {
    let usual = DeliveryOption {
        id: "standard".to_owned(),
        title: "Standard".to_owned(),
        price: euros(500),
        days_from: 2,
        days_to: 4,
    };
    DeliveryTerms {
        options: vec![usual],
        free_from: Some(euros(5_000)),
        tax_points: 1_000,
        tax_included: false,
        return_days: 30,
        sends,
        smallest_order: None,
    }
}

fn sending(from: &str, paid: &[&str]) -> Option<Sending> {
    Some(Sending { from: from.to_owned(), duties_paid_to: paid.iter().map(|place| (*place).to_owned()).collect() })
}

fn book(country: &str, sends: Option<Sending>) -> PriceBook {
    let dated = Date { year: 2026, month: 11, day: 20 };
    let per_base = vec![(Currency::Usd, 1_100_000_000), (Currency::Jpy, 160_000_000_000)];
    PriceBook {
        currency: Currency::Eur,
        rates: RateTable { dated, base: Currency::Eur, per_base },
        terms: [(id("far"), terms(sends))].into(),
        coupon: None,
        promotions: None,
        country: Some(country.to_owned()),
    }
}

fn cost(country: &str, sends: Option<Sending>, minor: i64) -> LandedCost {
    of_listing(&book(country, sends), &id("far"), euros(minor), NOW).expect("small amounts")
}

#[test]
fn within_one_customs_area_nothing_is_due() {
    let cost = cost("PT", sending("DE", &[]), 1_000);
    assert_eq!((cost.total, cost.on_arrival()), (euros(1_650), None));
    assert!(cost.missing.is_empty());
}

#[test]
fn whoever_sends_may_have_paid_what_is_due() {
    for paid in [&["EU"] as &[&str], &["PT"]] {
        assert_eq!(cost("PT", sending("JP", paid), 1_000).total, euros(1_650));
    }
    assert_ne!(cost("PT", sending("JP", &["FR"]), 1_000).total, euros(1_650));
}

#[test]
fn small_parcels_pay_a_flat_duty_and_tax_on_top_of_it() {
    let cost = cost("PT", sending("JP", &[]), 1_000);
    assert_eq!(cost.amount(Kind::Duty), Some(euros(300)));
    assert_eq!(cost.amount(Kind::ImportTax), Some(euros(414)), "23 % of 10.00 + 5.00 + 3.00");
    assert_eq!(cost.total, euros(1_650 + 300 + 414));
    assert_eq!(cost.parts.iter().map(|part| part.confidence).max(), Some(Confidence::Estimated));
}

#[test]
fn what_is_not_known_is_missing_and_never_nothing() {
    let known = cost("PT", sending("JP", &[]), 1_000);
    let no_origin = cost("PT", None, 1_000);
    assert_eq!(no_origin.missing, [Kind::Duty, Kind::ImportTax]);
    assert!(no_origin.total.minor < known.total.minor && no_origin.place() > known.place());
    let no_tariff = cost("KE", sending("JP", &[]), 1_000);
    assert_eq!(no_tariff.missing, [Kind::Duty]);
    let no_rate = cost("GB", sending("JP", &[]), 1_000);
    assert_eq!(no_rate.missing, [Kind::Duty], "there is no rate for the limit in pounds");
    let stranger = of_listing(&book("PT", None), &id("stranger"), euros(1_000), NOW).expect("small amounts");
    assert_eq!(stranger.missing, [Kind::Delivery, Kind::Tax, Kind::Duty, Kind::ImportTax]);
}

#[test]
fn japan_takes_nothing_on_small_values_and_we_do_not_know_what_on_large_ones() {
    assert_eq!(cost("JP", sending("PT", &[]), 6_000).on_arrival(), None);
    assert!(cost("JP", sending("PT", &[]), 6_000).missing.is_empty());
    assert_eq!(cost("JP", sending("PT", &[]), 7_000).missing, [Kind::Duty]);
}

#[test]
fn age_is_told_and_old_news_is_stale() {
    let cost = cost("PT", sending("PT", &[]), 1_000);
    let item = cost.parts[0];
    assert_eq!((item.age(NOW.plus(5)), item.is_stale(NOW.plus(5))), (Some(5), false));
    assert!(item.is_stale(NOW.plus(2 * Timestamp::DAY)) && cost.is_stale(NOW.plus(2 * Timestamp::DAY)));
}

#[test]
fn every_country_has_one_border_at_most() {
    let countries: std::collections::BTreeSet<_> = customs::BORDERS.iter().map(|border| border.country).collect();
    assert_eq!(countries.len(), customs::BORDERS.len());
    assert!(countries.iter().all(|country| crate::checkout::COUNTRIES.contains(country)));
}
