//! Answers recorded in both releases, read as ours.

use domain::{
    catalog::{Availability, Category},
    money::Currency,
    order::Progress,
    saga::Refusal,
};
use serde_json::{Value, json};

use super::{
    checkout::Checkout,
    order::Order,
    requests::{choosing, segment, stable_key},
    wire::{Catalog, Profile},
};
use crate::marketplaces::{
    MarketplaceError, QuoteRequest, RequestedLine,
    reading::tests::{answer, shop},
};

const AUGUST: [&str; 6] = [
    include_str!("fixtures/profile-2026-08-25.json"),
    include_str!("fixtures/search-2026-08-25.json"),
    include_str!("fixtures/checkout-opened-2026-08-25.json"),
    include_str!("fixtures/checkout-ready-2026-08-25.json"),
    include_str!("fixtures/checkout-completed-2026-08-25.json"),
    include_str!("fixtures/order-delivered-2026-08-25.json"),
];
const APRIL: [&str; 6] = [
    include_str!("fixtures/profile-2026-04-08.json"),
    include_str!("fixtures/search-2026-04-08.json"),
    include_str!("fixtures/checkout-opened-2026-04-08.json"),
    include_str!("fixtures/checkout-ready-2026-04-08.json"),
    include_str!("fixtures/checkout-completed-2026-04-08.json"),
    include_str!("fixtures/order-delivered-2026-04-08.json"),
];
const BOTH: [([&str; 6], Currency); 2] = [(AUGUST, Currency::Eur), (APRIL, Currency::Jpy)];

fn read<T: serde::de::DeserializeOwned>(recorded: &str) -> T {
    answer(recorded).json().unwrap()
}

fn request(checkout: &Checkout, option: Option<&str>) -> QuoteRequest {
    let line = |line: &super::checkout::LineItem| RequestedLine {
        product: "any".parse().unwrap(),
        variant: line.item.id.parse().unwrap(),
        quantity: u32::try_from(line.quantity).unwrap().try_into().unwrap(),
    };
    let form = domain::checkout::DetailsForm {
        email: "amira@example.org".into(),
        name: "Amira Ben Salah".into(),
        street: "Rua da Prata 12".into(),
        postcode: "1100-419".into(),
        city: "Lisboa".into(),
        country: "PT".into(),
        ..Default::default()
    };
    QuoteRequest {
        reference: "OC-7K3M-9Q2D".to_owned(),
        lines: checkout.line_items.iter().map(line).collect(),
        details: form.check().unwrap(),
        option: option.map(str::to_owned),
    }
}

#[test]
fn profiles_of_both_releases_name_endpoint_and_handlers() {
    for (recorded, _) in BOTH {
        let profile: Profile = read(recorded[0]);
        let service = &profile.ucp.services["dev.ucp.shopping"][0];
        assert!(service.transport == "rest" && service.endpoint.ends_with("/ucp"));
        assert_eq!(profile.ucp.payment_handlers.values().flatten().next().unwrap().id, "practice_pay");
    }
}

#[test]
fn products_are_read_with_all_that_a_card_shows() {
    for (recorded, currency) in BOTH {
        let products = read::<Catalog>(recorded[1]).products(&shop(currency)).unwrap();
        assert_eq!(products.len(), 2);
        for product in &products {
            assert!(product.gtin.is_some() && product.brand.is_some() && product.rating.is_some());
            assert_eq!(product.category, Some(Category::Fashion));
            assert!(product.product_url.is_some() && !product.attributes.is_empty());
            assert_eq!(product.pictures[0].sources[0].1, 640);
        }
        assert!(products[0].variants.len() == 2 && !products[0].variants[0].title.is_empty());
        assert!(products[1].variants.len() == 1 && products[1].variants[0].title.is_empty());
        assert!(matches!(products[1].availability, Availability::InStock(Some(_))));
    }
}

#[test]
fn a_product_with_an_impossible_price_is_left_out_and_the_rest_stays() {
    let mut value: Value = read(AUGUST[1]);
    value["products"][0]["variants"] = json!([{ "id": "a", "price": { "amount": -5, "currency": "EUR" } }]);
    let catalog: Catalog = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(catalog.products(&shop(Currency::Eur)).unwrap().len(), 1);
    value["products"][0] = json!("no product at all");
    value["products"][1]["url"] = json!("javascript:alert(1)");
    let products = serde_json::from_value::<Catalog>(value.clone()).unwrap().products(&shop(Currency::Eur)).unwrap();
    assert_eq!((products.len(), &products[0].product_url), (1, &None));
    assert_eq!(serde_json::from_value::<Catalog>(value).unwrap().products(&shop(Currency::Usd)).unwrap().len(), 0);
    assert!(read::<Catalog>("{}").products(&shop(Currency::Eur)).is_none());
}

#[test]
fn no_more_than_five_hundred_products_are_read() {
    let mut value: Value = read(AUGUST[1]);
    value["products"] = json!(vec![value["products"][1].clone(); 700]);
    let catalog: Catalog = serde_json::from_value(value).unwrap();
    assert_eq!(catalog.products(&shop(Currency::Eur)).unwrap().len(), 500);
}

