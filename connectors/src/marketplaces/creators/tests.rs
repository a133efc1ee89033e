//! Recorded answers, read as ours.

use domain::{
    catalog::{Availability, Category},
    money::{Currency, Money},
};

use super::wire::Answered;
use crate::marketplaces::reading::tests::{answer, shop};

fn read(recorded: &str) -> Answered {
    answer(recorded).json().unwrap()
}

#[test]
fn items_are_read_with_number_stars_and_the_way_to_their_own_page() {
    let products = read(include_str!("fixtures/search.json")).products(&shop(Currency::Usd)).unwrap();
    let headphones = &products[0];
    assert_eq!(headphones.relation.as_str(), "gtin-05701234000495");
    assert_eq!((headphones.brand.as_deref(), headphones.category), (Some("Velune"), Some(Category::Audio)));
    assert_eq!(headphones.price, Money::new(12_499, Currency::Usd));
    assert_eq!(headphones.list_price, Some(Money::new(16_199, Currency::Usd)));
    assert_eq!(headphones.rating.unwrap().hundredths, 370);
    assert_eq!(headphones.availability, Availability::InStock(None));
    assert!(headphones.product_url.as_deref().unwrap().contains("tag=onecart-20"));
    let widths: Vec<u32> = headphones.pictures[0].sources.iter().map(|(_, width)| *width).collect();
    assert_eq!(widths, [160, 320, 640]);
    assert!(headphones.attributes.contains(&("Battery life".to_owned(), "45 h".to_owned())));
    assert!(headphones.description.starts_with("Closed over-ear") && !headphones.description.contains("Codecs:"));
}

#[test]
fn nothing_found_is_an_answer_and_nothing_said_is_none() {
    let none = read(include_str!("fixtures/no-results.json")).products(&shop(Currency::Usd));
    assert_eq!(none, Some(Vec::new()));
    assert_eq!(read("{}").products(&shop(Currency::Usd)), None);
    let some = read(include_str!("fixtures/items.json")).products(&shop(Currency::Usd)).unwrap();
    assert_eq!(some.len(), 1, "the unknown id is named among the errors");
}

#[test]
fn prices_are_read_by_their_digits_and_only_in_our_currency() {
    let priced = |amount: &str, currency: &str| {
        let item = format!(
            r#"{{"searchResult": {{"items": [{{"asin": "A", "itemInfo": {{"title": {{"displayValue": "T"}}}},
                "offersV2": {{"listings": [{{"price": {{"money": {{"amount": {amount}, "currency": "{currency}"}}}}}}]}}}}]}}}}"#
        );
        read(&item).products(&shop(Currency::Usd)).unwrap().first().map(|product| product.price.minor)
    };
    assert_eq!(priced("19.1", "USD"), Some(1910));
    assert_eq!(priced("37.0", "USD"), Some(3700));
    assert_eq!(priced("0.07", "USD"), Some(7));
    for (amount, currency) in [("19.123", "USD"), ("-1.0", "USD"), ("1e40", "USD"), ("19.1", "EUR"), ("\"19\"", "USD")]
    {
        assert_eq!(priced(amount, currency), None, "{amount} {currency}");
    }
}
