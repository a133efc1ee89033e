//! Answers recorded from a real Vendure 3.7.3, read as ours.

use domain::{
    catalog::{Availability, Category},
    money::{Currency, Money},
    order::Progress,
};
use serde_json::Value;

use super::{
    accepted,
    client::Reply,
    is_about_stock,
    order::{Order, PaymentMethod, ShippingMethod},
    queries::{CustomFields, order_query, products_query},
    wire::Product,
};
use crate::marketplaces::{
    MarketplaceError,
    reading::tests::{answer, shop},
};

fn reply(recorded: &str) -> Reply {
    Reply::read(&answer(recorded)).unwrap()
}

fn order(recorded: &str, name: &str) -> Order {
    reply(recorded).field(name).unwrap()
}

#[test]
fn products_are_read_with_number_brand_category_and_variants() {
    let read = |value: Value| serde_json::from_value::<Product>(value).unwrap().read(&shop(Currency::Usd)).unwrap();
    let products: Vec<_> = reply(include_str!("fixtures/products.json")).values().unwrap().map(read).collect();
    assert_eq!(products.len(), 2, "the unknown one is left out");
    let radio = &products[0];
    assert_eq!((radio.title.as_str(), radio.description.as_str()), ("Harbour radio", "Harbour radio, a good one."));
    assert_eq!(radio.relation.as_str(), "gtin-05701234000495");
    assert_eq!((radio.brand.as_deref(), radio.category), (Some("Velune"), Some(Category::Audio)));
    assert_eq!(radio.price, Money::new(10788, Currency::Usd));
    let titles: Vec<&str> = products[1].variants.iter().map(|variant| variant.title.as_str()).collect();
    assert_eq!(titles, ["Sage", "Sand"]);
    assert_eq!(products[1].variants[0].availability, Availability::InStock(None));
}

#[test]
fn a_product_in_another_currency_is_left_out() {
    let read = |value: Value| serde_json::from_value::<Product>(value).unwrap().read(&shop(Currency::Eur));
    assert!(reply(include_str!("fixtures/products.json")).values().unwrap().all(|value| read(value).is_none()));
}

#[test]
fn what_a_shop_does_not_know_is_asked_for_in_another_way() {
    let misfit = reply(include_str!("fixtures/misfit.json"));
    assert!(misfit.misfits());
    assert!(matches!(misfit.values().err(), Some(MarketplaceError::Unintelligible(_))));
    let ways: Vec<CustomFields> = std::iter::successors(Some(CustomFields::Whole), |way| way.next()).collect();
    assert_eq!(ways.len(), 3);
    assert!(products_query(2, CustomFields::Whole).contains("p1: product(id: $id1)"));
    assert!(!products_query(1, CustomFields::Unasked).contains("customFields"));
}

#[test]
fn a_fragment_comes_along_only_where_it_is_used() {
    assert!(order_query("mutation { x { ...O ...E } }").contains("fragment E"));
    assert!(!order_query("query { x { ...O } }").contains("fragment E"));
}

#[test]
fn refusals_are_members_of_the_union_and_say_how_many_are_left() {
    let short = order(include_str!("fixtures/not-enough.json"), "addItemToOrder");
    assert_eq!((short.error_code.as_str(), short.quantity_available), ("INSUFFICIENT_STOCK_ERROR", Some(1)));
    assert!(is_about_stock(&short));
    assert!(matches!(accepted(short), Err(MarketplaceError::Refused(_))));
    let declined = order(include_str!("fixtures/declined.json"), "addPaymentToOrder");
    assert_eq!(declined.error_code, "PAYMENT_DECLINED_ERROR");
    let gone = order(include_str!("fixtures/not-arranged.json"), "addPaymentToOrder");
    assert!(gone.is_refusal() && gone.is_placed().is_none());
}

#[test]
fn errors_beside_the_data_are_told_by_their_code() {
    let unknown = reply(include_str!("fixtures/unknown-code.json")).field::<Option<Order>>("orderByCode");
    assert_eq!(unknown.unwrap_err(), MarketplaceError::NotFound);
    let nowhere = reply(include_str!("fixtures/no-country.json")).field::<Order>("setOrderShippingAddress");
    assert!(matches!(nowhere.unwrap_err(), MarketplaceError::Refused(_)));
}

#[test]
fn an_order_is_quoted_with_tax_inside() {
    let chosen = order(include_str!("fixtures/chosen.json"), "setOrderShippingMethod");
    let amounts = chosen.amounts(&shop(Currency::Usd)).unwrap();
    assert_eq!((amounts.goods.minor, amounts.delivery.minor, amounts.total.minor), (30_000, 1000, 31_000));
    assert!(amounts.tax_added.is_zero());
    let lines = chosen.quoted(&shop(Currency::Usd)).unwrap();
    assert_eq!((lines[0].variant.as_str(), lines[0].unit.minor, lines[0].amount.minor), ("2", 15_000, 30_000));
    assert_eq!(chosen.amounts(&shop(Currency::Eur)), None);
}

#[test]
fn ways_of_delivery_have_short_names() {
    let methods: Vec<ShippingMethod> =
        reply(include_str!("fixtures/methods.json")).field("eligibleShippingMethods").unwrap();
    let words: Vec<&str> = methods.iter().map(ShippingMethod::word).collect();
    assert_eq!(words, ["standard", "express"]);
    assert_eq!(methods[1].read(&shop(Currency::Usd)).unwrap().price.minor, 1000);
}

#[test]
fn only_an_order_that_is_paid_counts_as_placed() {
    let paid = order(include_str!("fixtures/paid.json"), "addPaymentToOrder");
    assert_eq!(paid.is_placed(), Some(true));
    assert_eq!(order(include_str!("fixtures/arranged.json"), "transitionOrderToState").is_placed(), Some(false));
    assert_eq!(order(include_str!("fixtures/added.json"), "addItemToOrder").is_placed(), Some(false));
    assert_eq!(Order::default().is_placed(), None, "nothing is told, so nothing is known");
    let snapshot = paid.read();
    assert_eq!((snapshot.progress, snapshot.events.len()), (Progress::Placed, 1));
}

#[test]
fn what_graphql_does_not_allow_is_unintelligible() {
    for wrong in ["{}", "[]", "{\"data\": 7}", "<html>", "{\"data\": null}"] {
        assert!(Reply::read(&answer(wrong)).is_err(), "{wrong}");
    }
    let mut odd: Reply = Reply::read(&answer(r#"{"data": {"eligiblePaymentMethods": [{"code": 7}]}}"#)).unwrap();
    assert!(matches!(
        odd.field::<Vec<PaymentMethod>>("eligiblePaymentMethods"),
        Err(MarketplaceError::Unintelligible(_))
    ));
}