#[test]
fn a_fresh_checkout_still_wants_a_way_of_delivery() {
    for (recorded, _) in BOTH {
        let checkout: Checkout = read(recorded[2]);
        let request = request(&checkout, Some("express"));
        assert_eq!(checkout.obstacle(&request.lines), None);
        let body = choosing(&checkout, &request).unwrap();
        let method = &body["fulfillment"]["methods"][0];
        assert_eq!(method["groups"][0]["selected_option_id"], "express");
        assert_eq!(method["selected_destination_id"], "dest_1");
        assert_eq!(body["line_items"][0]["id"], checkout.line_items[0].id.as_str());
    }
}

#[test]
fn a_ready_checkout_is_a_quote_that_adds_up() {
    for (recorded, currency) in BOTH {
        let checkout: Checkout = read(recorded[3]);
        assert!(choosing(&checkout, &request(&checkout, Some("express"))).is_none(), "it is chosen already");
        let quote = checkout.quote(&shop(currency)).unwrap();
        let amounts = quote.amounts;
        assert_eq!(amounts.goods.minor + amounts.delivery.minor + amounts.tax_added.minor, amounts.total.minor);
        assert_eq!((quote.tax_included, quote.chosen), (currency == Currency::Eur, 1));
        assert_eq!((quote.options[1].id.as_str(), quote.options[1].price), ("express", amounts.delivery));
        assert_eq!(
            (quote.lines[0].amount, quote.lines[0].amount.minor),
            (amounts.goods, 2 * quote.lines[0].unit.minor)
        );
        assert!(quote.expires_at.is_some());
        assert!(checkout.quote(&shop(Currency::Usd)).is_none(), "another currency than expected");
    }
}

#[test]
fn totals_that_do_not_add_up_are_not_believed() {
    let mut value: Value = read(AUGUST[3]);
    let last = value["totals"].as_array().unwrap().len() - 1;
    value["totals"][last]["amount"] = json!(1);
    let checkout: Checkout = serde_json::from_value(value).unwrap();
    assert!(checkout.total(&shop(Currency::Eur)).is_none() && checkout.quote(&shop(Currency::Eur)).is_none());
}

#[test]
fn what_is_sold_out_is_an_obstacle_by_name() {
    let sold_out: Checkout = read(include_str!("fixtures/checkout-sold-out.json"));
    assert!(sold_out.ucp.is_error());
    let lines = request(&read(AUGUST[3]), None).lines;
    let missing = super::checkout::obstacle(&sold_out.messages, &lines);
    assert_eq!(missing, Some(MarketplaceError::OutOfStock(vec![(lines[0].variant.clone(), None)])));
    assert_eq!(sold_out.refusal(), Refusal::OutOfStock);
    // fewer than wanted without a word of it is missing too
    let mut value: Value = read(AUGUST[3]);
    value["line_items"][0]["quantity"] = json!(1);
    let fewer: Checkout = serde_json::from_value(value).unwrap();
    assert!(matches!(fewer.obstacle(&lines), Some(MarketplaceError::OutOfStock(_))));
}

#[test]
fn only_a_completed_checkout_with_an_order_is_placed() {
    for (recorded, _) in BOTH {
        let placed = read::<Checkout>(recorded[4]).placed().unwrap();
        assert!(placed.ids[0].len() <= 12, "people can read out {}", placed.ids[0]);
        assert!(placed.handle["order"].is_string());
        assert_eq!(read::<Checkout>(recorded[3]).placed(), None);
        let mut value: Value = read(recorded[4]);
        value["order"] = Value::Null;
        assert_eq!(serde_json::from_value::<Checkout>(value).unwrap().placed(), None);
    }
}

#[test]
fn an_order_has_arrived_when_all_of_it_has() {
    for (recorded, _) in BOTH {
        let snapshot = read::<Order>(recorded[5]).read();
        assert_eq!(snapshot.progress, Progress::Delivered);
        assert_eq!(snapshot.shipments.len(), 1);
        assert_eq!(snapshot.events.first().unwrap().progress, Progress::Processing);
        let mut value: Value = read(recorded[5]);
        let last = value["fulfillment"]["events"].as_array().unwrap().len() - 1;
        value["fulfillment"]["events"][last]["line_items"][0]["quantity"] = json!(1);
        let partly = serde_json::from_value::<Order>(value).unwrap().read();
        assert_eq!(partly.progress, Progress::OutForDelivery, "one of two pieces has arrived");
    }
}

#[test]
fn parcels_are_followed_on_safe_pages_only() {
    let mut value: Value = read(AUGUST[5]);
    for event in value["fulfillment"]["events"].as_array_mut().unwrap() {
        event["tracking_url"] = json!("http://far.example/track");
    }
    let snapshot = serde_json::from_value::<Order>(value).unwrap().read();
    assert_eq!(snapshot.shipments[0].tracking_url, None);
}

#[test]
fn keys_are_stable_and_ids_stay_in_their_place() {
    assert_eq!(stable_key("OC-7K3M-9Q2D:0", "chk_1"), stable_key("OC-7K3M-9Q2D:0", "chk_1"));
    assert_ne!(stable_key("OC-7K3M-9Q2D:0", "chk_1"), stable_key("OC-7K3M-9Q2D:1", "chk_1"));
    assert_eq!(segment("gid://shop/Checkout/1?key=a"), "gid%3A%2F%2Fshop%2FCheckout%2F1%3Fkey%3Da");
}
